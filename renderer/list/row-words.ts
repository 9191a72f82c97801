/** A row in words: what stands under the name, and what a screen reader says. */
import type { Colleague, PresenceState } from '../../electron/contract/presence.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { Panel } from '../state/panel.svelte.ts';
import { labelOf } from '../state/row.svelte.ts';

export interface RowWords {
  /** `On a call · 4 min`; a stale row says how old it is instead. */
  readonly state: string;
  /** Name, number, state, and whether it's a favourite. */
  readonly accessibleName: string;
}

/** Their duration helps to decide when to try again, even if it's only a lower bound. */
const TIMED: readonly PresenceState[] = ['ringing', 'on-call', 'on-hold'];

/** With the device's own word where we don't know the state. */
export function stateWord(t: Translate, person: Colleague): string {
  const raw = person.rawStatus.trim();
  return person.state === 'unknown' && raw !== ''
    ? t('row.unknownState', { raw })
    : t(`presence.${person.state}`);
}

export function rowWords(person: Colleague, panel: Panel): RowWords {
  const { state, spoken } = stateWords(person, panel);
  const name = labelOf(person);
  const nameless = name === person.number;
  const key = panel.favourites.has(person.number)
    ? nameless
      ? 'row.favouriteNameless'
      : 'row.favouriteName'
    : nameless
      ? 'row.nameless'
      : 'row.name';
  return { state, accessibleName: panel.t(key, { name, number: person.number, state: spoken }) };
}

function stateWords(
  person: Colleague,
  { t, times, clock, freshness }: Panel,
): { readonly state: string; readonly spoken: string } {
  const staleSince = freshness.staleSince(person);
  if (staleSince !== null) {
    const was = t(`was.${person.state}`);
    // The foot shows when the whole list was last confirmed.
    const ago = staleSince === freshness.confirmedAt ? '' : times.ago(staleSince, clock.coarse);
    const state = ago === '' ? was : t('row.stateWas', { state: was, ago });
    return { state, spoken: state };
  }
  const state = stateWord(t, person);
  const told = person.sinceExact || TIMED.includes(person.state);
  const since = told ? times.since(person.since, clock.coarse, !person.sinceExact) : '';
  if (since === '') return { state, spoken: state };
  return { state: t('row.stateSince', { state, since }), spoken: t('row.spoken', { state, since }) };
}
