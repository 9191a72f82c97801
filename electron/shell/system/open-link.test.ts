/** Which links leave the program. */

import { expect, test } from 'vitest';
import { callLink } from '../../core/calls/call-link.ts';
import { createOpenLink, safeCallLink } from './open-link.ts';

test.each([
  ['tel:1002', 'tel:1002'],
  ['TEL:+49-30.1234', 'tel:+49-30.1234'],
  ['tel:*43#', 'tel:*43%23'],
  ['sip:1002', 'sip:1002'],
  ['sip:1002@pbx.example.com:5060', 'sip:1002@pbx.example.com:5060'],
])('%s is opened', (url, opened) => {
  expect(safeCallLink(url)).toBe(opened);
});

test.each([
  'http://example.com',
  'https://example.com/?tel:1',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-msdt:/id',
  'tel:',
  'tel: 1002',
  'tel:1002\n--flag',
  'tel:-option',
  'sip:1002;transport=tcp',
  'sip:1002?subject=x',
  'sip:a@-host',
  'sips:1002',
  ` tel:1002`,
  `tel:${'1'.repeat(65)}`,
  'tel:1002&calc.exe',
  'tel:1002"',
])('%s is refused', (url) => {
  const opened: string[] = [];
  const warned: string[] = [];
  const ignore = (): void => undefined;
  const openLink = createOpenLink(
    { openExternal: async (address: string) => void opened.push(address) },
    { info: ignore, error: ignore, warn: (event) => void warned.push(event) },
  );
  openLink(url);
  expect(opened).toEqual([]);
  expect(warned).toEqual(['shell.link-refused']);
});

test.each([
  ['tel', 'https://pbx:8088', '+4930123', 'tel:+4930123'],
  ['tel', 'https://pbx:8088', '*72#', 'tel:*72%23'],
  ['sip', 'https://[fd00::5]:8088', '1003', 'sip:1003@[fd00::5]'],
  ['sip', 'https://192.0.2.5:8088', '1003', 'sip:1003@192.0.2.5'],
] as const)('%s with a PBX at %s calls %s, and the shell opens it', (callWith, url, number, opened) => {
  const link = callLink({ callWith, pbx: { url } }, number);
  expect(safeCallLink(link ?? '')).toBe(opened);
});
