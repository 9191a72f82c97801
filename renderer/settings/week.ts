/** The week as the calendars of a region have it. */

/** The seven days, 0 for Sunday, from the first of the week. */
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
