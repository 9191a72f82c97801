/** A log that also remembers its latest warnings and errors, for the diagnosis. */

import type { Clock, Log, LogFields } from '../ports.ts';

export interface LogEntry {
  /** ms since the epoch */
  readonly at: number;
  readonly event: string;
  readonly fields: LogFields;
}

export interface RecentLog extends Log {
  /** Oldest first. */
  readonly latest: readonly LogEntry[];
}

const maxRemembered = 20;

export function createRecentLog(log: Log, clock: Clock): RecentLog {
  const latest: LogEntry[] = [];

  function remember(event: string, fields: LogFields): void {
    latest.push({ at: clock.now(), event, fields });
    if (latest.length > maxRemembered) latest.shift();
  }

  return {
    latest,
    info: (event, fields) => log.info(event, fields),
    warn(event, fields = {}) {
      remember(event, fields);
      log.warn(event, fields);
    },
    error(event, fields = {}) {
      remember(event, fields);
      log.error(event, fields);
    },
  };
}
