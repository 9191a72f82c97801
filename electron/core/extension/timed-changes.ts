/** Brings back, at its hour, what a change for a while has replaced: through restarts, sleep and a PBX that is away, and never over somebody else's change. */

import type { Failure } from '../../contract/failure.ts';
import type { OwnConflict, TimedChange } from '../../contract/own-extension.ts';
import type { OwnField } from '../../contract/own-fields.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { Clock } from '../ports.ts';
import { without as withoutDrafted, type Draft } from './draft.ts';
import type { OwnMemoryStore } from './own-memory.ts';
import { enabledField, fieldsOf, pick, ruleOf } from './own-values.ts';
import { requireSaved } from './require-saved.ts';
import type { SavedChange, SaveOutcome } from './saving.ts';
import { afterSave, answered, asking, timedView, without, type TimedRecord } from './timed-record.ts';

/** The hour is the wall clock's, which may be set, and a timer may sleep with the machine: look again at least that often. */
const longestWaitMs = 60_000;
const firstRetryMs = 15_000;
const longestRetryMs = 5 * 60_000;
/** A device that has refused so often will refuse again: the person is asked. */
const refusalsAtMost = 3;

type Choices = readonly { readonly field: OwnField; readonly choice: 'mine' | 'theirs' }[];

export interface TimedPorts {
  readonly clock: Clock;
  readonly memory: OwnMemoryStore;
  /** A safe save that waits for its turn and leaves the person's draft alone. */
  readonly save: (change: Draft) => Promise<SaveOutcome>;
  readonly changed: () => void;
  /** Somebody has changed the fields meanwhile, or the device refuses: tell the person that there is a question. */
  readonly onAsks: (id: string) => void;
  readonly onAnswered: (id: string) => void;
}

export interface TimedChanges {
  list(): readonly TimedChange[];
  /** Whether that field has its hour at which it gets another value. */
  willEnd(field: OwnField): boolean;
  /** To be awaited before a save counts as done: it may begin a timed change, and it ends others. */
  noteSaved(saved: SavedChange): Promise<void>;
  /** The PBX answers: what waits for it is tried now. */
  pbxIsThere(): void;
  end(id: string): Promise<void>;
  keep(id: string): Promise<void>;
  answer(id: string, choices: Choices): Promise<void>;
  start(): void;
  stop(): void;
}

