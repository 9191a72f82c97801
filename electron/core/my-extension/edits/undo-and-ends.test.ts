/** What a person takes back, keeps, answers and lets end. */

import { describe, expect, test } from 'vitest';
import type { Change } from '../journal/change.ts';
import {
  decision,
  dnd,
  hourMs,
  invalid,
  ring,
  ringing,
  startEdits,
  startedAt,
} from '../../../../test/core/my-extension/edits-world.ts';

describe('undo', () => {
  test('of what is gathered sends nothing', async () => {
    const { edits, clock, sent } = await startEdits();
    const id = edits.decide(decision([ring(30)]));
    edits.undo(id);
    await clock.advance(10_000);
    expect([edits.gathered, sent]).toEqual([null, []]);
  });

  test('sends what was before', async () => {
    const { edits, sent } = await startEdits([ringing('mine')], { ringTime: 30 });
    expect(edits.canUndo(ringing('mine'))).toBe(true);
    edits.undo('mine');
    expect(sent[0]?.change).toMatchObject({ why: 'undo', settings: { ringTime: { before: 30, after: 15 } } });
  });

  test.each([
    ['what is over', 'mine', 'nothing-to-change'],
    ['what nobody knows', 'other', 'unknown'],
  ])('of %s is refused', async (_, id, rule) => {
    const mine = ringing('mine', { ended: ['ringTime'] });
    const { edits, sent } = await startEdits([mine]);
    expect(() => edits.undo(id)).toThrow(invalid('change', rule));
    expect([edits.canUndo(mine), sent]).toEqual([false, []]);
  });
});

test('keeping and answering end what is due by then', async () => {
  const theirs = ringing('theirs', { why: 'elsewhere' });
  const conflict = ringing('conflict', { conflicts: { ringTime: 60 } });
  const { edits, events, journal } = await startEdits([theirs, conflict]);
  edits.keep('theirs');
  expect(journal.changeOf('theirs')?.answered).toEqual(['ringTime']);
  expect(events).toEqual(['end what is due', 'changed']);
  edits.answer('conflict', 'ringTime', 'theirs');
  expect(journal.changeOf('conflict')?.answered).toEqual(['ringTime']);
  expect(events).toEqual(['end what is due', 'changed', 'end what is due', 'changed']);
});

