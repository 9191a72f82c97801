/** Times in words: relative up to an hour, then clock times, then days. */
import type { Translate } from './translate.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = {
  clock: { timeStyle: 'short' },
  weekday: { weekday: 'short', hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  full: { dateStyle: 'long' },
  dayAndTime: { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  dayName: { weekday: 'short', day: 'numeric', month: 'short' },
  weekdayLong: { weekday: 'long' },
  weekdayShort: { weekday: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
type FormatName = keyof typeof formats;

/** A formatter costs more than what it formats, so each is made once, when it's first used. */
const formattersByLocale = new Map<string, Map<FormatName, Intl.DateTimeFormat>>();

function formatterFor(locale: string, name: FormatName): Intl.DateTimeFormat {
  const formatters = formattersByLocale.get(locale) ?? new Map<FormatName, Intl.DateTimeFormat>();
  formattersByLocale.set(locale, formatters);
  const formatter = formatters.get(name) ?? new Intl.DateTimeFormat(locale, formats[name]);
  formatters.set(name, formatter);
  return formatter;
}

/** How a language says since when; times in ms since the epoch. */
export interface TimeWords {
  /** `4 min`, `since 09:12`, `since Mon 09:12`, `since 3 Nov`; with `atLeast` it may be longer: `4+ min`, `since before 09:12`. */
  since(start: number, now: number, atLeast: boolean): string;
  /** `14 s ago`, `4 min ago`, `at 09:12`. */
  ago(at: number, now: number): string;
  /** `8 s`, `3 min`: how long until then, never below one second. */
  until(at: number, now: number): string;
  /** `9:41`: minutes and seconds left. */
  countdown(at: number, now: number): string;
  /** `09:12`, `Mon 09:12`, `3 Nov`: as exact as its age asks for. */
  moment(at: number, now: number): string;
  /** `09:12` */
  clock(at: number): string;
  /** `12 November 2026` */
  date(at: number): string;
  /** `18:00`, `tomorrow 08:00`, `Wed 08:00`, `3 Dec 08:00`: a time that is still to come. */
  coming(at: number, now: number): string;
  /** `08:30` of minutes since midnight. */
  ofDay(minutes: number): string;
  /** `Fri 27 Nov`: a day that is still to come. */
  dayName(at: number): string;
  /** `Monday`, `Mon`; 0 is Sunday. */
  weekday(day: number, length: 'long' | 'short'): string;
}

/** A time that breaks in two is read as two. */
const keepTogether = (time: string): string => time.replaceAll(' ', '\u00A0');

/** No time, date or length breaks within itself at the end of a line. */
export function createTimeWords(translate: Translate, locale: string): TimeWords {
  const t: Translate = (key, values) => keepTogether(translate(key, values));
  const write = (name: FormatName, at: number | Date): string =>
    keepTogether(formatterFor(locale, name).format(at));
  const moment = (at: number, now: number) => {
    const format = daysBetween(at, now) === 0 ? 'clock' : now - at < 6 * DAY_MS ? 'weekday' : 'day';
    return write(format, at);
  };
  return {
    moment,
    since(start, now, atLeast) {
      const elapsed = Math.max(0, now - start);
      if (elapsed < MINUTE_MS) return atLeast ? '' : t('time.justNow');
      if (elapsed < HOUR_MS) {
        const time = t('time.minutes', { count: Math.floor(elapsed / MINUTE_MS) });
        return atLeast ? time.replace(/\d+/, '$&+') : time;
      }
      const time = moment(start, now);
      return atLeast ? t('time.sinceBefore', { time }) : t('time.since', { time });
    },
    ago(at, now) {
      const elapsed = Math.max(0, now - at);
      if (elapsed >= HOUR_MS) return t('time.at', { time: moment(at, now) });
      const time =
        elapsed < MINUTE_MS
          ? t('time.seconds', { count: Math.floor(elapsed / 1000) })
          : t('time.minutes', { count: Math.floor(elapsed / MINUTE_MS) });
      return t('time.ago', { time });
    },
    until(at, now) {
      const left = Math.max(1000, at - now);
      return left < MINUTE_MS
        ? t('time.seconds', { count: Math.ceil(left / 1000) })
        : t('time.minutes', { count: Math.ceil(left / MINUTE_MS) });
    },
    countdown(at, now) {
      const seconds = Math.max(0, Math.ceil((at - now) / 1000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
    clock: (at) => write('clock', at),
    date: (at) => write('full', at),
    coming(at, now) {
      const days = daysBetween(now, at);
      if (days === 0) return write('clock', at);
      if (days === 1) return t('time.tomorrow', { time: write('clock', at) });
      return write(at - now < 6 * DAY_MS ? 'weekday' : 'dayAndTime', at);
    },
    ofDay: (minutes) => write('clock', new Date(2000, 0, 1, 0, minutes)),
    dayName: (at) => write('dayName', at),
    // The second of January 2000 was a Sunday.
    weekday: (day, length) =>
      write(length === 'long' ? 'weekdayLong' : 'weekdayShort', new Date(2000, 0, 2 + day)),
  };
}

/** Midnights that lie between, in local time. */
function daysBetween(from: number, to: number): number {
  const midnightOf = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnightOf(to) - midnightOf(from)) / DAY_MS);
}
