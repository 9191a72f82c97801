/** For how long, in words: `1 hour`, `Until 17:00`, `Until tomorrow 8:00`. */
import { endOfDuration } from '../../electron/contract/durations.ts';
import type { DurationChoice } from '../../electron/contract/durations.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';

interface Wording {
  readonly t: Translate;
  readonly times: TimeWords;
}

/** `now` in ms since the epoch. */
export function durationWords(choice: DurationChoice, now: number, { t, times }: Wording): string {
  const end = new Date(endOfDuration(choice, now));
  return t(`myExtension.until.${choice}`, { time: times.ofDay(end.getHours() * 60 + end.getMinutes()) });
}
