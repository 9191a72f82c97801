/** What this run has seen of each extension since midnight: in memory only, gone the next day. */

import type { PresenceChange } from '../../contract/presence.ts';
import type { ChangeToday } from '../../contract/requests.ts';
import type { Clock } from '../ports.ts';

export interface ChangesToday {
  addChanges(changes: readonly PresenceChange[]): void;
  /** Newest first, at most 20. */
  of(number: string): readonly ChangeToday[];
  /** Another PBX: the same numbers belong to other people. */
  forget(): void;
}

const keptForEach = 20;

export function createChangesToday(clock: Pick<Clock, 'now'>): ChangesToday {
  const seen = new Map<string, readonly ChangeToday[]>();
  let day = '';

  function startNewDay(): void {
    const now = new Date(clock.now()).toDateString();
    if (now === day) return;
    day = now;
    seen.clear();
  }

  return {
    addChanges(changes) {
      startNewDay();
      for (const { number, at, from, to } of changes) {
        const change: ChangeToday = { at, ...(from && { from }), ...(to && { to }) };
        seen.set(number, [change, ...(seen.get(number) ?? [])].slice(0, keptForEach));
      }
    },
    of(number) {
      startNewDay();
      return seen.get(number) ?? [];
    },
    forget() {
      seen.clear();
    },
  };
}
