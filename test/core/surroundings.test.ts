/** A verdict about the surroundings is only for now and is checked again; a person's no holds everywhere. */

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import type { SecretStore } from '../../electron/core/ports.ts';
import { AppError } from '../../electron/core/app-error.ts';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { createTrustStore } from '../../electron/core/trust/trust-store.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';
import { makeCertificate } from '../pbx/certificate.ts';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { ok, signInto, silentLog, startCore, type RunningCore } from './fixtures/start-core.ts';
import { portOf } from './pbx/tls-server.ts';
import { createTravellingClock } from './fixtures/travelling-clock.ts';
import { unlockedFolder } from './fixtures/unlocked-folder.ts';

vi.setConfig({ testTimeout: 240_000 });

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function demoPbx(options: Parameters<typeof startDemoPbx>[0] = {}): Promise<DemoPbx> {
  const pbx = await startDemoPbx({ people: 6, ...options });
  cleanups.push(() => pbx.close());
  return pbx;
}

async function coreWith(ports: Parameters<typeof startCore>[0] = {}): Promise<RunningCore> {
  const running = await startCore(ports);
  cleanups.push(() => running.close());
  return running;
}

type Place = 'office' | 'another device' | 'a portal in plain HTTP' | 'a PBX that starts';

/** An address at which something else answers, wherever the laptop is. */
async function travellingAddress(pbx: DemoPbx, other: DemoPbx) {
  let place: Place = 'office';
  const server = net.createServer((client) => {
    client.on('error', () => undefined);
    if (place === 'office' || place === 'another device') {
      const device = net.connect((place === 'office' ? pbx : other).port, '127.0.0.1');
      device.on('error', () => client.destroy());
      client.pipe(device).pipe(client);
      client.on('close', () => device.destroy());
      return;
    }
    client.once('data', () => {
      const alert = Buffer.from([21, 3, 3, 0, 2, 2, 80]);
      client.end(
        place === 'a PBX that starts' ? alert : 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n',
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  return {
    url: `https://127.0.0.1:${String(portOf(server))}`,
    go(to: Place) {
      place = to;
    },
  };
}

test.each(['another device', 'a portal in plain HTTP', 'a PBX that starts'] as const)(
  'back from %s, the list is live without a click: by another network, a wake, an unlock, an opened panel, or time',
  async (elsewhere) => {
    const clock = createTravellingClock();
    const pbx = await demoPbx({ now: () => clock.now() });
    const other = await demoPbx();
    const way = await travellingAddress(pbx, other);
    const running = await coreWith({ clock });
    await signInto(running, { ...pbx, url: way.url, fingerprint: pbx.fingerprint }, '1002');

    const signal = running.core.signal.bind(running.core);
    const waysBack = [
      () => {
        signal({ kind: 'network', online: true });
      },
      () => {
        signal({ kind: 'suspend' });
        signal({ kind: 'resume' });
      },
      () => {
        signal({ kind: 'lock' });
        signal({ kind: 'unlock' });
      },
      () => {
        signal({ kind: 'panel', open: true });
        signal({ kind: 'panel', open: false });
      },
      () => {
        clock.travel(6 * 60_000);
      },
    ];
    for (const comeBack of waysBack) {
      way.go(elsewhere);
      // Past any interval, and again if a poll was under way: a busy machine's slow answers stretch the interval up to eight times.
      const travelled = (): string => (clock.travel(150_000), running.snapshot().connection.kind);
      await expect.poll(travelled, { interval: 1_000, timeout: 60_000 }).toBe('blocked');
      way.go('office');
      clock.travel(2_000);
      comeBack();
      await running.until(({ connection }) => connection.kind === 'live');
    }
    expect(other.log).toHaveLength(0);
  },
);

test('“no network” is a hint: an opened panel and “Try again” ask the PBX that answers', async () => {
  const pbx = await demoPbx();
  const running = await coreWith();
  await signInto(running, pbx, '1002');
  running.core.signal({ kind: 'network', online: false });
  await running.until(({ connection }) => connection.kind === 'paused');
  const asked = pbx.nextRequest('extensionlist/query');
  running.core.signal({ kind: 'panel', open: true });
  await asked;
  await running.until(({ connection }) => connection.kind === 'live');
});

/** A keychain that fails with `code` while it is closed, and tells when a question is answered late. */
function closableKeychain(code: 'keychain.unavailable' | 'keychain.locked') {
  const memory = createMemorySecrets();
  const state = { isOpen: true, answerLate: (): void => undefined };
  async function whileOpen<T>(work: () => Promise<T>): Promise<T> {
    if (!state.isOpen) throw new AppError(code, { reason: 'no-answer' });
    return work();
  }
  const secrets: SecretStore = {
    read: (name) => whileOpen(() => memory.read(name)),
    write: (name, value) => whileOpen(() => memory.write(name, value)),
    remove: (name) => whileOpen(() => memory.remove(name)),
    onLateAnswer(listener) {
      state.answerLate = listener;
      return () => undefined;
    },
  };
  return { secrets, state };
}

test.each([
  ['that comes after the program', 'keychain.unavailable'],
  ['whose dialog someone answers after a long while', 'keychain.locked'],
] as const)('a keychain %s is found without a click', async (_, code) => {
  const clock = createTravellingClock();
  const pbx = await demoPbx({ now: () => clock.now() });
  const { secrets, state } = closableKeychain(code);
  const first = await coreWith({ clock, secrets });
  await signInto(first, pbx, '1002');
  await first.core.stop();
  state.isOpen = false;
  const again = await first.restart('crash');
  cleanups.push(() => again.core.stop());
  await again.until(({ connection }) => connection.kind === 'blocked');
  state.isOpen = true;
  if (code === 'keychain.locked') state.answerLate();
  else clock.travel(20_000);
  await again.until(({ connection }) => connection.kind === 'live');
});

test('a certificate that is refused in the wizard ends the connection that is open', async () => {
  const clock = createTravellingClock();
  const pbx = await demoPbx({ now: () => clock.now() });
  const running = await coreWith({ clock });
  await signInto(running, pbx, '1002');
  await ok(running.request('setup.open', { at: 'address' }));
  await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
  await ok(running.request('setup.back', {}));
  pbx.clearLog();
  await running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'refuse' });
  clock.travel(20_000);
  const blocked = await running.until(({ connection }) => connection.kind === 'blocked');
  expect(blocked.connection).toMatchObject({ need: { kind: 'certificate-refused' } });
  expect(blocked.setup?.step).toBe('certificate');
  const account = { username: pbx.username, password: pbx.password };
  expect(await running.request('setup.account', account)).toMatchObject({
    failure: { code: 'tls.refused-certificate' },
  });
  const asked = pbx.log.length;
  await running.request('connection.retry', {});
  await running.until(({ connection }) => connection.kind === 'blocked');
  expect(pbx.log).toHaveLength(asked);
});

test('a certificate that is refused outside of the wizard stops the wizard', async () => {
  const pbx = await demoPbx();
  const running = await coreWith();
  await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
  await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
  await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
  await ok(running.request('setup.back', {}));
  await running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'refuse' });
  pbx.clearLog();
  expect(await running.request('setup.extension', { number: '1002' })).toMatchObject({ ok: false });
  expect(pbx.log).toHaveLength(0);
});

test('an impossible date in a certificate costs no record, of it or of others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-trust-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const made = await makeCertificate({ keyType: 'ec' });
  const der = Buffer.from(new X509Certificate(made.cert).raw);
  // The first UTCTime of the certificate, its "not before": month 0.
  der.write('000000000000', der.indexOf(Buffer.from([0x17, 13])) + 2, 'latin1');
  const base64 = der.toString('base64').replaceAll(/.{64}/g, '$&\n');
  const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
  const server = https.createServer({ key: made.key, cert: pem });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());

  const running = await coreWith();
  const address = `127.0.0.1:${String(portOf(server))}`;
  await ok(running.request('setup.address', { address, plainHttpConfirmed: false }));
  const offered = running.snapshot().setup?.certificate?.offered;
  expect(offered).toMatchObject({ notBefore: null, notAfter: expect.any(Number) as number });
  if (offered === undefined) throw new Error('expected a certificate');

  const open = () =>
    createTrustStore({
      file: join(folder, 'trust.json'),
      folder: unlockedFolder,
      clock: systemClock,
      log: silentLog,
    });
  const store = open();
  await store.load();
  await store.refuse('other:8088', 'ab'.repeat(32));
  await store.approve('pbx:8088', offered, 'pinned');
  const later = open();
  expect(await later.load()).toBeUndefined();
  expect(later.known('pbx:8088')).toEqual(offered);
  expect(later.isRefused('other:8088', 'ab'.repeat(32))).toBe(true);
  expect(await readFile(join(folder, 'trust.json'), 'utf8')).toContain('"notBefore": null');
});

