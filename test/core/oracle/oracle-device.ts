/** For the oracle: the demo PBX's own logic without a network, its faults, its slowness, and who set what. */

import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../electron/core/app-error.ts';
import { createPbxClient } from '../../../electron/core/pbx/pbx-client.ts';
import type { PbxClient } from '../../../electron/core/pbx/client-port.ts';
import { createApplyLimit } from '../../pbx/api/apply-limit.ts';
import { createDevice } from '../../pbx/device.ts';
import { createEndpoints } from '../../pbx/api/endpoints.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { makePeople } from '../../pbx/office/people.ts';
import { createWriter, noQuirks } from '../../pbx/api/quirks.ts';
import { createSecretBook } from '../../pbx/secret-book.ts';
import { createSessions } from '../../pbx/api/sessions.ts';
import type { SteeredClock } from '../../steered-clock.ts';

export const me = '1002';

export const faults = [
  'none',
  'read-lost',
  'update-lost',
  'answer-lost',
  'refused',
  'not-applied',
  'slow',
  'crash-before-update',
  'crash-after-update',
  'foreign-after-update',
] as const;
export type Fault = (typeof faults)[number];

export interface DeviceOptions {
  readonly offRules: 'missing' | 'kept';
  readonly refusesMixed: boolean;
  readonly limited: boolean;
}

export type Body = Readonly<Record<string, unknown>>;

/** From a program's start to its end. */
export interface Life {
  alive: boolean;
  /** Of its next request. */
  fault: Fault;
  /** This many of its next writes find the disk full, halfway through a line. */
  fullDisk: number;
  /** The PIN as it was last read; empty before the first reading. */
  pinTold: string;
  /** Everything that was last read, as it is stored; null before the first reading. */
  told: ExtensionFields | null;
  die: () => void;
  foreign: () => void;
}

export interface DeviceWatcher {
  /** The first PIN that a life is told: what it was before isn't on disk, so it can't count as changed. */
  firstPin(program: number, pin: string): void;
  /** An update of a program is about to take effect, now or later. */
  update(program: number, body: Body, justRead: ExtensionFields | null): void;
  /** The fields of my extension have changed by a program's update. */
  changed(program: number, before: ExtensionFields): void;
}

/**
 * No program can see what others do between a reading and the write right after it. The steered clock runs on while requests are
 * under way, at most by this much.
 */
const betweenReadAndWriteMs = 30_000;

const never = <T>() => new Promise<T>(() => undefined);

