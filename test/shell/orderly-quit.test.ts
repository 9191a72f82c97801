/** The end, in order and once. */

import { beforeEach, describe, expect, test } from 'vitest';
import { arrangeQuit } from '../../electron/shell/orderly-quit.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeElectron, type FakeElectron } from './fake-electron.ts';
import { recordingLog, type RecordingLog } from './recording-log.ts';

let clock: SteeredClock;
let log: RecordingLog;
let electron: FakeElectron;
beforeEach(() => {
  clock = createSteeredClock();
  log = recordingLog();
  electron = fakeElectron();
});

describe('quitting', () => {
  test('waits for the core, once, and then for nobody', async () => {
    const steps: string[] = [];
    let finish = (): void => undefined;
    const quit = arrangeQuit({
      app: electron.objects.app,
      clock,
      log,
      letGo: () => void steps.push('let go'),
      stop: () =>
        new Promise((resolve) => {
          steps.push('stop');
          finish = resolve;
        }),
    });
    quit();
    quit();
    expect(steps).toEqual(['let go', 'stop']);
    expect(electron.state.exitCode).toBeUndefined();
    finish();
    await clock.settle();
    expect(electron.state.exitCode).toBe(0);
  });

  test('waits no longer than a person would', async () => {
    const stop = (): Promise<void> => new Promise(() => undefined);
    arrangeQuit({ app: electron.objects.app, clock, log, letGo: () => undefined, stop })();
    await clock.advance(4_999);
    expect(electron.state.exitCode).toBeUndefined();
    await clock.advance(1);
    expect(electron.state.exitCode).toBe(0);
  });

  test('is not stopped by a core that fails', async () => {
    const stop = (): Promise<void> => Promise.reject(new Error('disk full'));
    arrangeQuit({ app: electron.objects.app, clock, log, letGo: () => undefined, stop })();
    await clock.settle();
    expect(electron.state.exitCode).toBe(0);
    expect(log.events).toEqual(['shell.stop-failed']);
  });
});
