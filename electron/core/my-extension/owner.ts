/** Whether a number is still mine: the administrator may renumber me and give my number to a new colleague. */

import type { ReportedSettings } from '../../contract/my-extension/settings.ts';
import { isOut, type Change } from './journal/change.ts';
import type { Bottom } from './journal/layers.ts';

/** What tells a person from another. */
const marks = ['name', 'registerName', 'email'] as const;

export type Owner = Pick<ReportedSettings, (typeof marks)[number]>;

/**
 * True where everything that tells people apart is another than before. A blank mark, or one that is just the number, as a fresh
 * extension has it, says nothing.
 * @param changes my own may have changed the marks as well
 */
export function isSomeoneElse(
  number: string,
  now: Owner,
  before: Bottom,
  changes: readonly Change[],
): boolean {
  const says = (value: unknown): boolean => value !== null && value !== '' && value !== number;
  const telling = marks.filter((mark) => says(before[mark] ?? null) && now[mark] !== null);
  const isSame = (mark: (typeof marks)[number]): boolean =>
    now[mark] === before[mark] ||
    changes.some((change) => isOut(change) && change.settings[mark]?.after === now[mark]);
  return telling.length > 0 && !telling.some(isSame);
}
