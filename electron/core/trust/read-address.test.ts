/** What people type and paste as an address, and what they see after a typo. */

import { expect, test } from 'vitest';
import { addressUrl, hostAndPort, normalPbxUrl, readAddress } from './read-address.ts';

test.each([
  ['192.168.5.150', '192.168.5.150', 8088, 'https'],
  ['  pbx.example.com  ', 'pbx.example.com', 8088, 'https'],
  ['PBX.Example.com.', 'pbx.example.com', 8088, 'https'],
  ['pbx', 'pbx', 8088, 'https'],
  ['pbx_1.lan', 'pbx_1.lan', 8088, 'https'],
  ['pbx:9000', 'pbx', 9000, 'https'],
  ['pbx:1', 'pbx', 1, 'https'],
  ['pbx:65535', 'pbx', 65_535, 'https'],
  ['https://pbx.example.com', 'pbx.example.com', 8088, 'https'],
  ['HTTPS://PBX/', 'pbx', 8088, 'https'],
  ['https://pbx:443', 'pbx', 443, 'https'],
  ['http://pbx', 'pbx', 8088, 'http'],
  ['http://pbx:80/index.html', 'pbx', 80, 'http'],
  ['//pbx:8088', 'pbx', 8088, 'https'],
  ['<https://pbx:8088>', 'pbx', 8088, 'https'],
  ['(https://pbx:8088)', 'pbx', 8088, 'https'],
  ['https://pbx:8088.', 'pbx', 8088, 'https'],
  ['pbx:8088\\api', 'pbx', 8088, 'https'],
  ['https:\\\\pbx', 'pbx', 8088, 'https'],
  ['"192.168.5.150"', '192.168.5.150', 8088, 'https'],
  ['„pbx.example.com“', 'pbx.example.com', 8088, 'https'],
  ['192.168.5.150,', '192.168.5.150', 8088, 'https'],
  ['192.168.5.150.\n', '192.168.5.150', 8088, 'https'],
  ['\u200B192.168.5.150\u200E', '192.168.5.150', 8088, 'https'],
  ['https://192.168.5.150 :8088', '192.168.5.150', 8088, 'https'],
  ['pbx: 8088', 'pbx', 8088, 'https'],
  ['https://192.168.5.150:8088/index.html#/pbx', '192.168.5.150', 8088, 'https'],
  [
    'https://192.168.5.150:8088/api/v1.0.0/extension/query?token=7d20390952e15eb72b0a1df7172de65c',
    '192.168.5.150',
    8088,
    'https',
  ],
  ['pbx/a?b=http://other', 'pbx', 8088, 'https'],
  ['pbx?next=a@b', 'pbx', 8088, 'https'],
  ['::1', '::1', 8088, 'https'],
  ['FD00:0:0::150', 'fd00::150', 8088, 'https'],
  ['[fd00::150]:9000', 'fd00::150', 9000, 'https'],
  ['https://[fd00::150]/admin', 'fd00::150', 8088, 'https'],
  ['telefon.müller.example', 'telefon.xn--mller-kva.example', 8088, 'https'],
])('%s', (text, host, port, scheme) => {
  expect(readAddress(text)).toEqual({ host, port, scheme });
  // The settings keep the same address under the same name
  expect(normalPbxUrl(addressUrl({ host, port, scheme: scheme === 'http' ? 'http' : 'https' }))).toBe(
    `${scheme}://${hostAndPort({ host, port })}`,
  );
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['https://', 'empty'],
  ['https:///api', 'empty'],
  [':8088', 'empty'],
  ['htps://pbx', 'scheme'],
  ['ftp://pbx', 'scheme'],
  ['http;//pbx', 'scheme'],
  ['https//pbx', 'scheme'],
  ['https:/pbx', 'scheme'],
  ['https:pbx', 'scheme'],
  ['api:secret@pbx', 'account'],
  ['https://api:secret@pbx:8088/', 'account'],
  ['pbx:', 'port'],
  ['pbx:0', 'port'],
  ['pbx:65536', 'port'],
  ['pbx:80a', 'port'],
  ['192.168.5', 'ip'],
  ['192.168.5.1500', 'ip'],
  ['192.168..5', 'ip'],
  ['192,168,5,150', 'ip'],
  ['010.1.1.1', 'ip'],
  ['0x7f.1', 'ip'],
  ['192.168.5.150:8088:1', 'port'],
  ['https://192.168.5.150:8088:8088', 'port'],
  ['IP: 192.168.5.150', 'port'],
  ['sip:1000@192.168.5.150', 'account'],
  ['192.168.005.150', 'ip'],
  ['fe80::1%eth0', 'ip'],
  ['[fd00::g]', 'ip'],
  ['[fd00::1', 'ip'],
  ['my pbx', 'host'],
  ['pbx_.-x', 'host'],
  ['pbx..example', 'host'],
  ['pbx!', 'host'],
  [`${'a'.repeat(64)}.example`, 'host'],
  ['a.'.repeat(130), 'host'],
])('%j is refused: %s', (text, reason) => {
  let failure: unknown;
  try {
    failure = readAddress(text);
  } catch (error) {
    failure = error;
  }
  // The detail repeats nothing of what was typed: it may hold a password
  expect(failure).toMatchObject({ code: 'settings.invalid', detail: { field: 'address', reason } });
  expect(failure).toHaveProperty('detail', { field: 'address', reason });
});
