/** Asks, in the panel and with one notification, about what somebody may have forgotten. */

import type { Reminder } from '../../contract/own-extension.ts';
import type { OwnField, OwnValues } from '../../contract/own-fields.ts';
import type { PresenceState } from '../../contract/presence.ts';
import type { Payload } from '../../contract/requests.ts';
import type { Clock } from '../ports.ts';
import { createCallSpell } from './call-spell.ts';
import { answered, asking, question, reminderFields, reminderKinds, seen, type Spells } from './forgotten.ts';
import type { OwnMemoryStore } from './own-memory.ts';

export interface ReminderPorts {
  readonly clock: Clock;
  readonly memory: OwnMemoryStore;
  /** What my phone is doing; null while nobody knows. */
  readonly myState: () => PresenceState | null;
  /** It gets another value by itself, or this person may not change it. */
  readonly isSpared: (field: OwnField) => boolean;
  readonly switchOff: (field: OwnField) => Promise<void>;
  readonly onAsk: (reminder: Reminder) => void;
  readonly onOver: () => void;
  readonly changed: () => void;
}

export interface Reminders {
  view(): Reminder | null;
  noteRead(values: OwnValues): void;
  /** What my phone is doing may have changed. */
  look(): void;
  answer(answer: Payload<'reminder.answer'>['answer']): Promise<void>;
  start(): void;
  stop(): void;
}

/** A new day and twenty minutes of calls come without anything else happening. */
const lookEveryMs = 60_000;

export function createReminders(ports: ReminderPorts): Reminders {
  const { clock, memory, myState, isSpared, switchOff, onAsk, onOver, changed } = ports;
  const calls = createCallSpell();
  let disarm: (() => void) | undefined;
  let isRunning = false;

  function take(spells: Spells): void {
    const { spells: old } = memory.current;
    if (spells === old) return;
    const before = question(old);
    const after = question(spells);
    memory.keep({ spells });
    if (before !== null && before.kind !== after?.kind) onOver();
    if (after !== null && before?.kind !== after.kind) onAsk(after);
    changed();
  }

  function look(): void {
    disarm?.();
    disarm = undefined;
    if (!isRunning) return;
    const state = myState();
    calls.look(state, clock.uptimeMs());
    const { spells } = memory.current;
    if (reminderKinds.every((kind) => spells[kind] === null)) return;
    // Nobody is asked about what may have changed unseen.
    if (state !== null)
      take(
        asking(spells, {
          nowMs: clock.now(),
          onCallsForMs: calls.forMs(clock.uptimeMs()),
          isSpared: (kind) => isSpared(reminderFields[kind]),
        }),
      );
    disarm = clock.after(lookEveryMs, look);
  }

  return {
    view: () => question(memory.current.spells),
    noteRead(values) {
      take(seen(memory.current.spells, values, clock.now()));
      look();
    },
    look,
    async answer(answer) {
      const asked = question(memory.current.spells);
      if (asked === null) return;
      if (answer === 'switch-off') await switchOff(reminderFields[asked.kind]);
      else take(answered(memory.current.spells, answer, clock.now()));
    },
    start() {
      isRunning = true;
      look();
    },
    stop() {
      isRunning = false;
      disarm?.();
      disarm = undefined;
    },
  };
}
