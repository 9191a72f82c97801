/** When a change for a while may end: the few moments that people mean most. */

export type UntilKind = 'half-hour' | 'hour' | 'evening' | 'tomorrow' | 'monday';
export interface UntilChoice {
  readonly kind: UntilKind;
  /** ms since the epoch */
  readonly at: number;
}

const MINUTE_MS = 60_000;
const EVENING_HOUR = 17;
const MORNING_HOUR = 8;
const MONDAY = 1;
/** Closer than this, "until 17:00" is the half hour again. */
const LEAST_AHEAD_MS = 45 * MINUTE_MS;

/** In order of time; `now` in ms since the epoch, hours are this computer's. */
export function untilChoices(now: number): UntilChoice[] {
  const at = (days: number, hour: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(hour, 0, 0, 0);
    return day.getTime();
  };
  const choices: UntilChoice[] = [
    { kind: 'half-hour', at: wholeMinute(now + 30 * MINUTE_MS) },
    { kind: 'hour', at: wholeMinute(now + 60 * MINUTE_MS) },
  ];
  const evening = at(0, EVENING_HOUR);
  if (evening - now > LEAST_AHEAD_MS) choices.push({ kind: 'evening', at: evening });
  choices.push({ kind: 'tomorrow', at: at(1, MORNING_HOUR) });
  const daysToMonday = (MONDAY - new Date(now).getDay() + 7) % 7;
  // On Sundays tomorrow is Monday; in the middle of a week Monday is nobody's first thought.
  if (daysToMonday === 2 || daysToMonday === 3) {
    choices.push({ kind: 'monday', at: at(daysToMonday, MORNING_HOUR) });
  }
  return choices.sort((a, b) => a.at - b.at);
}

/** So that the time that is shown is the time that is meant. */
function wholeMinute(ms: number): number {
  return Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
}

/** For `<input type="datetime-local">`: `2026-11-24T10:15`, this computer's time. */
export function localInput(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
