/**
 * What happened to my extension, kept on disk. A line holds what belongs together – news of changes, what the device told last,
 * questions asked – and is there whole or not at all. The last line about a change counts. Lines are only ever added; when there
 * are many, the file is written again without those that no longer matter. No secret has a place in it.
 */

import { z } from 'zod';
import { settingNames } from '../../../contract/my-extension/setting-facts.ts';
import { settingSchemas } from '../../../contract/my-extension/settings.ts';
import { AppError } from '../../app-error.ts';
import { errnoOf } from '../../lib/files/errno-of.ts';
import type { JsonFileProblem } from '../../lib/files/json-file.ts';
import { createSerialQueue } from '../../lib/serial-queue.ts';
import type { Log } from '../../ports.ts';
import { changeSchema, everythingIn, isApplied, settingsIn, type Change } from './change.ts';
import type { JournalFile } from './journal-file.ts';
import { layersOf, timedChanges, type Bottom } from './layers.ts';
import { noReminderPeriods, reminderPeriodsSchema, type ReminderPeriods } from '../reminders/reminders.ts';

const toldShape = Object.fromEntries(settingNames.map((name) => [name, settingSchemas[name].nullable()]));
const told = z.partialRecord(z.enum(settingNames), z.unknown()).pipe(z.strictObject(toldShape).partial());

const knownSchema = z.object({
  /** What the device told last of each setting. */
  told,
  /** Beneath the changes that are remembered. */
  bottom: told,
  /** Journals of earlier builds have none. */
  reminderPeriods: reminderPeriodsSchema.default(noReminderPeriods),
});

const lineSchema = z.strictObject({
  changes: z.array(changeSchema).optional(),
  /** Changes that never came to anything. */
  dropped: z.array(z.string()).optional(),
  known: knownSchema.optional(),
});

export interface Known {
  readonly told: Bottom;
  readonly bottom: Bottom;
  readonly reminderPeriods: ReminderPeriods;
}

export interface JournalState {
  /** In the order in which they were made. */
  readonly changes: readonly Change[];
  /** Null before the first reading. */
  readonly known: Known | null;
}

/** What is to be written down together: all of it or nothing. */
export interface Entry {
  readonly changes?: readonly Change[] | undefined;
  readonly dropped?: readonly string[] | undefined;
  readonly known?: Known | undefined;
}

export interface Journal {
  readonly state: JournalState;
  /** On disk when it resolves. Rejects with `settings.unwritable {file, errno}`; it counts in this run anyway. */
  write(entry: Entry): Promise<void>;
  /** The same where nobody can wait for the disk: one that refuses is logged. */
  note(entry: Entry): void;
  /** Resolves when everything is on disk; nothing is written afterwards. */
  stop(): Promise<void>;
}

export interface JournalPorts {
  readonly file: JournalFile;
  readonly now: () => number;
  readonly log: Log;
}

/** Changes that are remembered although nothing depends on them any longer. */
const remembered = 60;
/** More lines than that are too many to read at each start. */
const longestFile = 400;

/** Never rejects: what cannot be read is a problem, and what can be read of a broken file goes on. */
export async function openJournal({ file, now, log }: JournalPorts): Promise<{
  readonly journal: Journal;
  readonly problem: JsonFileProblem | null;
}> {
  const inTurn = createSerialQueue();
  const read = await readLines(file);
  let state = read.lines.reduce<JournalState>(applied, { changes: [], known: null });
  let lines = read.lines.length;
  let isStopped = false;
  const problem = await asideWhereBroken(file, read, now(), log);
  /** What could not be read is not written over. */
  const mayWrite = problem === null || (problem.kind === 'corrupt' && problem.keptAs !== undefined);
  /** The next writing writes everything. */
  let isIncomplete = read.isTorn || problem !== null;

  async function put(texts: readonly string[]): Promise<void> {
    if (isStopped) return;
    if (!mayWrite) throw new AppError('settings.unwritable', { file: file.name, errno: 'unread' });
    try {
      if (isIncomplete || lines + texts.length > longestFile) {
        state = compacted(state);
        const all = linesOf(state);
        await file.replace(all.map((text) => `${text}\n`).join(''));
        lines = all.length;
      } else {
        await file.append(texts.map((text) => `${text}\n`).join(''));
        lines += texts.length;
      }
      isIncomplete = false;
    } catch (error) {
      // Nobody knows how much of it is there.
      isIncomplete = true;
      const errno = errnoOf(error);
      log.error('file.unwritable', { file: file.name, errno });
      throw new AppError('settings.unwritable', { file: file.name, errno }, error);
    }
  }

  function write(entry: Entry): Promise<void> {
    state = applied(state, entry);
    return inTurn(() => put([JSON.stringify(entry)]));
  }

  // What could be saved of a broken file is kept at once.
  if (isIncomplete && mayWrite) await put([]).catch(() => undefined);

  const journal: Journal = {
    get state() {
      return state;
    },
    write,
    note(entry) {
      write(entry).catch(() => log.warn('my-extension.not-kept'));
    },
    stop: () =>
      inTurn(async () => {
        // What the disk did not take before may have a place by now: the next run knows of nothing else.
        if (isIncomplete && mayWrite) await put([]).catch(() => log.warn('my-extension.not-kept'));
        isStopped = true;
      }),
  };
  return { journal, problem };
}