describe('an end', () => {
  const until = startedAt + hourMs;

  test('set later is on disk before it is promised', async () => {
    const { edits, journal, events } = await startEdits([ringing('mine')], { ringTime: 30 });
    await edits.setEnd('mine', until);
    expect(journal.noted).toEqual([{ changes: [ringing('mine', { until })] }]);
    expect(events).toEqual(['end what is due', 'changed']);
    journal.write = () => Promise.reject(new Error('full'));
    await expect(edits.setEnd('mine', null)).rejects.toThrow('full');
  });

  test('set on edits that are gathered sends them first', async () => {
    const { clock, edits, sent, device, journal } = await startEdits();
    const id = edits.decide(decision([ring(30)]));
    let answer: () => void = () => undefined;
    device.answered = new Promise((resolve) => (answer = resolve));
    const setting = edits.setEnd(id, until);
    expect(sent).toHaveLength(1);
    journal.note({ changes: [ringing(id, { state: 'sent' })] });
    await clock.settle();
    expect(journal.changeOf(id)?.until).toBe(null);
    answer();
    await setting;
    expect(journal.changeOf(id)).toEqual(ringing(id, { state: 'sent', until }));
  });

  test.each<[string, Change, boolean]>([
    ['what is mine', ringing('c'), true],
    ['a preset', ringing('c', { why: 'preset' }), true],
    ['what nobody knows yet', ringing('c', { state: 'unknown' }), true],
    ['what is on its way', ringing('c', { state: 'sent' }), true],
    ['an undo', ringing('c', { why: 'undo' }), false],
    ['what someone else did', ringing('c', { why: 'elsewhere' }), false],
    ['what never ends', ringing('c', { settings: { name: { before: 'a', after: 'b' } } }), false],
    [
      'what was before nobody knows',
      ringing('c', { settings: { ringTime: { before: null, after: 30 } } }),
      false,
    ],
    [
      'what is on its way and was before nobody knows',
      ringing('c', { state: 'sent', settings: { ringTime: { before: null, after: 30 } } }),
      false,
    ],
    ['what was not taken', ringing('c', { kept: { ringTime: 15 } }), false],
  ])('%s may have one: %#', async (_, change, may) => {
    const { edits, journal } = await startEdits([change], { ringTime: 30 });
    const setting = edits.setEnd('c', until);
    if (may) await setting;
    else await expect(setting).rejects.toEqual(invalid('until', 'no-end'));
    expect(journal.changeOf('c')?.until).toBe(may ? until : null);
  });

  test('may be taken away from what would bring nothing back', async () => {
    const never = ringing('c', { until, settings: { name: { before: 'a', after: 'b' } } });
    const { edits, journal } = await startEdits([never]);
    await edits.setEnd('c', null);
    expect(journal.changeOf('c')?.until).toBe(null);
  });

  test('that has passed, or of what nobody knows, is refused before anything is sent', async () => {
    const { edits, sent } = await startEdits([ringing('mine')]);
    edits.decide(decision([dnd(true)]));
    await expect(edits.setEnd('mine', startedAt)).rejects.toEqual(invalid('until', 'range'));
    await expect(edits.setEnd('other', until)).rejects.toEqual(invalid('change', 'unknown'));
    expect(sent).toEqual([]);
  });

  test('brought forward sends what was before', async () => {
    const { edits, sent, events, journal } = await startEdits([ringing('mine', { until })], { ringTime: 30 });
    edits.endNow('mine');
    expect(sent[0]?.change).toMatchObject({
      why: 'timed-end',
      lifts: ['mine'],
      settings: { ringTime: { before: 30, after: 15 } },
    });
    expect(journal.noted).toEqual([]);
    expect(events.at(-1)).toBe('changed');
  });

  test('brought forward of what lies under another is over without being sent', async () => {
    const over = ringing('over', {
      until: until + 1,
      settings: { ringTime: { before: 30, after: 60 } },
    });
    const settings = { ...ringing('x').settings, doNotDisturb: { before: false, after: true } };
    const all = await startEdits([ringing('mine', { until }), over], { ringTime: 60 });
    all.edits.endNow('mine');
    expect([all.sent, all.journal.changeOf('mine')?.ended]).toEqual([[], ['ringTime']]);
    const part = await startEdits([ringing('mine', { until, settings }), over], {
      ringTime: 60,
      doNotDisturb: true,
    });
    part.edits.endNow('mine');
    expect(part.sent[0]?.change.settings).toEqual({ doNotDisturb: { before: true, after: false } });
    expect(part.journal.changeOf('mine')?.ended).toEqual(['ringTime']);
  });

  test.each([
    ['it has none', 'mine', 'no-end'],
    ['nobody knows it', 'other', 'unknown'],
  ])('can’t be brought forward where %s', async (_, id, rule) => {
    const { edits, sent } = await startEdits([
      ringing('mine'),
      ringing('timed', { until, settings: { doNotDisturb: { before: false, after: true } } }),
    ]);
    expect(() => edits.endNow(id)).toThrow(invalid('change', rule));
    expect(sent).toEqual([]);
  });
});

test('flushing waits for what was gathered to be sent, and for nothing where nothing was', async () => {
  const { clock, edits, sent, device } = await startEdits();
  await edits.flush();
  edits.decide(decision([ring(30)]));
  let answer: () => void = () => undefined;
  device.answered = new Promise((resolve) => (answer = resolve));
  let isDone = false;
  const flushing = edits.flush().then(() => (isDone = true));
  await clock.settle();
  expect([sent.length, isDone]).toEqual([1, false]);
  answer();
  await flushing;
  expect(isDone).toBe(true);
});
