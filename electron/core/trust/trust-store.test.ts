/** Approvals and refusals, kept in a real file. */

import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CertificateView } from '../../contract/certificate.ts';
import { AppError } from '../app-error.ts';
import type { Clock, Log } from '../ports.ts';
import { CertificateFailure } from './certificate-failure.ts';
import { guessCertificateChange } from './certificate-view.ts';
import { createTrustStore, type TrustStore } from './trust-store.ts';
import { unlockedFolder } from '../../../test/core/fixtures/unlocked-folder.ts';

const clock: Clock = {
  now: () => Date.UTC(2026, 10, 24, 8),
  uptimeMs: () => 0,
  after: () => () => undefined,
};
const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const here = 'pbx.example.com:8088';
const first: CertificateView = {
  sha256: 'a'.repeat(64),
  subject: 'CN=pbx',
  issuer: 'CN=pbx',
  notBefore: Date.UTC(2020, 0),
  notAfter: Date.UTC(2030, 0),
};
const second: CertificateView = {
  ...first,
  sha256: 'b'.repeat(64),
  notBefore: Date.UTC(2025, 0),
  notAfter: Date.UTC(2035, 0),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-trust-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(): Promise<TrustStore> {
  const store = createTrustStore({ file: join(folder, 'trust.json'), folder: unlockedFolder, clock, log });
  expect(await store.load()).toBeUndefined();
  return store;
}

test('nothing is trusted that nobody has approved', async () => {
  const store = await open();
  expect(store.policyFor(here)).toBeUndefined();
  expect(store.known(here)).toBeUndefined();
  expect(store.isRefused(here, first.sha256)).toBe(false);
  expect(store.judge(here, first.sha256)).toBe('tls.unknown-certificate');
});

test('an approval counts for its address alone, also after a restart', async () => {
  await (await open()).approve(here, first, 'pinned');
  const store = await open();
  expect(store.policyFor(here)).toEqual({ kind: 'pinned', sha256: first.sha256 });
  expect(store.known(here)).toEqual(first);
  expect(store.policyFor('pbx.example.com:9000')).toBeUndefined();
  expect(store.policyFor('pbx.example.org:8088')).toBeUndefined();
});

test('an authority vouches for the successors too', async () => {
  const store = await open();
  await store.approve(here, first, 'authority');
  expect(store.policyFor(here)).toEqual({ kind: 'authority', refused: [] });
  expect(store.known(here)).toEqual(first);
});

test('a no is remembered over a restart and leaves the approval of another', async () => {
  const before = await open();
  await before.approve(here, first, 'pinned');
  expect(before.judge(here, second.sha256)).toBe('tls.changed-certificate');
  await before.refuse(here, second.sha256);
  const store = await open();
  expect(store.isRefused(here, second.sha256)).toBe(true);
  expect(store.judge(here, second.sha256)).toBe('tls.refused-certificate');
  expect(store.policyFor(here)).toEqual({ kind: 'pinned', sha256: first.sha256 });
});

test('a later yes takes the no back, and a later no the yes', async () => {
  const store = await open();
  await store.refuse(here, first.sha256);
  await store.approve(here, first, 'pinned');
  expect(store.isRefused(here, first.sha256)).toBe(false);
  await store.refuse(here, first.sha256);
  expect(store.policyFor(here)).toBeUndefined();
  expect(store.isRefused(here, first.sha256)).toBe(true);
});

test('a thousand refusals do not make the file grow for ever; the latest are kept', async () => {
  const store = await open();
  const fingerprint = (n: number): string => n.toString(16).padStart(64, '0');
  for (let n = 0; n < 60; n += 1) await store.refuse(here, fingerprint(n));
  expect(store.isRefused(here, fingerprint(9))).toBe(false);
  expect(store.isRefused(here, fingerprint(10))).toBe(true);
  expect(store.isRefused(here, fingerprint(59))).toBe(true);
});

test('what is not understood of one address costs no other one', async () => {
  const entries = { 'a:1': { refused: ['zz'] }, [here]: { refused: [first.sha256] } };
  await writeFile(join(folder, 'trust.json'), JSON.stringify({ version: 1, addresses: entries }));
  const store = createTrustStore({ file: join(folder, 'trust.json'), folder: unlockedFolder, clock, log });
  expect(await store.load()).toBeUndefined();
  expect(store.isRefused(here, first.sha256)).toBe(true);
});

test.each(['{"version":1,"addr', '{"version":99}'])(
  'a file that is not understood (%s) is kept aside and reported, and trusts nothing',
  async (text) => {
    await writeFile(join(folder, 'trust.json'), text);
    const store = createTrustStore({ file: join(folder, 'trust.json'), folder: unlockedFolder, clock, log });
    const problem = await store.load();
    expect(problem).toMatchObject({ kind: 'corrupt', file: 'trust.json' });
    expect(store.policyFor(here)).toBeUndefined();
    await store.approve(here, first, 'pinned');
    const copies = (await readdir(folder)).filter((name) => name.includes('corrupt'));
    expect(copies).toHaveLength(1);
    expect(await readFile(join(folder, copies[0] ?? ''), 'utf8')).toBe(text);
  },
);

test('an answer counts at once, also when it cannot be kept', async () => {
  await writeFile(join(folder, 'in-the-way'), '');
  const store = createTrustStore({
    file: join(folder, 'in-the-way', 'trust.json'),
    folder: unlockedFolder,
    clock,
    log,
  });
  await store.load();
  await expect(store.refuse(here, first.sha256)).rejects.toMatchObject({ code: 'settings.unwritable' });
  expect(store.isRefused(here, first.sha256)).toBe(true);
});

test("a transport's failure is told in the light of what is known", async () => {
  const store = await open();
  const failure = new CertificateFailure('tls.changed-certificate', second);
  expect(store.explain(here, failure)).toMatchObject({ code: 'tls.unknown-certificate', offered: second });
  await store.approve(here, first, 'pinned');
  expect(store.explain(here, failure)).toMatchObject({ code: 'tls.changed-certificate', offered: second });
  await store.refuse(here, second.sha256);
  expect(store.explain(here, failure)).toMatchObject({ code: 'tls.refused-certificate', offered: second });
  const timeout = new AppError('network.timeout');
  expect(store.explain(here, timeout)).toBe(timeout);
});

test('the likely reason: renewed with the same subject and later dates, otherwise another device', () => {
  expect(guessCertificateChange(first, second)).toBe('renewed');
  expect(guessCertificateChange(second, first)).toBe('other-device');
  expect(guessCertificateChange(first, { ...second, subject: 'CN=other' })).toBe('other-device');
  expect(guessCertificateChange(first, { ...second, notBefore: first.notBefore })).toBe('other-device');
  expect(guessCertificateChange(first, { ...second, notAfter: first.notAfter })).toBe('other-device');
  expect(guessCertificateChange(first, { ...second, notAfter: null })).toBe('other-device');
  expect(guessCertificateChange({ ...first, subject: '' }, { ...second, subject: '' })).toBe('other-device');
});

test('a yes takes back the no to the same certificate, and no other', async () => {
  const store = await open();
  await store.refuse(here, first.sha256);
  await store.refuse(here, second.sha256);
  await store.approve(here, first, 'pinned');
  expect(store.refusedAt(here)).toEqual([second.sha256]);
  expect((await open()).refusedAt(here)).toEqual([second.sha256]);
});

test('the administrator’s fingerprint is adopted once; a later decision of the user counts', async () => {
  const store = await open();
  await store.approveManaged(here, first.sha256);
  expect(store.policyFor(here)).toEqual({ kind: 'pinned', sha256: first.sha256 });
  await store.refuse(here, first.sha256);
  await store.approveManaged(here, first.sha256);
  expect(store.policyFor(here)).toBeUndefined();
  const again = await open();
  await again.approveManaged(here, first.sha256);
  expect(again.policyFor(here)).toBeUndefined();
  // A different fingerprint is a new decision of the administrator's.
  await again.approveManaged(here, second.sha256);
  expect(again.policyFor(here)).toEqual({ kind: 'pinned', sha256: second.sha256 });
});
