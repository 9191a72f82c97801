/** Whether a change can end by itself: its hour must be to come, and something must be known to bring back. */

import { AppError } from '../app-error.ts';
import type { Draft } from './draft.ts';
import { fieldsOf } from './own-values.ts';
import { restorable } from './undo.ts';

const longestMs = 366 * 86_400_000;

/** @throws AppError `extension.invalid {field, rule}`: `until` and `range`, or the first field and `untold` */
export function checkUntil(until: number, { base, value }: Draft, nowMs: number): void {
  if (until <= nowMs || until - nowMs > longestMs)
    throw new AppError('extension.invalid', { field: 'until', rule: 'range' });
  const [first] = fieldsOf(value);
  if (first !== undefined && fieldsOf(restorable(base, value)).length === 0)
    throw new AppError('extension.invalid', { field: first, rule: 'untold' });
}
