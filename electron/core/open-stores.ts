/** What is on disk and in the keychain, read once at the start, under the administrator's settings. */

import { join } from 'node:path';
import { lockDataFolder, type DataFolder } from './lib/files/data-folder.ts';
import { createJsonFile, type JsonFile, type JsonFileProblem } from './lib/files/json-file.ts';
import type { Clock, Log, SecretStore } from './ports.ts';
import { createWatchedStore, type WatchedStore } from './keychain/watched-store.ts';
import {
  createSecretShelf,
  entryNamesSchema,
  noEntryNames,
  type SecretShelf,
} from './keychain/secret-shelf.ts';
import { createUnshownNewsFile, type UnshownNews } from './notifications/unshown-news.ts';
import { createPacketBudget, spentSchema, type PacketBudget } from './pbx/transport/packet-budget.ts';
import { emptyGuardRecord, guardRecordSchema, migrateGuardRecord } from './session/login/guard-record.ts';
import { createLoginGuard, type LoginGuard } from './session/login/login-guard.ts';
import {
  createRefusedPasswords,
  noRefusedPasswords,
  refusedFileSchema,
} from './session/login/refused-passwords.ts';
import {
  readManagedSettings,
  type ManagedReading,
  type ManagedSettings,
} from './settings/managed-settings.ts';
import { createSettingsStore, type SettingsStore } from './settings/settings-store.ts';
import { createRecentLog, type RecentLog } from './support/recent-log.ts';
import { createTrustStore, type TrustStore } from './trust/trust-store.ts';

export interface StoresPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: SecretStore;
  /** Absolute path. */
  readonly dataFolder: string;
  /** How long another program may take to let the data folder go. By default, not at all. */
  readonly waitForFolderMs?: number;
  /** The administrator's file; `required`: someone has named it, so it must be there. Absent: there is none. */
  readonly managedFile?: { readonly file: string; readonly required: boolean };
}

export interface Stores {
  /** What was logged while the files were read is remembered too. */
  readonly log: RecentLog;
  readonly folder: Pick<DataFolder, 'write'>;
  /** To be called when everything has stopped: keeps what the next run must know, and lets other programs in. Never rejects. */
  close(): Promise<void>;
  readonly settings: SettingsStore;
  readonly trust: TrustStore;
  readonly shelf: SecretShelf;
  readonly keychain: WatchedStore;
  readonly guard: LoginGuard;
  /** What may be sent to the PBX, shared by all connections of the program. */
  readonly packets: PacketBudget;
  /** What the last run didn't get to show, and where this one keeps what it won't. */
  readonly unshownNews: { readonly file: JsonFile<UnshownNews>; readonly value: UnshownNews };
  /** Null where there is no managed file, or a broken one: see `reading`. */
  readonly managed: ManagedSettings | null;
  readonly reading: ManagedReading;
  /** What was wrong with files. */
  readonly problems: readonly JsonFileProblem[];
}

/** Rejects with `settings.in-use` when another program has the data folder and doesn't let it go in time. */
export async function openStores(ports: StoresPorts): Promise<Stores> {
  const log = createRecentLog(ports.log, ports.clock);
  const folder = await lockDataFolder(ports.dataFolder, log, ports.waitForFolderMs);
  try {
    return await readStores({ ...ports, log }, folder);
  } catch (error) {
    await folder.release();
    throw error;
  }
}

async function readStores(
  ports: StoresPorts & { readonly log: RecentLog },
  folder: DataFolder,
): Promise<Stores> {
  const { clock, log, dataFolder, managedFile } = ports;
  const common = { folder, clock, log };
  const reading: ManagedReading = managedFile
    ? await readManagedSettings({ ...managedFile, log })
    : { kind: 'none' };
  const managed = reading.kind === 'read' ? reading.managed : null;
  const trust = createTrustStore({ file: join(dataFolder, 'trust.json'), ...common });
  const keychain = createWatchedStore(ports.secrets, clock);
  const shelf = createSecretShelf({
    store: keychain.store,
    log,
    names: createJsonFile({
      file: join(dataFolder, 'keychain-entries.json'),
      schema: entryNamesSchema,
      fallback: noEntryNames,
      ...common,
    }),
  });
  const guardFile = createJsonFile({
    file: join(dataFolder, 'login-guard.json'),
    schema: guardRecordSchema,
    fallback: emptyGuardRecord,
    migrate: migrateGuardRecord,
    keepsLastGood: true,
    ...common,
  });
  const refusedFile = createJsonFile({
    file: join(dataFolder, 'refused-passwords.json'),
    schema: refusedFileSchema,
    fallback: noRefusedPasswords,
    ...common,
  });
  const refused = createRefusedPasswords({ file: refusedFile, log });
  const spentFile = createJsonFile({
    file: join(dataFolder, 'packets-spent.json'),
    schema: spentSchema,
    fallback: () => [],
    ...common,
  });
  const unshownFile = createUnshownNewsFile(dataFolder, common);
  const [settings, trustProblem, spent, unshown] = await Promise.all([
    createSettingsStore({
      file: join(dataFolder, 'settings.json'),
      ...common,
      ...(managed && { managed: managed.layer }),
    }),
    trust.load(),
    spentFile.read(),
    unshownFile.read(),
    shelf.load(),
  ]);
  const packets = createPacketBudget(clock, spent.value);
  return {
    log,
    folder,
    async close() {
      const lately = packets.spentLately();
      if (lately.length > 0) await spentFile.write(lately).catch(() => log.warn('packets.not-kept'));
      await folder.release();
    },
    packets,
    settings,
    trust,
    shelf,
    keychain,
    guard: createLoginGuard({ file: guardFile, refused, clock, log }),
    unshownNews: { file: unshownFile, value: unshown.value },
    managed,
    reading,
    problems: [
      ...settings.problems,
      ...(trustProblem ? [trustProblem] : []),
      ...(unshown.problem ? [unshown.problem] : []),
    ],
  };
}
