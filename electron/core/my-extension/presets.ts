/** The person's own named sets of settings: kept with the other settings of the program, chosen in the status menu. */

import { z } from 'zod';
import type { CallSettings } from '../../contract/my-extension/caller-experience.ts';
import type { DeadEnd } from '../../contract/my-extension/dead-ends.ts';
import { durationChoices } from '../../contract/durations.ts';
import type { PresetRule, PresetView } from '../../contract/my-extension/my-extension.ts';
import { forwardSettings, settingNames, type AnySetting } from '../../contract/my-extension/setting-facts.ts';
import {
  settingSchemas,
  type SettingChange,
  type SettingName,
  type SomeSettings,
  type ReportedSettings,
} from '../../contract/my-extension/settings.ts';
import { settingChangeSchema } from '../../contract/my-extension/settings.ts';
import type { Handlers } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';
import { freeId } from '../lib/free-id.ts';
import type { Settings } from '../settings/settings-schema.ts';
import { refuseUneditable } from './edits/check-change.ts';
import { holds } from './device/values.ts';

/** A longer menu is no help. */
const presetsAtMost = 30;

const presetSchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(100),
  settings: z.strictObject(settingSchemas).partial(),
  endsAfter: z.enum(durationChoices).nullable().default(null),
});

type Kept = Pick<Settings, 'presets'>;

export interface PresetPorts {
  /** Where they are kept. */
  readonly settings: {
    readonly current: Kept;
    readonly change: (by: (current: Kept) => Kept) => Promise<unknown>;
  };
  readonly editable: readonly AnySetting[];
  /** @throws AppError `extension.unread` */
  readonly told: () => ReportedSettings;
  readonly deadEnds: (settings: CallSettings) => readonly DeadEnd[];
}

export interface Presets {
  readonly handlers: Pick<Handlers, 'preset.save' | 'preset.rename' | 'preset.remove' | 'preset.preview'>;
  /** In the order in which they were made. What a newer version has written and this one cannot read is kept and not shown. */
  list(): readonly PresetView[];
  /** @throws AppError `settings.invalid {key: presets, rule: unknown-preset}` */
  find(id: string): PresetView;
}

export function createPresets({ settings, editable, told, deadEnds }: PresetPorts): Presets {
  function list(): readonly PresetView[] {
    return settings.current.presets.flatMap((raw) => {
      const parsed = presetSchema.safeParse(raw);
      if (!parsed.success) return [];
      return [{ ...parsed.data, settings: defined(parsed.data.settings) }];
    });
  }

  function find(id: string): PresetView {
    const found = list().find((preset) => preset.id === id);
    if (found === undefined) throw refusal('unknown-preset');
    return found;
  }

  /** As the device told them: whole, and so as it will take them again. */
  function valuesNow(names: readonly SettingName[]): SomeSettings {
    refuseUneditable(editable, names);
    const now = told();
    const openRules = forwardSettings.filter(
      (name) => now[name]?.on === true && now[name].destination === null,
    );
    const untold = names.find((name) => now[name] === null || openRules.some((one) => one === name));
    if (untold !== undefined) throw new AppError('extension.invalid', { field: untold, rule: 'untold' });
    return Object.fromEntries(names.map((name) => [name, now[name]]));
  }

  async function change(id: string, by: (raw: RawPreset) => readonly RawPreset[]): Promise<void> {
    find(id);
    await settings.change(({ presets }) => ({
      presets: presets.flatMap((raw) => (raw['id'] === id ? by(raw) : [raw])),
    }));
  }

  return {
    list,
    find,
    handlers: {
      async 'preset.save'({ id: wantedId, name, settings: names, endsAfter }) {
        const values = valuesNow(names);
        let id = wantedId ?? '';
        if (wantedId !== undefined) find(wantedId);
        await settings.change(({ presets }) => {
          id =
            wantedId ??
            freeId(
              'preset',
              presets.map((raw) => raw['id']),
            );
          refuseTaken(presets, name, id);
          if (wantedId === undefined && presets.length >= presetsAtMost) throw refusal('too-many');
          const saved: RawPreset = { id, name, settings: values, endsAfter };
          return {
            presets:
              wantedId === undefined
                ? [...presets, saved]
                : presets.map((raw) => (raw['id'] === id ? { ...raw, ...saved } : raw)),
          };
        });
        return { id };
      },
      async 'preset.rename'({ id, name }) {
        refuseTaken(settings.current.presets, name, id);
        await change(id, (raw) => [{ ...raw, name }]);
      },
      async 'preset.remove'({ id }) {
        await change(id, () => []);
      },
      'preset.preview'({ id }) {
        const wanted = find(id).settings;
        const now = told();
        const changes = changesIn(wanted)
          .filter(({ setting, value }) => !holds(now[setting], value))
          .map(({ setting, value }) => ({ setting, before: now[setting], after: value }));
        return { changes, deadEnds: deadEnds({ ...now, ...wanted }) };
      },
    },
  };
}

type RawPreset = Settings['presets'][number];

/** In the page's order. */
export function changesIn(settings: SomeSettings): readonly SettingChange[] {
  return settingNames.flatMap((setting) => {
    const value = settings[setting];
    return value === undefined ? [] : [settingChangeSchema.parse({ setting, value })];
  });
}

function defined(settings: Readonly<Record<string, unknown>>): SomeSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function refusal(rule: PresetRule): AppError {
  return new AppError('settings.invalid', { key: 'presets', rule });
}

function refuseTaken(presets: readonly RawPreset[], name: string, id: string): void {
  const same = (raw: RawPreset): boolean =>
    typeof raw['name'] === 'string' && raw['name'].toLowerCase() === name.toLowerCase();
  if (presets.some((raw) => raw['id'] !== id && same(raw))) throw refusal('name-taken');
}
