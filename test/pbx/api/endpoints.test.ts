import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../demo-pbx.ts';
import { ask, callPlain, fetchPlain, logIn, loginBody, outcome } from '../plain-client.ts';
import { md5 } from '../secret-book.ts';

const minutesMs = 60_000;
let nowMs = Date.UTC(2017, 4, 24, 15, 25, 20);
let pbx: DemoPbx;
let token: string;

async function restart(options: DemoPbxOptions): Promise<void> {
  await pbx.close();
  pbx = await startDemoPbx({ certificate: { keyType: 'ec' }, now: () => nowMs, ...options });
  token = await logIn(pbx);
}

beforeEach(async () => {
  pbx = await startDemoPbx({ certificate: { keyType: 'ec' }, now: () => nowMs, quirks: 'none' });
  token = await logIn(pbx);
});
afterEach(() => pbx.close());

describe('the way to a call', () => {
  test('an API answer is HTTP 200, JSON, and closes the connection, whether it succeeds or fails', async () => {
    for (const path of ['extensionlist/query', 'nothing/query']) {
      const answer = await callPlain(pbx, path, { token });
      expect(answer.httpStatus).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json');
      expect(answer.headers.connection).toBe('close');
    }
  });

  test.each(['v1.0.0', 'v1.0.1', 'v1.1.0'])('%s answers', async (version) => {
    expect(await outcome(pbx, 'extensionlist/query', { token, version })).toBe('Success');
  });

  test('each error of the way has its number', async () => {
    expect(await outcome(pbx, 'extensionlist/query', { token, method: 'GET' })).toBe(20001);
    expect(await outcome(pbx, 'extensionlist/query', { token, version: 'v2.0.0' })).toBe(10003);
    expect(await outcome(pbx, 'nothing/query', { token })).toBe(10003);
    expect(await outcome(pbx, 'extension/query', { token, body: 'extid=1000' })).toBe(20000);
    expect(await outcome(pbx, 'extension/query', { token, body: '[]' })).toBe(10002);
    expect(await outcome(pbx, 'extension/query', { token, body: 'x'.repeat(70_000) })).toBe(10002);
    expect(await outcome(pbx, 'extension/query', { token: '0'.repeat(32) })).toBe(20004);
    expect(await outcome(pbx, 'extension/query', { token: '' })).toBe(20005);
    expect(await outcome(pbx, 'extension/query')).toBe(20005);
  });

  test('outside the API there are web pages', async () => {
    expect((await fetchPlain(pbx, '/', { method: 'GET' })).headers['content-type']).toBe('text/html');
    expect((await fetchPlain(pbx, '/other')).httpStatus).toBe(404);
  });
});

