/** This person's settings on this computer: changed one after the other, each on top of what is on disk; a change counts once it is written. */

import { AppError } from '../app-error.ts';
import { createJsonFile, type FilePorts, type JsonFileProblem } from '../lib/files/json-file.ts';
import { createListeners } from '../lib/listeners.ts';
import { effectiveSettings, lockedKeys, mergePatch, refuseLocked, unmanaged } from './settings-layers.ts';
import type { ManagedLayer } from './settings-layers.ts';
import { migrateSettings } from './settings-migration.ts';
import { schemaVersion, settingsFileSchema, settingsPatchSchema } from './settings-schema.ts';
import type { Settings, SettingsFile, SettingsPatch } from './settings-schema.ts';

export interface SettingsStore {
  /** Defaults, under the administrator's values, under the person's own, under what is locked. */
  readonly current: Settings;
  /** The single settings that are locked, with their dotted names. */
  readonly locked: readonly string[];
  /** What was wrong with the file when it was read. */
  readonly problems: readonly JsonFileProblem[];
  /**
   * Changes settings; a function is given the values that all earlier changes have left. Resolves with the new values when
   * they are on disk. Rejects, leaving everything as it was, with `settings.invalid {key, rule}`, `settings.locked {key}`,
   * `settings.unwritable {file, errno}`.
   */
  change(patch: SettingsPatch | ((current: Settings) => SettingsPatch)): Promise<Settings>;
  /** Throws `settings.locked {key}` where `patch` would change what is locked: to be asked before anything is sent or stored. */
  refuseLocked(patch: SettingsPatch): void;
  /** Called after each change; returns the unsubscribe function. */
  subscribe(listener: (settings: Settings) => void): () => void;
}

export interface SettingsStoreOptions extends FilePorts {
  readonly managed?: ManagedLayer;
}

export async function createSettingsStore(options: SettingsStoreOptions): Promise<SettingsStore> {
  const { file, clock, log, folder, managed = unmanaged } = options;
  let personal: SettingsFile = { schemaVersion };
  const json = createJsonFile<SettingsFile>({
    file,
    schema: settingsFileSchema,
    // A file that is taken away while the program runs takes nothing with it.
    fallback: () => personal,
    keepsLastGood: true,
    migrate: migrateSettings,
    folder,
    clock,
    log,
  });
  const reading = await json.read();
  personal = reading.value;
  let current = effectiveSettings(managed, personal);
  const listeners = createListeners<Settings>(log);

  async function change(patch: SettingsPatch | ((current: Settings) => SettingsPatch)): Promise<Settings> {
    // Someone may have edited the file in the meantime.
    personal = await json.update((onDisk) => {
      const now = effectiveSettings(managed, onDisk);
      const checked = checkedPatch(typeof patch === 'function' ? patch(now) : patch);
      refuseLocked(managed, now, checked);
      return { ...mergePatch(onDisk, checked), schemaVersion: onDisk.schemaVersion };
    });
    current = effectiveSettings(managed, personal);
    listeners.notify(current);
    return current;
  }

  return {
    get current() {
      return current;
    },
    locked: lockedKeys(managed),
    problems: reading.problem ? [reading.problem] : [],
    change,
    refuseLocked: (patch) => {
      refuseLocked(managed, current, patch);
    },
    subscribe: (listener) => listeners.subscribe(listener),
  };
}

function checkedPatch(patch: SettingsPatch): SettingsPatch {
  const checked = settingsPatchSchema.safeParse(patch);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new AppError('settings.invalid', { key: issue?.path.join('.') ?? '', rule: issue?.code ?? '' });
}
