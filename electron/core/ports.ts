/** What the core asks of the world around it: time, chance, secrets, a log. Tests pass steered ones. */

/** Two clocks, because people and NTP set one of them. All values in milliseconds. */
export interface Clock {
  /** Wall clock, ms since the epoch; may jump either way at any time. */
  now(): number;
  /** Time since the machine started, sleep included; never goes back while the machine runs, survives a restart of the program. */
  uptimeMs(): number;
  /** Calls back once after `delayMs`; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

/** A number in [0, 1), as `Math.random`. */
export type Random = () => number;

/**
 * The OS keychain. Each call may fail with `keychain.unavailable`, `keychain.locked`, `keychain.not-set-up`,
 * `keychain.denied` or `keychain.unreadable`.
 */
export interface SecretStore {
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Called when a call that was given up is answered after all: someone took their time with a dialog. Returns the unsubscribe function. */
  onLateAnswer?(listener: () => void): () => void;
}

/** A log line's fields; anything that is not on the log's allow-list is dropped before it is written. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