describe('login, heartbeat, logout', () => {
  test('login gives 32 hex digits', () => {
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(pbx.token()).toBe(token);
  });

  test('each error of login has its number', async () => {
    const attempt = (changes: Record<string, unknown>): Promise<number | string> =>
      outcome(pbx, 'login', { body: loginBody(pbx, changes) });
    expect(await outcome(pbx, 'login')).toBe(20009);
    expect(await attempt({ username: '' })).toBe(20007);
    expect(await attempt({ password: undefined })).toBe(20007);
    expect(await attempt({ port: undefined })).toBe(20008);
    expect(await attempt({ port: '70000' })).toBe(20008);
    expect(pbx.wrongPasswords()).toBe(0);
    expect(await attempt({ password: pbx.password })).toBe(20003);
    expect(await attempt({ username: 'admin' })).toBe(20003);
    expect(pbx.wrongPasswords()).toBe(2);
    expect(await attempt({ port: 8260, version: '1.0.2', url: 'x', urltag: '1' })).toBe('Success');
    expect(pbx.wrongPasswords()).toBe(0);
  });

  test('five wrong passwords lock out for ten minutes of the device clock', async () => {
    const wrong = { body: loginBody(pbx, { password: '0'.repeat(32) }) };
    for (let attempt = 0; attempt < 5; attempt++) expect(await outcome(pbx, 'login', wrong)).toBe(20003);
    expect(pbx.lockedOut()).toBe(true);
    expect(await outcome(pbx, 'login', { body: loginBody(pbx) })).toBe(20002);
    expect(await outcome(pbx, 'extensionlist/query', { token })).toBe('Success');
    nowMs += 10 * minutesMs;
    expect(pbx.lockedOut()).toBe(false);
    expect(await outcome(pbx, 'login', { body: loginBody(pbx) })).toBe('Success');
    expect(pbx.lockouts()).toBe(1);
  });

  test('a heartbeat keeps the token alive, and is refused without an address or port', async () => {
    const beat = { token, body: { ipaddr: '127.0.0.1', port: '8260' } };
    nowMs += 29 * minutesMs;
    expect(await outcome(pbx, 'heartbeat', beat)).toBe('Success');
    nowMs += 29 * minutesMs;
    expect(await outcome(pbx, 'heartbeat', beat)).toBe('Success');
    expect(await outcome(pbx, 'heartbeat', { token })).toBe(20009);
    expect(await outcome(pbx, 'heartbeat', { token, body: { port: '8260' } })).toBe(20011);
    expect(await outcome(pbx, 'heartbeat', { token, body: { ipaddr: 'x', port: 'x' } })).toBe(20008);
    nowMs += 30 * minutesMs;
    expect(await outcome(pbx, 'heartbeat', beat)).toBe(20006);
  });

  test('logout ends the token', async () => {
    expect(await outcome(pbx, 'logout', { token })).toBe('Success');
    expect(await outcome(pbx, 'extensionlist/query', { token })).toBe(20004);
  });

  test('a token can be killed, and a new login ends the older one', async () => {
    pbx.killToken();
    expect(await outcome(pbx, 'extensionlist/query', { token })).toBe(20004);
    const older = await logIn(pbx);
    const newer = await logIn(pbx);
    expect(await outcome(pbx, 'extensionlist/query', { token: older })).toBe(20004);
    expect(await outcome(pbx, 'extensionlist/query', { token: newer })).toBe('Success');
    pbx.killAllTokens();
    expect(await outcome(pbx, 'extensionlist/query', { token: newer })).toBe(20004);
  });
});

test('a changed password refuses the old one, and the token lives on', async () => {
  pbx.changePassword('Another1');
  expect(await outcome(pbx, 'login', { body: loginBody(pbx) })).toBe(20003);
  expect(await outcome(pbx, 'extensionlist/query', { token })).toBe('Success');
  expect(await outcome(pbx, 'login', { body: loginBody(pbx, { password: md5('Another1') }) })).toBe(
    'Success',
  );
});

test('deviceinfo returns name, firmware, clock and phones', async () => {
  nowMs += 3 * 60 * minutesMs;
  const next = await logIn(pbx);
  const { deviceinfo } = await ask(pbx, 'deviceinfo/query', { token: next });
  expect(deviceinfo).toMatchObject({
    devicename: 'Yeastar S50',
    firmwarever: '30.15.0.18',
    systemtime: expect.stringMatching(/^2017-05-2\d \d\d:\d\d:\d\d UTC\+0$/),
    uptime: '03:00:00',
    extensionstatus: expect.stringMatching(/^\d+\/12$/),
  });
});

