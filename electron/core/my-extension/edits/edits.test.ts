/** What a person decides: gathered into one change, or refused. */

import { describe, expect, test } from 'vitest';
import { settingNames } from '../../../contract/my-extension/setting-facts.ts';
import { newChange, type Change } from '../journal/change.ts';
import type { Decision } from './edits.ts';
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

describe('edits', () => {
  test('are gathered into one change, in which the latest of each setting counts', async () => {
    const { edits, clock, sent, events } = await startEdits();
    expect(edits.gathered).toBe(null);
    expect(edits.decide(decision([ring(30)]))).toBe('new-1');
    expect(edits.decide(decision([ring(60)]))).toBe('new-1');
    expect(edits.decide(decision([{ setting: 'name', value: 'Ina' }]))).toBe('new-1');
    const change = newChange({
      id: 'new-1',
      at: startedAt,
      why: 'me',
      settings: { ringTime: { before: 15, after: 60 }, name: { before: null, after: 'Ina' } },
    });
    expect(edits.gathered).toEqual(change);
    expect(edits.all()).toEqual([change]);
    expect(events).toEqual(['changed', 'changed', 'changed']);
    await clock.advance(1_500);
    expect(sent).toEqual([{ change, seen: { ringTime: [15], name: [null] }, secrets: {}, secretsSeen: {} }]);
    expect(events.slice(3)).toEqual(['send', 'changed', 'end what is due']);
    expect(edits.gathered).toBe(null);
  });

  test.each<[string, Decision, Decision]>([
    ['with other ends', decision([dnd(true)]), decision([ring(30)], { until: startedAt + hourMs })],
    ['of a preset', decision([dnd(true)]), decision([ring(30)], { why: 'preset' })],
    ['after a preset', decision([dnd(true)], { why: 'preset' }), decision([ring(30)])],
  ])('%s are a change of their own', async (_, first, second) => {
    const { edits, sent } = await startEdits();
    edits.decide(first);
    edits.decide(second);
    expect(sent.map(({ change }) => change.settings)).toEqual([
      { doNotDisturb: { before: false, after: true, back: false } },
    ]);
    expect(edits.gathered?.settings).toEqual({ ringTime: { before: 15, after: 30 } });
  });

  test('of a preset are named by it', async () => {
    const { edits } = await startEdits();
    edits.decide(decision([ring(30)], { why: 'preset', presetName: 'Lunch', until: startedAt + hourMs }));
    expect(edits.gathered).toMatchObject({ why: 'preset', presetName: 'Lunch', until: startedAt + hourMs });
  });

  test('answer what was asked about the same, and no more', async () => {
    const theirs = ringing('theirs', { why: 'elsewhere' });
    const other = ringing('other', { why: 'elsewhere', settings: { name: { before: 'a', after: 'b' } } });
    const { edits } = await startEdits([theirs, other]);
    edits.decide(decision([ring(60)]));
    edits.decide(decision([ring(30)]));
    expect(edits.gathered?.answers).toEqual(['theirs']);
  });

  test('go over what is on its way to the same', async () => {
    const { edits, clock, sent, device } = await startEdits([ringing('out', { state: 'unknown' })]);
    device.waiting.push(
      ringing('waiting', { state: 'waiting', settings: { ringTime: { before: 30, after: 60 } } }),
    );
    edits.decide(decision([ring(120)]));
    await clock.advance(1_500);
    expect(sent[0]?.seen).toEqual({ ringTime: [15, 30, 60] });
  });

  test('that cancel each other out are no change, and the rest of them is', async () => {
    const { edits, clock, sent } = await startEdits();
    edits.decide(decision([ring(30)]));
    edits.decide(decision([ring(15)]));
    expect(edits.gathered).toBe(null);
    edits.decide(decision([ring(30), dnd(true)]));
    edits.decide(decision([ring(15)]));
    await clock.advance(1_500);
    expect(sent.map(({ change }) => settingNames.filter((name) => name in change.settings))).toEqual([
      ['doNotDisturb'],
    ]);
  });

  describe('to what is there already', () => {
    const timed = ringing('timed', { until: startedAt + hourMs });
    test.each<[string, readonly Change[], Partial<Decision>]>([
      ['and is to end', [], { until: startedAt + hourMs, changes: [dnd(true)] }],
      ['while something else is on its way', [ringing('out', { state: 'sent' })], {}],
      ['while that waits to be sent', [ringing('waits', { state: 'waiting' })], {}],
      ['while that would end', [timed], {}],
    ])('%s are a change', async (_, changes, about) => {
      const { edits } = await startEdits(changes, { ringTime: 30, doNotDisturb: true });
      edits.decide(decision([ring(30)], about));
      expect(edits.gathered).not.toBe(null);
    });

    test.each<[string, readonly Change[]]>([
      ['alone', []],
      [
        'while another setting is on its way',
        [ringing('out', { state: 'sent', settings: { name: { before: 'a', after: 'b' } } })],
      ],
      ['after it was made', [ringing('done')]],
      ['after another took its place', [ringing('replaced', { state: 'replaced' })]],
    ])('%s are none', async (_, changes) => {
      const { edits, events } = await startEdits(changes, { ringTime: 30 });
      edits.decide(decision([ring(30)]));
      expect([edits.gathered, events]).toEqual([null, ['changed']]);
    });
  });
});

