/** The journal: what it remembers, what it forgets, what it makes of a broken file, and a disk that refuses for a while. */

import { describe, expect, test } from 'vitest';
import { newChange, type Change } from './change.ts';
import type { JournalFile } from './journal-file.ts';
import { compacted, openJournal, type Known } from './journal.ts';
import { noReminderPeriods } from '../reminders/reminders.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const now = (): number => 0;
const change = newChange({ id: 'c1', at: 0, why: 'me' });

/** What was written, and whether the disk has room. */
function memoryFile() {
  const disk = { text: '', isFull: false };
  const refuseWhereFull = async (): Promise<void> => {
    if (disk.isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  const file: JournalFile = {
    name: 'changes.jsonl',
    read: async () => disk.text,
    async append(text) {
      // As much as there was room for.
      if (disk.isFull) disk.text += text.slice(0, 10);
      await refuseWhereFull();
      disk.text += text;
    },
    async replace(text) {
      await refuseWhereFull();
      disk.text = text;
    },
    keepAside: () => Promise.reject(new Error('nothing is broken')),
  };
  return { disk, file };
}

test('what a full disk did not take is written when the program ends, and the next run knows it', async () => {
  const { disk, file } = memoryFile();
  const { journal } = await openJournal({ file, now, log });
  disk.isFull = true;
  await expect(journal.write({ changes: [change] })).rejects.toMatchObject({
    code: 'settings.unwritable',
    detail: { file: 'changes.jsonl', errno: 'ENOSPC' },
  });
  disk.isFull = false;
  await journal.stop();
  const next = await openJournal({ file, now, log });
  expect(next.problem).toBeNull();
  expect(next.journal.state.changes).toEqual([change]);
});

test('after its end nothing is written any longer', async () => {
  const { disk, file } = memoryFile();
  const { journal } = await openJournal({ file, now, log });
  await journal.stop();
  await journal.write({ changes: [change] });
  expect(disk.text).toBe('');
});

const known: Known = { told: { ringTime: 15 }, bottom: {}, reminderPeriods: noReminderPeriods };
const lineOf = (entry: object): string => `${JSON.stringify(entry)}\n`;
/** Whole lines: the last one ends as well. */
const entriesIn = (text: string): readonly unknown[] =>
  text.split('\n').map((line): unknown => (line === '' ? 'end' : JSON.parse(line)));
const ring = (id: string, about: Partial<Change> = {}): Change =>
  newChange({
    id,
    at: 0,
    why: 'me',
    state: 'done',
    settings: { ringTime: { before: 15, after: Number(id) } },
    ...about,
  });
const rings = (count: number): readonly Change[] => Array.from({ length: count }, (_, n) => ring(String(n)));

async function open(text = '', about: Partial<JournalFile> = {}) {
  const { disk, file } = memoryFile();
  disk.text = text;
  const logged: unknown[] = [];
  const keep = (event: string, fields?: unknown) => void logged.push([event, fields]);
  const opened = await openJournal({
    file: { ...file, ...about },
    now: () => 77,
    log: { info: keep, warn: keep, error: keep },
  });
  return { ...opened, disk, logged };
}

describe('what it knows', () => {
  test('is nothing at first', async () => {
    const { journal, problem, disk } = await open();
    expect([journal.state, problem, disk.text]).toEqual([{ changes: [], known: null }, null, '']);
  });

  test('is the last line about each change, in the order in which they were made', async () => {
    const two = ring('2', { at: 5 });
    const { journal, disk } = await open();
    await journal.write({ changes: [ring('1'), ring('2'), ring('3')], known });
    await journal.write({ changes: [two], dropped: ['1'] });
    expect(journal.state).toEqual({ changes: [two, ring('3')], known });
    expect(disk.text).toBe(
      lineOf({ changes: [ring('1'), ring('2'), ring('3')], known }) +
        lineOf({ changes: [two], dropped: ['1'] }),
    );
    const next = await open(disk.text);
    expect(next.journal.state).toEqual(journal.state);
  });

  test('counts at once, and is logged where the disk refuses and nobody waits', async () => {
    const { journal, disk, logged } = await open();
    disk.isFull = true;
    journal.note({ changes: [ring('1')] });
    expect(journal.state.changes).toEqual([ring('1')]);
    await journal.stop();
    expect(logged).toEqual([
      ['file.unwritable', { file: 'changes.jsonl', errno: 'ENOSPC' }],
      ['my-extension.not-kept', undefined],
      ['file.unwritable', { file: 'changes.jsonl', errno: 'ENOSPC' }],
      ['my-extension.not-kept', undefined],
    ]);
  });
});

describe('a file', () => {
  test('of an earlier build, with another name for what was asked, keeps its changes', async () => {
    const earlier = { told: known.told, bottom: {}, spells: noReminderPeriods };
    const { journal, problem } = await open(lineOf({ changes: [ring('1')], known: earlier }));
    expect([journal.state, problem]).toEqual([{ changes: [ring('1')], known }, null]);
  });

  test('whose last line is torn goes on without it, and is written again whole', async () => {
    const { journal, problem, disk } = await open(lineOf({ changes: [ring('1')] }) + '{"changes":[');
    expect([journal.state.changes, problem]).toEqual([[ring('1')], null]);
    expect(entriesIn(disk.text)).toEqual([{ changes: [ring('1')] }, 'end']);
  });

  test('whose last line only lacks its end keeps it', async () => {
    const { journal, problem, disk } = await open(lineOf({ changes: [ring('1')] }).trimEnd());
    expect([journal.state.changes, problem]).toEqual([[ring('1')], null]);
    expect(entriesIn(disk.text)).toEqual([{ changes: [ring('1')] }, 'end']);
  });

  test.each([
    ['no JSON', 'oops\n'],
    ['another schema', '{"hologram":true}\n'],
    ['no JSON before a torn end', 'oops\n{"chan'],
  ])('with %s in it is kept aside, and what can be read of it goes on', async (_, broken) => {
    const times: number[] = [];
    const { journal, problem, disk, logged } = await open(lineOf({ changes: [ring('1')] }) + broken, {
      keepAside: async (nowMs) => (times.push(nowMs), 'copy.jsonl'),
    });
    expect(journal.state.changes).toEqual([ring('1')]);
    expect(problem).toEqual({
      kind: 'corrupt',
      file: 'changes.jsonl',
      reason: 'syntax',
      restored: false,
      keptAs: 'copy.jsonl',
    });
    expect(times).toEqual([77]);
    expect(entriesIn(disk.text)).toEqual([{ changes: [ring('1')] }, 'end']);
    expect(logged).toEqual([
      ['file.corrupt', { file: 'changes.jsonl', reason: 'syntax', keptAs: 'copy.jsonl' }],
    ]);
  });

  test('that can’t be kept aside is not written over', async () => {
    const { journal, problem, disk } = await open('oops\n');
    expect(problem).toEqual({ kind: 'corrupt', file: 'changes.jsonl', reason: 'syntax', restored: false });
    await expect(journal.write({ changes: [ring('1')] })).rejects.toMatchObject({
      code: 'settings.unwritable',
      detail: { file: 'changes.jsonl', errno: 'unread' },
    });
    await journal.stop();
    expect(disk.text).toBe('oops\n');
  });

  test('that can’t be read is not written over', async () => {
    const { journal, problem, disk, logged } = await open('', {
      read: () => Promise.reject(Object.assign(new Error('denied'), { code: 'EACCES' })),
    });
    expect(problem).toEqual({ kind: 'unreadable', file: 'changes.jsonl', errno: 'EACCES' });
    expect(logged).toEqual([['file.unreadable', { file: 'changes.jsonl', errno: 'EACCES' }]]);
    await expect(journal.write({ known })).rejects.toMatchObject({ code: 'settings.unwritable' });
    expect([disk.text, journal.state.known]).toEqual(['', known]);
  });

  test('of many lines is written again with what still matters', async () => {
    const { journal, disk } = await open();
    await journal.write({ known });
    for (let n = 1; n < 400; n += 1) await journal.write({ changes: [ring('1', { at: n })] });
    expect(disk.text.split('\n')).toHaveLength(401);
    await journal.write({ changes: [ring('2')] });
    expect(disk.text).toBe(
      lineOf({ known }) + lineOf({ changes: [ring('1', { at: 399 })] }) + lineOf({ changes: [ring('2')] }),
    );
    await journal.write({ changes: [ring('3')] });
    expect(disk.text.split('\n')).toHaveLength(5);
  });
});

describe('when there are many changes', () => {
  const bottomOf = (changes: readonly Change[]) => {
    const kept = compacted({ changes, known });
    return [kept.changes.length, kept.known?.bottom];
  };

  test('sixty are remembered, and what the others made becomes the bottom', () => {
    expect(bottomOf(rings(60))).toEqual([60, {}]);
    expect(bottomOf(rings(63))).toEqual([60, { ringTime: 2 }]);
  });

  test('all are remembered before the first reading', () => {
    expect(compacted({ changes: rings(63), known: null })).toEqual({ changes: rings(63), known: null });
  });

  test('what never came into force leaves no trace', () => {
    const [first, ...others] = rings(61);
    expect(bottomOf([{ ...(first ?? ring('0')), kept: { ringTime: 15 } }, ...others])).toEqual([60, {}]);
    expect(bottomOf([ring('0', { state: 'replaced' }), ...others])).toEqual([60, {}]);
  });

  test.each<[string, Partial<Change>, number]>([
    ['is not done', { state: 'unknown' }, 61],
    ['has a conflict', { conflicts: { ringTime: 60 } }, 61],
    ['had a conflict', { conflicts: { ringTime: 60 }, answered: ['ringTime'] }, 60],
    [
      'has a conflict that was answered in part',
      { conflicts: { ringTime: 60, name: 'x' }, answered: ['ringTime'] },
      61,
    ],
    ['has an end that asks', { endAsks: { ringTime: 60 } }, 61],
    ['is someone else’s and open', { why: 'elsewhere' }, 61],
    ['is someone else’s and answered', { why: 'elsewhere', answered: ['ringTime'] }, 60],
    ['is someone else’s and put back', { why: 'elsewhere', undone: ['ringTime'] }, 60],
    [
      'is someone else’s and answered in part',
      { why: 'elsewhere', secrets: ['voicemailPin'], answered: ['ringTime'] },
      61,
    ],
  ])('the oldest that %s: %#', (_, about, left) => {
    expect(bottomOf([ring('0', about), ...rings(60)])[0]).toBe(left);
  });

  test('one with an end before it stays', () => {
    const dnd = newChange({
      ...ring('x'),
      until: 5,
      settings: { doNotDisturb: { before: false, after: true } },
    });
    expect(bottomOf([dnd, ...rings(60)])[0]).toBe(61);
  });
});
