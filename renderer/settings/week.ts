/** The week as the calendars of a region have it. */

/** The seven days, 0 for Sunday, from the first of the week. */
export function weekOf(locale: string): number[] {
  const first = firstDay(new Intl.Locale(locale));
  return Array.from({ length: 7 }, (_, i) => (first + i) % 7);
}

/** Not yet in TypeScript's library or every browser; the fallback is Monday. */
interface WithWeek {
  getWeekInfo(): { readonly firstDay: number };
}

function firstDay(locale: Intl.Locale): number {
  return hasWeek(locale) ? locale.getWeekInfo().firstDay % 7 : 1;
}

function hasWeek(locale: object): locale is WithWeek {
  return 'getWeekInfo' in locale;
}