describe('a decision is refused', () => {
  test('about what this person may not change', async () => {
    const { edits } = await startEdits([], {}, ['name']);
    expect(() => edits.decide(decision([ring(30)]))).toThrow(
      expect.objectContaining({ code: 'extension.not-allowed', detail: { field: 'ringTime' } }),
    );
    await expect(edits.setSecret('voicemailPin', '1234')).rejects.toMatchObject({
      code: 'extension.not-allowed',
    });
  });

  test('with an end that has passed, or that brings nothing back', async () => {
    const { edits } = await startEdits();
    expect(() => edits.decide(decision([ring(30)], { until: startedAt }))).toThrow(invalid('until', 'range'));
    expect(() => edits.decide(decision([ring(15)], { until: startedAt + 1 }))).toThrow(
      invalid('ringTime', 'nothing-to-change'),
    );
    const timed = await startEdits([ringing('mine')], { ringTime: 30 });
    timed.edits.decide(decision([ring(30)], { until: startedAt + 1 }));
    expect(timed.edits.gathered?.until).toBe(startedAt + 1);
  });

  test('that would lose calls, with what is on its way, unless it is wanted anyway', async () => {
    const { edits } = await startEdits();
    edits.decide(decision([ring(60)]));
    expect(() => edits.decide(decision([dnd(true)]))).toThrow(
      expect.objectContaining({ code: 'extension.dead-end', detail: { count: 1 } }),
    );
    edits.decide(decision([dnd(true)], { anyway: true }));
    // What was a dead end before bars nobody.
    edits.decide(decision([{ setting: 'name', value: 'Ina' }]));
    expect(settingNames.filter((name) => name in (edits.gathered?.settings ?? {}))).toEqual([
      'doNotDisturb',
      'ringTime',
      'name',
    ]);
  });

  test('that loses calls only with what nobody knows to have come is not', async () => {
    const { edits } = await startEdits([
      ringing('unknown', { state: 'unknown', settings: { ringTime: { before: 15, after: 60 } } }),
    ]);
    expect(() => edits.decide(decision([dnd(true)]))).not.toThrow();
  });
});

describe('a secret', () => {
  test('is sent at once, and answers what was asked about it', async () => {
    const theirs = ringing('theirs', { why: 'elsewhere', settings: {}, secrets: ['voicemailPin'] });
    const { edits, sent } = await startEdits([theirs]);
    await edits.setSecret('voicemailPin', '1234');
    expect(sent).toEqual([
      {
        change: newChange({
          id: 'new-1',
          at: startedAt,
          why: 'me',
          secrets: ['voicemailPin'],
          answers: ['theirs'],
        }),
        seen: {},
        secrets: { voicemailPin: '1234' },
        secretsSeen: {},
      },
    ]);
  });

  test('that breaks its limit is not sent', async () => {
    const { edits, sent } = await startEdits();
    await expect(edits.setSecret('voicemailPin', '12a')).rejects.toMatchObject({
      detail: { field: 'voicemailPin', rule: 'digits' },
    });
    expect(sent).toEqual([]);
  });

  test('that wasn’t taken says why', async () => {
    const { edits, device } = await startEdits();
    device.outcome = {
      kept: { voicemailPin: null },
      failure: { code: 'pbx.rejected', detail: { errno: 'x' } },
    };
    await expect(edits.setSecret('voicemailPin', '1234')).rejects.toMatchObject({
      code: 'pbx.rejected',
      detail: { errno: 'x' },
    });
    device.outcome = { kept: { voicemailPin: null } };
    await expect(edits.setSecret('voicemailPin', '1234')).rejects.toMatchObject({
      code: 'extension.not-applied',
      detail: { count: 1 },
    });
    device.outcome = { state: 'sent', needsApply: true, failure: { code: 'pbx.apply-later', detail: {} } };
    expect(await edits.setSecret('voicemailPin', '1234')).toBe(undefined);
  });

  test('whose undo asks is sent again in this run', async () => {
    const pin = ringing('pin', { settings: {}, secrets: ['voicemailPin'] });
    const { edits, sent, journal, device } = await startEdits([pin]);
    device.secretsBefore.set('pin', { voicemailPin: '0000' });
    edits.undo('pin');
    const [undo] = sent;
    if (undo === undefined) throw new Error('nothing was sent');
    journal.note({ changes: [{ ...undo.change, state: 'done', conflicts: { voicemailPin: null } }] });
    edits.answer(undo.change.id, 'voicemailPin', 'mine');
    expect(sent[1]?.secrets).toEqual({ voicemailPin: '0000' });
  });
});
