/** A person, a program that restarts, a disk, a keychain and a real device: everything that a login can go wrong with. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FailureCode } from '../../electron/contract/failure.ts';
import { AppError, isAppError, toFailure } from '../../electron/core/app-error.ts';
import { createJsonFile, type SharedJsonFile } from '../../electron/core/lib/json-file.ts';
import type { PbxClient } from '../../electron/core/pbx/client-port.ts';
import { passwordMd5 } from '../../electron/core/pbx/password-md5.ts';
import { createPbxClient } from '../../electron/core/pbx/pbx-client.ts';
import { createPinnedTransport } from '../../electron/core/pbx/transport/pinned-transport.ts';
import { createTlsSessions } from '../../electron/core/pbx/transport/tls-sessions.ts';
import type { Clock, Log, SecretStore } from '../../electron/core/ports.ts';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { createSecretShelf } from '../../electron/core/keychain/secret-shelf.ts';
import {
  emptyGuardRecord,
  guardRecordSchema,
  type GuardRecord,
} from '../../electron/core/session/guard-record.ts';
import { createLoginGuard } from '../../electron/core/session/login-guard.ts';
import {
  createRefusedPasswords,
  noRefusedPasswords,
  refusedFileSchema,
} from '../../electron/core/session/refused-passwords.ts';
import { createSession, type Session } from '../../electron/core/session/session.ts';
import type { DemoPbx } from '../pbx/demo-pbx.ts';
import type { SteeredClock } from '../steered-clock.ts';
import { unheldFolder } from './unheld-folder.ts';

/** What happens to one login: on the way there, at the device, or on the way back. */
export type LoginFault =
  | 'none'
  | 'refuse'
  | 'drop'
  | 'silent'
  | 'no-headers'
  | 'answer-lost'
  | 'truncated-json'
  | 'starting'
  | '20004'
  | '20005'
  | '20006'
  /** The program dies when the attempt is recorded and not sent yet. */
  | 'crash-before'
  /** The program dies when the device has counted it and not answered yet. */
  | 'crash-after';

/** `in`, `died`, or the failure's code. */
export type Ending = FailureCode | 'in' | 'died';

export interface LoginWorld {
  readonly session: Session;
  /** What must never happen and did. */
  readonly violations: readonly string[];
  /** How often the guard held an attempt back. */
  readonly heldBack: number;
  personSignsIn(password: string, fault: LoginFault): Promise<Ending>;
  poll(fault: LoginFault): Promise<Ending>;
  /** A person and the poller at once. */
  together(password: string): Promise<void>;
  /** What is done next is done in another program on the same data folder, keychain and account. */
  useProgram(n: number): void;
  /** A person signs in to every program at once, with another password in each. */
  everywhere(passwords: readonly string[]): Promise<void>;
  /** A person who has made sure of the password allows one more than is safe. */
  allowOneMoreTry(): Promise<void>;
  signOut(): Promise<void>;
  breakDisk(broken: boolean): void;
  restart(keepToken: boolean): Promise<void>;
  /** The program dies, the machine starts again. */
  reboot(offMs: number): Promise<void>;
  close(): Promise<void>;
}

/** One run of the program. Once it is over, nothing that it had begun goes on. */
interface Life {
  alive: boolean;
  dieOnceRecorded: boolean;
  /** MD5s that this run has seen refused, or must know to be. */
  readonly refused: Set<string>;
  readonly died: Promise<undefined>;
  end(): void;
}

const never = <T>() => new Promise<T>(() => undefined);
const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const hangs: readonly LoginFault[] = ['silent', 'no-headers'];
export const programCount = 3;
/** Longer than each of the transport's limits. */
const timeoutMs = 11_000;

