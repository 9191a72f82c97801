/** A row in words: what stands under the name, and what a screen reader says. */
import type { Colleague, PresenceState } from '../../electron/contract/presence.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
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

export function rowWords(
  t: Translate,
  times: TimeWords,
  person: Colleague,
  about: {
    readonly staleSince: number | null;
    /** When the whole list was last confirmed; the foot shows that already. */
    readonly confirmedAt: number | null;
    readonly favourite: boolean;
    readonly now: number;
  },
): RowWords {
  const { state, spoken } = describe(t, times, person, about);
  const name = labelOf(person);
  const params = { name, number: person.number, state: spoken };
  const nameless = name === person.number;
  const key = about.favourite
    ? nameless
      ? 'row.favouriteNameless'
      : 'row.favouriteName'
    : nameless
      ? 'row.nameless'
      : 'row.name';
  return { state, accessibleName: t(key, params) };
}

function describe(
  t: Translate,
  times: TimeWords,
  person: Colleague,
  { staleSince, confirmedAt, now }: Parameters<typeof rowWords>[3],
): { readonly state: string; readonly spoken: string } {
  if (staleSince !== null) {
    const was = t(`was.${person.state}`);
    const ago = staleSince === confirmedAt ? '' : times.ago(staleSince, now);
    const state = ago === '' ? was : t('row.stateWas', { state: was, ago });
    return { state, spoken: state };
  }
  const state = stateWord(t, person);
  const told = person.sinceExact || TIMED.includes(person.state);
  const since = told ? times.since(person.since, now, !person.sinceExact) : '';
  if (since === '') return { state, spoken: state };
  return { state: t('row.stateSince', { state, since }), spoken: t('row.spoken', { state, since }) };
}
