/** A log that keeps what it was told, for tests that ask what was said and what was not. */

import type { Log } from '../../../electron/core/ports.ts';

export interface RecordingLog extends Log {
  readonly events: readonly string[];
  /** Everything, fields included, as one text. */
  readonly text: () => string;
}

export function recordingLog(): RecordingLog {
  const lines: { readonly event: string; readonly fields: unknown }[] = [];
  const add = (event: string, fields?: unknown): void => void lines.push({ event, fields });
  return {
    info: add,
    warn: add,
    error: add,
    get events() {
      return lines.map(({ event }) => event);
    },
    text: () => JSON.stringify(lines),
  };
}
