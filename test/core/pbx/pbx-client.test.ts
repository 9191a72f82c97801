/** The PBX client over real TLS against the demo PBX: every call, every failure, and updates that read back as they went out. */

import type { ForwardDestination } from '../../../electron/contract/my-extension/settings.ts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isAppError } from '../../../electron/core/app-error.ts';
import type { PbxClient } from '../../../electron/core/pbx/client-port.ts';
import { errnoMeanings } from '../../../electron/core/pbx/wire/errno.ts';
import type {
  ExtensionDetail,
  ExtensionUpdate,
  ForwardRule,
} from '../../../electron/core/pbx/extension-detail.ts';
import { passwordMd5 } from '../../../electron/core/pbx/password-md5.ts';
import { createPbxClient } from '../../../electron/core/pbx/pbx-client.ts';
import { createPinnedTransport } from '../../../electron/core/pbx/transport/pinned-transport.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';

let pbx: DemoPbx;
let client: PbxClient;
let token: string;
const own = '1002';

function connect(to: DemoPbx, version = 'v1.0.0'): PbxClient {
  const trust = { kind: 'pinned', sha256: to.fingerprint } as const;
  return createPbxClient({
    transport: createPinnedTransport({ host: to.host, port: to.port, version, trust }),
  });
}

const credentials = (of: DemoPbx) => ({ username: of.username, passwordMd5: passwordMd5(of.password) });

async function read(number = own, from = client): Promise<ExtensionDetail> {
  const [detail] = await from.extensions(token, [number]);
  if (detail === undefined) throw new Error(`The demo PBX did not answer for ${number}.`);
  return detail;
}

const lastRequest = () => pbx.log.at(-1);

beforeAll(async () => {
  pbx = await startDemoPbx({ people: 30 });
  client = connect(pbx);
  ({ token } = await client.login(credentials(pbx)));
});

afterEach(() => pbx.faults.clear());

afterAll(async () => {
  await client.close();
  await pbx.close();
});

test('the session: login, heartbeat, device, apply, logout, on each version of the API', async () => {
  const other = await startDemoPbx({ people: 3, singleToken: false });
  try {
    for (const version of ['v1.0.0', 'v1.0.1', 'v1.1.0']) {
      const one = connect(other, version);
      const session = await one.login(credentials(other));
      expect(other.log.at(-1)?.body).toEqual({ username: 'api', password: '<password>', port: '8260' });
      await one.heartbeat(session.token);
      expect(other.log.at(-1)?.body).toEqual({ ipaddr: '127.0.0.1', port: '8260' });
      const device = await one.deviceInfo(session.token);
      expect(device).toEqual({ name: 'Yeastar S50', firmware: '30.15.0.18' });
      await one.apply(session.token);
      await one.logout(session.token);
      await expect(one.heartbeat(session.token)).rejects.toMatchObject({ code: 'pbx.session-expired' });
      expect(new Set(other.log.map((entry) => entry.version)).has(version)).toBe(true);
      await one.close();
    }
  } finally {
    await other.close();
  }
});

test('the device’s own texts have no control or direction marks, and are bounded', async () => {
  const deviceinfo = { devicename: `S\u202E50\u0007${'x'.repeat(1_000)}`, firmwarever: '30\n15' };
  const answer = Buffer.from(JSON.stringify({ status: 'Success', deviceinfo }));
  const counters = { requests: 0, fullHandshakes: 0, resumedHandshakes: 0 };
  const transport = { counters, post: async () => answer, close: async () => undefined };
  const device = await createPbxClient({ transport }).deviceInfo('token');
  expect(device.name).toMatch(/^S50 x{200,252}$/);
  expect(device.firmware).toBe('30 15');
});

test('a wrong password is bad credentials, five lock the address out', async () => {
  const other = await startDemoPbx({ people: 3 });
  const one = connect(other);
  const wrong = { username: 'api', passwordMd5: passwordMd5('wrong') };
  try {
    for (let attempt = 0; attempt < 5; attempt += 1)
      await expect(one.login(wrong)).rejects.toMatchObject({
        code: 'pbx.bad-credentials',
        detail: { errno: '20003', call: 'login' },
      });
    await expect(one.login(credentials(other))).rejects.toMatchObject({ code: 'pbx.locked-out' });
  } finally {
    await one.close();
    await other.close();
  }
});

