/** A JSON file whose content outlives the program of one test, and whose disk may fail. */

import { AppError } from '../../electron/core/app-error.ts';
import type { JsonFileProblem, SharedJsonFile } from '../../electron/core/lib/json-file.ts';

export interface MemoryFile<T> extends SharedJsonFile<T> {
  content: T;
  /** Nothing can be written. */
  full: boolean;
  /** What the next reading finds wrong; a corrupt file is moved aside by it, as on disk. */
  problem: JsonFileProblem | undefined;
}

export function createMemoryFile<T>(fallback: () => T): MemoryFile<T> {
  const file: MemoryFile<T> = {
    content: fallback(),
    full: false,
    problem: undefined,
    read() {
      const { problem } = file;
      if (problem === undefined) return Promise.resolve({ value: structuredClone(file.content) });
      if (problem.kind === 'corrupt') {
        file.problem = undefined;
        file.content = fallback();
      }
      return Promise.resolve({ value: fallback(), problem });
    },
    write(value) {
      if (file.full) return Promise.reject(new AppError('settings.unwritable', { errno: 'ENOSPC' }));
      file.content = structuredClone(value);
      return Promise.resolve();
    },
    async update(change) {
      const next = change(structuredClone(file.content));
      await file.write(next);
      return next;
    },
  };
  return file;
}
