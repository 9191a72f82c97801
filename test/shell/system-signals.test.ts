/** Sleep, lock, network and shutdown on their way to the core. */

import { beforeEach, expect, test } from 'vitest';
import type { ShellSignal } from '../../electron/contract/desktop-model.ts';
import { forwardSystemSignals } from '../../electron/shell/system/system-signals.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeElectron, type FakeElectron } from './fakes/fake-electron.ts';
import { preventable } from './fakes/fake-events.ts';

let clock: SteeredClock;
let electron: FakeElectron;
beforeEach(() => {
  clock = createSteeredClock();
  electron = fakeElectron();
});

test('sleep, lock, network and shutdown reach the core; the network only when it changes', async () => {
  const signals: ShellSignal[] = [];
  let shutdowns = 0;
  const end = forwardSystemSignals({
    powerMonitor: electron.objects.powerMonitor,
    net: electron.objects.net,
    clock,
    signal: (signal) => void signals.push(signal),
    onShutdown: () => void (shutdowns += 1),
  });
  for (const event of ['suspend', 'resume', 'resume', 'lock-screen', 'unlock-screen'])
    electron.power.emit(event);
  await clock.advance(5_000);
  electron.state.online = false;
  await clock.advance(10_000);
  electron.state.online = true;
  await clock.advance(5_000);
  expect(signals).toEqual([
    { kind: 'suspend' },
    { kind: 'resume' },
    { kind: 'resume' },
    { kind: 'lock' },
    { kind: 'unlock' },
    { kind: 'network', online: false },
    { kind: 'network', online: true },
  ]);
  const shutdown = preventable({});
  electron.power.emit('shutdown', shutdown);
  expect([shutdown.prevented, shutdowns]).toEqual([true, 1]);
  end();
  expect(clock.pendingTimers).toBe(0);
});
