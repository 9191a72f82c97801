/** The core as a whole, from the first start to the live list, against the demo PBX over real TLS. */

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../pbx/demo-pbx.ts';
import { ok, signInto, startCore, type RunningCore } from './fixtures/start-core.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function pbxWith(options: DemoPbxOptions = {}): Promise<DemoPbx> {
  const pbx = await startDemoPbx(options);
  cleanups.push(() => pbx.close());
  return pbx;
}

async function coreWith(ports: Parameters<typeof startCore>[0] = {}): Promise<RunningCore> {
  const running = await startCore(ports);
  cleanups.push(() => running.close());
  return running;
}

describe('the first run', () => {
  it('leads from nothing to a live list', async () => {
    const pbx = await pbxWith({ people: 12 });
    const running = await coreWith({ person: { login: 'x', fullName: '' } });
    expect(running.snapshot().connection.kind).toBe('not-set-up');
    expect(running.snapshot().setup).toMatchObject({ step: 'address' });

    await ok(
      running.request('setup.address', { address: `127.0.0.1:${pbx.port}`, plainHttpConfirmed: false }),
    );
    const shown = running.snapshot().setup;
    expect(shown).toMatchObject({ step: 'certificate', host: '127.0.0.1' });
    expect(shown?.certificate).toMatchObject({
      offered: { sha256: pbx.fingerprint },
      vouched: false,
      refusedBefore: false,
    });
    // Looking at the certificate didn't send a byte of a request.
    expect(pbx.log).toHaveLength(0);

    await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
    await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
    expect(running.snapshot().setup).toMatchObject({ step: 'extension', device: { phones: 12 } });

    await ok(running.request('setup.extension', { number: '1002' }));
    const live = await running.until(({ connection, me }) => connection.kind === 'live' && me !== null);
    expect(live.setup).toBeNull();
    expect(live.me).toMatchObject({ number: '1002', exists: true });
    expect(live.roster.colleagues).toHaveLength(12);
  });

  it('can be left without losing what was typed', async () => {
    const running = await coreWith();
    await running.request('setup.address', { address: '127.0.0.1:9', plainHttpConfirmed: false });
    await ok(running.request('setup.cancel', {}));
    expect(running.snapshot()).toMatchObject({ setup: null, connection: { kind: 'not-set-up' } });
    await ok(running.request('setup.open', { at: 'address' }));
    expect(running.snapshot().setup).toMatchObject({
      step: 'address',
      address: '127.0.0.1:9',
      failure: null,
    });
  });

  it('counts a wrong password and sends it no second time', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
    await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
    const wrong = { username: pbx.username, password: 'not-this-one' };

    expect(await running.request('setup.account', wrong)).toMatchObject({
      ok: false,
      failure: { code: 'pbx.bad-credentials' },
    });
    expect(running.snapshot().setup).toMatchObject({ triesLeft: 3, step: 'account' });
    expect(await running.request('setup.account', wrong)).toMatchObject({
      ok: false,
      failure: { code: 'pbx.refused-before' },
    });
    expect(pbx.wrongPasswords()).toBe(1);
    await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
    expect(running.snapshot().setup?.triesLeft).toBeNull();
  });

  it('stops before the attempt that would lock the address out', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
    await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await running.request('setup.account', { username: pbx.username, password: `wrong-${attempt}` });
    }
    const fifth = await running.request('setup.account', { username: pbx.username, password: pbx.password });
    expect(fifth).toMatchObject({ ok: false, failure: { code: 'pbx.guarded' } });
    expect(running.snapshot().setup).toMatchObject({ triesLeft: 0, waitUntil: null });
    expect(pbx.wrongPasswords()).toBe(4);
    // Someone who has made sure of the password gets in.
    await ok(running.request('setup.allow-one-more-try', {}));
    expect(running.snapshot().setup).toMatchObject({ triesLeft: 1 });
    await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
    expect(running.snapshot().setup?.triesLeft).toBeNull();
    expect(pbx.lockouts()).toBe(0);
  });

  it('remembers a refused certificate and sends nothing', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
    const no = await running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'refuse' });
    expect(no).toMatchObject({ ok: false, failure: { code: 'tls.refused-certificate' } });
    await ok(running.request('setup.back', {}));
    await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
    expect(running.snapshot().setup?.certificate).toMatchObject({ refusedBefore: true });
    expect(pbx.log).toHaveLength(0);
  });

  it('goes back step by step, and out of it from the first', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
    await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
    await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
    const steps: (string | undefined)[] = [];
    for (let back = 0; back < 4; back += 1) {
      steps.push(running.snapshot().setup?.step);
      await ok(running.request('setup.back', {}));
    }
    expect(steps).toEqual(['extension', 'account', 'certificate', 'address']);
    expect(running.snapshot()).toMatchObject({ setup: null, connection: { kind: 'not-set-up' } });
  });

  it('offers the extension of the person who is logged in', async () => {
    const pbx = await pbxWith();
    pbx.extensions.set('1003', { username: 'Zoë Quillfeather' });
    const running = await coreWith({ person: { login: 'zquillfeather', fullName: '' } });
    await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
    await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
    await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
    expect(running.snapshot().setup?.likelyExtension).toBe('1003');
  });

  it.each([
    ['a typo', 'htps://pbx', 'settings.invalid'],
    ['a name that does not resolve', 'no-such-pbx.invalid', 'network.name-unknown'],
    ['a closed port', '127.0.0.1:9', 'network.refused'],
  ])('explains %s', async (_, address, code) => {
    const running = await coreWith();
    const reply = await running.request('setup.address', { address, plainHttpConfirmed: false });
    expect(reply).toMatchObject({ ok: false, failure: { code } });
    expect(running.snapshot().setup).toMatchObject({ step: 'address', failure: { code }, working: false });
  });

  it('asks before it talks without encryption, and says so for as long as it does', async () => {
    const pbx = await pbxWith({ plainHttp: true });
    const running = await coreWith();
    const address = `127.0.0.1:${pbx.port}`;
    const first = await running.request('setup.address', { address, plainHttpConfirmed: false });
    expect(first).toMatchObject({ ok: false, failure: { code: 'tls.plain-http' } });
    await ok(running.request('setup.address', { address, plainHttpConfirmed: true }));
    expect(running.snapshot().setup).toMatchObject({ step: 'account', plainHttp: true, certificate: null });
    await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
    await ok(running.request('setup.extension', { number: '1002' }));
    const live = await running.until(({ connection }) => connection.kind === 'live');
    expect(live.connection).toMatchObject({ plainHttp: true });
  });
});

