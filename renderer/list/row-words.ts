/** A row in words: what stands under the name, and what a screen reader says. */
import type { Colleague } from '../../electron/contract/presence.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';

export interface RowWords {
  /** `On a call · 4 min`; a stale row says how old it is instead. */
  readonly state: string;
  /** Name, number and state. */
  readonly accessibleName: string;
}

/** The device's own word where the state is none that we know. */
export function stateWord(t: Translate, person: Colleague): string {
  const raw = person.rawStatus.trim();
  return person.state === 'unknown' && raw !== '' ? raw : t(`presence.${person.state}`);
}

export function rowWords(
  t: Translate,
  times: TimeWords,
  person: Colleague,
  staleSince: number | null,
  now: number,
): RowWords {
  const state = describe(t, times, person, staleSince, now);
  const params = { name: person.name.trim(), number: person.number, state };
  return { state, accessibleName: t(params.name === '' ? 'row.nameless' : 'row.name', params) };
}

function describe(
  t: Translate,
  times: TimeWords,
  person: Colleague,
  staleSince: number | null,
  now: number,
): string {
  const state = stateWord(t, person);
  if (staleSince !== null) return t('row.stateWas', { state, ago: times.ago(staleSince, now) });
  const since = times.since(person.since, now, !person.sinceExact);
  return since === '' ? state : t('row.stateSince', { state, since });
}
