/** The text that "Copy diagnosis" gives to support: versions, states, timings and error numbers; no secret, no colleague. */

import { arch, platform, release } from 'node:os';
import type { PbxConnection } from '../connection/connection.ts';
import type { Clock } from '../ports.ts';
import type { SecretShelf } from '../keychain/secret-shelf.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { hostAndPort, readAddress } from '../trust/read-address.ts';
import { allowedFields } from './log-fields.ts';
import type { LogEntry, RecentLog } from './recent-log.ts';

export interface DiagnosePorts {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly shelf: SecretShelf;
  readonly log: RecentLog;
  readonly connection: () => PbxConnection | undefined;
  readonly version: string;
  /** Of the runtime, by name: Electron, Chromium, … */
  readonly runtime: Readonly<Record<string, string>>;
  /** Whether there is a managed file, and whether it was used. */
  readonly managed: 'none' | 'read' | 'broken';
}

/** Never rejects. The PBX is asked for its firmware only while the connection is live. */
export async function diagnose(ports: DiagnosePorts): Promise<string> {
  const { clock, settings, shelf, log, connection, version, runtime, managed } = ports;
  const { pbx, extension } = settings.current;
  const present = connection();
  const poller = present?.poller.state();
  const device =
    present?.state().kind === 'live'
      ? await present.call((client, token) => client.deviceInfo(token)).catch(() => undefined)
      : undefined;
  const now = clock.now();
  return writeDiagnosis({
    at: now,
    versions: {
      Lampfield: version,
      Node: process.versions.node,
      ...runtime,
      system: `${platform()} ${release()} ${arch()}`,
      firmware: device?.firmware ?? 'not asked',
      'API version': pbx?.version ?? 'none',
    },
    host: pbx === null ? null : hostAndPort(readAddress(pbx.url)),
    states: {
      connection: stateWords(present),
      session: present?.session?.kind ?? 'none',
      keychain: shelf.state.kind,
      'managed settings': managed,
      'own extension': extension === null ? 'not chosen' : 'chosen',
    },
    numbers: {
      extensions: present?.roster.snapshot().colleagues.length ?? 0,
      'ms since the PBX last answered':
        poller?.confirmedAt === null || poller === undefined ? -1 : now - poller.confirmedAt,
      'failed polls in a row': poller?.consecutiveFailures ?? 0,
      ...present?.counters,
    },
    troubles: log.latest,
  });
}

function stateWords(connection: PbxConnection | undefined): string {
  if (connection === undefined) return 'none';
  const state = connection.state();
  switch (state.kind) {
    case 'retrying':
      return `retrying after ${state.failure.code}`;
    case 'paused':
      return `paused because of ${state.because}`;
    case 'blocked':
      return `blocked by ${state.need.kind}${state.need.kind === 'failure' ? ` ${state.need.failure.code}` : ''}`;
    default:
      return state.kind;
  }
}

interface DiagnosisFacts {
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
  const latest = troubles.map(({ at: then, event, fields }) =>
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
    ...(latest.length === 0 ? ['troubles: none'] : ['troubles:', ...latest]),
    '',
  ].join('\n');
}
