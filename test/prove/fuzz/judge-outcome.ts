/** What every fuzz target demands: a value or a known error, and never a secret in its words. */

import { isAppError } from '../../../electron/core/app-error.ts';

/** Stands for every secret: seeds carry it, so that mutations of it reach the subject. */
export const CANARY = 'canary-7f3a9c51';

/**
 * Runs the subject once. Throws when it fails with anything but an `AppError`, or when what it says about a failure
 * repeats the canary.
 * @returns what the subject returned; undefined when it refused
 */
export function returnOrRefuse<T>(subject: () => T): T | undefined {
  try {
    return subject();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const words = JSON.stringify([error.code, error.detail, error.message]);
    if (words.includes(CANARY)) throw new Error('a failure repeats a secret', { cause: error });
    return undefined;
  }
}

/** Throws when the sentence that a person would read repeats the canary. */
export function refuseSecret(words: string): void {
  if (words.includes(CANARY)) throw new Error('a message repeats a secret');
}
