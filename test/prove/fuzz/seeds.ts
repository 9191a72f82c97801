/** What each fuzz target starts from: well-formed inputs with the canary in every secret place. */

import { CANARY } from './judge-outcome.ts';

const list = {
  status: 'Success',
  extlist: [
    { extnumber: '1000', status: 'Idle', type: 'FXS', port: 'Span2-Port1', username: '1000' },
    { extnumber: '1002', status: 'Registered', type: 'SIP', username: 'Ina Tang' },
    { extnumber: '1006', status: 'Unavailable', type: 'SIP', username: 'Zoë "Z" Müller' },
  ],
};

const detail = {
  status: 'Success',
  extinfos: [
    {
      ...{ extnumber: '1002', username: 'Ina Tang', status: 'Busy', type: 'SIP', callerid: '1002' },
      ...{ registername: '1002', registerpassword: CANARY, maxregistrations: 1, loginpassword: CANARY },
      ...{ email: 'ina@example.com', moblie: '01511234567', hasvoicemail: 'on', enablevmtoemail: 'off' },
      ...{ vmsecret: CANARY, alwaysforward: 'off', atransferto: 'ext1000', noanswerforward: 'on' },
      ...{ ntransferto: 'Voicemail', busyforward: 'on', btransferto: 'number95923333', btransferprefix: '9' },
      ...{ enablemobile: 'on', ringsimultaneous: 'off', mobileprefix: '', monitormode: 'Disabled' },
      ...{ ringtimeout: '30', maxduration: 'Follow System', dnd: 'off', callrestriction: 'off' },
      inbound: [
        {
          inboundid: 7,
          from: '041',
          to: '1002',
          trunk: 'sip',
          status: 'Talking',
          callee: [{ extid: '1002' }],
        },
      ],
      outbound: { ouboundid: '8', from: '1002', to: '030', trunk: 'sip', status: 'Progress', outer: '030' },
    },
  ],
};

const managed = {
  pbx: {
    ...{ url: 'https://pbx.example.com:8088', version: 'v1.0.0', username: 'api', password: CANARY },
    fingerprint: 'ab'.repeat(32),
  },
  extension: '1002',
  locked: ['pbx', 'poll'],
  settings: { language: 'de', startAtLogin: true },
  groups: [{ name: 'Support', numbers: ['1001', '1002'] }],
  updates: false,
};

const told = {
  forwardAll: { on: false, destination: { kind: 'extension', extension: '1003' } },
  doNotDisturb: false,
  mobile: { number: '01511234567', prefix: '9', usedAsExtension: null, ringTogether: false },
};

const change = {
  ...{ id: 'change-1', at: 1_790_000_000_000, why: 'me', presetName: null, secrets: ['voicemailPin'] },
  settings: {
    doNotDisturb: { before: false, after: true, back: false },
    forwardAll: { before: null, after: { on: true, destination: { kind: 'mobile', prefix: '' } } },
  },
  ...{ state: 'done', sentAt: 1_790_000_000_100, needsApply: false, failure: null, kept: {} },
  ...{ conflicts: { doNotDisturb: null }, until: 1_790_000_060_000, endAsks: {}, refusals: 0, ended: [] },
  ...{ undone: [], answered: ['doNotDisturb'], lifts: [], answers: [] },
};

const journal = [
  { known: { told, bottom: told, spells: { 'do-not-disturb': null, forwarding: null } } },
  { changes: [change] },
  { changes: [{ ...change, id: 'change-2', why: 'elsewhere', settings: {}, until: null }] },
  { dropped: ['change-2'] },
].map((line) => JSON.stringify(line));

/** An answer as a device sends it. */
const http = (head: readonly string[], body: string): string => [...head, '', body].join('\r\n');
const token = `{"status":"Success","token":"${CANARY}"}`;

/** A message of the panel. */
const ask = (request: string, payload: unknown): string => JSON.stringify({ id: 1, request, payload });

/** By target: the inputs to mutate. */
export const seeds: Readonly<Record<string, readonly string[]>> = {
  'list-answer': [JSON.stringify(list), '{"status":"Failed","errno":"20004"}'],
  'detail-answer': [JSON.stringify(detail), '{"status":"Success","extinfos":[]}'],
  'plain-answer': [`{"status":"Success","token":"${CANARY}"}`, '{"status":"Failed","errno":20003}'],
  'managed-file': [JSON.stringify(managed, null, 2), '{}'],
  'settings-file': ['{"schemaVersion":1,"favourites":["1001"],"groups":[],"theme":"dark"}'],
  'set-up-line': [
    JSON.stringify({ ...managed.pbx, extension: '1002' }),
    JSON.stringify({ pbx: managed.pbx, extension: 1002 }),
    `lampfield:set-up?url=pbx.example.com&username=api&extension=1002&fingerprint=${'ab'.repeat(32)}`,
    `lampfield://set-up/?url=pbx&username=api&password=${CANARY}`,
  ],
  'http-answer': [
    http(['HTTP/1.1 200 OK', `Content-Length: ${String(token.length)}`, 'Connection: close'], token),
    http(['HTTP/1.0 200 OK', 'Server: Boa/0.94.14rc21', 'Content-Type: text/html'], token),
    http(
      ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'],
      `${token.length.toString(16)}\r\n${token}\r\n0\r\n\r\n`,
    ),
    http(['HTTP/1.1 302 Found', `Location: https://u:${CANARY}@pbx.example.com/x?token=${CANARY}`], ''),
    http(['HTTP/1.1 100 Continue', '', 'HTTP/1.1 503 Busy', `Set-Cookie: ${CANARY}`], CANARY),
  ],
  journal: [`${journal.join('\n')}\n`, ...journal.slice(0, 2)],
  'command-line': [
    '--hidden\n--data=/home/ina/lampfield\n--managed=/etc/lampfield.json',
    `--settings\nlampfield:set-up?url=pbx.example.com&password=${CANARY}`,
    '--disable-gpu\n--quit\n--data\nfolder\n--demo\n--\n--data=other',
    '{"action":"settings","link":"lampfield:set-up?url=pbx"}',
  ],
  'desk-message': [
    ask('settings.change', {
      theme: 'dark',
      notifications: { quietHours: [{ days: [1], fromMinute: 0, toMinute: 9 }] },
    }),
    ask('group.set', { name: 'Support', numbers: ['1001', '1002'] }),
    ask('alert.set', {
      target: { kind: 'person', number: '1001' },
      mode: 'once',
      states: ['free'],
      expiresAt: null,
    }),
    ask('snooze.set', { until: 1_800_000_000_000 }),
    ask('account.sign-in', { username: 'api', password: CANARY }),
    ask('setup.account', { username: 'api', password: CANARY, version: 'v1.1.0' }),
    ask('my-extension.set', { changes: [{ setting: 'doNotDisturb', value: true }], until: 1, anyway: true }),
    ask('my-extension.set-secret', { setting: 'voicemailPin', value: CANARY }),
    ask('preset.save', { name: 'Lunch', settings: ['doNotDisturb'] }),
    ask('diagnosis.get', {}),
    '{"signal":{"kind":"panel","open":true}}',
    `{"signal":{"kind":"set-up-link","link":"lampfield:set-up?url=pbx.example.com&password=${CANARY}"}}`,
    '{"signal":{"kind":"notification-action","id":"person:1001","action":"again"}}',
  ],
  address: ['https://192.168.5.150:8088/', 'pbx.example.com', '[fe80::1]:8088', '“pbx.local:8088”,'],
};
