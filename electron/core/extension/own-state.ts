/** What is known of the own extension in this run, shared by the parts that read it, change it and show it. */

import type { Failure } from '../../contract/failure.ts';
import type { OwnSave } from '../../contract/own-extension.ts';
import type { OwnChanges, OwnValues } from '../../contract/own-fields.ts';
import { AppError } from '../app-error.ts';
import type { OwnReading } from './judge.ts';
import type { SecretChanges } from './own-update.ts';

export interface OwnState {
  reading: OwnReading | null;
  /** What was told last of each field; an answer may leave out what the one before told. */
  lastTold: OwnChanges;
  isReading: boolean;
  readFailure: Failure | null;
  save: OwnSave;
  /** Drafted secrets: here and nowhere else. */
  secrets: SecretChanges;
  /** What undo would set secrets back to. */
  undoSecrets: SecretChanges;
}

export function freshState(): OwnState {
  return {
    reading: null,
    lastTold: {},
    isReading: false,
    readFailure: null,
    save: { kind: 'idle' },
    secrets: {},
    undoSecrets: {},
  };
}

/** @throws AppError `extension.unread` before the first reading */
export function storedNow(state: OwnState): OwnValues {
  if (state.reading === null) throw new AppError('extension.unread');
  return state.reading.values;
}
