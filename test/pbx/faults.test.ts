import { request } from 'node:https';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemoPbx, type DemoPbx, type Fault, type FaultName } from './demo-pbx.ts';
import { ask, callPlain, logIn, outcome, type PlainAnswer } from './plain-client.ts';

let pbx: DemoPbx;
let token: string;
const path = 'extensionlist/query';

beforeEach(async () => {
  pbx = await startDemoPbx({ certificate: { keyType: 'ec' }, quirks: 'none' });
  token = await logIn(pbx);
});
afterEach(() => pbx.close());

const list = (): Promise<PlainAnswer> => callPlain(pbx, path, { token });

async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

async function works(): Promise<void> {
  expect(await outcome(pbx, path, { token })).toBe('Success');
}

describe('while connecting', () => {
  test('refuse: nothing listens until it is cleared, on the same port', async () => {
    pbx.faults.set('refuse');
    expect(await failureOf(list())).toBe('ECONNREFUSED');
    await pbx.faults.clear();
    await works();
    pbx.faults.set('refuse');
    const cleared = pbx.faults.clear('refuse');
    pbx.faults.set('html');
    await cleared;
    expect((await list()).text).toContain('<html>');
  });

  test('drop: the connection ends before TLS', async () => {
    pbx.faults.set('drop', { times: 1 });
    expect(await failureOf(list())).toBe('ECONNRESET');
    expect(pbx.bytes.perConnection.at(-1)).toMatchObject({ handshake: null, appDataBytes: 0 });
    await works();
  });

  test('silent: the connection is up and nothing arrives', async () => {
    pbx.faults.set('silent', { times: 1 });
    const socket = connect(pbx.port, pbx.host);
    await new Promise((resolve) => socket.once('connect', resolve));
    let received = 0;
    socket.on('data', (chunk) => (received += chunk.length));
    socket.write('anything');
    await works();
    expect(received).toBe(0);
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  test('old TLS: no version in common', async () => {
    pbx.faults.set('old-tls');
    expect(await failureOf(list())).toMatch(/EPROTO|ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION/);
    expect(pbx.bytes.tlsHandshakes.failed).toBe(1);
    await pbx.faults.clear();
    await works();
  });
});

/** Starts a request and resolves with what came until there is enough. */
function received(isEnough: (text: string) => boolean): Promise<{ text: string; ended: boolean }> {
  return new Promise((resolve, reject) => {
    const address = `${pbx.url}/api/v1.0.0/${path}?token=${token}`;
    const options = { method: 'POST', rejectUnauthorized: false, agent: false } as const;
    const call = request(address, options, (response) => {
      let text = '';
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        if (!isEnough(text)) return;
        resolve({ text, ended: response.complete });
        call.destroy();
      });
    });
    call.on('error', reject);
    call.end();
  });
}

