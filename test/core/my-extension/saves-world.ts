/** For tests: changes on their way to a device that does and says what a test wants. */

import { createSteeredClock } from '../../steered-clock.ts';
import type { ReportedSettings } from '../../../electron/contract/my-extension/settings.ts';
import type { AppError } from '../../../electron/core/app-error.ts';
import { newChange, type Change } from '../../../electron/core/my-extension/journal/change.ts';
import type { UnsentChange } from '../../../electron/core/my-extension/device/compare-with-device.ts';
import type { Reading, SecretsTold, Sent } from '../../../electron/core/my-extension/device/device.ts';
import type { Known } from '../../../electron/core/my-extension/journal/journal.ts';
import { openMemoryJournal } from './memory-journal.ts';
import { createSaves } from '../../../electron/core/my-extension/saves/saves.ts';
import { nothingTold } from '../../../electron/core/my-extension/view.ts';

export const taken: Sent = { taken: 1, needsApply: false, stopped: null };
export const stopped = (code: 'pbx.rejected' | 'network.timeout', certain: boolean, count = 0): Sent => ({
  taken: count,
  needsApply: false,
  stopped: { failure: { code, detail: {} }, certain },
});
export const timeout = { code: 'network.timeout', detail: {} } as const;

export const ringing = (id: string, about: Partial<Change> = {}): Change =>
  newChange({ id, at: 0, why: 'me', settings: { ringTime: { before: 15, after: 30 } }, ...about });
export const unsent = (change: Change, about: Partial<UnsentChange> = {}): UnsentChange => ({
  change,
  seen: { ringTime: [15] },
  secrets: {},
  secretsSeen: {},
  ...about,
});

interface DeviceState {
  told: Partial<ReportedSettings>;
  secrets: SecretsTold;
  failure: AppError | null;
  /** What it says to an update, one after the other; then it takes them. */
  answers: (Sent | 'refused-mixed')[];
  /** It does what it was sent, although its answer doesn't say so. */
  doesAnyway: boolean;
  readonly asked: (string | object)[];
}

export async function startSaves(changes: readonly Change[] = [], known: Known | null = null) {
  const clock = createSteeredClock();
  const journal = await openMemoryJournal(changes, known);
  const device: DeviceState = {
    told: { ringTime: 15 },
    secrets: {},
    failure: null,
    answers: [],
    doesAnyway: false,
    asked: [],
  };
  const ending = new AbortController();
  const world = { isMine: true };
  const events: string[] = [];
  let ids = 0;
  const saves = createSaves({
    device: {
      async read() {
        device.asked.push('read');
        if (device.failure !== null) throw device.failure;
        const { told, secrets } = device;
        return { told: { ...nothingTold, ...told }, secrets, at: clock.now() } as Reading;
      },
      async send(update) {
        device.asked.push(update);
        const answer = device.answers.shift();
        if (answer !== undefined && !device.doesAnyway) return answer;
        const { ringTimeoutSeconds: ringTime, voicemailPin } = update;
        if (ringTime !== undefined) device.told = { ...device.told, ringTime };
        if (voicemailPin !== undefined) device.secrets = { voicemailPin };
        return answer ?? taken;
      },
      async apply() {
        device.asked.push('apply');
      },
      firmware: () => Promise.reject(new Error('is not asked')),
    },
    journal,
    clock,
    log: { info() {}, warn() {}, error() {} },
    signal: ending.signal,
    newId: () => `new-${String((ids += 1))}`,
    accept: (reading) => (world.isMine ? reading : null),
    onRead: () => void events.push('read'),
    tellForeign: ({ id }) => void events.push(id),
    changed: () => void events.push(saves.isReading ? 'reading' : 'idle'),
  });
  /** To its end, the second look with it. */
  async function save(change: UnsentChange): Promise<Change> {
    const saving = saves.save(change);
    await clock.advance(2_000);
    return saving;
  }
  return { clock, journal, device, ending, world, events, saves, save };
}
