/** Ends the program once, in order: the core saves, logs out where that is set, and only then does Electron go. */

import type { App, Event } from 'electron';
import type { Clock, Log } from '../core/ports.ts';

export interface QuitPorts {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Before anything else: windows no longer refuse to close. */
  readonly letGo: () => void;
  /** Everything that must be saved or said; may take as long as the PBX does. */
  readonly stop: () => Promise<void>;
}

/** A PBX that does not answer keeps nobody from logging out of the desktop. */
const longestMs = 5_000;

/** Returns how to quit from within. */
export function arrangeQuit({ app, clock, log, letGo, stop }: QuitPorts): () => void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';

  app.on('before-quit', (event: Event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'running') void end();
  });
  // A tray program lives on without windows; without this listener Electron would quit.
  app.on('window-all-closed', () => undefined);

  async function end(): Promise<void> {
    state = 'stopping';
    letGo();
    await Promise.race([
      stop().catch(() => log.error('shell.stop-failed')),
      new Promise<void>((resolve) => void clock.after(longestMs, resolve)),
    ]);
    state = 'stopped';
    app.exit(0);
  }

  return () => app.quit();
}
