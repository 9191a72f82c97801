/** For tests: what a person decides about their extension, on its way to a device that a test steers. */

import { expect } from 'vitest';
import { createSteeredClock } from '../../steered-clock.ts';
import {
  secretSettings,
  settingNames,
  type AnySetting,
} from '../../../electron/contract/my-extension/setting-facts.ts';
import type { SettingChange, ReportedSettings } from '../../../electron/contract/my-extension/settings.ts';
import { newChange, type Change } from '../../../electron/core/my-extension/journal/change.ts';
import type { UnsentChange } from '../../../electron/core/my-extension/device/compare-with-device.ts';
import type { SecretValues } from '../../../electron/core/my-extension/device/device.ts';
import { createEdits, type Decision } from '../../../electron/core/my-extension/edits/edits.ts';
import { openMemoryJournal } from './memory-journal.ts';
import { nothingTold } from '../../../electron/core/my-extension/view.ts';

export const hourMs = 3_600_000;
export const startedAt = createSteeredClock().now();
export const ring = (value: number): SettingChange => ({ setting: 'ringTime', value });
export const dnd = (value: boolean): SettingChange => ({ setting: 'doNotDisturb', value });
export const decision = (changes: readonly SettingChange[], about: Partial<Decision> = {}): Decision => ({
  changes,
  why: 'me',
  until: null,
  anyway: false,
  ...about,
});
export const ringing = (id: string, about: Partial<Change> = {}): Change =>
  newChange({
    id,
    at: startedAt,
    why: 'me',
    state: 'done',
    settings: { ringTime: { before: 15, after: 30 } },
    ...about,
  });
export const invalid = (field: string, rule: string): unknown =>
  expect.objectContaining({ code: 'extension.invalid', detail: { field, rule } });

interface DeviceState {
  /** On their way. */
  readonly waiting: Change[];
  readonly secretsBefore: Map<string, SecretValues>;
  /** What comes of what is sent. */
  outcome: Partial<Change>;
  answered: Promise<void>;
}

export async function startEdits(
  changes: readonly Change[] = [],
  told: Partial<ReportedSettings> = { ringTime: 15, doNotDisturb: false },
  editable: readonly AnySetting[] = [...settingNames, ...secretSettings],
) {
  const clock = createSteeredClock();
  const journal = await openMemoryJournal(changes);
  const sent: UnsentChange[] = [];
  const events: string[] = [];
  const device: DeviceState = {
    waiting: [],
    secretsBefore: new Map(),
    outcome: {},
    answered: Promise.resolve(),
  };
  let ids = 0;
  const edits = createEdits({
    clock,
    journal,
    saves: {
      reading: null,
      isReading: false,
      readFailure: null,
      waiting: device.waiting,
      read: () => Promise.resolve(),
      async save(unsent) {
        sent.push(unsent);
        events.push('send');
        await device.answered;
        return { ...unsent.change, state: 'done', ...device.outcome };
      },
      secretsBefore: device.secretsBefore,
      secretsAfter: new Map(),
      setLive: () => undefined,
      stop: () => undefined,
    },
    newId: () => `new-${String((ids += 1))}`,
    editable,
    deadEnds: ({ ringTime, doNotDisturb }) =>
      ringTime === 60 && doNotDisturb === true
        ? [{ code: 'to-myself', setting: 'forwardAll', detail: {} }]
        : [],
    gatherMs: () => 1_500,
    told: () => ({ ...nothingTold, ...told }),
    endWhatIsDue: () => void events.push('end what is due'),
    changed: () => void events.push('changed'),
  });
  return { clock, journal, sent, events, device, edits };
}
