/** Checks every update before it is sent. The limits of single values are checked where people type, not here. */

import { AppError } from '../app-error.ts';
import type { ExtensionUpdate } from './extension-detail.ts';
import { forwardKinds } from './wire/extensions/forward.ts';

/** An empty or malformed number could mean someone else, or everyone. */
export function isExtensionNumber(number: string): boolean {
  return /^[0-9]{1,31}$/.test(number);
}

/**
 * @throws AppError `extension.invalid {field, rule}`: not a number, nothing to change, or a destination in a word of newer
 *   firmware, which would be sent without what belongs to it
 */
export function checkUpdate(update: ExtensionUpdate): void {
  const { extension, number, forward = {}, ...others } = update;
  if (!isExtensionNumber(extension)) throw invalid('extension', 'digits');
  if (number !== undefined && !isExtensionNumber(number)) throw invalid('number', 'digits');
  for (const kind of forwardKinds)
    if (forward[kind]?.destination?.kind === 'other') throw invalid(`forward.${kind}`, 'not-writable');
  const rules = forwardKinds.flatMap((kind) => [forward[kind]?.enabled, forward[kind]?.destination]);
  const changes: readonly unknown[] = [number, ...Object.values(others), ...rules];
  if (changes.every((value) => value === undefined)) throw invalid('extension', 'nothing-to-change');
}

function invalid(field: string, rule: string): AppError {
  return new AppError('extension.invalid', { field, rule });
}
