/** Whether a Linux desktop shows tray icons: whether a StatusNotifierHost is registered (freedesktop's StatusNotifierItem specification). */

import type { Clock } from '../../core/ports.ts';
import type { RunCommand } from '../system/run-command.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const path = '/StatusNotifierWatcher';
const property = 'IsStatusNotifierHostRegistered';

/** The same question for the tools that desktops have; each answers with `true` in some wrapping. */
const questions: readonly (readonly [string, readonly string[]])[] = [
  [
    'gdbus',
    [
      ...['call', '--session', '--dest', watcher, '--object-path', path],
      ...['--method', 'org.freedesktop.DBus.Properties.Get', watcher, property],
    ],
  ],
  ['busctl', ['--user', 'get-property', watcher, path, watcher, property]],
  [
    'dbus-send',
    [
      ...['--session', '--print-reply', `--dest=${watcher}`, path],
      ...['org.freedesktop.DBus.Properties.Get', `string:${watcher}`, `string:${property}`],
    ],
  ],
];

/** No answer counts as no: a window that was not needed is better than a program that nobody can reach. */
export async function hasTrayHost(platform: NodeJS.Platform, run: RunCommand): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [command, args] of questions) {
    const answer = await run(command, args);
    if (answer !== undefined) return /\btrue\b/.test(answer);
  }
  return false;
}

/** At login the desktop's panel may come up after us: so long is waited, in all, before its absence is believed. */
const waitsMs = [2_000, 8_000];

/** For a desktop that had none at first: tells once, as soon as there is a host, or that none came. Returns how to end it. */
export function awaitTrayHost(
  ask: () => Promise<boolean>,
  clock: Clock,
  told: (present: boolean) => void,
): () => void {
  let ended = false;
  let cancel = (): void => undefined;
  function wait([next, ...later]: readonly number[]): void {
    if (next === undefined) return told(false);
    cancel = clock.after(next, () => {
      void ask().then((present) => {
        if (ended) return;
        if (present) told(true);
        else wait(later);
      });
    });
  }
  wait(waitsMs);
  return () => {
    ended = true;
    cancel();
  };
}
