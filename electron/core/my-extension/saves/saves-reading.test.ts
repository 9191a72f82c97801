/** What is read of the device, and how long it is asked about what nobody knows yet. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import { AppError } from '../../app-error.ts';
import { noReminderPeriods } from '../reminders/reminders.ts';
import {
  ringing,
  startSaves,
  stopped,
  timeout,
  unsent,
} from '../../../../test/core/my-extension/saves-world.ts';

describe('a reading', () => {
  test('is shown while it lasts, kept, and told once', async () => {
    const { saves, events, journal } = await startSaves();
    expect([saves.reading, saves.isReading, saves.readFailure]).toEqual([null, false, null]);
    await saves.read();
    expect(events).toEqual(['reading', 'read', 'idle']);
    expect([saves.reading?.told.ringTime, saves.readFailure]).toEqual([15, null]);
    const known = { told: { ringTime: 15 }, bottom: {}, reminderPeriods: noReminderPeriods };
    expect(journal.noted).toEqual([{ changes: [], dropped: [], known }]);
    await saves.read();
    expect(journal.noted).toHaveLength(1);
  });

  test('keeps what is known beside it', async () => {
    const reminderPeriods = {
      ...noReminderPeriods,
      forwarding: { since: 1, asked: null, isWanted: true, quietOn: null },
    };
    const { saves, journal } = await startSaves([], {
      told: { name: 'Ina' },
      bottom: { ringTime: 60 },
      reminderPeriods,
    });
    await saves.read();
    expect(journal.state.known).toEqual({
      told: { ringTime: 15, name: 'Ina' },
      bottom: { ringTime: 60 },
      reminderPeriods,
    });
  });

  test('that fails says why, and the settings are those from before', async () => {
    const { saves, device, events } = await startSaves();
    await saves.read();
    device.failure = new AppError('network.timeout');
    events.length = 0;
    await expect(saves.read()).rejects.toMatchObject(timeout);
    expect(events).toEqual(['reading', 'idle']);
    expect([saves.readFailure, saves.reading?.told.ringTime, saves.isReading]).toEqual([timeout, 15, false]);
    device.failure = null;
    await saves.read();
    expect(saves.readFailure).toBe(null);
  });

  test('of a number that is someone else’s is not used', async () => {
    const { saves, world, journal, events } = await startSaves();
    world.isMine = false;
    await expect(saves.read()).rejects.toMatchObject({ code: 'extension.not-mine' });
    expect([saves.reading, journal.noted, events]).toEqual([null, [], ['reading', 'idle']]);
    expect(saves.readFailure).toMatchObject({ code: 'extension.not-mine' });
  });

  test('tells what someone else has changed, and remembers their secrets in this run', async () => {
    const { saves, device, events, journal } = await startSaves();
    device.secrets = { voicemailPin: '815815' };
    await saves.read();
    device.told = { ringTime: 60 };
    await saves.read();
    expect(events.filter((one) => one.startsWith('new'))).toEqual(['new-1']);
    expect(saves.secretsBefore.size).toBe(0);
    device.secrets = { voicemailPin: '471147' };
    await saves.read();
    expect(saves.secretsBefore.get('new-2')).toEqual({ voicemailPin: '815815' });
    expect(saves.secretsAfter.get('new-2')).toEqual({ voicemailPin: '471147' });
    expect(JSON.stringify(journal.noted)).not.toMatch(/815815|471147/);
  });

  test('that shows a change of mine in force is noted without what was known already', async () => {
    const known = { bottom: {}, reminderPeriods: noReminderPeriods, told: { ringTime: 30 } };
    const out = ringing('out', { state: 'unknown', sentAt: 0 });
    const { saves, device, journal } = await startSaves([out], known);
    device.told = { ringTime: 30 };
    await saves.read();
    expect(journal.noted).toEqual([{ changes: [{ ...out, state: 'done' }], dropped: [] }]);
  });
});

describe('what nobody knows yet', () => {
  const out = ringing('out', { state: 'unknown', sentAt: createSteeredClock().now() });

  test('is asked about until it is known, while the phone system answers', async () => {
    const { saves, clock, device, journal } = await startSaves([out]);
    await clock.advance(60_000);
    expect(device.asked).toEqual([]);
    saves.setLive(true);
    await clock.advance(5_000);
    expect(device.asked).toEqual(['read']);
    device.told = { ringTime: 30 };
    await clock.advance(60_000);
    expect(device.asked).toEqual(['read', 'read']);
    expect(journal.changeOf('out')?.state).toBe('done');
    expect(clock.pendingTimers).toBe(0);
  });

  test('is asked about no more once the phone system is away, or the program ends', async () => {
    const { saves, clock } = await startSaves([out]);
    saves.setLive(true);
    saves.setLive(false);
    expect(clock.pendingTimers).toBe(0);
    saves.setLive(true);
    saves.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  test('is not asked about where all is known', async () => {
    const { saves, clock } = await startSaves([
      ringing('done', { state: 'done' }),
      ringing('sent', { state: 'sent' }),
    ]);
    saves.setLive(true);
    expect(clock.pendingTimers).toBe(0);
  });

  test('of a change that was sent while the phone system answered is asked about at once', async () => {
    const { saves, save, clock, device } = await startSaves();
    saves.setLive(true);
    device.answers = [stopped('network.timeout', false)];
    await save(unsent(ringing('c')));
    device.asked.length = 0;
    await clock.advance(5_000);
    expect(device.asked).toEqual(['read']);
  });
});

describe('what the device has stored', () => {
  test('is on its way until the device is asked to apply it', async () => {
    const { saves, save, clock, device, journal } = await startSaves();
    saves.setLive(true);
    device.answers = [{ taken: 1, needsApply: true, stopped: null }];
    expect(await save(unsent(ringing('c')))).toMatchObject({
      state: 'sent',
      needsApply: true,
      failure: null,
    });
    expect(device.asked).toEqual(['read', { ringTimeoutSeconds: 30 }]);
    device.told = { ringTime: 30 };
    await clock.advance(5_000);
    expect(device.asked).toEqual(['read', { ringTimeoutSeconds: 30 }, 'read']);
    expect(journal.changeOf('c')).toMatchObject({ state: 'done', needsApply: false });
    expect(clock.pendingTimers).toBe(0);
  });

  test('is applied for, and looked at by nothing else until then', async () => {
    const stored = ringing('c', { state: 'unknown', needsApply: true, sentAt: createSteeredClock().now() });
    const { saves, clock, device } = await startSaves([stored]);
    saves.setLive(true);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(5_000);
    expect(device.asked).toEqual(['read', 'apply', 'read']);
  });

  test('and someone else has changed since was not taken, its PIN too', async () => {
    const { saves, save, clock, device, journal } = await startSaves();
    saves.setLive(true);
    device.secrets = { voicemailPin: '815815' };
    device.answers = [{ taken: 1, needsApply: true, stopped: null }];
    await save(unsent(ringing('c', { secrets: ['voicemailPin'] }), { secrets: { voicemailPin: '471147' } }));
    device.told = { ringTime: 60 };
    await clock.advance(5_000);
    expect(journal.changeOf('c')).toMatchObject({
      state: 'done',
      needsApply: false,
      kept: { voicemailPin: null },
    });
    expect(device.asked).not.toContain('apply');
  });
});
