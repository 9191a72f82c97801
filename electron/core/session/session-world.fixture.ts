/** For the session's tests: a device behind the client's port, a keychain and a disk that may fail, and a clock in the test's hands. */

import { createMemoryFile, type MemoryFile } from '../../../test/core/fixtures/memory-file.ts';
import { createSteeredClock, type SteeredClock } from '../../../test/steered-clock.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { Credentials } from '../pbx/client-port.ts';
import type { SecretStore } from '../ports.ts';
import { createMemorySecrets } from '../keychain/memory-secrets.ts';
import { createSecretShelf, type PbxSecrets, type SecretShelf } from '../keychain/secret-shelf.ts';
import { emptyGuardRecord, type GuardRecord } from './guard-record.ts';
import { createLoginGuard } from './login-guard.ts';
import { createRefusedPasswords, noRefusedPasswords, type RefusedFile } from './refused-passwords.ts';
import { createSession } from './session.ts';
import type { Session } from './session-port.ts';
import type { SessionState } from './session-state.ts';

export const minute = 60_000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const right: Credentials = { username: 'api', passwordMd5: 'a'.repeat(32) };
export const wrong = (n: number): Credentials => ({ username: 'api', passwordMd5: String(n).repeat(32) });

/** What the device knows and counts. */
interface Device {
  passwordMd5: string;
  tokens: Set<string>;
  logins: number;
  heartbeats: number;
  logouts: string[];
  /** The next logins fail with these. */
  failures: AppError[];
  /** How often it was asked without a token, and what it answers. */
  questions: number;
  answer: AppError;
  /** Logins and heartbeats are answered when this is over. */
  busy: Promise<unknown>;
  heartbeatFailure: AppError | undefined;
  logoutFailure: AppError | undefined;
}

export let clock: SteeredClock;
export let device: Device;
/** The system's keychain: what is in it, what its calls fail with, how many there were. */
export let keychain: { store: SecretStore; failure: FailureCode | undefined; calls: number };
export let shelf: SecretShelf;
export let secrets: PbxSecrets;
export let guardFile: MemoryFile<GuardRecord>;
export let refusedFile: MemoryFile<RefusedFile>;
export let session: Session;
export let states: SessionState[];

const client = {
  async login(credentials: Credentials) {
    device.logins += 1;
    await device.busy;
    const failure = device.failures.shift();
    if (failure) throw failure;
    if (credentials.passwordMd5 !== device.passwordMd5)
      throw new AppError('pbx.bad-credentials', { errno: '20003' });
    const token = `token-${device.logins}`;
    device.tokens = new Set([token]);
    return { token };
  },
  /** Asked without a token, to see whether anyone is there. */
  deviceInfo() {
    device.questions += 1;
    return Promise.reject(device.answer);
  },
  async heartbeat(token: string) {
    device.heartbeats += 1;
    await device.busy;
    if (device.heartbeatFailure) throw device.heartbeatFailure;
    await ask(token);
  },
  logout(token: string) {
    device.logouts.push(token);
    return device.logoutFailure ? Promise.reject(device.logoutFailure) : Promise.resolve();
  },
};

/** Any call of the API that needs a token. */
export function ask(token: string): Promise<string> {
  if (!device.tokens.has(token))
    return Promise.reject(new AppError('pbx.session-expired', { errno: '20004' }));
  return Promise.resolve(token);
}

export function start(): Session {
  const failing = <T>(use: () => Promise<T>): Promise<T> => {
    keychain.calls += 1;
    return keychain.failure ? Promise.reject(new AppError(keychain.failure)) : use();
  };
  const { store } = keychain;
  shelf = createSecretShelf({
    store: {
      read: (name) => failing(() => store.read(name)),
      write: (name, value) => failing(() => store.write(name, value)),
      remove: (name) => failing(() => store.remove(name)),
    },
    log,
  });
  secrets = shelf.at('https://pbx.example:8088');
  const refused = createRefusedPasswords({ file: refusedFile, log });
  const guard = createLoginGuard({ file: guardFile, refused, clock, log });
  session = createSession({
    client,
    secrets,
    guard,
    clock,
    random: () => 0.5,
    log,
    target: { address: 'pbx.example:8088', sha256: null },
  });
  states = [];
  session.subscribe((state) => states.push(state));
  return session;
}

/** For `beforeEach`: a new device, keychain, guard and session. */
export function startSessionWorld(): void {
  clock = createSteeredClock();
  device = {
    passwordMd5: right.passwordMd5,
    tokens: new Set(),
    logins: 0,
    heartbeats: 0,
    logouts: [],
    failures: [],
    questions: 0,
    answer: new AppError('pbx.session-expired', { errno: '20005' }),
    busy: Promise.resolve(),
    heartbeatFailure: undefined,
    logoutFailure: undefined,
  };
  keychain = { store: createMemorySecrets(), failure: undefined, calls: 0 };
  guardFile = createMemoryFile(emptyGuardRecord);
  refusedFile = createMemoryFile(noRefusedPasswords);
  start();
}

export const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toFailure(error).code,
  );

/** Lets the short waits before a renewal pass. */
export async function after<T>(work: Promise<T>, ms = 2_000): Promise<T> {
  work.catch(() => undefined);
  await clock.advance(ms);
  return work;
}

export async function signedIn() {
  await session.signIn(right);
  device.logins = 0;
}
