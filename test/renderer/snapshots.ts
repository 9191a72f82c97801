/** Snapshots for tests and pictures: an office at one fixed moment, and every state that the panel can be in. */
import type { CertificateView } from '../../electron/contract/certificate.ts';
import type { Colleague, PresenceState } from '../../electron/contract/presence.ts';
import type { Connection, SetupView, Snapshot } from '../../electron/contract/snapshot.ts';

/** Tuesday, 24 November 2026, 10:15 in the browser's time zone. */
export const NOW = new Date(2026, 10, 24, 10, 15, 0).getTime();
const MINUTE = 60_000;

interface Sketch {
  readonly name: string;
  readonly state?: PresenceState;
  readonly minutes?: number;
  readonly raw?: string;
  readonly exact?: boolean;
}

const RAW: Readonly<Record<PresenceState, string>> = {
  free: 'Registered',
  ringing: 'Ringing',
  'on-call': 'Busy',
  'on-hold': 'Hold',
  offline: 'Unavailable',
  fault: 'Malfunction',
  'no-phone': 'Fxsnoport',
  unknown: 'Calibrating',
};

export function colleague(number: string, sketch: Sketch): Colleague {
  const state = sketch.state ?? 'free';
  return {
    number,
    name: sketch.name,
    state,
    rawStatus: sketch.raw ?? RAW[state],
    type: state === 'no-phone' || state === 'fault' ? 'FXS' : 'SIP',
    ...(state === 'no-phone' || state === 'fault' ? { port: 'Span2-Port1' } : {}),
    since: NOW - (sketch.minutes ?? 0) * MINUTE,
    sinceExact: sketch.exact ?? true,
  };
}

/** Every state, and names as they come: long, right to left, with emoji, in other scripts, empty. */
export const office: readonly Colleague[] = [
  colleague('1010', { name: 'Amélie Lefèvre', state: 'free', minutes: 12 }),
  colleague('1003', { name: 'Ben Okafor', state: 'on-call', minutes: 4 }),
  colleague('1004', { name: 'Carla Núñez', state: 'ringing' }),
  colleague('1005', { name: 'David Kim', state: 'on-hold', minutes: 2 }),
  colleague('1006', { name: 'Elif Yılmaz', state: 'offline', minutes: 75 }),
  colleague('1007', { name: 'Fax, first floor', state: 'no-phone', minutes: 26 * 60, exact: false }),
  colleague('1008', { name: 'Gate phone', state: 'fault', minutes: 190 }),
  colleague('1002', { name: 'Ina Tang', state: 'free', minutes: 33 }),
  colleague('1009', { name: 'Jürgen Groß-Weißenböck', state: 'unknown', minutes: 8 }),
  colleague('1011', {
    name: 'Maximiliane Aurora von Hohenstein-Wittgenstein (Reception and Visitors)',
    state: 'free',
    minutes: 21,
    exact: false,
  }),
  colleague('1012', { name: 'Sam 🎧 Rivera', state: 'on-call', minutes: 17 }),
  colleague('1013', { name: 'Zoë Müller', state: 'free', minutes: 3 }),
  colleague('1015', { name: 'Дмитрий Соколов', state: 'free', minutes: 51 }),
  colleague('1016', { name: 'יעל כהן', state: 'on-call', minutes: 6 }),
  colleague('1017', {
    name: 'ליאור בן-דוד מחלקת שירות לקוחות ותמיכה טכנית ארצית',
    state: 'free',
    minutes: 9,
  }),
  colleague('1018', { name: '王小明', state: 'free', minutes: 44 }),
  colleague('1014', { name: '' }),
];

/** As many people as asked for; the same every time. */
export function company(size: number): Colleague[] {
  const first = ['Ada', 'Ben', 'Chloé', 'Dan', 'Eva', 'Finn', 'Greta', 'Hugo', 'Iris', 'Jan', 'Kira', 'Leo'];
  const last = [
    'Adler',
    'Brandt',
    'Costa',
    'Dubois',
    'Eriksen',
    'Fischer',
    'Gómez',
    'Huber',
    'Ito',
    'Jansen',
  ];
  const states: readonly PresenceState[] = [
    'free',
    'free',
    'on-call',
    'offline',
    'free',
    'ringing',
    'on-hold',
  ];
  return Array.from({ length: size }, (_, i) => {
    const name = `${first[i % first.length] ?? ''} ${last[Math.floor(i / first.length) % last.length] ?? ''}`;
    return colleague(String(1000 + i), { name, state: states[i % states.length] ?? 'free', minutes: i % 50 });
  });
}