test('the list: identical answers are the same list, a changed status is one changed entry', async () => {
  pbx.extensions.setStatus(own, 'Registered');
  const first = await client.extensionList(token);
  expect(first.extensions).toHaveLength(30);
  expect(first.unreadable).toEqual([]);
  expect(await client.extensionList(token, first)).toBe(first);
  pbx.extensions.setStatus(own, 'Ringing');
  const second = await client.extensionList(token, first);
  const changed = second.extensions.filter(
    (extension, place) => JSON.stringify(extension) !== JSON.stringify(first.extensions[place]),
  );
  expect(changed.map(({ number, rawStatus }) => [number, rawStatus.toLowerCase()])).toEqual([
    [own, 'ringing'],
  ]);
  pbx.extensions.setStatus(own, 'Registered');
});

test('the details of one or several are read; others that the device adds unasked are dropped', async () => {
  expect((await read()).number).toBe(own);
  expect(lastRequest()?.body).toEqual({ extid: own });
  const two = await client.extensions(token, ['1003', own]);
  expect(two.map((detail) => detail.number).sort()).toEqual([own, '1003']);
  const everybody = {
    status: 'Success',
    extinfos: [{ extnumber: own }, { extnumber: '1003', vmsecret: '77' }],
  };
  pbx.faults.set({ kind: 'json', body: everybody }, { times: 1 });
  expect((await client.extensions(token, [own])).map((detail) => detail.number)).toEqual([own]);
});

test('no number, or a malformed one, never becomes a request for everybody', async () => {
  pbx.clearLog();
  expect(await client.extensions(token, [])).toEqual([]);
  for (const number of ['', '1002,1003', ' '])
    await expect(client.extensions(token, [own, number])).rejects.toMatchObject({
      code: 'extension.invalid',
      detail: { field: 'extension' },
    });
  expect(pbx.log).toEqual([]);
});

test('an extension that does not exist is unknown', async () => {
  await expect(client.extensions(token, ['9999'])).rejects.toMatchObject({
    code: 'extension.unknown',
    detail: { errno: '10006', call: 'extension/query' },
  });
  await expect(client.update(token, { extension: '9999', doNotDisturb: true })).rejects.toMatchObject({
    code: 'extension.unknown',
  });
});

test('calls are read with their other party, whom the device names in several ways', async () => {
  const call = { id: 156785, from: '13900', to: own, trunk: 'Sip-trunk', status: 'Talking' } as const;
  const out = { ...call, id: 2, from: own, to: '13900' };
  pbx.extensions.setCalls(own, {
    inbound: [{ ...call, party: { key: 'ext', number: own } }],
    outbound: [
      { ...out, party: { key: 'outer', number: '13900' } },
      { ...out, id: 3, party: { key: 'callee', number: '1003' } },
    ],
  });
  const text = { from: '13900', to: own, trunk: 'Sip-trunk', phase: 'talking' };
  expect((await read()).calls).toEqual([
    // The device names me as the one who was called: that is not the other party
    { key: 'inbound:156785', direction: 'inbound', id: '156785', ...text },
    {
      key: 'outbound:2',
      direction: 'outbound',
      id: '2',
      ...text,
      from: own,
      to: '13900',
      party: { kind: 'external', number: '13900' },
    },
    {
      key: 'outbound:3',
      direction: 'outbound',
      id: '3',
      ...text,
      from: own,
      to: '13900',
      party: { kind: 'extension', number: '1003' },
    },
  ]);
  pbx.extensions.setCalls(own, {});
});

