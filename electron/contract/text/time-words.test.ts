/** Times as the system's region writes them, whatever language the words have. */
import { expect, test } from 'vitest';
import { createTimeWords } from './time-words.ts';
import { createTranslate, languageFor } from './translate.ts';

const NOW = new Date(2026, 10, 24, 18, 5).getTime();
const MINUTE = 60_000;
const wordsIn = (locale: string) => createTimeWords(createTranslate(languageFor(locale)), locale);

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

test.for([
  ['en-US', '6:05 PM', 'tomorrow 8:00 AM'],
  ['en-GB', '18:05', 'tomorrow 08:00'],
  ['en-SE', '18:05', 'tomorrow 08:00'],
  ['en-FR', '18:05', 'tomorrow 08:00'],
  ['de-AT', '18:05', 'morgen 08:00'],
] as const)('%s writes %s and %s', ([locale, clock, tomorrow]) => {
  const words = wordsIn(locale);
  expect(plain(words.moment(NOW, NOW))).toBe(clock);
  expect(plain(words.coming(new Date(2026, 10, 25, 8).getTime(), NOW))).toBe(tomorrow);
});

test('a duration is given in minutes up to an hour, then by the clock', () => {
  const words = wordsIn('en-GB');
  expect(plain(words.since(NOW - 20_000, NOW, false))).toBe('just now');
  expect(plain(words.since(NOW - 4 * MINUTE, NOW, false))).toBe('4 min');
  expect(plain(words.since(NOW - 4 * MINUTE, NOW, true))).toBe('4+ min');
  expect(plain(words.since(NOW - 75 * MINUTE, NOW, false))).toBe('since 16:50');
});

test.for(['en-US', 'en-GB', 'de-DE', 'de-AT'])('no time of %s breaks at the end of a line', (locale) => {
  const words = wordsIn(locale);
  const DAY = 24 * 60 * MINUTE;
  const times = [
    ...[0, MINUTE, DAY, 3 * DAY, 30 * DAY].flatMap((away) => [
      words.since(NOW - away, NOW, false),
      words.since(NOW - away - MINUTE, NOW, true),
      words.ago(NOW - away, NOW),
      words.until(NOW + away, NOW),
      words.moment(NOW - away, NOW),
      words.coming(NOW + away, NOW),
    ]),
    words.clock(NOW),
    words.date(NOW),
    words.dayName(NOW),
    words.ofDay(510),
  ];
  expect(times.filter((time) => time.includes(' '))).toEqual([]);
});

test('a time on the night of a clock change still belongs to the next day', () => {
  const words = wordsIn('en-GB');
  const saturday = new Date(2026, 9, 24, 23, 30).getTime();
  expect(plain(words.coming(new Date(2026, 9, 25, 23, 0).getTime(), saturday))).toBe('tomorrow 23:00');
});
