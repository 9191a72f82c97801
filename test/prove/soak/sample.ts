/** What a program holds at one moment: everything that would grow if something leaked. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Sample {
  readonly heapBytes: number;
  readonly timers: number;
  /** Open files, sockets and pipes; undefined where the system doesn't tell. */
  readonly descriptors: number | undefined;
  readonly diskBytes: number;
  readonly files: number;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function openDescriptors(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
}

/** Needs `--expose-gc`: what could be collected isn't held. */
export function takeSample(dataFolder: string, timers: number): Sample {
  globalThis.gc?.();
  globalThis.gc?.();
  const files = filesBelow(dataFolder);
  return {
    heapBytes: process.memoryUsage().heapUsed,
    timers,
    descriptors: openDescriptors(),
    diskBytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    files: files.length,
  };
}