export function createOracleDevice(clock: SteeredClock, options: DeviceOptions, watcher: DeviceWatcher) {
  const secrets = createSecretBook();
  const device = createDevice(makePeople(5, 1), secrets);
  device.set(me, { email: 'amy@example.com', mobile: '15550000', vmsecret: '70710001' });
  const writer = createWriter({ ...noQuirks, offRules: options.offRules }, 1);
  let writing: number | null = null;
  const limit = createApplyLimit(options.limited ? { updates: 1, withinMs: 20_000 } : null, () =>
    clock.uptimeMs(),
  );
  const endpoints = createEndpoints({
    // Tells when an update is applied, now or by a later `apply`.
    device: {
      ...device,
      set(number, fields) {
        const before = { ...fieldsNow() };
        device.set(number, fields);
        if (number === me) watcher.changed(writing ?? 0, before);
      },
    },
    sessions: createSessions({
      now: () => clock.now(),
      username: '',
      passwordMd5: '',
      tokenLifetimeMs: 1,
      lockoutMs: 1,
      wrongPasswordMemoryMs: 1,
      singleToken: true,
      onToken: () => undefined,
    }),
    writer,
    listAnswer: () => Buffer.of(),
    applyLimit: {
      apply: () => limit.apply(),
      // What waits for `apply` stays the doing of the program that sent it.
      request(change) {
        const owner = writing;
        return limit.request(() => {
          const caller = writing;
          writing = owner;
          change();
          writing = caller;
        });
      },
    },
    secrets,
    refusesMixedUpdate: options.refusesMixed,
    takesAnyValue: true,
    firmware: '30.15.0.18',
    now: () => clock.now(),
    startedAtMs: 0,
  });
  /** What a slow device will still do, on the uptime clock. */
  let late: { readonly dueMs: number; readonly act: () => void }[] = [];

  function fieldsNow(): ExtensionFields {
    const found = device.peek(me);
    if (found === undefined) throw new Error('my extension is gone');
    return found.fields;
  }

  function answer(program: number, path: string, body: Body, applies: boolean): Uint8Array {
    writing = program;
    const found = endpoints.get(path)?.answer({
      parameters: { ...body },
      token: '',
      remoteAddress: '',
      applied: (all) => (applies ? all : {}),
    });
    writing = null;
    if (found === undefined) throw new Error(path);
    if ('errno' in found) return encode({ status: 'Failed', errno: found.errno });
    return encode({ status: 'Success', ...(Buffer.isBuffer(found.success) ? {} : found.success) });
  }

  const encode = (what: object): Uint8Array => Buffer.from(JSON.stringify(what));
  const lost = (): AppError => new AppError('network.interrupted');

  /** What is due on a slow device is done. */
  function catchUp(): void {
    const due = late.filter(({ dueMs }) => dueMs <= clock.uptimeMs());
    late = late.filter(({ dueMs }) => dueMs > clock.uptimeMs());
    for (const { act } of due) act();
  }

  return {
    device,
    fields: fieldsNow,
    catchUp,
    isBusy: () => late.length > 0,
    /** A client of one program's life: after its end, nothing from it arrives. */
    client(program: number, life: Life): PbxClient {
      let lastRead: { readonly fields: ExtensionFields; readonly atMs: number } | null = null;
      async function post(path: string, body: Body): Promise<Uint8Array> {
        await setImmediate();
        if (!life.alive) return never();
        // In the order of time: what was due while the computer slept comes before this.
        catchUp();
        const take = (fault: Fault): boolean => {
          if (life.fault !== fault) return false;
          life.fault = 'none';
          return true;
        };
        if (path === 'extension/query') {
          if (take('read-lost')) throw lost();
          if (life.pinTold === '') watcher.firstPin(program, fieldsNow().vmsecret);
          life.pinTold = fieldsNow().vmsecret;
          lastRead = { fields: { ...fieldsNow() }, atMs: clock.uptimeMs() };
          life.told = lastRead.fields;
          return answer(program, path, body, true);
        }
        const { fields: readBefore, atMs } = lastRead ?? {};
        lastRead = null;
        if (path !== 'extension/update') return answer(program, path, body, true);
        if (take('update-lost')) throw lost();
        if (take('refused')) return encode({ status: 'Failed', errno: '30001' });
        if (take('crash-before-update')) return stop(life);
        const sinceReadMs = atMs === undefined ? Infinity : clock.uptimeMs() - atMs;
        const justRead = sinceReadMs <= betweenReadAndWriteMs ? (readBefore ?? null) : null;
        watcher.update(program, body, justRead);
        if (take('slow')) {
          late.push({
            dueMs: clock.uptimeMs() + 45_000,
            act: () => void answer(program, path, body, true),
          });
          throw lost();
        }
        if (take('not-applied')) return answer(program, path, body, false);
        const told = answer(program, path, body, true);
        if (take('crash-after-update')) return stop(life);
        if (take('foreign-after-update')) life.foreign();
        if (take('answer-lost')) throw lost();
        return told;
      }
      return createPbxClient({
        transport: {
          post: ({ path, body = {} }) => post(path, body),
          counters: { requests: 0, fullHandshakes: 0, resumedHandshakes: 0 },
          close: () => Promise.resolve(),
        },
      });
    },
  };
}

function stop(life: { die: () => void }): Promise<Uint8Array> {
  life.die();
  return never();
}