export async function createLoginWorld(pbx: DemoPbx, clock: SteeredClock): Promise<LoginWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-guard-'));
  const address = `${pbx.host}:${pbx.port}`;
  const store = createMemorySecrets();
  const tlsSessions = createTlsSessions();
  const violations: string[] = [];
  /** MD5s that the device refused. */
  const everRefused = new Set<string>();
  let heldBack = 0;
  let diskBroken = false;
  const programs = await Promise.all(Array.from({ length: programCount }, begin));
  let used = 0;
  const current = () => programs[used] ?? unheardOf();

  /** Of the refused passwords, a new run can know only the one that is stored. */
  async function begin() {
    const stored = await store.read(`${pbx.url} account`);
    const life = createLife([...everRefused].filter((md5) => stored?.includes(md5)));
    const transport = createPinnedTransport({
      host: pbx.host,
      port: pbx.port,
      version: 'v1.0.0',
      trust: { kind: 'pinned', sha256: pbx.fingerprint },
      clock,
      sessions: tlsSessions,
    });
    const client = createPbxClient({ transport });
    const refusedFile = createJsonFile({
      file: join(folder, 'refused-passwords.json'),
      schema: refusedFileSchema,
      fallback: noRefusedPasswords,
      folder: unheldFolder,
      clock,
      log: silentLog,
    });
    const guard = createLoginGuard({
      file: fileOf(life),
      refused: createRefusedPasswords({ file: refusedFile, log: silentLog }),
      clock,
      log: silentLog,
    });
    const session = createSession({
      client: {
        ...client,
        login: (credentials, options) => observedLogin(life, client, credentials, options),
      },
      secrets: createSecretShelf({ store: storeOf(life), log: silentLog }).at(pbx.url),
      guard,
      clock: hurried(clock),
      random: () => 0,
      log: silentLog,
      target: { address, sha256: pbx.fingerprint },
    });
    return { life, transport, client, session };
  }

  async function observedLogin(
    life: Life,
    client: PbxClient,
    ...[credentials, options]: Parameters<PbxClient['login']>
  ) {
    if (!life.alive) return never<{ token: string }>();
    if (life.refused.has(credentials.passwordMd5)) violations.push('a refused password was sent again');
    try {
      const accepted = await client.login(credentials, options);
      // The device's password may have been changed to it since.
      life.refused.delete(credentials.passwordMd5);
      everRefused.delete(credentials.passwordMd5);
      return accepted;
    } catch (error) {
      if (isAlive(life) && isAppError(error, 'pbx.bad-credentials')) {
        life.refused.add(credentials.passwordMd5);
        everRefused.add(credentials.passwordMd5);
      }
      throw error;
    }
  }

  function fileOf(life: Life): SharedJsonFile<GuardRecord> {
    const file = createJsonFile({
      file: join(folder, 'login-guard.json'),
      schema: guardRecordSchema,
      fallback: emptyGuardRecord,
      folder: unheldFolder,
      clock,
      log: silentLog,
    });
    async function unlessDead<T>(write: () => Promise<T>): Promise<T> {
      if (!life.alive) return never();
      if (diskBroken)
        throw new AppError('settings.unwritable', { file: 'login-guard.json', errno: 'ENOSPC' });
      const written = await write();
      if (!life.dieOnceRecorded) return written;
      life.end();
      return never();
    }
    return {
      read: () => file.read(),
      write: (value) => unlessDead(() => file.write(value)),
      update: (change) => unlessDead(() => file.update(change)),
    };
  }

  function storeOf(life: Life): SecretStore {
    return {
      read: (name) => (life.alive ? store.read(name) : never()),
      write: (name, value) => (life.alive ? store.write(name, value) : never()),
      remove: (name) => (life.alive ? store.remove(name) : never()),
    };
  }

  /** Does one thing under a fault, and lets the time pass that it takes. */
  async function under(fault: LoginFault, work: () => Promise<unknown>): Promise<Ending> {
    const { life } = current();
    const connections = pbx.bytes.connections;
    const seen = { settled: false, arrived: false };
    const stopListening = pbx.onRequest((entry) => {
      seen.arrived ||= entry.path === 'login';
      if (seen.arrived && fault === 'crash-after') life.end();
    });
    setFault(fault);
    life.dieOnceRecorded = fault === 'crash-before';

    const outcome: Promise<Ending> = work()
      .then(
        () => 'in' as const,
        (error: unknown) => toFailure(error).code,
      )
      .finally(() => (seen.settled = true));
    if (hangs.includes(fault)) {
      const reached = () => (fault === 'silent' ? pbx.bytes.connections > connections : seen.arrived);
      while (!seen.settled && !reached()) await setImmediate();
      while (!seen.settled) await clock.advance(timeoutMs);
    }
    const result = await Promise.race([outcome, life.died.then(() => 'died' as const)]);
    stopListening();
    life.dieOnceRecorded = false;
    await pbx.faults.clear();
    if (result === 'pbx.guarded') heldBack += 1;
    if (!life.alive) await beginAnew();
    return result;
  }

  function setFault(fault: LoginFault) {
    const once = { path: 'login', times: 1 };
    if (fault === 'none' || fault === 'crash-before' || fault === 'crash-after') return;
    if (fault === 'refuse') pbx.faults.set(fault);
    else if (fault === 'starting') pbx.faults.set(fault, once);
    else if (fault === 'drop' || fault === 'silent') pbx.faults.set(fault, { times: 1 });
    else if (/^\d+$/.test(fault)) pbx.faults.set({ kind: 'errno', errno: Number(fault) }, once);
    else if (fault === 'no-headers' || fault === 'answer-lost' || fault === 'truncated-json')
      pbx.faults.set(fault, once);
  }

  async function beginAnew(): Promise<void> {
    const { life, transport } = current();
    life.end();
    await transport.close();
    programs[used] = await begin();
  }

  const signIn = (password: string) =>
    current().session.signIn({ username: pbx.username, passwordMd5: passwordMd5(password) });
  const askForList = () => {
    const { session, client } = current();
    return session.call((token) => client.extensionList(token));
  };

  return {
    get session() {
      return current().session;
    },
    violations,
    get heldBack() {
      return heldBack;
    },
    personSignsIn: (password, fault) => under(fault, () => signIn(password)),
    poll: (fault) => under(fault, askForList),
    async together(password) {
      await under('none', () => Promise.allSettled([askForList(), signIn(password), askForList()]));
    },
    useProgram(n) {
      used = n;
    },
    async everywhere(passwords) {
      await Promise.allSettled(
        programs.map(({ session }, n) =>
          session.signIn({ username: pbx.username, passwordMd5: passwordMd5(passwords[n] ?? '') }),
        ),
      );
    },
    allowOneMoreTry: () => current().session.allowOneMoreTry(),
    async signOut() {
      current().life.refused.clear();
      everRefused.clear();
      await current().session.signOut();
    },
    breakDisk(broken) {
      diskBroken = broken;
    },
    async restart(keepToken) {
      await current().session.stop({ keepToken });
      await beginAnew();
    },
    async reboot(offMs) {
      clock.reboot(offMs);
      for (used = programs.length - 1; used > 0; used -= 1) await beginAnew();
      await beginAnew();
    },
    async close() {
      for (const { life, transport } of programs) {
        life.end();
        await transport.close();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function unheardOf(): never {
  throw new Error('expected a program that is there');
}

/** Asked again after an await: it may have ended meanwhile. */
const isAlive = (life: Life) => life.alive;

function createLife(refused: readonly string[]): Life {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const life: Life = {
    alive: true,
    refused: new Set(refused),
    dieOnceRecorded: false,
    died: promise,
    end() {
      life.alive = false;
      resolve(undefined);
    },
  };
  return life;
}

/** A clock on which the session's short waits are over at once; everything else takes its time. */
function hurried(clock: SteeredClock): Clock {
  return {
    now: () => clock.now(),
    uptimeMs: () => clock.uptimeMs(),
    after(delayMs, callback) {
      const cancel = clock.after(delayMs, callback);
      if (delayMs <= 60_000) void setImmediate().then(() => clock.advance(delayMs));
      return cancel;
    },
  };
}