test('an authority’s word does not overrule a person’s no', async () => {
  const minuteMs = 60_000;
  const pbx = await demoPbx({
    certificate: {
      keyType: 'ec',
      commonName: 'PBX that a proxy vouches for',
      addresses: ['127.0.0.1'],
      notBefore: new Date(systemClock.now() - minuteMs),
      notAfter: new Date(systemClock.now() + 60 * minuteMs),
    },
  });
  const running = await coreWith();
  await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
  await running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'refuse' });
  await running.core.stop();

  // Later an authority is rolled out that vouches for it.
  const before = tls.getCACertificates('default');
  cleanups.push(() => {
    tls.setDefaultCACertificates(before);
  });
  const socket = tls.connect({ host: pbx.host, port: pbx.port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  tls.setDefaultCACertificates([...before, String(socket.getPeerX509Certificate())]);
  socket.destroy();
  await writeFile(
    join(running.dataFolder, 'settings.json'),
    JSON.stringify({ schemaVersion: 1, pbx: { url: pbx.url, version: 'v1.0.0', username: pbx.username } }),
  );
  const again = await running.restart('crash');
  cleanups.push(() => again.core.stop());
  const blocked = await again.until(({ connection }) => connection.kind === 'blocked');
  expect(blocked.connection).toMatchObject({ need: { kind: 'certificate-refused' } });
  await ok(again.request('setup.open', { at: 'address' }));
  await ok(again.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
  expect(again.snapshot().setup).toMatchObject({
    step: 'certificate',
    certificate: { vouched: true, refusedBefore: true },
  });
  expect(pbx.log).toHaveLength(0);
});

test('locked out by the phone system and then ended, the program leaves no timer behind', async () => {
  const clock = createTravellingClock();
  const pbx = await demoPbx({ now: () => clock.now() });
  const running = await coreWith({ clock });
  await signInto(running, pbx);
  pbx.faults.set({ kind: 'errno', errno: 20002 }, { path: 'login' });
  pbx.killAllTokens();
  const steps = setInterval(() => clock.travel(1_000), 20);
  await running.until(({ connection }) => connection.kind === 'blocked');
  clearInterval(steps);
  expect(running.snapshot().connection).toMatchObject({ need: { kind: 'wait' } });
  expect(clock.pendingTimers).toBeGreaterThan(0);
  await running.core.stop();
  expect(clock.pendingTimers).toBe(0);
});
