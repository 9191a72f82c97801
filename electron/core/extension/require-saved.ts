/** Makes a refusal of whatever a save came to, unless it was done. */

import { AppError } from '../app-error.ts';
import type { SaveOutcome } from './saving.ts';

/** @throws AppError `extension.conflict {count}`, `extension.not-applied {count}`, or what the way to the PBX says */
export function requireSaved(outcome: SaveOutcome): void {
  switch (outcome.kind) {
    case 'saved':
      return;
    case 'conflict':
      throw new AppError('extension.conflict', { count: outcome.conflicts.length });
    case 'not-applied':
      throw new AppError('extension.not-applied', { count: outcome.fields.length });
    case 'failed':
    case 'unknown':
      throw new AppError(outcome.failure.code, outcome.failure.detail);
  }
}