describe('the connection', () => {
  it('continues after a restart without a new login', async () => {
    const pbx = await pbxWith();
    const secrets = createMemorySecrets();
    const running = await coreWith({ secrets });
    await signInto(running, pbx, '1002');
    const logins = (): number => pbx.log.filter(({ path }) => path === 'login').length;
    const before = logins();

    const again = await running.restart();
    cleanups.push(() => again.core.stop());
    await again.until(({ connection }) => connection.kind === 'live');
    expect(logins()).toBe(before);
  });

  it('stops at a changed certificate, sends nothing, and continues after an explicit yes', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await signInto(running, pbx, '1002');
    running.core.signal({ kind: 'panel', open: true });
    await pbx.changeCertificate({ sameSubject: true, laterDates: true });
    const requests = pbx.log.length;

    await ok(running.request('connection.retry', {}));
    const blocked = await running.until(({ connection }) => connection.kind === 'blocked');
    expect(blocked.connection).toMatchObject({
      need: { kind: 'certificate-changed', likely: 'renewed', offered: { sha256: pbx.fingerprint } },
    });
    expect(pbx.log).toHaveLength(requests);

    // An answer about another certificate doesn't count.
    const stray = await running.request('certificate.decide', { sha256: '0'.repeat(64), decision: 'trust' });
    expect(stray).toMatchObject({ ok: false, failure: { code: 'tls.changed-certificate' } });
    await ok(running.request('certificate.decide', { sha256: pbx.fingerprint, decision: 'trust' }));
    await running.until(({ connection }) => connection.kind === 'live');
  });

  it('keeps a no to a changed certificate, also after a restart', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await signInto(running, pbx, '1002');
    running.core.signal({ kind: 'panel', open: true });
    const before = pbx.fingerprint;
    await pbx.changeCertificate({ otherSubject: true });
    await ok(running.request('connection.retry', {}));
    const blocked = await running.until(({ connection }) => connection.kind === 'blocked');
    expect(blocked.connection).toMatchObject({
      need: { kind: 'certificate-changed', likely: 'other-device' },
    });
    await ok(running.request('certificate.decide', { sha256: pbx.fingerprint, decision: 'refuse' }));
    expect(running.snapshot().connection).toMatchObject({ need: { kind: 'certificate-refused' } });

    const again = await running.restart();
    cleanups.push(() => again.core.stop());
    const still = await again.until(({ connection }) => connection.kind === 'blocked');
    // The comparison stays, so that a second look is as wary as the first.
    expect(still.connection).toMatchObject({
      need: { kind: 'certificate-refused', known: { sha256: before }, likely: 'other-device' },
    });
  });

  it('says when the stored password is refused, and continues with a new one', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await signInto(running, pbx, '1002');
    running.core.signal({ kind: 'panel', open: true });
    pbx.killAllTokens();
    pbx.changePassword('another-password-1');
    await ok(running.request('connection.retry', {}));
    const blocked = await running.until(({ connection }) => connection.kind === 'blocked');
    expect(blocked.connection).toMatchObject({ need: { kind: 'password', username: pbx.username } });
    expect(pbx.wrongPasswords()).toBe(1);
    await ok(running.request('account.sign-in', { username: 'api', password: 'another-password-1' }));
    await running.until(({ connection }) => connection.kind === 'live');
  });

  it('writes nothing once it has stopped, though a login was under way', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await signInto(running, pbx, '1002');
    running.core.signal({ kind: 'panel', open: true });
    const logins = (): number => pbx.log.filter(({ path }) => path === 'login').length;
    const before = logins();
    pbx.faults.set('no-headers', { path: 'login' });
    pbx.killAllTokens();
    void running.request('connection.retry', {});
    await expect.poll(logins, { timeout: 15_000 }).toBeGreaterThan(before);

    await running.core.stop();
    await rm(running.dataFolder, { recursive: true });
    // A late write would make the folder again.
    for (let turn = 0; turn < 500; turn += 1) await setImmediate();
    expect(existsSync(running.dataFolder)).toBe(false);
  });

  it('asks nothing of any PBX once it has stopped, whatever a panel still wants', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await signInto(running, pbx, '1002');
    await running.core.stop();
    pbx.clearLog();
    const { connections } = pbx.bytes;
    const replies = [
      await running.request('call.dial', { number: '1003' }),
      await running.request('setup.open', { at: 'address' }),
      await running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }),
      await running.request('connection.retry', {}),
    ];
    running.core.signal({ kind: 'panel', open: true });
    running.core.signal({ kind: 'resume' });
    running.core.signal({ kind: 'notification-action', id: 'person:1003', action: 'call' });
    for (let turn = 0; turn < 500; turn += 1) await setImmediate();
    expect(replies.map(({ ok: isOk }) => isOk)).toEqual([false, false, false, false]);
    expect([pbx.bytes.connections, pbx.log]).toEqual([connections, []]);
  });

  it('signs out: nothing is left in the keychain, and the PBX gets a logout', async () => {
    const pbx = await pbxWith();
    const stored = new Map<string, string>();
    const secrets = {
      read: (name: string) => Promise.resolve(stored.get(name)),
      write: (name: string, value: string) => Promise.resolve(void stored.set(name, value)),
      remove: (name: string) => Promise.resolve(void stored.delete(name)),
    };
    const running = await coreWith({ secrets });
    await signInto(running, pbx, '1002');
    expect(stored.size).toBeGreaterThan(0);
    await ok(running.request('account.sign-out', {}));
    await running.until(({ connection }) => connection.kind === 'signed-out');
    expect(stored.size).toBe(0);
    expect(pbx.log.at(-1)?.path).toBe('logout');
  });
});

