/** Quits the program once and in order: the core saves, logs out if that is set, and only then does Electron exit. */

import type { App, AutoUpdater, Event } from 'electron';
import type { Clock } from '../core/ports.ts';
import type { FileLog } from '../core/support/file-log.ts';

export interface QuitPorts {
  readonly app: Pick<App, 'on' | 'quit' | 'exit' | 'releaseSingleInstanceLock'>;
  readonly autoUpdater: Pick<AutoUpdater, 'on'>;
  readonly clock: Clock;
  readonly log: Pick<FileLog, 'error' | 'close'>;
  /** Whether no native call is under way; waits up to this long for one that is. */
  readonly nativeCallsEnd: (limitMs: number) => Promise<boolean>;
  /** Ends the process at once, whatever its threads are doing. */
  readonly kill: () => void;
}

/** How to shut down what has started. */
export interface ShutdownSteps {
  /** Before anything else: windows no longer refuse to close. */
  readonly allowClose: () => void;
  /** Saves and logs out; may take as long as the PBX does. */
  readonly stop: () => Promise<void>;
}

export interface OrderlyQuit {
  /** Quits at once if nothing has started yet. `exitCode` is 0 unless something went wrong. */
  quit(exitCode?: number): void;
  setShutdown(steps: ShutdownSteps): void;
}

/** A silent PBX or an unanswered dialog must not keep anyone from logging out of the desktop. */
const stopMs = 2_000;
/** How long to wait for a native call once everything else is done. */
const nativeMs = 1_000;

export function createOrderlyQuit({
  app,
  autoUpdater,
  clock,
  log,
  nativeCallsEnd,
  kill,
}: QuitPorts): OrderlyQuit {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  let shutdown: ShutdownSteps | undefined;
  let exitCode = 0;

  app.on('before-quit', (event: Event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'running') void end();
  });
  // macOS quits for an update once every window is closed, and only then asks with `before-quit`.
  autoUpdater.on('before-quit-for-update', () => shutdown?.allowClose());
  // A tray program lives on without windows; without this listener Electron would quit.
  app.on('window-all-closed', () => undefined);

  async function end(): Promise<void> {
    state = 'stopping';
    // From here on nobody carries out what a later start asks for: it starts a program of its own, which waits for our end.
    app.releaseSingleInstanceLock();
    shutdown?.allowClose();
    await Promise.race([
      shutdown?.stop().catch(() => log.error('shell.stop-failed')),
      new Promise<void>((resolve) => void clock.after(stopMs, resolve)),
    ]);
    const ended = await nativeCallsEnd(nativeMs);
    await log.close();
    state = 'stopped';
    // Node's own end waits for a thread that waits for a person, and aborts when such a call returns in the middle of it.
    if (ended) app.exit(exitCode);
    else kill();
  }

  return {
    quit(code = 0) {
      exitCode = Math.max(exitCode, code);
      app.quit();
    },
    setShutdown(steps) {
      shutdown = steps;
    },
  };
}
