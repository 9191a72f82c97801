/** What the answer to a row's question sends, decides and settles. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { createAnswers } from './answers.ts';
import { newChange, type Change } from '../journal/change.ts';
import type { UnsentChange } from '../device/compare-with-device.ts';
import { openMemoryJournal } from '../../../../test/core/my-extension/memory-journal.ts';
import { nothingTold } from '../view.ts';

const nothing = { seen: {}, secrets: {}, secretsSeen: {} };
const ring = (id: string, about: Partial<Change> = {}): Change =>
  newChange({
    id,
    at: 0,
    why: 'me',
    state: 'done',
    settings: { ringTime: { before: 15, after: 30 } },
    ...about,
  });
const pin = (about: Partial<Change> = {}): Change =>
  ring('pin', { settings: {}, secrets: ['voicemailPin'], ...about });

async function start(
  changes: readonly Change[],
  told: Partial<ReportedSettings> = {},
  secretsSent: Readonly<Record<string, object>> = {},
) {
  const clock = createSteeredClock();
  const journal = await openMemoryJournal(changes);
  const sent: UnsentChange[] = [];
  const answers = createAnswers({
    clock,
    journal,
    newId: () => 'new',
    told: () => ({ ...nothingTold, ...told }),
    allChanges: () => journal.state.changes,
    undo: {
      isPossible: () => false,
      undoing: (change) => ({ ...nothing, change }),
      ending: ({ id }, settings) => ({
        ...nothing,
        change: ring('end', { why: 'timed-end', lifts: [id, ...settings] }),
      }),
    },
    sent: (id) => {
      const secrets = secretsSent[id];
      return secrets && { ...nothing, change: ring(id), secrets };
    },
    send: (unsent) => sent.push(unsent),
  });
  return { answers, journal, sent, nowMs: clock.now() };
}

describe('an end that asks', () => {
  const ends = ring('ends', { until: 5, endAsks: { ringTime: 60 } });

  test('answered with mine brings back what lay under it, over what is there now', async () => {
    const { answers, journal, sent } = await start([ends], { ringTime: 120 });
    answers.answer(ends, 'ringTime', 'mine');
    expect(sent).toEqual([
      {
        ...nothing,
        change: ring('end', { why: 'timed-end', lifts: ['ends', 'ringTime'] }),
        seen: { ringTime: [120] },
      },
    ]);
    expect(journal.noted).toEqual([]);
  });

  test('answered with mine goes over what was there when it began to ask, where nothing is told by now', async () => {
    const { answers, sent } = await start([ends]);
    answers.answer(ends, 'ringTime', 'mine');
    expect(sent[0]?.seen).toEqual({ ringTime: [60] });
    const untold = { ...ends, endAsks: { ringTime: null } };
    answers.answer(untold, 'ringTime', 'mine');
    expect(sent[1]?.seen).toEqual({ ringTime: [null] });
  });

  test('answered with theirs decides for what is there now, and asks no more', async () => {
    const { answers, journal, sent, nowMs } = await start([ends], { ringTime: 120 });
    answers.answer(ends, 'ringTime', 'theirs');
    expect(sent).toEqual([]);
    expect(journal.changeOf('new')).toEqual(
      newChange({
        id: 'new',
        at: nowMs,
        why: 'me',
        state: 'done',
        settings: { ringTime: { before: 120, after: 120 } },
        answers: ['ends'],
      }),
    );
    expect(journal.changeOf('ends')).toEqual({ ...ends, endAsks: {}, answered: ['ringTime'] });
  });

  test('answered with theirs is only over where nobody knows what is there', async () => {
    const untold = ring('ends', { ended: ['name'], endAsks: { ringTime: null, email: 'x' } });
    const { answers, journal } = await start([untold]);
    answers.answer(untold, 'ringTime', 'theirs');
    expect(journal.state.changes).toEqual([
      { ...untold, ended: ['name', 'ringTime'], endAsks: { email: 'x' } },
    ]);
  });
});

describe('a conflict', () => {
  const conflict = ring('mine', {
    why: 'preset',
    presetName: 'Lunch',
    until: 5,
    lifts: ['older'],
    answered: ['name'],
    conflicts: { ringTime: 60 },
  });

  test('answered with mine sends the same again, over what is there now', async () => {
    const { answers, journal, sent, nowMs } = await start([conflict], { ringTime: 120 });
    answers.answer(conflict, 'ringTime', 'mine');
    expect(sent).toEqual([
      {
        ...nothing,
        change: newChange({
          id: 'new',
          at: nowMs,
          why: 'preset',
          presetName: 'Lunch',
          until: 5,
          lifts: ['older'],
          settings: { ringTime: { before: 120, after: 30 } },
        }),
        seen: { ringTime: [120] },
      },
    ]);
    expect(journal.state.changes).toEqual([{ ...conflict, answered: ['name', 'ringTime'] }]);
  });

  test('answered with mine goes over their value where nothing is told by now', async () => {
    const { answers, sent } = await start([conflict]);
    answers.answer(conflict, 'ringTime', 'mine');
    expect(sent[0]?.seen).toEqual({ ringTime: [60] });
  });

  test('answered with mine answers what else is asked about it', async () => {
    const theirs = ring('theirs', { why: 'elsewhere' });
    const { answers, sent } = await start([theirs, conflict]);
    answers.answer(conflict, 'ringTime', 'mine');
    expect(sent[0]?.change.answers).toEqual(['theirs']);
  });

  test('answered with theirs decides for what is there now', async () => {
    const { answers, journal, sent } = await start([conflict], { ringTime: 120 });
    answers.answer(conflict, 'ringTime', 'theirs');
    expect(sent).toEqual([]);
    expect(journal.changeOf('new')?.settings).toEqual({ ringTime: { before: 120, after: 120 } });
    expect(journal.changeOf('mine')?.answered).toEqual(['name', 'ringTime']);
  });

  test('answered with theirs decides for nothing where nobody knows what is there', async () => {
    const untold = { ...conflict, conflicts: { ringTime: null } };
    const { answers, journal } = await start([untold]);
    answers.answer(untold, 'ringTime', 'theirs');
    expect(journal.state.changes).toEqual([{ ...untold, answered: ['name', 'ringTime'] }]);
  });

  test('of a PIN is sent again in the run that knows it', async () => {
    const change = pin({ conflicts: { voicemailPin: null } });
    const { answers, sent, nowMs } = await start([change], {}, { pin: { voicemailPin: '1234' } });
    answers.answer(change, 'voicemailPin', 'mine');
    expect(sent).toEqual([
      {
        ...nothing,
        change: newChange({ id: 'new', at: nowMs, why: 'me', secrets: ['voicemailPin'] }),
        secrets: { voicemailPin: '1234' },
      },
    ]);
  });

  test.each<[string, Readonly<Record<string, object>>]>([
    ['another run sent it', {}],
    ['this run sent another secret', { pin: { registerPassword: 'x' } }],
    ['this run sent another change', { other: { voicemailPin: '1234' } }],
  ])('of a PIN can’t be sent again where %s', async (_, secretsSent) => {
    const change = pin({ conflicts: { voicemailPin: null } });
    const { answers, sent } = await start([change], {}, secretsSent);
    expect(() => answers.answer(change, 'voicemailPin', 'mine')).toThrow(
      expect.objectContaining({
        code: 'extension.invalid',
        detail: { field: 'voicemailPin', rule: 'untold' },
      }),
    );
    expect(sent).toEqual([]);
  });

  test('of a PIN answered with theirs asks no more', async () => {
    const change = pin({ conflicts: { voicemailPin: null } });
    const { answers, journal, sent } = await start([change], {}, { pin: { voicemailPin: '1234' } });
    answers.answer(change, 'voicemailPin', 'theirs');
    expect(journal.state.changes).toEqual([{ ...change, answered: ['voicemailPin'] }]);
    expect(sent).toEqual([]);
  });
});

test.each<[string, Change]>([
  ['nothing is asked', ring('mine')],
  ['another row asks', ring('mine', { endAsks: { name: 'x' }, conflicts: { email: 'x' } })],
  ['it was answered', ring('mine', { conflicts: { ringTime: 60 }, answered: ['ringTime'] })],
])('where %s, there is nothing to answer', async (_, change) => {
  const { answers, journal, sent } = await start([change]);
  for (const choice of ['mine', 'theirs'] as const)
    expect(() => answers.answer(change, 'ringTime', choice)).toThrow(
      expect.objectContaining({
        code: 'extension.invalid',
        detail: { field: 'ringTime', rule: 'unknown' },
      }),
    );
  expect([journal.noted, sent]).toEqual([[], []]);
});

describe('keeping', () => {
  test('an end that asks about several settings keeps what is there, and ends the rest', async () => {
    const ends = ring('ends', {
      until: 5,
      endAsks: { ringTime: null, doNotDisturb: null, forwardBusy: null },
    });
    const { answers, journal } = await start([ring('before'), ends, ring('after')]);
    answers.keep(ends);
    expect(journal.changeOf('ends')).toEqual({
      ...ends,
      ended: ['forwardBusy', 'doNotDisturb', 'ringTime'],
      endAsks: {},
    });
    expect(journal.changeOf('before')).toEqual(ring('before'));
  });

  test.each<[string, Partial<Change>]>([
    ['what someone else did', { why: 'elsewhere' }],
    ['what nobody knows yet', { state: 'unknown' }],
    ['what is being sent', { state: 'sent' }],
    ['what was not taken', { kept: { ringTime: 15 } }],
    ['a conflict', { conflicts: { ringTime: 60 } }],
  ])('%s answers it, and leaves its end', async (_, about) => {
    const change = ring('one', { until: 5, ...about });
    const { answers, journal } = await start([change]);
    answers.keep(change);
    expect(journal.state.changes).toEqual([{ ...change, answered: ['ringTime'] }]);
  });

  test('what was taken in part answers the other part', async () => {
    const change = pin({ settings: ring('x').settings, kept: { voicemailPin: null }, answered: ['name'] });
    const { answers, journal } = await start([change]);
    answers.keep(change);
    expect(journal.changeOf('pin')?.answered).toEqual(['name', 'voicemailPin']);
  });

  test.each<[string, Partial<Change>]>([
    ['that asks nothing', {}],
    ['whose conflict was answered', { conflicts: { ringTime: 60 }, answered: ['ringTime'] }],
  ])('a change %s keeps it without its end', async (_, about) => {
    const change = ring('one', { until: 5, ...about });
    const { answers, journal } = await start([change]);
    answers.keep(change);
    expect(journal.state.changes).toEqual([{ ...change, until: null }]);
  });
});
