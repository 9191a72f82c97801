/** The demo PBX: a faithful Yeastar S-Series device over real HTTPS, for every test and for the product's demo. */
import type { SecureVersion } from 'node:tls';
import { createApplyLimit, type ApplyLimitOptions } from './api/apply-limit.ts';
import { createListAnswer } from './api/answers.ts';
import { createCallEndpoints } from './api/call-endpoints.ts';
import { deviceCommonName, makeCertificate, type CertificateOptions } from './certificate.ts';
import { createDevice, type Extensions } from './device.ts';
import { createEndpoints } from './api/endpoints.ts';
import { createFaultBoard, type Faults } from './faults.ts';
import { openFrontDoor } from './front-door.ts';
import { createOfficeDay, type OfficeDay } from './office/office-day.ts';
import { makePeople } from './office/people.ts';
import { createPhones, type Phones } from './office/phones.ts';
import { createWriter, noQuirks, usualQuirks, type Quirks } from './api/quirks.ts';
import { createRandom } from './office/random.ts';
import { createRequestHandler } from './api/request-handler.ts';
import { createRequestLog, type RequestLogEntry } from './request-log.ts';
import { createSecretBook, md5, type NamedSecret } from './secret-book.ts';
import { createSessions } from './api/sessions.ts';
import { createSwitchboard } from './office/switchboard.ts';
import { createTraffic, type TrafficCounters } from './traffic.ts';

export type { Fault, FaultName, Faults } from './faults.ts';
export type { NamedSecret } from './secret-book.ts';
export type { Quirks } from './api/quirks.ts';
export type { RequestLogEntry } from './request-log.ts';
export type { TrafficCounters } from './traffic.ts';
export type { Extensions } from './device.ts';
export type { Phones } from './office/phones.ts';
export type { OfficeDay } from './office/office-day.ts';

export interface DemoPbxOptions {
  /** 0, the default, takes any free one. */
  port?: number;
  /** 12 by default; up to 5,000. */
  people?: number;
  seed?: number;
  /** `api` by default, as on the device. */
  username?: string;
  /** By default a marker made from the seed. */
  password?: string;
  /** TLS 1.2 at most by default, like the device. */
  tls?: { minVersion?: SecureVersion; maxVersion?: SecureVersion };
  plainHttp?: boolean;
  /** The device's clock, in milliseconds; the real one by default. Tokens and lock-outs follow it. */
  now?: () => number;
  /** Speed of the office day against real life; 0, the default, does not play. */
  pace?: number;
  /** The first extension gets a call from outside now and then, while the office day plays; false by default. */
  frontDesk?: boolean;
  lockoutMs?: number;
  tokenLifetimeMs?: number;
  /** `v1.0.0`, `v1.0.1` and `v1.1.0` by default. */
  versions?: string[];
  /** Whether a new login ends the older token; true by default. */
  singleToken?: boolean;
  /** How long a wrong password counts; ten minutes by default, `Infinity` for ever. */
  wrongPasswordMemoryMs?: number;
  /** `none` writes like the document's samples; the default is a mix as found in the field. */
  quirks?: 'none' | Partial<Quirks>;
  /** 10025 when updates come too often; never by default. */
  applyLimit?: ApplyLimitOptions;
  /** One that applies settings without disturbing calls by default; before `30.11.0.7` it may disturb them. */
  firmware?: string;
  /** 10017 when `ringtimeout` or `maxduration` travel with forwarding fields; false by default. */
  refusesMixedUpdate?: boolean;
  /** Values beyond the document's table are taken; false by default. */
  takesAnyValue?: boolean;
  certificate?: CertificateOptions;
  /** How many requests and connections are remembered one by one; 2,000 by default. */
  logLimit?: number;
}

export interface NewCertificate {
  /** True by default: only the key and the fingerprint differ. */
  sameSubject?: boolean;
  /** A span of dates that starts now, as after a renewal. */
  laterDates?: boolean;
  /** The same as `sameSubject: false`. */
  otherSubject?: boolean;
  /** Keeps TLS sessions of before resumable: what an impostor with stolen ticket keys would do. */
  keepsSessions?: boolean;
}

export interface DemoPbx {
  /** For example `https://127.0.0.1:40123`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** SHA-256 of the leaf certificate now, lower-case hex without colons; empty for plain HTTP. */
  readonly fingerprint: string;
  readonly username: string;
  readonly password: string;
  readonly extensions: Extensions;
  /** Newest last. */
  readonly log: readonly RequestLogEntry[];
  clearLog(): void;
  /** Called for each request, right before its answer leaves; returns the way to stop. */
  onRequest(listener: (entry: RequestLogEntry) => void): () => void;
  /** The next request, of the given path or any. */
  nextRequest(path?: string): Promise<RequestLogEntry>;
  readonly bytes: TrafficCounters;
  readonly faults: Faults;
  readonly day: OfficeDay;
  /** The people at the phones. */
  readonly phones: Phones;
  /** Every secret that the device holds or held, each with its MD5, and every token it gave out. */
  secrets(): NamedSecret[];
  /** Ends the newest token; the next request with it gets 20004. */
  killToken(): void;
  killAllTokens(): void;
  /** The newest living token, for tests that speak to the device themselves. */
  token(): string | null;
  /** Resolves with the new fingerprint. */
  changeCertificate(change?: NewCertificate): Promise<string>;
  lockedOut(address?: string): boolean;
  /** Wrong passwords in a row that still count. */
  wrongPasswords(address?: string): number;
  /** How often an address was ever locked out. */
  lockouts(): number;
  unlock(): void;
  /** The administrator gives the account another password; tokens live on. `password` stays the first one. */
  changePassword(password: string): void;
  close(): Promise<void>;
}

