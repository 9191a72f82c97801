/** Logging in at the device: tokens and how they end, wrong passwords and how they lock an address out. */
import { randomBytes } from 'node:crypto';

export interface SessionOptions {
  now: () => number;
  username: string;
  /** MD5 of the API password, lower-case hex. */
  passwordMd5: string;
  /** A token dies after this long without a request. */
  tokenLifetimeMs: number;
  lockoutMs: number;
  /** A wrong password is forgotten after this long; `Infinity` counts them in a row for ever. */
  wrongPasswordMemoryMs: number;
  /** Whether a new login ends the older token. */
  singleToken: boolean;
  onToken: (token: string) => void;
}

export interface Sessions {
  /** A token, or the number of the error. */
  login(address: string, username: string, passwordMd5: string): { token: string } | { errno: number };
  /** Null when the token is good (and lives on from now), otherwise the number of the error. */
  check(token: string | null): number | null;
  logout(token: string): void;
  /** The newest living token. */
  newest(): string | null;
  kill(token: string): void;
  killAll(): void;
  isLockedOut(address: string): boolean;
  wrongPasswords(address: string): number;
  /** The administrator gives the account another password; tokens live on. */
  setPassword(passwordMd5: string): void;
  /** How often any address was ever locked out: stays when a lock-out ends. */
  lockouts(): number;
  unlock(): void;
}

/** Wrong passwords in a row until an address is locked out (the PBX notes, Session). */
const wrongPasswordsAllowed = 5;

interface Caller {
  wrongAtMs: number[];
  lockedUntilMs: number;
}

export function createSessions(options: SessionOptions): Sessions {
  const lastUseMs = new Map<string, number>();
  const timedOut = new Set<string>();
  const callers = new Map<string, Caller>();
  let lockouts = 0;
  let rightMd5 = options.passwordMd5;

  function callerAt(address: string): Caller {
    const known = callers.get(address);
    if (known !== undefined) return known;
    const caller: Caller = { wrongAtMs: [], lockedUntilMs: -Infinity };
    callers.set(address, caller);
    return caller;
  }

  function forgetOld(caller: Caller): void {
    const oldest = options.now() - options.wrongPasswordMemoryMs;
    caller.wrongAtMs = caller.wrongAtMs.filter((atMs) => atMs > oldest);
  }

  return {
    login(address, username, passwordMd5) {
      const caller = callerAt(address);
      if (options.now() < caller.lockedUntilMs) return { errno: 20002 };
      if (username !== options.username || passwordMd5 !== rightMd5) {
        forgetOld(caller);
        caller.wrongAtMs.push(options.now());
        if (caller.wrongAtMs.length >= wrongPasswordsAllowed) {
          caller.lockedUntilMs = options.now() + options.lockoutMs;
          caller.wrongAtMs = [];
          lockouts++;
        }
        return { errno: 20003 };
      }
      caller.wrongAtMs = [];
      if (options.singleToken) lastUseMs.clear();
      const token = randomBytes(16).toString('hex');
      lastUseMs.set(token, options.now());
      options.onToken(token);
      return { token };
    },
    check(token) {
      if (token === null || token === '') return 20005;
      const usedAtMs = lastUseMs.get(token);
      if (usedAtMs === undefined) return timedOut.has(token) ? 20006 : 20004;
      if (options.now() - usedAtMs >= options.tokenLifetimeMs) {
        lastUseMs.delete(token);
        timedOut.add(token);
        return 20006;
      }
      lastUseMs.set(token, options.now());
      return null;
    },
    logout: (token) => void lastUseMs.delete(token),
    newest: () => [...lastUseMs.keys()].at(-1) ?? null,
    kill: (token) => void lastUseMs.delete(token),
    killAll: () => lastUseMs.clear(),
    isLockedOut: (address) => options.now() < callerAt(address).lockedUntilMs,
    wrongPasswords(address) {
      const caller = callerAt(address);
      forgetOld(caller);
      return caller.wrongAtMs.length;
    },
    setPassword(md5) {
      rightMd5 = md5;
    },
    lockouts: () => lockouts,
    unlock: () => callers.clear(),
  };
}
