/** Which links leave the program. */

import { expect, test } from 'vitest';
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