describe('the list', () => {
  it('makes no snapshot of an unchanged answer, and a new one of a changed status', async () => {
    const pbx = await pbxWith();
    const running = await coreWith();
    await signInto(running, pbx, '1002');
    const polls = (): number => pbx.log.filter(({ path }) => path === 'extensionlist/query').length;
    running.core.signal({ kind: 'panel', open: true });
    const seen = [running.snapshot()];
    const stop = running.core.onEvent((event) => {
      if (event.name === 'snapshot') seen.push(event.payload);
    });
    await expect.poll(polls, { timeout: 40_000 }).toBeGreaterThanOrEqual(polls() + 2);
    stop();
    // Whatever else may change meanwhile (the pace, on a slow machine), an answer alone makes no snapshot and no row.
    for (const [index, { revision: _, ...shown }] of seen.entries()) {
      const { revision: __, ...before } = seen[index - 1] ?? { revision: 0 };
      expect(shown).not.toEqual(before);
      expect(shown.roster.colleagues).toBe(seen[0]?.roster.colleagues);
    }

    const { revision } = running.snapshot();
    pbx.extensions.setStatus('1004', 'Busy');
    const changed = await running.until((snapshot) => snapshot.revision > revision);
    expect(changed.roster.colleagues.find(({ number }) => number === '1004')).toMatchObject({
      state: 'on-call',
    });
  });

  it('keeps favourites and their order across restarts', async () => {
    const running = await coreWith();
    for (const number of ['1003', '1001', '1002'])
      await ok(running.request('favourite.set', { number, on: true }));
    await ok(running.request('favourite.order', { numbers: ['1002', '1003'] }));
    await ok(running.request('favourite.set', { number: '1003', on: false }));
    const again = await running.restart();
    cleanups.push(() => again.core.stop());
    expect(again.snapshot().favourites).toEqual(['1002', '1001']);
  });
});

describe('the contract', () => {
  it.each([
    ['an unknown request', 'extension.update', {}, 'ipc.unknown-request'],
    ['a name that every object has', 'constructor', {}, 'ipc.unknown-request'],
    ['a payload with an extra field', 'panel.close', { extra: 1 }, 'ipc.invalid-payload'],
    ['no payload', 'favourite.set', undefined, 'ipc.invalid-payload'],
  ])('refuses %s', async (_, name, payload, code) => {
    const running = await coreWith();
    expect(await running.core.request(name, payload)).toMatchObject({ ok: false, failure: { code } });
  });
});