describe('while answering', () => {
  test('no headers: the request arrives and is never answered', async () => {
    pbx.faults.set('no-headers', { times: 1 });
    const asked = pbx.nextRequest();
    const answer = list();
    const failure = failureOf(answer);
    expect((await asked).faults).toEqual(['no-headers']);
    await works();
    await pbx.close();
    expect(await failure).toBe('ECONNRESET');
  });

  test('stall: half of the body and no end', async () => {
    pbx.faults.set('stall-body', { times: 1 });
    const { text, ended } = await received((soFar) => soFar.includes('extlist'));
    expect(ended).toBe(false);
    expect(() => void JSON.parse(text)).toThrow();
  });

  test('reset: half of the body, then the connection is gone', async () => {
    pbx.faults.set('reset-body', { times: 1 });
    expect(await failureOf(list())).toBe('ECONNRESET');
    await works();
  });

  test('endless: more than any limit', async () => {
    pbx.faults.set('endless-body', { times: 1 });
    const { text, ended } = await received((soFar) => soFar.length > 1_000_000);
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(ended).toBe(false);
  });

  test('slow and delayed answers arrive whole', async () => {
    const { text } = await list();
    pbx.faults.set({ kind: 'slow-body', bytes: 200, everyMs: 1 }, { times: 1 });
    expect((await list()).text).toBe(text);
    pbx.faults.set({ kind: 'delay', delayMs: 5 }, { times: 1 });
    expect((await list()).text).toBe(text);
  });

  test('answer lost: the update is still applied', async () => {
    pbx.faults.set('answer-lost', { times: 1, path: 'extension/update' });
    const body = { extid: '1002', agentid: '77' };
    expect(await failureOf(ask(pbx, 'extension/update', { token, body }))).toBe('ECONNRESET');
    expect(pbx.extensions.get('1002')?.fields.agentid).toBe('77');
  });

  const bodies: [Fault | FaultName, Partial<PlainAnswer>][] = [
    ['truncated-json', { httpStatus: 200, text: expect.stringMatching(/^\{"status":"Success".*[^}]$/) }],
    ['html', { httpStatus: 200, text: expect.stringContaining('<html>') }],
    ['wrong-shape', { httpStatus: 200, text: expect.stringMatching(/^\{"status":"Success"/) }],
    [
      { kind: 'json', body: [1] },
      { httpStatus: 200, text: '[1]' },
    ],
    [
      { kind: 'raw', body: 'anything' },
      { httpStatus: 200, text: 'anything' },
    ],
    [{ kind: 'http', httpStatus: 500 }, { httpStatus: 500 }],
    [{ kind: 'http', httpStatus: 404 }, { httpStatus: 404 }],
    [{ kind: 'http', httpStatus: 401 }, { httpStatus: 401 }],
    [
      { kind: 'redirect', location: 'https://127.0.0.2/' },
      { httpStatus: 302, headers: expect.objectContaining({ location: 'https://127.0.0.2/' }) },
    ],
  ];
  test.each(bodies)('%j', async (fault, expected) => {
    pbx.faults.set(fault, { times: 1 });
    expect(await list()).toMatchObject(expected);
    expect(pbx.log.at(-1)?.httpStatus).toBe(expected.httpStatus);
    await works();
  });

  test('a truncated answer is no JSON, a wrong shape is JSON', async () => {
    pbx.faults.set('truncated-json', { times: 1 });
    const { text } = await list();
    expect(() => void JSON.parse(text)).toThrow(SyntaxError);
    pbx.faults.set('wrong-shape', { times: 1 });
    expect(Array.isArray((await ask(pbx, path, { token }))['extlist'])).toBe(false);
  });
});

describe('while doing what was asked', () => {
  const update = (body: Record<string, unknown>): Promise<number | string> =>
    outcome(pbx, 'extension/update', { token, body: { extid: '1002', ...body } });

  test('token killed: 20004, once', async () => {
    pbx.faults.set('token-killed', { times: 1 });
    expect(await outcome(pbx, path, { token })).toBe(20004);
    token = await logIn(pbx);
    await works();
  });

  test.each([10017, 10025, 20010, 30001])('errno %i: answered and not done', async (errno) => {
    pbx.faults.set({ kind: 'errno', errno }, { times: 1, path: 'extension/update' });
    await works();
    expect(await update({ agentid: '5' })).toBe(errno);
    expect(pbx.extensions.get('1002')?.fields.agentid).toBe('');
    expect(await update({ agentid: '5' })).toBe('Success');
  });

  test('failure: a status that is not Success', async () => {
    pbx.faults.set('failure', { times: 1 });
    expect(await ask(pbx, path, { token })).toEqual({ status: 'Failure' });
    pbx.faults.set({ kind: 'failure', status: 'Error', errno: 77 });
    expect(await ask(pbx, path, { token })).toEqual({ status: 'Error', errno: 77 });
  });

  test('not applied: success, and nothing or not all of it done', async () => {
    pbx.faults.set('not-applied', { times: 1 });
    expect(await update({ agentid: '5', dnd: 'on' })).toBe('Success');
    expect(pbx.extensions.get('1002')?.fields).toMatchObject({ agentid: '', dnd: 'off' });
    pbx.faults.set({ kind: 'not-applied', fields: ['agentid'] }, { times: 1 });
    expect(await update({ agentid: '5', dnd: 'on' })).toBe('Success');
    expect(pbx.extensions.get('1002')?.fields).toMatchObject({ agentid: '', dnd: 'on' });
  });
});

test('a fault lasts for its number of requests and for its path', async () => {
  pbx.faults.set({ kind: 'errno', errno: 10008 }, { times: 2, path });
  expect(await outcome(pbx, 'deviceinfo/query', { token })).toBe('Success');
  expect(await outcome(pbx, path, { token })).toBe(10008);
  expect(pbx.faults.active()).toHaveLength(1);
  expect(await outcome(pbx, path, { token })).toBe(10008);
  expect(pbx.faults.active()).toHaveLength(0);
  await works();
});

test('a device that is starting answers for what is behind its web server, and does nothing', async () => {
  pbx.faults.set('starting', { path: 'login', times: 1 });
  const body = { username: 'api', password: 'f'.repeat(32), port: '8260' };
  const refused = await callPlain(pbx, 'login', { body });
  expect(refused.httpStatus).toBe(503);
  expect(pbx.wrongPasswords()).toBe(0);
  await works();
});

test('close ends a device in the middle of every fault', async () => {
  for (const fault of ['no-headers', 'stall-body', 'endless-body'] as const) {
    await pbx.faults.clear();
    pbx.faults.set(fault);
    const asked = pbx.nextRequest();
    void failureOf(list());
    await asked;
  }
  await pbx.close();
  expect(await failureOf(list())).toBe('ECONNREFUSED');
});
