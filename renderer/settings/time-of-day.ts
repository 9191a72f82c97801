/** Times of day and the week, as the controls for quiet hours need them. */

/** `18:05` of minutes since midnight: what a time field takes, whatever the language. */
export function timeOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Minutes since midnight; null for a field that is not filled. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** The seven days (0 is Sunday) in the order that a locale's calendars have. */
export function weekOf(locale: string): number[] {
  const first = firstDay(new Intl.Locale(locale));
  return Array.from({ length: 7 }, (_, i) => (first + i) % 7);
}

/** Not in TypeScript's library yet, nor in every browser: Monday where it is missing. */
interface WithWeek {
  getWeekInfo(): { readonly firstDay: number };
}

function firstDay(locale: Intl.Locale): number {
  return hasWeek(locale) ? locale.getWeekInfo().firstDay % 7 : 1;
}

function hasWeek(locale: object): locale is WithWeek {
  return 'getWeekInfo' in locale;
}
