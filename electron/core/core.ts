/** What the core offers to its host: the Electron shell, the desk or a test. */

import type { EventName, Events, Reply } from '../contract/requests.ts';
import type { ShellEffect, ShellSignal } from '../contract/desktop-model.ts';
import type { DataFolder } from './lib/files/data-folder.ts';

export interface Core {
  /** Reads what is on disk and in the keychain and begins to poll. Resolves when the first snapshot is ready, not when the PBX has answered. */
  start(): Promise<void>;
  /** Ends polling, saves what must be saved; logs out where the settings say so. */
  stop(): Promise<void>;
  /** A request of a renderer, unchecked: the core checks it. Never rejects. */
  request(name: string, payload: unknown): Promise<Reply<unknown>>;
  /** Events for every renderer. */
  onEvent(listener: (event: CoreEvent) => void): () => void;
  /** What the shell has to draw or do; a new listener gets the present tray and preferences at once. */
  onEffect(listener: (effect: ShellEffect) => void): () => void;
  signal(signal: ShellSignal): void;
  /** What the host keeps in the data folder is written through it too: nothing is written there after it was released. */
  readonly folder: Pick<DataFolder, 'write'>;
}

export type CoreEvent = {
  readonly [N in EventName]: { readonly name: N; readonly payload: Events[N] };
}[EventName];