describe('extensionlist/query', () => {
  test('lists number, status, type, name, and the port of analog phones', async () => {
    pbx.extensions.set('1000', { type: 'FXS', port: 'Span2-Port1', status: 'Idle', username: '1000' });
    pbx.extensions.set('1002', { status: 'Registered' });
    const { extlist } = await ask(pbx, 'extensionlist/query', { token });
    expect(extlist).toHaveLength(12);
    expect(extlist).toContainEqual({
      extnumber: '1000',
      status: 'Idle',
      type: 'FXS',
      port: 'Span2-Port1',
      username: '1000',
    });
    expect(extlist).toContainEqual({ extnumber: '1002', status: 'Registered', type: 'SIP', username: 'Amy' });
  });

  test('is the same bytes while nothing changed, and follows every change', async () => {
    await restart({ people: 50, seed: 5 });
    const list = async (): Promise<string> => (await callPlain(pbx, 'extensionlist/query', { token })).text;
    const first = await list();
    pbx.extensions.set('1003', { dnd: 'on', ringtimeout: '60' });
    expect(await list()).toBe(first);
    pbx.extensions.setStatus('1003', 'Hold');
    expect(await list()).not.toBe(first);
    pbx.extensions.add({ extnumber: '999', username: 'New' });
    expect(await list()).toMatch(/^\{"status":"Success","extlist":\[\{"extnumber":"?999/);
    pbx.extensions.remove('999');
    pbx.extensions.setStatus('1003', 'Registered');
    pbx.extensions.set('1010', { extnumber: '2222' });
    const renamed = await list();
    expect(renamed).toContain('2222');
    expect(renamed).not.toContain('1010');
  });

  test('an empty device has an empty list', async () => {
    await restart({ people: 0 });
    expect(await ask(pbx, 'extensionlist/query', { token })).toEqual({ status: 'Success', extlist: [] });
  });
});

describe('extension/query', () => {
  const numbers = async (body: unknown): Promise<unknown[]> => {
    const { extinfos } = await ask(pbx, 'extension/query', { token, body });
    if (!Array.isArray(extinfos)) throw new Error('No extinfos.');
    return extinfos.map((entry: { extnumber: unknown }) => entry.extnumber);
  };

  test('answers for one, several and all', async () => {
    expect(await numbers({ extid: '1000' })).toEqual(['1000']);
    expect(await numbers({ extid: 1001 })).toEqual(['1001']);
    expect(await numbers({ extid: '1000, 1002,1001' })).toEqual(['1000', '1002', '1001']);
    expect(await numbers({})).toHaveLength(12);
    expect(await numbers(undefined)).toHaveLength(12);
  });

  test('an unknown extension is 10006, also among known ones; a blank one is 10004', async () => {
    const query = (extid: unknown): Promise<number | string> =>
      outcome(pbx, 'extension/query', { token, body: { extid } });
    expect(await query('4000')).toBe(10006);
    expect(await query('1000,4000')).toBe(10006);
    expect(await query('')).toBe(10004);
    expect(await query({})).toBe(10002);
  });
});

describe('extension/update', () => {
  const update = (body: unknown): Promise<number | string> =>
    outcome(pbx, 'extension/update', { token, body });

  test('applies what it accepts, and what it refuses changes nothing', async () => {
    expect(await update({ extid: '1002', username: 'Amy Wong', dnd: 'On', ringtimeout: 60 })).toBe('Success');
    expect(pbx.extensions.get('1002')?.fields).toMatchObject({
      username: 'Amy Wong',
      dnd: 'on',
      ringtimeout: '60',
    });
    const before = pbx.extensions.get('1002');
    expect(await update({ extid: '1002', dnd: 'off', ringtimeout: '61' })).toBe(10017);
    expect(pbx.extensions.get('1002')).toEqual(before);
  });

  test('each error has its number', async () => {
    expect(await update(undefined)).toBe(20009);
    expect(await update({ username: 'Amy' })).toBe(10004);
    expect(await update({ extid: '' })).toBe(10004);
    expect(await update({ extid: '4000', username: 'Amy' })).toBe(10006);
    expect(await update({ extid: '1002', registerpassword: '' })).toBe(10004);
  });

  test('a new number moves the extension', async () => {
    expect(await update({ extid: '1002', extnumber: '1500' })).toBe('Success');
    expect(pbx.extensions.has('1002')).toBe(false);
    expect(pbx.extensions.get('1500')?.fields.username).toBe('Amy');
    expect(await update({ extid: '1500', extnumber: '1001' })).toBe(10017);
  });

  test('updates that come too often are 10025 and wait for apply', async () => {
    await restart({ applyLimit: { updates: 2, withinMs: minutesMs } });
    const held = (): string | undefined => pbx.extensions.get('1002')?.fields.agentid;
    expect(await update({ extid: '1002', agentid: '1' })).toBe('Success');
    expect(await update({ extid: '1002', agentid: '2' })).toBe('Success');
    expect(await update({ extid: '1002', agentid: '3' })).toBe(10025);
    expect(await outcome(pbx, 'apply', { token })).toBe(10025);
    expect(held()).toBe('2');
    nowMs += minutesMs;
    expect(await outcome(pbx, 'apply', { token })).toBe('Success');
    expect(held()).toBe('3');
  });

  test('apply without anything to apply succeeds', async () => {
    expect(await outcome(pbx, 'apply', { token })).toBe('Success');
  });
});

test('plain HTTP answers the same', async () => {
  await restart({ plainHttp: true });
  expect(pbx.url).toMatch(/^http:/);
  expect(pbx.fingerprint).toBe('');
  expect(await outcome(pbx, 'extensionlist/query', { token })).toBe('Success');
  expect(pbx.bytes.appDataBytes).toBeGreaterThan(0);
});
