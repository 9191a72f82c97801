/** Collects the state of each part of the core for the text that goes to support. */

import { arch, platform, release } from 'node:os';
import type { PbxConnection } from '../connection/connection.ts';
import type { Clock } from '../ports.ts';
import type { SecretShelf } from '../keychain/secret-shelf.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { hostAndPort, readAddress } from '../trust/read-address.ts';
import { writeDiagnosis } from './diagnosis.ts';
import type { RecentLog } from './recent-log.ts';

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