const host = '127.0.0.1';
const minutesMs = 60_000;

export async function startDemoPbx(options: DemoPbxOptions = {}): Promise<DemoPbx> {
  const seed = options.seed ?? 1;
  const now = options.now ?? Date.now;
  const username = options.username ?? 'api';
  const password = options.password ?? `Api${createRandom(seed + 77).word(15)}`;
  const logLimit = options.logLimit ?? 2_000;
  const secrets = createSecretBook();
  secrets.note('the API password', password);
  const device = createDevice(makePeople(options.people ?? 12, seed), secrets);
  const quirks: Quirks = options.quirks === 'none' ? noQuirks : { ...usualQuirks, ...options.quirks };
  const writer = createWriter(quirks, seed);
  const sessions = createSessions({
    now,
    username,
    passwordMd5: md5(password),
    tokenLifetimeMs: options.tokenLifetimeMs ?? 30 * minutesMs,
    lockoutMs: options.lockoutMs ?? 10 * minutesMs,
    wrongPasswordMemoryMs: options.wrongPasswordMemoryMs ?? 10 * minutesMs,
    singleToken: options.singleToken ?? true,
    onToken: (token) => secrets.note('a token', token),
  });
  const traffic = createTraffic(logLimit);
  const log = createRequestLog(logLimit);
  const switchboard = createSwitchboard(device);
  const phones = createPhones({
    device,
    switchboard,
    plays: (options.pace ?? 0) > 0,
    frontDesk: options.frontDesk === true ? (device.numbers()[0] ?? null) : null,
  });
  const day = createOfficeDay(device, switchboard, { seed, pace: options.pace ?? 0 });
  const faults = createFaultBoard(async (kinds) => door.applyFaults(kinds));
  const otherEndpoints = createEndpoints({
    device,
    sessions,
    writer,
    listAnswer: createListAnswer(device, writer),
    applyLimit: createApplyLimit(options.applyLimit ?? null, now),
    refusesMixedUpdate: options.refusesMixedUpdate ?? false,
    takesAnyValue: options.takesAnyValue ?? false,
    secrets,
    firmware: options.firmware ?? '30.15.0.18',
    now,
    startedAtMs: now(),
  });
  const callEndpoints = createCallEndpoints({ device, switchboard, phones, now });
  const endpoints = new Map([...otherEndpoints, ...callEndpoints]);
  const versions = options.versions ?? ['v1.0.0', 'v1.0.1', 'v1.1.0'];
  let certificate = await makeCertificate(options.certificate);
  const door = await openFrontDoor({
    port: options.port ?? 0,
    certificate,
    plainHttp: options.plainHttp ?? false,
    minVersion: options.tls?.minVersion ?? 'TLSv1.2',
    maxVersion: options.tls?.maxVersion ?? 'TLSv1.2',
    traffic,
    onRequest: createRequestHandler({ endpoints, versions, sessions, faults, writer, log, traffic, now }),
    takeFault: () => faults.take(['drop', 'silent'], null),
  });
  day.start();

  return {
    url: `${options.plainHttp === true ? 'http' : 'https'}://${host}:${String(door.port)}`,
    host,
    port: door.port,
    get fingerprint() {
      return options.plainHttp === true ? '' : certificate.fingerprint;
    },
    username,
    password,
    extensions: device,
    log: log.entries,
    clearLog: () => log.clear(),
    onRequest: (listener) => log.onRequest(listener),
    nextRequest: (path) =>
      new Promise((resolve) => {
        const stop = log.onRequest((entry) => {
          if (path !== undefined && entry.path !== path) return;
          stop();
          resolve(entry);
        });
      }),
    bytes: traffic.counters,
    faults,
    day,
    phones,
    secrets: () => secrets.all(),
    killToken() {
      const newest = sessions.newest();
      if (newest !== null) sessions.kill(newest);
    },
    killAllTokens: () => sessions.killAll(),
    token: () => sessions.newest(),
    async changeCertificate(change = {}) {
      const isOther = change.otherSubject ?? change.sameSubject === false;
      certificate = await makeCertificate({
        ...options.certificate,
        commonName: isOther ? 'Somebody else' : (options.certificate?.commonName ?? deviceCommonName),
        ...(change.laterDates === true
          ? { notBefore: new Date(now()), notAfter: new Date(now() + 3_650 * 24 * 60 * minutesMs) }
          : {}),
      });
      door.setCertificate(certificate, change.keepsSessions ?? false);
      return certificate.fingerprint;
    },
    lockedOut: (address = host) => sessions.isLockedOut(address),
    wrongPasswords: (address = host) => sessions.wrongPasswords(address),
    lockouts: () => sessions.lockouts(),
    unlock: () => sessions.unlock(),
    changePassword(changed) {
      secrets.note('the changed API password', changed);
      sessions.setPassword(md5(changed));
    },
    async close() {
      day.stop();
      phones.stop();
      await door.close();
    },
  };
}
