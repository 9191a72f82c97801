/** From a set-up line to the live list, through the whole core: what it answers, what a person is still asked, and what it never does. */

import { afterEach, describe, expect, it } from 'vitest';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { startCore, type RunningCore } from '../fixtures/start-core.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function fresh(): Promise<{
  pbx: DemoPbx;
  running: RunningCore;
  give: (line: object | string) => Promise<unknown>;
}> {
  const pbx = await startDemoPbx();
  cleanups.push(() => pbx.close());
  const running = await startCore();
  cleanups.push(() => running.close());
  const give = (line: object | string) =>
    running.request('setup.line', { text: typeof line === 'string' ? line : JSON.stringify(line) });
  return { pbx, running, give };
}

const whole = ({ url, username, password, fingerprint }: DemoPbx) => ({
  url,
  username,
  password,
  fingerprint,
  extension: '1002',
});
const logins = (pbx: DemoPbx): number => pbx.log.filter(({ path }) => path === 'login').length;

describe('a set-up line', () => {
  it('that says everything leads to the list with one more press, after it was shown without its password', async () => {
    const { pbx, running, give } = await fresh();
    expect(await give(whole(pbx))).toMatchObject({ ok: true });
    expect(running.snapshot().setup?.line).toEqual({
      url: pbx.url,
      username: 'api',
      extension: '1002',
      hasFingerprint: true,
      hasPassword: true,
      replaces: null,
    });
    expect(pbx.log).toEqual([]);
    expect(await running.request('setup.use-line', {})).toMatchObject({ ok: true });
    const { me } = await running.until(({ connection }) => connection.kind === 'live');
    expect(me?.number).toBe('1002');
    expect(JSON.stringify(running.events)).not.toContain(pbx.password);
  });

  it('without account and extension leaves those to the person', async () => {
    const { pbx, running, give } = await fresh();
    await give(
      `lampfield:set-up?url=${encodeURIComponent(pbx.url)}&fingerprint=${pbx.fingerprint}&username=api`,
    );
    await running.request('setup.use-line', {});
    expect(running.snapshot().setup).toMatchObject({ step: 'account', username: 'api', line: null });
    await running.request('setup.account', { username: 'api', password: pbx.password });
    expect(running.snapshot().setup).toMatchObject({ step: 'extension' });
  });

  it('without a fingerprint asks about the certificate, and continues by itself after a yes', async () => {
    const { pbx, running, give } = await fresh();
    const { fingerprint, ...others } = whole(pbx);
    await give(others);
    await running.request('setup.use-line', {});
    expect(running.snapshot().setup?.step).toBe('certificate');
    expect(logins(pbx)).toBe(0);
    await running.request('setup.certificate', { sha256: fingerprint, decision: 'trust' });
    await running.until(({ connection, setup }) => setup === null && connection.kind === 'live');
  });

  it('with another fingerprint than the PBX shows sends no password, and puts both side by side', async () => {
    const { pbx, running, give } = await fresh();
    const other = 'ab'.repeat(32);
    await give({ ...whole(pbx), fingerprint: other });
    expect(await running.request('setup.use-line', {})).toMatchObject({
      failure: { code: 'setup.other-certificate' },
    });
    expect(running.snapshot().setup).toMatchObject({
      step: 'certificate',
      certificate: { known: { sha256: other }, offered: { sha256: pbx.fingerprint } },
    });
    expect(logins(pbx)).toBe(0);
  });

  it('whose password is refused asks for another, and never sends that one again', async () => {
    const { pbx, running, give } = await fresh();
    await give({ ...whole(pbx), password: 'wrong' });
    expect(await running.request('setup.use-line', {})).toMatchObject({
      failure: { code: 'pbx.bad-credentials' },
    });
    expect(running.snapshot().setup).toMatchObject({
      step: 'account',
      username: 'api',
      failure: { code: 'pbx.bad-credentials' },
    });
    await running.request('setup.back', {});
    await running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' });
    // Nothing is tried with it unasked, so nothing fails.
    expect(running.snapshot().setup).toMatchObject({ step: 'account', failure: null });
    expect(logins(pbx)).toBe(1);
    await running.request('setup.account', { username: 'api', password: pbx.password });
    await running.until(({ connection, setup }) => setup === null && connection.kind === 'live');
  });

  it('for a PBX without encryption still asks whether that is meant', async () => {
    const { running, give } = await fresh();
    const plain = await startDemoPbx({ plainHttp: true });
    cleanups.push(() => plain.close());
    await give({ url: plain.url, username: 'api', password: plain.password });
    expect(await running.request('setup.use-line', {})).toMatchObject({
      failure: { code: 'tls.plain-http' },
    });
    expect(logins(plain)).toBe(0);
    await running.request('setup.address', { address: plain.url, plainHttpConfirmed: true });
    expect(running.snapshot().setup?.step).toBe('extension');
  });

  it('keeps its password to its own address', async () => {
    const { pbx, running, give } = await fresh();
    const other = await startDemoPbx();
    cleanups.push(() => other.close());
    await give(whole(pbx));
    await running.request('setup.address', { address: other.url, plainHttpConfirmed: false });
    await running.request('setup.certificate', { sha256: other.fingerprint, decision: 'trust' });
    expect(running.snapshot().setup).toMatchObject({ step: 'account', certificate: { known: null } });
    expect(logins(other)).toBe(0);
  });

  it('that opened the set-up and isn’t used leads back to where the person was', async () => {
    const { pbx, running, give } = await fresh();
    await running.request('setup.cancel', {});
    await give(whole(pbx));
    await running.request('setup.back', {});
    expect(running.snapshot()).toMatchObject({ setup: null, connection: { kind: 'not-set-up' } });
    await running.request('setup.open', { at: 'address' });
    expect(running.snapshot().setup).toMatchObject({ step: 'address', line: null });
    expect(pbx.log).toEqual([]);
  });

  it('that is wrong is reported at the first step, and a dismissed one is forgotten', async () => {
    const { pbx, running, give } = await fresh();
    expect(await give('{"url":')).toMatchObject({ failure: { code: 'setup.not-a-line' } });
    expect(running.snapshot().setup).toMatchObject({
      step: 'address',
      line: null,
      failure: { code: 'setup.not-a-line' },
    });
    await give(whole(pbx));
    await running.request('setup.back', {});
    expect(running.snapshot().setup).toMatchObject({ step: 'address', line: null });
    expect(await running.request('setup.use-line', {})).toMatchObject({
      failure: { code: 'setup.not-a-line' },
    });
    expect(pbx.log).toEqual([]);
  });

  it('of an opened link opens the panel and waits to be agreed to', async () => {
    const { pbx, running } = await fresh();
    const link = `lampfield:set-up?url=${encodeURIComponent(pbx.url)}&fingerprint=${pbx.fingerprint}`;
    running.core.signal({ kind: 'set-up-link', link });
    expect((await running.until(({ setup }) => setup?.line != null && !setup.working)).setup?.line?.url).toBe(
      pbx.url,
    );
    expect(running.effects).toContainEqual({ kind: 'open-panel', show: { view: 'list' } });
    expect(pbx.log).toEqual([]);
    running.core.signal({ kind: 'set-up-link', link: 'lampfield:set-up?url=pbx&username=a&password=b' });
    await running.until(({ setup }) => setup?.failure?.code === 'setup.line-has-password');
  });

  it('chosen as a file opens the panel again, which the dialog has closed', async () => {
    const { pbx, running, give } = await fresh();
    await give(whole(pbx));
    expect(running.effects).toContainEqual({ kind: 'open-panel', show: { view: 'list' } });
    const before = running.effects.filter(({ kind }) => kind === 'open-panel').length;
    await give('not a line');
    expect(running.effects.filter(({ kind }) => kind === 'open-panel').length).toBe(before + 1);
  });

  it('says which connection it would replace', async () => {
    const { pbx, running, give } = await fresh();
    await give(whole(pbx));
    await running.request('setup.use-line', {});
    await running.until(({ connection }) => connection.kind === 'live');
    await give({ url: 'https://elsewhere.example:8088', username: 'api' });
    expect(running.snapshot().setup?.line).toMatchObject({
      url: 'https://elsewhere.example:8088',
      replaces: pbx.url,
    });
    await running.request('setup.cancel', {});
    expect(running.snapshot()).toMatchObject({ setup: null, connection: { kind: 'live' } });
  });
});
