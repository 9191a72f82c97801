import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { readSetUpLine } from './set-up-line.ts';

const colons = Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0').toUpperCase()).join(':');
const fingerprint = colons.replaceAll(':', '').toLowerCase();
const faultOf = (text: string): unknown => {
  try {
    return readSetUpLine(text);
  } catch (error) {
    return error instanceof AppError ? [error.code, error.detail] : error;
  }
};

describe('a set-up line', () => {
  it.each([
    `lampfield:set-up?url=pbx.example.com&username=api&extension=1002&fingerprint=${fingerprint}`,
    ` lampfield://set-up/?url=pbx.example.com&username=api&extension=1002&fingerprint=${encodeURIComponent(colons)}\n`,
    JSON.stringify({ url: 'pbx.example.com', username: 'api', extension: 1002, fingerprint: colons }),
    `\uFEFF${JSON.stringify({ pbx: { url: 'pbx.example.com', username: 'api', fingerprint }, extension: '1002', locked: ['pbx'] })}`,
  ])('is read as a link, as JSON and as a managed file: %s', (text) => {
    expect(readSetUpLine(text)).toEqual({
      url: 'pbx.example.com',
      username: 'api',
      extension: '1002',
      fingerprint,
    });
  });

  it('may hold as little as an address, and as JSON a password', () => {
    expect(readSetUpLine('lampfield:set-up?url=192.168.5.150')).toEqual({ url: '192.168.5.150' });
    expect(readSetUpLine('{"url":"pbx","version":"v1.1.0","username":"api","password":"s3"}')).toEqual({
      url: 'pbx',
      version: 'v1.1.0',
      username: 'api',
      password: 's3',
    });
  });

  it.each([
    ['', 'not-a-line', {}],
    ['lampfield:', 'not-a-line', {}],
    ['lampfield:call?number=1', 'not-a-line', {}],
    ['{"url":', 'not-a-line', {}],
    ['[]', 'not-a-line', {}],
    ['{}', 'line-incomplete', { key: 'url' }],
    ['lampfield:set-up?username=api', 'line-incomplete', { key: 'url' }],
    ['{"url":"pbx","password":"s3"}', 'line-incomplete', { key: 'username' }],
    ['{"url":"pbx","pasword":"s3"}', 'line-unknown', { key: 'pasword' }],
    ['lampfield:set-up?url=pbx&pin=1', 'line-unknown', { key: 'pin' }],
    ['lampfield:set-up?url=pbx&username=api&password=s3', 'line-has-password', {}],
    ['{"url":"ftp://pbx"}', 'line-value', { key: 'url' }],
    ['{"url":"pbx","version":"v9"}', 'line-value', { key: 'version' }],
    ['{"url":"pbx","fingerprint":"AB:CD"}', 'line-value', { key: 'fingerprint' }],
    ['{"pbx":{"url":"pbx","fingerprint":7}}', 'line-value', { key: 'pbx.fingerprint' }],
    ['{"url":"pbx","extension":""}', 'line-value', { key: 'extension' }],
  ])('that is wrong says how: %s', (text, code, detail) => {
    expect(faultOf(text)).toEqual([`setup.${code}`, detail]);
  });

  it('is read or refused by name, whatever someone pastes, and no refusal quotes it', () => {
    const values = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constantFrom('pbx', 'v1.0.0'));
    const keys = fc.constantFrom(
      'url',
      'version',
      'username',
      'password',
      'fingerprint',
      'extension',
      'pbx',
      '__proto__',
    );
    const json = fc
      .dictionary(keys, fc.oneof(values, fc.dictionary(keys, values)))
      .map((it) => JSON.stringify(it));
    const link = fc
      .array(fc.tuple(keys, fc.string()))
      .map((pairs) => `lampfield:set-up?${new URLSearchParams(pairs).toString()}`);
    fc.assert(
      fc.property(fc.oneof(json, link, fc.string(), fc.json()), (text) => {
        try {
          expect(readSetUpLine(text).url).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({ code: expect.stringMatching(/^setup\./) as string });
          expect(error).not.toHaveProperty('cause');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('the page of documentation has examples that hold, and names every field', async () => {
  const text = await readFile(new URL('../../../docs/set-up-line.md', import.meta.url), 'utf8');
  const [, json = ''] = /```json\n(.*?)```/s.exec(text) ?? [];
  const [link = ''] = /lampfield:set-up\?\S*/.exec(text) ?? [];
  const fields = Object.keys(readSetUpLine(json));
  expect(readSetUpLine(link.replace('3B9F…', fingerprint))).toMatchObject({
    username: 'api',
    extension: '1002',
  });
  for (const name of [...fields, 'version']) expect(text).toContain(`\`${name}\``);
});
