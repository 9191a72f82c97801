/** Whether a Linux desktop shows tray icons: whether a StatusNotifierHost is registered (freedesktop's StatusNotifierItem specification). */

import type { Clock } from '../../core/ports.ts';
import type { SessionBus } from '../system/session-bus.ts';

const watcher = {
  service: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
};

/** At login the desktop's panel may come up after us, and a restarted one is away for a moment: shorter absences don't count. */
const graceMs = 10_000;

export interface TrayHostPorts {
  readonly bus: Pick<SessionBus, 'readProperty' | 'listen' | 'watchService'>;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** Called on each change, and only once the answer is certain. */
  readonly onChange: (present: boolean) => void;
  /** Called when one appears that wasn't there before, even after a moment's absence. */
  readonly onAppear: () => void;
}

export interface TrayHost {
  /** Whether there is one right now, for a window that has to open at once. */
  readonly present: boolean;
  stop(): void;
}

/** Resolves once the desktop has answered. Windows and macOS always show tray icons. */
export async function watchTrayHost(ports: TrayHostPorts): Promise<TrayHost> {
  const { bus, platform, clock, onChange, onAppear } = ports;
  let present = platform !== 'linux';
  let wasAway = false;
  let lastTold: boolean | undefined;
  let stopped = false;
  let cancelGrace: (() => void) | undefined;

  function report(next: boolean): void {
    cancelGrace?.();
    cancelGrace = undefined;
    if (stopped || next === lastTold) return;
    lastTold = next;
    onChange(next);
  }

  /** No answer counts as no: an unnecessary window is better than a program that can't be reached. */
  async function askDesktop(): Promise<void> {
    present = (await bus.readProperty(watcher, 'IsStatusNotifierHostRegistered')) === true;
    if (stopped) return;
    if (present) {
      if (wasAway) onAppear();
      report(true);
    } else cancelGrace ??= clock.after(graceMs, () => void confirmAbsence());
    wasAway = !present;
  }

  /** A busy desktop may have owed the answer, and no signal follows a host that was there all along. */
  async function confirmAbsence(): Promise<void> {
    await askDesktop();
    if (!present) report(false);
  }

  if (platform === 'linux') {
    bus.watchService(watcher.service, (runs) => {
      if (!runs) wasAway = true;
      void askDesktop();
    });
    for (const member of ['StatusNotifierHostRegistered', 'StatusNotifierHostUnregistered']) {
      bus.listen({ ...watcher, member }, () => void askDesktop());
    }
    await askDesktop();
  } else report(true);

  return {
    get present() {
      return present;
    },
    stop() {
      stopped = true;
      cancelGrace?.();
    },
  };
}
