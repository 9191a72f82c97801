/** The text that "Copy diagnosis" gives to support: versions, states, timings and error numbers; no secret, no colleague. */

import { allowedFields } from './log-fields.ts';
import type { LogEntry } from './recent-log.ts';

export interface DiagnosisFacts {
  /** ms since the epoch */
  readonly at: number;
  /** Program, runtime, system, firmware, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** `host:port`; null before there is one. */
  readonly host: string | null;
  /** States in words by part: connection, session, keychain, trust. */
  readonly states: Readonly<Record<string, string>>;
  /** Timings in ms and counters, by name. */
  readonly numbers: Readonly<Record<string, number>>;
  /** The latest warnings and errors, oldest first; of their details only what the log may hold is shown. */
  readonly troubles: readonly LogEntry[];
}

export function writeDiagnosis({ at, versions, host, states, numbers, troubles }: DiagnosisFacts): string {
  const lines = (of: Readonly<Record<string, string | number>>) =>
    Object.entries(of).map(([name, value]) => `${name}: ${value}`);
  const told = troubles.map(({ at: then, event, fields }) =>
    [
      `${new Date(then).toISOString()} ${event}`,
      ...Object.entries(allowedFields(fields)).map(([name, value]) => `${name} ${String(value)}`),
    ].join(', '),
  );
  return [
    `Lampfield diagnosis, ${new Date(at).toISOString()}`,
    ...lines(versions),
    `host: ${host ?? 'none'}`,
    ...lines(states),
    ...lines(numbers),
    ...(told.length === 0 ? ['troubles: none'] : ['troubles:', ...told]),
    '',
  ].join('\n');
}