test('an invalid update is refused before anything is sent, with no secret in the error', async () => {
  pbx.clearLog();
  const refused = client.update(token, { extension: `${own},1003`, loginPassword: 'top secret' });
  await expect(refused).rejects.toMatchObject({
    code: 'extension.invalid',
    detail: { field: 'extension', rule: 'digits' },
  });
  await refused.catch((error: unknown) => {
    expect(JSON.stringify(error)).not.toContain('top secret');
  });
  expect(pbx.log).toEqual([]);
});

test('only what changes is sent', async () => {
  await client.update(token, { extension: own, doNotDisturb: true });
  expect(lastRequest()?.body).toEqual({ extid: own, dnd: 'on' });
  expect((await read()).doNotDisturb).toBe(true);
  await client.update(token, { extension: own, doNotDisturb: false });
});

test('secrets arrive, and only their MD5 or themselves come back as secrets', async () => {
  const update = {
    extension: own,
    registerPassword: 'Reg-1.x',
    loginPassword: 'Web-1.xyz',
    voicemailPin: '0042',
  };
  await client.update(token, update);
  expect((await read()).secrets).toEqual({
    registerPassword: 'Reg-1.x',
    loginPasswordMd5: passwordMd5('Web-1.xyz'),
    voicemailPin: '0042',
  });
});

test('an extension can get a new number', async () => {
  pbx.extensions.add({ extnumber: '1777' });
  await client.update(token, { extension: '1777', number: '1778' });
  expect((await read('1778')).number).toBe('1778');
  pbx.extensions.remove('1778');
});

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength, maxLength });
const word = (minLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from('abzABZ0189')), minLength, maxLength: 31 });

const destination: fc.Arbitrary<ForwardDestination> = fc.oneof(
  fc.constant({ kind: 'voicemail' as const }),
  fc.record({ kind: fc.constant('extension' as const), extension: fc.constantFrom('1000', '1001', '1003') }),
  fc.record({ kind: fc.constant('mobile' as const), prefix: digits(0, 7) }),
  fc.record({ kind: fc.constant('number' as const), number: digits(1, 15), prefix: digits(0, 7) }),
);
const rule: fc.Arbitrary<ForwardRule> = fc.record(
  { enabled: fc.boolean(), destination },
  { requiredKeys: ['enabled'] },
);

/** Updates of everything that reads back in clear; a mobile number is always there to forward to. */
const change = fc.record(
  {
    name: fc.oneof(word(0), fc.constantFrom('Ina Tang', 'Zoë', '李')),
    callerId: word(0),
    registerName: word(1),
    maxRegistrations: fc.integer({ min: 1, max: 5 }),
    email: fc.constantFrom('', 'apple@example.com'),
    mobile: digits(1, 31),
    hasVoicemail: fc.boolean(),
    voicemailToEmail: fc.constantFrom('on' as const, 'off' as const),
    mobilityEnabled: fc.boolean(),
    ringSimultaneously: fc.boolean(),
    mobilePrefix: digits(0, 7),
    allowMonitoring: fc.boolean(),
    monitorMode: fc.constantFrom('disabled', 'extensive', 'listen', 'whisper', 'barge-in'),
    ringTimeoutSeconds: fc.constantFrom(15, 30, 60, 120, 300),
    maxDuration: fc.oneof(
      fc.constantFrom('follow-system' as const, 'unlimited' as const),
      fc.record({ seconds: fc.constantFrom(60, 300, 600, 900, 1800, 3600, 6000) }),
    ),
    doNotDisturb: fc.boolean(),
    outboundRestricted: fc.boolean(),
    agentId: word(1),
    forward: fc.record({ always: rule, noAnswer: rule, busy: rule }, { requiredKeys: [] }),
  },
  { requiredKeys: ['mobile'] },
);

/** What a detail should be after an update, in the domain's own words. */
function after(
  before: ExtensionDetail,
  { extension, forward = {}, ...rest }: ExtensionUpdate,
): ExtensionDetail {
  expect(extension).toBe(before.number);
  const merged = (kind: 'always' | 'noAnswer' | 'busy'): ForwardRule => ({
    ...before.forward[kind],
    ...forward[kind],
  });
  return {
    ...before,
    ...rest,
    number: before.number,
    forward: { always: merged('always'), noAnswer: merged('noAnswer'), busy: merged('busy') },
  };
}