/** Keeps a broken file as a dated copy. */
async function asideWhereBroken(
  file: JournalFile,
  { isBroken, errno }: ReadLines,
  nowMs: number,
  log: Log,
): Promise<JsonFileProblem | null> {
  if (errno !== null) {
    log.error('file.unreadable', { file: file.name, errno });
    return { kind: 'unreadable', file: file.name, errno };
  }
  if (!isBroken) return null;
  const keptAs = await file.keepAside(nowMs).catch(() => undefined);
  log.error('file.corrupt', { file: file.name, reason: 'syntax', keptAs });
  const problem = { kind: 'corrupt', file: file.name, reason: 'syntax', restored: false } as const;
  return keptAs === undefined ? problem : { ...problem, keptAs };
}

function applied(state: JournalState, { changes = [], dropped = [], known }: Entry): JournalState {
  let all = state.changes.filter(({ id }) => !dropped.includes(id));
  for (const change of changes) {
    const at = all.findIndex(({ id }) => id === change.id);
    all = at < 0 ? [...all, change] : all.with(at, change);
  }
  return { changes: all, known: known ?? state.known };
}

function linesOf({ changes, known }: JournalState): readonly string[] {
  const all: Entry[] = [
    ...(known === null ? [] : [{ known }]),
    ...changes.map((change) => ({ changes: [change] })),
  ];
  return all.map((entry) => JSON.stringify(entry));
}

/** Without the oldest changes on which nothing depends; what they had made of each setting becomes the bottom. */
export function compacted(state: JournalState): JournalState {
  const { known } = state;
  let { changes } = state;
  let bottom = known?.bottom ?? {};
  const timed = timedChanges(changes, bottom);
  while (changes.length > remembered && known !== null) {
    const [oldest, ...rest] = changes;
    if (oldest === undefined || !isSettled(oldest) || timed.has(oldest)) break;
    for (const setting of settingsIn(oldest.settings)) {
      if (!isApplied(oldest, setting)) continue;
      const under = layersOf(setting, [oldest], bottom).at(-1);
      bottom = { ...bottom, [setting]: under?.value ?? null };
    }
    changes = rest;
  }
  return { changes, known: known && { ...known, bottom } };
}

/** Nobody is asked about it, and nothing is still to come of it. */
function isSettled(change: Change): boolean {
  if (change.state !== 'done' && change.state !== 'replaced') return false;
  const isOpen = (setting: string): boolean => !change.answered.some((one) => one === setting);
  if (Object.keys(change.conflicts).some(isOpen) || Object.keys(change.endAsks).length > 0) return false;
  if (change.why !== 'elsewhere') return true;
  return everythingIn(change).every((setting) => !isOpen(setting) || change.undone.includes(setting));
}

interface ReadLines {
  readonly lines: readonly Entry[];
  /** The last line ends in the middle: the power went while it was written. */
  readonly isTorn: boolean;
  readonly isBroken: boolean;
  readonly errno: string | null;
}

async function readLines(file: JournalFile): Promise<ReadLines> {
  let text: string;
  try {
    text = (await file.read()) ?? '';
  } catch (error) {
    return { lines: [], isTorn: false, isBroken: false, errno: errnoOf(error) };
  }
  const isWhole = text.endsWith('\n') || text === '';
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine);
  const isTorn = !isWhole && lines.at(-1) === undefined;
  const isBroken = lines.slice(0, isTorn ? -1 : undefined).includes(undefined);
  return { lines: lines.filter((line) => line !== undefined), isTorn: !isWhole, isBroken, errno: null };
}

function readLine(text: string): Entry | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
