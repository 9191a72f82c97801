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
  address: ['https://192.168.5.150:8088/', 'pbx.example.com', '[fe80::1]:8088', '“pbx.local:8088”,'],
};
