/** The end, in order and once. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createOrderlyQuit, type OrderlyQuit } from '../../electron/shell/orderly-quit.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeElectron, type FakeElectron } from './fakes/fake-electron.ts';
import { recordingLog, type RecordingLog } from './fakes/recording-log.ts';

let clock: SteeredClock;
let log: RecordingLog;
let electron: FakeElectron;
beforeEach(() => {
  clock = createSteeredClock();
  log = recordingLog();
  electron = fakeElectron();
});

describe('quitting', () => {
  let killed: boolean;
  let nativeCallsEnd: (limitMs: number) => Promise<boolean>;
  const never = (): Promise<void> => new Promise(() => undefined);

  function arrange(): OrderlyQuit {
    killed = false;
    return createOrderlyQuit({
      app: electron.objects.app,
      autoUpdater: electron.objects.autoUpdater,
      clock,
      log: { ...log, close: async () => undefined },
      nativeCallsEnd: (limitMs) => nativeCallsEnd(limitMs),
      kill: () => {
        killed = true;
      },
    });
  }
  beforeEach(() => {
    nativeCallsEnd = async () => true;
  });

  test('waits for the core, once, and then for nothing else', async () => {
    const steps: string[] = [];
    const stopped = Promise.withResolvers<undefined>();
    const orderlyQuit = arrange();
    orderlyQuit.setShutdown({
      allowClose: () => void steps.push('let go'),
      stop: () => {
        steps.push('stop');
        return stopped.promise;
      },
    });
    orderlyQuit.quit();
    orderlyQuit.quit();
    expect(steps).toEqual(['let go', 'stop']);
    expect(electron.state.exitCode).toBeUndefined();
    stopped.resolve(undefined);
    await clock.settle();
    expect(electron.state.exitCode).toBe(0);
  });

  test('lets a later start have the lock before it waits for anything', async () => {
    electron.objects.app.requestSingleInstanceLock({ action: 'open' });
    const orderlyQuit = arrange();
    orderlyQuit.setShutdown({ allowClose: () => undefined, stop: never });
    expect(electron.state.locked).toEqual({ action: 'open' });
    orderlyQuit.quit();
    expect([electron.state.locked, electron.state.exitCode]).toEqual([undefined, undefined]);
    await clock.advance(2_000);
  });

  test('waits no longer than a person would', async () => {
    const orderlyQuit = arrange();
    orderlyQuit.setShutdown({ allowClose: () => undefined, stop: never });
    orderlyQuit.quit();
    await clock.advance(1_999);
    expect(electron.state.exitCode).toBeUndefined();
    await clock.advance(1);
    expect(electron.state.exitCode).toBe(0);
  });

  test('is not stopped by a core that fails', async () => {
    const orderlyQuit = arrange();
    orderlyQuit.setShutdown({
      allowClose: () => undefined,
      stop: () => Promise.reject(new Error('disk full')),
    });
    orderlyQuit.quit();
    await clock.settle();
    expect(electron.state.exitCode).toBe(0);
    expect(log.events).toEqual(['shell.stop-failed']);
  });

  test('before anything has begun is at once, with the code that it was given', async () => {
    const orderlyQuit = arrange();
    orderlyQuit.quit(1);
    orderlyQuit.quit();
    await clock.settle();
    expect(electron.state.exitCode).toBe(1);
  });

  test('lets a native call return, as the end of Node in the middle of it is a crash', async () => {
    const call = Promise.withResolvers<boolean>();
    nativeCallsEnd = () => call.promise;
    arrange().quit();
    await clock.settle();
    expect(electron.state.exitCode).toBeUndefined();
    call.resolve(true);
    await clock.settle();
    expect([electron.state.exitCode, killed]).toEqual([0, false]);
  });

  test('kills the process where a native call waits for a person, within 3 s in all', async () => {
    nativeCallsEnd = (limitMs) => new Promise((resolve) => void clock.after(limitMs, () => resolve(false)));
    const orderlyQuit = arrange();
    orderlyQuit.setShutdown({ allowClose: () => undefined, stop: never });
    orderlyQuit.quit();
    await clock.advance(2_999);
    expect(killed).toBe(false);
    await clock.advance(1);
    expect([electron.state.exitCode, killed]).toEqual([undefined, true]);
  });
});
