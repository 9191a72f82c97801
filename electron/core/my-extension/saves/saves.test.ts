/** A change on its way to the device, and what came of it. */

import { describe, expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import type { Change } from '../journal/change.ts';
import {
  ringing,
  startSaves,
  stopped,
  taken,
  timeout,
  unsent,
} from '../../../../test/core/my-extension/saves-world.ts';

describe('a change', () => {
  test('is read, noted down, sent and read back', async () => {
    const { save, device, journal, clock } = await startSaves();
    const at = clock.now();
    const done = await save(unsent(ringing('c')));
    expect(done).toEqual(ringing('c', { state: 'done', sentAt: at }));
    expect(device.asked).toEqual(['read', { ringTimeoutSeconds: 30 }, 'read']);
    expect(journal.noted.flatMap(({ changes = [] }) => changes)).toEqual([
      ringing('c', { state: 'sent', sentAt: at }),
      ringing('c', { state: 'done', sentAt: at }),
    ]);
  });

  test('waits for the one before it, and is listed until it has its place in the journal', async () => {
    const { saves, clock, journal, device } = await startSaves();
    const first = saves.save(unsent(ringing('c')));
    const second = saves.save(
      unsent(ringing('d', { settings: { ringTime: { before: 30, after: 60 } } }), {
        seen: { ringTime: [30] },
      }),
    );
    expect(saves.waiting.map(({ id }) => id)).toEqual(['c', 'd']);
    await first;
    expect(saves.waiting.map(({ id }) => id)).toEqual(['d']);
    await clock.advance(2_000);
    expect(await second).toMatchObject({ state: 'done', kept: {} });
    expect([saves.waiting, journal.state.changes.map(({ id }) => id)]).toEqual([[], ['c', 'd']]);
    expect(device.told.ringTime).toBe(60);
  });

  test('that is there already is done without being sent', async () => {
    const { save, device, journal } = await startSaves();
    device.told = { ringTime: 30 };
    expect(await save(unsent(ringing('c')))).toMatchObject({ state: 'done', sentAt: null });
    expect(device.asked).toEqual(['read']);
    expect(journal.changeOf('c')?.state).toBe('done');
  });

  test('lifts and answers what it was to once it is in force', async () => {
    const older = ringing('older', { state: 'done', until: 5 });
    const { save, journal } = await startSaves([older]);
    await save(unsent(ringing('c', { why: 'timed-end', lifts: ['older'] })));
    expect(journal.changeOf('older')?.ended).toEqual(['ringTime']);
  });

  test('takes the place of what may still come, which is sent over', async () => {
    const older = ringing('older', { state: 'unknown', settings: { ringTime: { before: 15, after: 60 } } });
    const { save, device, journal } = await startSaves([older]);
    device.told = { ringTime: 30 };
    await save(unsent(ringing('c')));
    expect(device.asked).toEqual(['read', { ringTimeoutSeconds: 30 }, 'read']);
    expect(journal.changeOf('older')?.state).toBe('replaced');
  });

  test('that isn’t there after the yes is looked at once more, and then was not taken', async () => {
    const { saves, clock, device, journal } = await startSaves();
    device.answers = [taken];
    const saving = saves.save(unsent(ringing('c')));
    await clock.advance(1_999);
    expect(device.asked).toEqual(['read', { ringTimeoutSeconds: 30 }, 'read']);
    expect(journal.changeOf('c')?.state).toBe('sent');
    await clock.advance(1);
    expect(await saving).toMatchObject({ state: 'done', kept: { ringTime: 15 }, failure: null });
    expect(device.asked).toHaveLength(4);
  });

  test('that the device refuses was not taken, with the reason, and nothing more is asked', async () => {
    const { save, device, journal } = await startSaves();
    device.answers = [stopped('pbx.rejected', true)];
    const done = await save(unsent(ringing('c')));
    expect(done).toEqual(
      ringing('c', { state: 'done', kept: { ringTime: 15 }, failure: { code: 'pbx.rejected', detail: {} } }),
    );
    expect(journal.changeOf('c')).toEqual(done);
    expect(device.asked).toHaveLength(2);
  });

  test('of which the device has refused a part for sure is known at once', async () => {
    const { save, device } = await startSaves();
    device.answers = [stopped('pbx.rejected', true, 1)];
    expect(await save(unsent(ringing('c')))).toMatchObject({
      state: 'done',
      kept: { ringTime: 15 },
      failure: { code: 'pbx.rejected' },
    });
    expect(device.asked).toEqual(['read', { ringTimeoutSeconds: 30 }, 'read']);
  });

  test('whose answer was lost is unknown where it isn’t there', async () => {
    const { save, device, journal } = await startSaves();
    device.answers = [stopped('network.timeout', false)];
    const left = await save(unsent(ringing('c')));
    expect(left).toMatchObject({ state: 'unknown', failure: timeout });
    expect(journal.changeOf('c')).toEqual(left);
    expect(device.asked).toHaveLength(3);
  });

  test('whose answer was lost is done where it shows', async () => {
    const { save, device } = await startSaves();
    device.answers = [stopped('network.timeout', false)];
    device.doesAnyway = true;
    expect(await save(unsent(ringing('c')))).toMatchObject({ state: 'done' });
  });

  test('whose answer was lost, and that can’t be read back, is unknown for the first reason', async () => {
    const { saves, device, clock, journal } = await startSaves();
    await saves.read();
    device.answers = [stopped('network.timeout', false)];
    const write = journal.write.bind(journal);
    journal.write = (entry) => {
      device.failure = new AppError('network.refused', { host: 'pbx', port: 8088 });
      return write(entry);
    };
    const saving = saves.save(unsent(ringing('c')));
    await clock.settle();
    expect(await saving).toMatchObject({ state: 'unknown', failure: timeout });
  });

  test('that can’t be read back is unknown', async () => {
    const { saves, device, clock } = await startSaves();
    device.answers = [taken];
    const saving = saves.save(unsent(ringing('c')));
    await clock.settle();
    device.failure = new AppError('network.timeout');
    await clock.advance(2_000);
    expect(await saving).toMatchObject({ state: 'unknown', failure: timeout });
  });

  test('before which the device can’t be read is not sent', async () => {
    const { saves, save, device, journal } = await startSaves();
    await saves.read();
    device.failure = new AppError('network.timeout');
    const done = await save(unsent(ringing('c', { secrets: ['voicemailPin'] })));
    expect(done).toEqual(
      ringing('c', {
        state: 'done',
        secrets: ['voicemailPin'],
        failure: timeout,
        kept: { ringTime: 15, voicemailPin: null },
      }),
    );
    expect([device.asked, journal.changeOf('c')]).toEqual([['read', 'read'], done]);
  });

  test('that someone else was faster with asks, and what was written says that it was not taken', async () => {
    const { save, device } = await startSaves();
    device.told = { ringTime: 60, name: 'a' };
    device.answers = [stopped('pbx.rejected', true)];
    const change = ringing('c', {
      settings: { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'b' } },
    });
    const done = await save(unsent(change, { seen: { ringTime: [15], name: ['a'] } }));
    expect([done.conflicts, done.kept]).toEqual([{ ringTime: 60 }, { name: 'a' }]);
    expect(device.asked).toEqual(['read', { name: 'b' }]);
  });

  test('that can’t be noted down is not sent', async () => {
    const { save, device, journal } = await startSaves();
    device.told = { ringTime: 60, name: 'a' };
    journal.write = () => Promise.reject(new AppError('settings.unwritable', { file: 'f', errno: 'ENOSPC' }));
    const settings = { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'b' } };
    const done = await save(unsent(ringing('c', { settings }), { seen: { ringTime: [15], name: ['a'] } }));
    expect(done).toMatchObject({
      state: 'done',
      sentAt: null,
      conflicts: { ringTime: 60 },
      failure: { code: 'settings.unwritable' },
    });
    expect([done.kept, device.asked]).toEqual([{ name: 'a' }, ['read']]);
  });

  test('with a destination that can’t be written is not sent', async () => {
    const { save, device } = await startSaves();
    const after = { on: true, destination: { kind: 'other', raw: 'queue6' } } as const;
    const change = ringing('c', { settings: { forwardAll: { before: null, after } } });
    expect(await save(unsent(change, { seen: { forwardAll: [null] } }))).toMatchObject({
      state: 'done',
      kept: { forwardAll: null },
      failure: { code: 'extension.invalid' },
    });
    expect(device.asked).toEqual(['read']);
  });

  test('that goes out apart begins again, for someone may have been faster', async () => {
    const { saves, device, clock } = await startSaves();
    device.answers = ['refused-mixed'];
    const saving = saves.save(unsent(ringing('c')));
    await clock.advance(2_000);
    expect(await saving).toMatchObject({ state: 'done', kept: {} });
    expect(device.asked).toEqual([
      'read',
      { ringTimeoutSeconds: 30 },
      'read',
      { ringTimeoutSeconds: 30 },
      'read',
    ]);
  });

  test('that fails in an unforeseen way was not taken', async () => {
    const { save, device, saves } = await startSaves();
    device.answers = [null as never];
    expect(await save(unsent(ringing('c')))).toMatchObject({
      state: 'done',
      failure: { code: 'internal', detail: { kind: 'TypeError' } },
    });
    expect(saves.waiting).toEqual([]);
  });
});