const base: Snapshot = {
  revision: 1,
  product: { version: '0.1.0', demoAvailable: true },
  language: 'en',
  locale: 'en-GB',
  connection: { kind: 'live', plainHttp: false, contended: false },
  setup: null,
  me: { number: '1002', name: 'Ina Tang', state: 'free', since: NOW - 33 * MINUTE, exists: true },
  roster: { confirmedAt: NOW - 2000, staleAfterMs: 45_000, colleagues: office },
  favourites: ['1013', '1003', '1016'],
  groups: [],
  alerts: [
    {
      id: 'w1',
      target: { kind: 'person', number: '1003' },
      mode: 'once',
      states: ['free'],
      expiresAt: null,
    },
  ],
  myExtension: null,
  calling: { kind: 'idle', transferable: false, outsideNumber: null },
  notices: [],
  settings: {
    pbx: { url: 'https://pbx.example.com:8088', version: 'v1.0.0', username: 'api' },
    extension: '1002',
    sortBy: 'name',
    theme: 'system',
    language: 'system',
    pinned: false,
    startAtLogin: false,
    shortcut: null,
    internationalPrefix: null,
    callWith: 'desk-phone',
    signOutOnQuit: false,
    checkForUpdates: true,
    notifications: { silentOnCall: false, silentOnDoNotDisturb: false, settleMs: 3000, quietHours: [] },
    poll: { openMs: 2000, alertsMs: 5000, idleMs: 15_000 },
    locked: [],
  },
  snoozedUntil: null,
};

export function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return { ...base, ...changes };
}

const nobody: Snapshot['roster'] = { confirmedAt: null, staleAfterMs: 45_000, colleagues: [] };

export const certificate: CertificateView = {
  sha256: '3fa9c1d07be24e5588f1c63a90d2714be5a87c0f91b3d4662e07a5c8f3b91d24',
  subject: 'CN=Yeastar S100',
  issuer: 'CN=Yeastar S100',
  notBefore: new Date(2024, 2, 3).getTime(),
  notAfter: new Date(2034, 2, 1).getTime(),
};
export const otherCertificate: CertificateView = {
  ...certificate,
  sha256: 'c7740be1f52a98d33e6f01b94ad8275c60f1e9b2837dd05a41bc96e7035fa812',
  notBefore: new Date(2026, 10, 20).getTime(),
  notAfter: new Date(2036, 10, 18).getTime(),
};

function setup(changes: Partial<SetupView>): Snapshot {
  return snapshot({
    connection: { kind: 'not-set-up' },
    me: null,
    roster: nobody,
    favourites: [],
    alerts: [],
    settings: { ...base.settings, pbx: null, extension: null },
    setup: {
      line: null,
      step: 'address',
      working: false,
      failure: null,
      address: '',
      host: null,
      plainHttp: false,
      certificate: null,
      username: '',
      version: null,
      triesLeft: null,
      waitUntil: null,
      device: null,
      extensions: [],
      likelyExtension: null,
      ...changes,
    },
  });
}

function connected(connection: Connection, changes: Partial<Snapshot> = {}): Snapshot {
  const confirmedAt = 'confirmedAt' in connection ? connection.confirmedAt : null;
  return snapshot({ connection, roster: { ...base.roster, confirmedAt }, ...changes });
}

const found = { address: 'pbx.example.com', host: 'pbx.example.com:8088' } as const;
const trusted = {
  ...found,
  certificate: { offered: certificate, vouched: false, known: null, refusedBefore: false },
} as const;
const blockedAt = NOW - 4 * MINUTE;