export function createTimedChanges(ports: TimedPorts): TimedChanges {
  const { clock, memory, save, changed, onAsks, onAnswered } = ports;
  /** Being brought back right now. */
  const restoring = new Set<string>();
  /** Tried in vain: how long to wait, and until when on the uptime clock. */
  const waiting = new Map<string, { readonly delayMs: number; readonly untilMs: number }>();
  let disarm: (() => void) | undefined;
  let isRunning = false;

  const find = (id: string): TimedRecord | undefined => memory.current.timed.find((one) => one.id === id);

  function replace(id: string, by: readonly TimedRecord[]): Partial<{ timed: TimedRecord[] }> {
    return { timed: memory.current.timed.flatMap((one) => (one.id === id ? by : [one])) };
  }

  const isDue = ({ until, asks }: TimedRecord): boolean => asks === null && until <= clock.now();

  function look(): void {
    disarm?.();
    disarm = undefined;
    if (!isRunning) return;
    for (const record of memory.current.timed) {
      const holdMs = (waiting.get(record.id)?.untilMs ?? 0) - clock.uptimeMs();
      if (isDue(record) && !restoring.has(record.id) && holdMs <= 0) void restore(record.id);
    }
    const waits = memory.current.timed
      .filter(({ id, asks }) => asks === null && !restoring.has(id))
      .map(({ id, until }) =>
        Math.max(until - clock.now(), (waiting.get(id)?.untilMs ?? 0) - clock.uptimeMs(), 1),
      );
    if (waits.length > 0) disarm = clock.after(Math.min(...waits, longestWaitMs), look);
    changed();
  }

  /** @returns what came of it; a record that is being brought back already is left to that */
  async function restore(id: string): Promise<SaveOutcome | null> {
    const record = find(id);
    if (record === undefined || restoring.has(id)) return null;
    restoring.add(id);
    changed();
    try {
      return await bringBack(record);
    } finally {
      restoring.delete(id);
      look();
    }
  }

  async function bringBack(record: TimedRecord): Promise<SaveOutcome> {
    const { id } = record;
    const draft = draftBack(record);
    const outcome = await write(draft);
    if (outcome.kind !== 'conflict') {
      settle(id, outcome);
      return outcome;
    }
    // What nobody else has touched comes back all the same.
    const touched = outcome.conflicts.map(({ field }) => field);
    const rest = withoutDrafted(draft, touched);
    const done = fieldsOf(rest.value).length > 0 ? await write(rest) : nothingToDo;
    settle(id, done, touched);
    const asked = outcome.conflicts.filter((conflict) => !isMoot(conflict, record));
    const moot = touched.filter((field) => !asked.some((conflict) => conflict.field === field));
    const [left] = without(find(id) ?? record, moot);
    if (find(id) !== undefined) memory.keep(replace(id, left === undefined ? [] : [left]));
    if (left === undefined || asked.length === 0) return done;
    ask(left, asked);
    return outcome;
  }

  const write = (draft: Draft): Promise<SaveOutcome> =>
    save(draft).catch((error: unknown) => ({ kind: 'failed', failure: toFailure(error) }));

  function settle(id: string, outcome: SaveOutcome, except: readonly OwnField[] = []): void {
    waiting.delete(id);
    const record = find(id);
    if (record === undefined) return;
    const back = fieldsOf(record.back).filter((field) => !except.includes(field));
    switch (outcome.kind) {
      case 'saved':
        return memory.keep(replace(id, without(record, back)));
      case 'not-applied': {
        const missing = outcome.fields.flatMap(({ field, found }) => {
          const own = back.find((one) => one === field);
          return own === undefined ? [] : [{ field: own, theirs: found }];
        });
        const done = back.filter((field) => !missing.some((one) => one.field === field));
        const [left] = without(record, done);
        return left === undefined ? memory.keep(replace(id, [])) : refused(left, missing);
      }
      case 'failed':
        if (mayPass(outcome.failure)) return waitFor(id);
        return refused(
          record,
          back.map((field) => ({ field, theirs: record.now[field] ?? null })),
        );
      case 'unknown':
        return waitFor(id);
      case 'conflict':
        return ask(record, outcome.conflicts);
    }
  }

  function waitFor(id: string): void {
    const delayMs = Math.min(2 * (waiting.get(id)?.delayMs ?? firstRetryMs / 2), longestRetryMs);
    waiting.set(id, { delayMs, untilMs: clock.uptimeMs() + delayMs });
  }

  function refused(record: TimedRecord, fields: Parameters<typeof asking>[1]): void {
    const counted = { ...record, refusals: record.refusals + 1 };
    if (counted.refusals >= refusalsAtMost) return ask({ ...counted, refusals: 0 }, fields);
    memory.keep(replace(record.id, [counted]));
    waitFor(record.id);
  }

  function ask(record: TimedRecord, fields: Parameters<typeof asking>[1]): void {
    memory.keep(replace(record.id, [asking(record, fields)]));
    onAsks(record.id);
  }

  async function restoreNow(id: string): Promise<void> {
    const outcome = await restore(id);
    if (outcome !== null) requireSaved(outcome);
  }

  function known(id: string): TimedRecord {
    const record = find(id);
    if (record === undefined) throw new AppError('extension.invalid', { field: 'timed', rule: 'unknown' });
    return record;
  }

  function stateOf(record: TimedRecord): TimedChange['state'] {
    if (restoring.has(record.id)) return 'restoring';
    if (record.asks !== null) return 'asks';
    return isDue(record) ? 'waiting-for-pbx' : 'pending';
  }

  return {
    list: () => memory.current.timed.map((record) => timedView(record, stateOf(record))),
    willEnd: (field) =>
      memory.current.timed.some(({ back, asks }) => asks === null && back[field] !== undefined),
    async noteSaved(saved) {
      const timed = [...afterSave(memory.current.timed, saved)];
      for (const { id, asks } of memory.current.timed)
        if (asks !== null && timed.find((one) => one.id === id)?.asks === null) onAnswered(id);
      await memory.change({ timed }).finally(look);
    },
    pbxIsThere() {
      // A reading that bringing back has made itself says nothing new.
      if (restoring.size > 0) return;
      waiting.clear();
      look();
    },
    async end(id) {
      known(id);
      await restoreNow(id);
    },
    async keep(id) {
      known(id);
      if (restoring.has(id)) throw new AppError('extension.busy');
      onAnswered(id);
      await memory.change(replace(id, []));
      look();
    },
    async answer(id, choices) {
      const [left] = answered(known(id), choices);
      onAnswered(id);
      await memory.change(replace(id, left === undefined ? [] : [left]));
      if (left === undefined) return look();
      await restoreNow(id);
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

const nothingToDo: SaveOutcome = { kind: 'saved', now: {} };

/** A rule that somebody switched off, as it would be now, may hide its destination: nobody needs to decide about that. */
function isMoot({ field, theirs }: OwnConflict, { back }: TimedRecord): boolean {
  const kind = ruleOf(field);
  return theirs === null && kind !== undefined && back[enabledField[kind]] !== true;
}

function draftBack({ now, back }: TimedRecord): Draft {
  return { base: pick(now, fieldsOf(back)), value: back };
}

/** The way to the PBX may be open again later; a refusal of what was asked stays one. */
function mayPass({ code }: Failure): boolean {
  if (code === 'extension.busy' || code === 'extension.unread') return true;
  return !code.startsWith('extension.') && code !== 'pbx.rejected';
}