describe('an end', () => {
  const end = (about: Partial<Change> = {}) => ringing('end', { why: 'timed-end', ...about });

  test('that could not be brought about is forgotten, and what came of it is told', async () => {
    const { save, device, journal } = await startSaves();
    device.answers = [stopped('pbx.rejected', true)];
    expect(await save(unsent(end()))).toMatchObject({ kept: { ringTime: 15 } });
    expect(journal.state.changes).toEqual([]);
  });

  test('that someone else was faster with is forgotten, and what they changed is told', async () => {
    const { save, device, journal } = await startSaves();
    device.told = { ringTime: 60 };
    expect(await save(unsent(end()))).toMatchObject({ conflicts: { ringTime: 60 } });
    expect(journal.state.changes).toEqual([]);
  });

  test('before which the device can’t be read leaves no trace', async () => {
    const { save, device, journal } = await startSaves();
    device.failure = new AppError('network.timeout');
    expect(await save(unsent(end()))).toMatchObject({ kept: { ringTime: null }, failure: timeout });
    expect(journal.noted).toEqual([]);
  });

  test('that was brought about in part is remembered for that part', async () => {
    const { save, device, journal } = await startSaves();
    device.told = { ringTime: 15, name: 'theirs' };
    const settings = { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'b' } };
    const seen = { ringTime: [15], name: ['a'] };
    expect(await save(unsent(end({ settings }), { seen }))).toMatchObject({ conflicts: { name: 'theirs' } });
    expect(journal.changeOf('end')).toMatchObject({ state: 'done', conflicts: { name: 'theirs' } });
  });
});

