/** The person's own named sets of settings: kept with the other settings, previewed, applied with one click. */

import { z } from 'zod';
import type { DeadEnd } from '../../contract/dead-ends.ts';
import type { OwnDifference, Preset, PresetRule } from '../../contract/own-extension.ts';
import type { OwnChanges, OwnField, OwnValues } from '../../contract/own-fields.ts';
import type { Handlers } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { draftOf, type Draft } from './draft.ts';
import { draftProblems } from './draft-problems.ts';
import { refuseUneditable, type EditableField } from './own-editable.ts';
import type { LiveOwnExtension } from './own-extension.ts';
import { ownChangesSchema } from './own-schema.ts';
import { fieldsOf, sameValue, told } from './own-values.ts';
import { requireSaved } from './require-saved.ts';

/** A menu of more is no help to anybody. */
const presetsAtMost = 30;

const presetSchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(100),
  values: ownChangesSchema,
});

export interface PresetPorts {
  readonly settings: Pick<SettingsStore, 'current' | 'change'>;
  /** @throws AppError `extension.unread` */
  readonly own: () => Pick<LiveOwnExtension, 'stored' | 'draft' | 'read' | 'apply'>;
  readonly editable: ReadonlySet<EditableField>;
  /** @throws AppError where such a change cannot end by itself then */
  readonly checkUntil: (until: number, change: Draft) => void;
  readonly deadEnds: (values: OwnValues) => readonly DeadEnd[];
}

export interface Presets {
  readonly handlers: Pick<
    Handlers,
    'own-preset.save' | 'own-preset.rename' | 'own-preset.remove' | 'own-preset.preview' | 'own-preset.apply'
  >;
  /** In the order in which they were made. What a newer version has written and this one cannot read is kept and not shown. */
  list(): readonly Preset[];
}

export function createPresets({ settings, own, editable, checkUntil, deadEnds }: PresetPorts): Presets {
  function list(): readonly Preset[] {
    return settings.current.presets.flatMap((raw) => {
      const parsed = presetSchema.safeParse(raw);
      return parsed.success ? [parsed.data] : [];
    });
  }

  function find(id: string): Preset {
    const found = list().find((preset) => preset.id === id);
    if (found === undefined) throw refusal('unknown-preset');
    return found;
  }

  /** As drafted, else as stored. */
  function valuesNow(fields: readonly OwnField[]): OwnChanges {
    const { stored, drafted } = known();
    refuseUneditable(editable, fields);
    const now: OwnValues = { ...stored, ...drafted };
    const untold = fields.find((field) => now[field] === null);
    if (untold !== undefined) throw new AppError('extension.invalid', { field: untold, rule: 'untold' });
    const values = told(now, fields);
    const [problem] = draftProblems(values, {}, stored);
    if (problem !== undefined)
      throw new AppError('extension.invalid', { ...problem.violation, field: problem.field });
    return values;
  }

  function known(): { readonly stored: OwnValues; readonly drafted: OwnChanges } {
    const stored = own().stored();
    if (stored === null) throw new AppError('extension.unread');
    return { stored, drafted: own().draft().value };
  }

  async function fresh(): Promise<OwnValues> {
    await own().read();
    return known().stored;
  }

  async function change(id: string, by: (raw: RawPreset) => readonly RawPreset[]): Promise<void> {
    find(id);
    await settings.change(({ presets }) => ({
      presets: presets.flatMap((raw) => (raw['id'] === id ? by(raw) : [raw])),
    }));
  }

  return {
    list,
    handlers: {
      async 'own-preset.save'({ id: wantedId, name, fields }) {
        const values = valuesNow(fields);
        let id = wantedId ?? '';
        if (wantedId !== undefined) find(wantedId);
        await settings.change(({ presets }) => {
          id = wantedId ?? freeId(presets);
          refuseTaken(presets, name, id);
          if (wantedId === undefined && presets.length >= presetsAtMost) throw refusal('too-many');
          const saved: RawPreset = { id, name, values };
          return {
            presets:
              wantedId === undefined
                ? [...presets, saved]
                : presets.map((raw) => (raw['id'] === id ? { ...raw, ...saved } : raw)),
          };
        });
        return { id };
      },
      async 'own-preset.rename'({ id, name }) {
        refuseTaken(settings.current.presets, name, id);
        await change(id, (raw) => [{ ...raw, name }]);
        return null;
      },
      async 'own-preset.remove'({ id }) {
        await change(id, () => []);
        return null;
      },
      async 'own-preset.preview'({ id }) {
        const { values } = find(id);
        const stored = await fresh();
        return { changes: differences(stored, values), deadEnds: deadEnds({ ...stored, ...values }) };
      },
      async 'own-preset.apply'({ id, anyway, until }) {
        const { values } = find(id);
        const draft = draftOf(values, await fresh());
        if (until !== null) checkUntil(until, draft);
        requireSaved(
          await own().apply(draft, {
            anyway,
            waits: false,
            joinsDraft: true,
            ...(until !== null && { until }),
          }),
        );
        return null;
      },
    },
  };
}

type RawPreset = Settings['presets'][number];

/** What would change, and only that. */
export function differences(stored: OwnValues, wanted: OwnChanges): readonly OwnDifference[] {
  return fieldsOf(wanted).flatMap((field) => {
    const to = wanted[field];
    return to === undefined || sameValue(stored[field], to) ? [] : [{ field, from: stored[field], to }];
  });
}

function refusal(rule: PresetRule): AppError {
  return new AppError('settings.invalid', { key: 'presets', rule });
}

function refuseTaken(presets: readonly RawPreset[], name: string, id: string): void {
  const same = (raw: RawPreset): boolean =>
    typeof raw['name'] === 'string' && raw['name'].toLowerCase() === name.toLowerCase();
  if (presets.some((raw) => raw['id'] !== id && same(raw))) throw refusal('name-taken');
}

function freeId(presets: readonly RawPreset[]): string {
  const taken = new Set(presets.map((raw) => raw['id']));
  let next = 1;
  while (taken.has(`preset-${String(next)}`)) next += 1;
  return `preset-${String(next)}`;
}