/** Every state of the design, by the name that a picture of it has. */
export const states = {
  welcome: snapshot({
    connection: { kind: 'not-set-up' },
    me: null,
    roster: nobody,
    settings: { ...base.settings, pbx: null, extension: null },
  }),
  'setup-address': setup({}),
  'setup-line': setup({
    line: {
      url: 'https://pbx.example.com:8088',
      username: 'api',
      extension: '1002',
      hasFingerprint: true,
      hasPassword: true,
      replaces: 'https://old-pbx.example.com:8088',
    },
  }),
  'setup-address-failed': setup({
    address: 'pbx.exmaple.com',
    failure: {
      code: 'network.name-unknown',
      detail: { host: 'pbx.exmaple.com', port: 8088, phase: 'connect', error: 'ENOTFOUND' },
    },
  }),
  'setup-address-working': setup({ address: 'pbx.example.com', working: true }),
  'setup-plain-http': setup({ ...found, failure: { code: 'tls.plain-http', detail: { host: found.host } } }),
  'setup-certificate': setup({
    ...found,
    step: 'certificate',
    certificate: { offered: certificate, vouched: false, known: null, refusedBefore: false },
  }),
  'setup-account': setup({ ...trusted, step: 'account', username: 'api' }),
  'setup-account-refused': setup({
    ...trusted,
    step: 'account',
    username: 'api',
    triesLeft: 2,
    failure: {
      code: 'pbx.bad-credentials',
      detail: {
        call: 'login',
        errno: '20003',
        meaning: 'login refused, wrong name or password',
        triesLeft: 2,
        waitMs: 0,
      },
    },
  }),
  'setup-account-wait': setup({
    ...trusted,
    step: 'account',
    username: 'api',
    triesLeft: 0,
    waitUntil: NOW + 9 * MINUTE + 41_000,
    failure: { code: 'pbx.locked-out', detail: { triesLeft: 0, waitMs: 9 * MINUTE + 41_000 } },
  }),
  'setup-extension': setup({
    ...trusted,
    step: 'extension',
    username: 'api',
    device: { name: 'Yeastar S100', firmware: '30.5.0.19', phones: 62 },
    extensions: office.map(({ number, name, type }) => ({ number, name, type })),
    likelyExtension: '1002',
  }),
  connecting: connected({ kind: 'connecting' }, { roster: nobody }),
  live: snapshot(),
  'live-of-one': snapshot({
    roster: { ...base.roster, colleagues: office.filter(({ number }) => number === '1002') },
    favourites: [],
  }),
  retrying: connected({
    kind: 'retrying',
    confirmedAt: NOW - 14_000,
    retryAt: NOW + 8000,
    failure: { code: 'network.timeout', detail: { host: 'pbx.example.com', port: 8088, phase: 'answer' } },
  }),
  stale: connected({
    kind: 'retrying',
    confirmedAt: NOW - 7 * MINUTE,
    retryAt: NOW + 38_000,
    failure: {
      code: 'network.unreachable',
      detail: { host: 'pbx.example.com', port: 8088, phase: 'connect', error: 'ENETUNREACH' },
    },
  }),
  'never-reached': connected(
    {
      kind: 'retrying',
      confirmedAt: null,
      retryAt: NOW + 38_000,
      failure: {
        code: 'network.refused',
        detail: { host: 'pbx.example.com', port: 8088, phase: 'connect', error: 'ECONNREFUSED' },
      },
    },
    { roster: nobody },
  ),
  paused: connected({ kind: 'paused', confirmedAt: NOW - 3 * MINUTE, because: 'no-network' }),
  'password-refused': connected({
    kind: 'blocked',
    confirmedAt: blockedAt,
    need: { kind: 'password', username: 'api', triesLeft: 3 },
  }),
  'locked-out': connected({
    kind: 'blocked',
    confirmedAt: blockedAt,
    need: { kind: 'wait', until: NOW + 6 * MINUTE + 12_000 },
  }),
  'locked-out-alone': connected(
    { kind: 'blocked', confirmedAt: null, need: { kind: 'wait', until: NOW + 6 * MINUTE + 12_000 } },
    { roster: nobody },
  ),
  'certificate-new': connected(
    {
      kind: 'blocked',
      confirmedAt: null,
      need: { kind: 'certificate-new', host: 'pbx.example.com:8088', offered: certificate },
    },
    { roster: nobody },
  ),
  'certificate-changed': connected({
    kind: 'blocked',
    confirmedAt: blockedAt,
    need: {
      kind: 'certificate-changed',
      host: 'pbx.example.com:8088',
      known: certificate,
      offered: otherCertificate,
      likely: 'renewed',
    },
  }),
  'certificate-refused': connected({
    kind: 'blocked',
    confirmedAt: blockedAt,
    need: {
      kind: 'certificate-refused',
      host: 'pbx.example.com:8088',
      offered: otherCertificate,
      known: certificate,
      likely: 'renewed',
    },
  }),
  'no-keychain': connected(
    {
      kind: 'blocked',
      confirmedAt: null,
      need: { kind: 'keychain', failure: { code: 'keychain.unavailable', detail: {} } },
    },
    { roster: nobody },
  ),
  'cannot-go-on': connected({
    kind: 'blocked',
    confirmedAt: blockedAt,
    need: { kind: 'failure', failure: { code: 'tls.handshake', detail: {} } },
  }),
  'signed-out': connected({ kind: 'signed-out' }, { me: null, roster: nobody }),
  'no-extensions': snapshot({ roster: { ...base.roster, colleagues: [] }, favourites: [] }),
  'extension-gone': snapshot({
    me: { number: '1099', name: 'Ina Tang', state: 'unknown', since: NOW, exists: false },
    notices: [{ id: 'gone', code: 'extension-gone', detail: { number: '1099' }, dismissible: false }],
  }),
  notices: snapshot({
    connection: { kind: 'live', plainHttp: true, contended: true },
    notices: [
      { id: 'plain', code: 'plain-http', detail: {}, dismissible: false },
      { id: 'update', code: 'update-available', detail: { version: '0.2.0' }, dismissible: true },
    ],
  }),
} as const satisfies Record<string, Snapshot>;
export type StateName = keyof typeof states;
