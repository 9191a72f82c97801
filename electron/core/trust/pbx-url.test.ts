import { expect, test } from 'vitest';
import { normalPbxUrl } from './read-address.ts';

test.each([
  ['https://pbx.example.com:8088', 'https://pbx.example.com:8088'],
  ['https://PBX.Example.com', 'https://pbx.example.com:8088'],
  ['https://pbx:443/', 'https://pbx:443'],
  ['http://192.168.5.150:80', 'http://192.168.5.150:80'],
  [' https://192.168.5.150 ', 'https://192.168.5.150:8088'],
  ['https://[fe80::1]:8088', 'https://[fe80::1]:8088'],
  ['https://[fe80::1]', 'https://[fe80::1]:8088'],
  ['https://pbx:08088', 'https://pbx:8088'],
])('%s is %s', (text, url) => expect(normalPbxUrl(text)).toBe(url));

test.each([
  'pbx.example.com',
  'ftp://pbx',
  'https://',
  'https://pbx:0',
  'https://pbx:65536',
  'https://pbx:port',
  'https://user:password@pbx',
  'https://pbx/api',
  'https://pbx?token=1',
  'https://a b',
  '(https://pbx',
  'see https://pbx',
])('%s is none', (text) => expect(normalPbxUrl(text)).toBeUndefined());

test.each(['https://pbx..example.com:8088', 'https://-pbx', 'https://pbx-.lan', 'https://pbx!'])(
  '%s is refused where it is written: no connection could take it',
  (text) => {
    expect(normalPbxUrl(text)).toBeUndefined();
  },
);