test.each([
  ['written like the samples', 'none' as const],
  ['with quirks seen in the field', { offRules: 'kept' as const }],
])('whatever a person may save reads back as saved, %s', async (_name, quirks) => {
  const other = await startDemoPbx({ people: 5, quirks, singleToken: false });
  const one = connect(other);
  try {
    const session = await one.login(credentials(other));
    const readOwn = async (): Promise<ExtensionDetail> => {
      const [detail] = await one.extensions(session.token, [own]);
      if (detail === undefined) throw new Error('The demo PBX lost the extension.');
      return detail;
    };
    await one.update(session.token, { extension: own, mobile: '139' });
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        const before = await readOwn();
        const update: ExtensionUpdate = { extension: own, ...changes };
        await one.update(session.token, update);
        const now = await readOwn();
        const expected = after(before, update);
        expect({ ...now, forward: undefined }).toEqual({ ...expected, forward: undefined });
        for (const rule of ['always', 'noAnswer', 'busy'] as const) {
          expect(now.forward[rule].enabled).toBe(expected.forward[rule].enabled);
          // A rule that is off may hide where it leads.
          if (now.forward[rule].destination !== undefined && expected.forward[rule].destination !== undefined)
            expect(now.forward[rule].destination).toEqual(expected.forward[rule].destination);
        }
      }),
      { numRuns: 40 },
    );
  } finally {
    await one.close();
    await other.close();
  }
});

test('reading and writing back everything changes nothing', async () => {
  const before = await read();
  const { name, forward, doNotDisturb, ringTimeoutSeconds, mobile } = before;
  const writable = { ...forward };
  await client.update(token, {
    extension: own,
    forward: writable,
    ...(name === undefined ? {} : { name }),
    ...(doNotDisturb === undefined ? {} : { doNotDisturb }),
    ...(ringTimeoutSeconds === undefined ? {} : { ringTimeoutSeconds }),
    ...(mobile === undefined ? {} : { mobile }),
  });
  expect(await read()).toEqual(before);
});

test.each(Object.entries(errnoMeanings))(
  'error number %s becomes its own failure',
  async (errno, { code }) => {
    pbx.faults.set({ kind: 'errno', errno: Number(errno) }, { times: 1 });
    await expect(client.update(token, { extension: own, doNotDisturb: false })).rejects.toMatchObject({
      code,
      detail: { errno, call: 'extension/update' },
    });
  },
);

test.each(['Failed', 'Failure', 'Whatever'])(
  'a status of %s without a number is a rejection',
  async (status) => {
    pbx.faults.set({ kind: 'failure', status }, { times: 1 });
    await expect(client.apply(token)).rejects.toMatchObject({
      code: 'pbx.rejected',
      detail: { call: 'apply' },
    });
  },
);

test.each(['html', 'truncated-json', 'wrong-shape'] as const)(
  '%s in place of an answer is malformed',
  async (fault) => {
    const calls: [string, () => Promise<unknown>][] = [
      ['extensionlist/query', () => client.extensionList(token)],
      ['extension/query', () => client.extensions(token, [own])],
      ['deviceinfo/query', () => client.deviceInfo(token)],
      ['login', () => client.login(credentials(pbx))],
    ];
    for (const [call, ask] of calls) {
      pbx.faults.set(fault, { times: 1 });
      await expect(ask(), call).rejects.toMatchObject({ code: 'pbx.malformed', detail: { call } });
    }
    // The last of them was a login, which ended the session before it.
    ({ token } = await client.login(credentials(pbx)));
  },
);

test('a call is cancelled by its signal', async () => {
  pbx.faults.set('no-headers');
  const controller = new AbortController();
  const cancelled = client.extensionList(token, undefined, { signal: controller.signal });
  controller.abort();
  await expect(cancelled).rejects.toSatisfy((error) => isAppError(error, 'network.cancelled'));
});
