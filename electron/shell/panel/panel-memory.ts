/** The size and position that the user gave the panel, in a small file of their own: they belong to this screen, not to the settings. */

import { z } from 'zod';
import type { Core } from '../../core/core.ts';
import type { Clock, Log } from '../../core/ports.ts';
import { createJsonFile } from '../../core/lib/files/json-file.ts';
import { defaultPanelSize, smallestPanelSize, smallestPinnedSize } from './panel-options.ts';

/** DIP. */
const length = (least: number) => z.number().int().min(least).max(10_000);
const position = z.number().int().min(-100_000).max(100_000);

const memorySchema = z.object({
  width: length(smallestPanelSize.width),
  height: length(smallestPanelSize.height),
  /** Absent until a person has moved or resized the pinned panel. */
  pinned: z
    .object({
      x: position,
      y: position,
      width: length(smallestPinnedSize.width),
      height: length(smallestPinnedSize.height),
    })
    .optional(),
});
type Remembered = z.output<typeof memorySchema>;

export interface PanelMemory {
  readonly current: Remembered;
  /** Takes effect at once, written to disk a moment after the last call: dragging an edge calls it many times. */
  remember(change: Partial<Remembered>): void;
  /** Writes what is still waiting; for the end of the program. */
  flush(): void;
}

const restMs = 500;

export interface PanelMemoryPorts {
  /** Absolute path. */
  readonly file: string;
  readonly folder: Core['folder'];
  readonly clock: Clock;
  readonly log: Log;
}

/** If the file cannot be read or written, only the size and place are lost. */
export async function openPanelMemory({ file, folder, clock, log }: PanelMemoryPorts): Promise<PanelMemory> {
  const stored = createJsonFile({
    file,
    folder,
    schema: memorySchema,
    fallback: (): Remembered => defaultPanelSize,
    clock,
    log,
  });
  let current = (await stored.read()).value;
  let cancelWrite: (() => void) | undefined;

  function flush(): void {
    if (cancelWrite === undefined) return;
    cancelWrite();
    cancelWrite = undefined;
    stored.write(current).catch(() => log.warn('shell.size-not-kept'));
  }

  return {
    get current() {
      return current;
    },
    remember(change) {
      const checked = memorySchema.safeParse({ ...current, ...change });
      if (!checked.success) return;
      current = checked.data;
      cancelWrite?.();
      cancelWrite = clock.after(restMs, flush);
    },
    flush,
  };
}
