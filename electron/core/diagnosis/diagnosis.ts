/** The text that "Copy diagnosis" gives to support: versions, states, timings and error numbers; no secret, no colleague. */

import type { Failure } from '../../contract/failure.ts';
import { allowedFields } from '../log/log-fields.ts';

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
  /** The latest failures, oldest first; of their details only what the log may hold is shown. */
  readonly failures: readonly Failure[];
}

export function writeDiagnosis({ at, versions, host, states, numbers, failures }: DiagnosisFacts): string {
  const lines = (of: Readonly<Record<string, string | number>>) =>
    Object.entries(of).map(([name, value]) => `${name}: ${value}`);
  const told = failures.map(({ code, detail }) =>
    [code, ...Object.entries(allowedFields(detail)).map(([name, value]) => `${name} ${value}`)].join(', '),
  );
  return [
    `Lampfield diagnosis, ${new Date(at).toISOString()}`,
    ...lines(versions),
    `host: ${host ?? 'none'}`,
    ...lines(states),
    ...lines(numbers),
    ...(told.length === 0 ? ['failures: none'] : ['failures:', ...told]),
    '',
  ].join('\n');
}
