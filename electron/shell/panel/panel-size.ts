/** The size that a person gave the panel, in a small file of its own: it belongs to this screen, not to their settings. */

import { z } from 'zod';
import type { Clock, Log } from '../../core/ports.ts';
import { createJsonFile } from '../../core/lib/json-file.ts';
import { defaultPanelSize, smallestPanelSize } from './panel-options.ts';

/** DIP. */
const sizeSchema = z.object({
  width: z.number().int().min(smallestPanelSize.width).max(10_000),
  height: z.number().int().min(smallestPanelSize.height).max(10_000),
});
type Size = z.output<typeof sizeSchema>;

export interface PanelSize {
  readonly current: Size;
  /** Kept at once, written a moment after the last call: dragging an edge calls it many times. */
  remember(size: Size): void;
}

const restMs = 500;

/** A file that cannot be read or written costs the remembered size and nothing else. */
export async function openPanelSize(file: string, clock: Clock, log: Log): Promise<PanelSize> {
  const stored = createJsonFile({ file, schema: sizeSchema, fallback: () => defaultPanelSize, clock, log });
  let current = (await stored.read()).value;
  let cancelWrite = (): void => undefined;

  return {
    get current() {
      return current;
    },
    remember(size) {
      const checked = sizeSchema.safeParse(size);
      if (!checked.success) return;
      current = checked.data;
      cancelWrite();
      cancelWrite = clock.after(restMs, () => {
        stored.write(current).catch(() => log.warn('shell.size-not-kept'));
      });
    },
  };
}