describe('a PIN', () => {
  const pin = ringing('pin', { settings: {}, secrets: ['voicemailPin'] });
  const secrets = { voicemailPin: '471147' };

  test('is sent, and remembered in this run with the one before it', async () => {
    const { save, saves, device, journal } = await startSaves();
    device.secrets = { voicemailPin: '815815' };
    expect(await save(unsent(pin, { secrets }))).toMatchObject({ state: 'done', kept: {} });
    expect(device.asked).toEqual(['read', { voicemailPin: '471147' }, 'read']);
    expect(saves.secretsBefore.get('pin')).toEqual({ voicemailPin: '815815' });
    expect(saves.secretsAfter.get('pin')).toEqual(secrets);
    expect(JSON.stringify(journal.state)).not.toMatch(/471147|815815/);
  });

  test('that isn’t there after the yes was not taken', async () => {
    const { save, device } = await startSaves();
    device.secrets = { voicemailPin: '815815' };
    device.answers = [taken];
    expect(await save(unsent(pin, { secrets }))).toMatchObject({
      state: 'done',
      kept: { voicemailPin: null },
    });
  });

  test('is not remembered for a change without one', async () => {
    const { save, saves } = await startSaves();
    await save(unsent(ringing('c')));
    expect([saves.secretsBefore.size, saves.secretsAfter.size]).toEqual([0, 0]);
  });
});
