/** What the panel says above the list about the own extension; the page of its settings has the rest. */

import type { OwnExtension } from '../../contract/own-extension.ts';
import type { NoticeCode } from '../../contract/snapshot.ts';
import type { Notices } from '../snapshot/notices.ts';

export interface OwnFacts extends Pick<OwnExtension, 'timed' | 'foreign' | 'reminder'> {
  /** Nobody knows yet what came of a save that the last run of the program began. */
  readonly interrupted: boolean;
}

/** `null`: there is no own extension, and nothing to say. */
export function noteOwn(notices: Pick<Notices, 'set'>, facts: OwnFacts | null): void {
  const holds: readonly (readonly [NoticeCode, boolean])[] = [
    ['save-interrupted', facts?.interrupted === true],
    ['changed-elsewhere', facts !== null && facts.foreign !== null],
    ['timed-asks', facts?.timed.some(({ state }) => state === 'asks') === true],
    ['forgotten-dnd', facts?.reminder?.kind === 'do-not-disturb'],
    ['forgotten-forward', facts?.reminder?.kind === 'forward-always'],
  ];
  for (const [code, isSo] of holds)
    notices.set(code, isSo ? { code, detail: {}, dismissible: true } : undefined);
}
