/** The OS keychain as the core's secret store; the only file that imports keytar. */

import type * as keytar from 'keytar';
import { AppError, isAppError } from '../app-error.ts';
import { createListeners } from '../lib/listeners.ts';
import { createSerialQueue } from '../lib/serial-queue.ts';
import type { Clock, SecretStore } from '../ports.ts';
import { classifyKeychainError } from './keychain-error.ts';

export interface KeychainOptions {
  /** Under which name the OS lists the entries. */
  readonly service: string;
  readonly clock: Clock;
  /** How long a call may take, a question to the person included; 30 s by default. */
  readonly timeLimitMs?: number;
}

export interface Keychain extends Required<SecretStore> {
  /**
   * Makes no further native call: what still asks is refused with `keychain.unavailable`. True once none is under way; waits
   * up to that long for one that is, a question to the person included.
   */
  close(limitMs: number): Promise<boolean>;
}

type Native = Pick<typeof keytar, 'getPassword' | 'setPassword' | 'deletePassword'>;

/** Written and removed again to learn whether the keychain really is open. */
const probeName = 'probe';

/**
 * Codes: `keychain.unavailable` (no keytar, no service), `keychain.locked` (also when it does not answer in time, as while
 * it asks the person), `keychain.not-set-up`, `keychain.denied`, `keychain.unreadable`; each with a `reason` in our own words.
 */
export function createKeychain({ service, clock, timeLimitMs = 30_000 }: KeychainOptions): Keychain {
  const inTurn = createSerialQueue();
  const lateAnswers = createListeners();
  let closed = false;

  /**
   * One native call at a time: one that hangs holds one of Node's few threads, and must not be joined by others.
   * A call that was given up before its turn is never made.
   */
  function call<T>(use: (native: Native) => Promise<T>): Promise<T> {
    let givenUp = false;
    const noAnswer = () => new AppError('keychain.locked', { reason: 'no-answer' });
    const answer = inTurn(async () => {
      if (givenUp) throw noAnswer();
      // One that returned while the program ends would abort it.
      if (closed) throw new AppError('keychain.unavailable', { reason: 'stopped' });
      return attempt(use);
    });
    return new Promise((resolve, reject) => {
      const cancel = clock.after(timeLimitMs, () => {
        givenUp = true;
        reject(noAnswer());
      });
      answer.then(resolve, reject).finally(cancel);
      void answer.then(
        () => {
          if (givenUp) lateAnswers.notify();
        },
        () => undefined,
      );
    });
  }

  async function attempt<T>(use: (native: Native) => Promise<T>): Promise<T> {
    const native = await load();
    const once = async (): Promise<T> => {
      try {
        return await use(native);
      } catch (error) {
        throw error instanceof AppError ? error : classifyKeychainError(error);
      }
    };
    // libsecret remembers that there was no keychain: the first call after one appears fails, the second finds it.
    return once().catch((error: unknown) => {
      if (isAppError(error, 'keychain.unavailable')) return once();
      throw error;
    });
  }

  /** On Linux a locked keychain answers a question with "nothing there" and lets nothing in: only a write tells the two apart. */
  async function proveOpen(native: Native): Promise<void> {
    try {
      await native.setPassword(service, probeName, probeName);
    } catch (error) {
      throw classifyKeychainError(error, 'keychain.locked');
    }
    await native.deletePassword(service, probeName);
  }

  return {
    read: (name) =>
      call(async (native) => {
        const value = await native.getPassword(service, name);
        if (value === null) await proveOpen(native);
        return value ?? undefined;
      }),
    write: (name, value) => call((native) => native.setPassword(service, name, value)),
    remove: (name) =>
      call(async (native) => {
        if (!(await native.deletePassword(service, name))) await proveOpen(native);
      }),
    onLateAnswer: (listener) => lateAnswers.subscribe(listener),
    close: (limitMs) =>
      new Promise((resolve) => {
        closed = true;
        const cancel = clock.after(limitMs, () => resolve(false));
        void inTurn(async () => {
          cancel();
          resolve(true);
        });
      }),
  };
}

/** Loaded when first needed, so that a missing libsecret is a state to show and not a crash. */
async function load(): Promise<Native> {
  try {
    const { default: native } = await import('keytar');
    return native;
  } catch (error) {
    throw new AppError('keychain.unavailable', { reason: 'not-loaded' }, error);
  }
}
