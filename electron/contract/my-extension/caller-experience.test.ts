/**
 * What a caller experiences, over the whole decision table: calls are played through by rules written down here once more,
 * and what the English sentence claims, read back out of its words, must be what happened.
 */

import { describe, expect, it } from 'vitest';
import { callerExperience } from './caller-experience.ts';
import type { ForwardSetting } from './setting-facts.ts';
import type { ForwardDestination } from './settings.ts';
import { wholeSettings, type SettingsSketch } from './settings-sketch.fixture.ts';
import type { PresenceState } from '../presence.ts';
import { createTranslate } from '../text/translate.ts';
import { wordExperience } from './word-experience.ts';

const en = createTranslate('en');
const de = createTranslate('de');
const nameOf = (number: string): string => (number === '1003' ? 'Ina Tang' : '');

/** What happened to a call. `end` is where the caller is after nobody has answered; `undecided` where the rules do not say. */
interface Outcome {
  phone: boolean | 'undecided';
  mobile: boolean | 'undecided';
  seconds: number | null;
  end: string;
}
/** What a sentence says of it: nothing where a key is missing. */
type Claims = Partial<Outcome> & { whileBusy?: string };

const destinations: readonly (ForwardDestination | null)[] = [
  null,
  { kind: 'voicemail' },
  { kind: 'extension', extension: '1003' },
  { kind: 'extension', extension: '1007' },
  { kind: 'extension', extension: '1002' },
  { kind: 'mobile', prefix: '9' },
  { kind: 'number', number: '5551234', prefix: '' },
  { kind: 'other', raw: 'IVR 6500' },
];
type Rule = readonly [boolean | null, ForwardDestination | null];
const rules: readonly Rule[] = [
  [null, { kind: 'voicemail' }],
  [false, { kind: 'voicemail' }],
  ...destinations.map((destination): Rule => [true, destination]),
];
const threeWay = [true, false, null] as const;
/** Mobility, ring simultaneously, mobile number. */
const mobiles: readonly (readonly [boolean | null, boolean | null, string | null])[] = [
  [true, true, '0171'],
  [true, false, '0171'],
  [true, true, ''],
  [null, true, '0171'],
  [true, true, null],
];
const states: readonly (PresenceState | undefined)[] = [
  undefined,
  'ringing',
  'on-call',
  'on-hold',
  'offline',
  'fault',
  'no-phone',
];

function* table(): Generator<SettingsSketch> {
  for (const doNotDisturb of threeWay)
    for (const voicemail of threeWay)
      for (const [mobileUsed, mobileRings, mobile] of mobiles)
        for (const always of rules)
          for (const noAnswer of rules)
            for (const busy of rules)
              yield {
                doNotDisturb,
                voicemail,
                mobileUsed,
                mobileRings,
                mobile,
                mobilePrefix: '',
                ringTime: voicemail === null ? null : mobile === '' ? 120 : 30,
                'forwardAll.on': always[0],
                'forwardAll.to': always[1],
                'forwardNoAnswer.on': noAnswer[0],
                'forwardNoAnswer.to': noAnswer[1],
                'forwardBusy.on': busy[0],
                'forwardBusy.to': busy[1],
              };
}

function where(settings: SettingsSketch, rule: ForwardSetting): string {
  const to = settings[`${rule}.to`];
  if (to === null) throw new Error('a completed table has destinations');
  if (to.kind === 'voicemail') return settings.voicemail === true ? 'voicemail' : 'dead voicemail';
  if (to.kind === 'mobile') return settings.mobile === '' ? 'dead mobile' : 'mobile';
  if (to.kind === 'extension') return to.extension;
  return to.kind === 'number' ? to.number : to.raw;
}

/** Plays one call through, step by step; every value is known. */
function play(settings: SettingsSketch, phone: 'here' | 'busy' | 'away'): Outcome {
  const outcome: Outcome = { phone: false, mobile: false, seconds: null, end: 'nobody' };
  if (settings['forwardAll.on'] === true) return { ...outcome, end: where(settings, 'forwardAll') };
  const busyEnd = settings['forwardBusy.on'] === true ? where(settings, 'forwardBusy') : null;
  if (settings.doNotDisturb === true) return { ...outcome, end: busyEnd ?? 'undecided' };
  // A second call may knock.
  if (phone === 'busy')
    return { phone: 'undecided', mobile: 'undecided', seconds: null, end: busyEnd ?? 'nobody' };
  outcome.phone = phone === 'here';
  outcome.mobile = settings.mobileUsed === true && settings.mobileRings === true && settings.mobile !== '';
  if (outcome.phone) outcome.seconds = settings.ringTime;
  if (settings['forwardNoAnswer.on'] === true) outcome.end = where(settings, 'forwardNoAnswer');
  return outcome;
}

/** Everything that the device may hold where it told nothing. */
function* completions(settings: SettingsSketch): Generator<SettingsSketch> {
  const possible: Partial<Record<keyof SettingsSketch, readonly unknown[]>> = {
    ringTime: [60],
    mobile: ['', '0171'],
    'forwardAll.to': [destinations[1], destinations[6]],
    'forwardNoAnswer.to': [destinations[1], destinations[6]],
    'forwardBusy.to': [destinations[1], destinations[6]],
  };
  const open = (Object.keys(settings) as (keyof SettingsSketch)[]).filter((key) => settings[key] === null);
  function* fill(
    from: SettingsSketch,
    [key, ...rest]: readonly (keyof SettingsSketch)[],
  ): Generator<SettingsSketch> {
    if (key === undefined) {
      yield from;
      return;
    }
    for (const value of possible[key] ?? [true, false]) yield* fill({ ...from, [key]: value }, rest);
  }
  yield* fill(settings, open);
}

const nouns: Readonly<Record<string, string>> = {
  voicemail: 'voicemail',
  'voicemail (turned off)': 'dead voicemail',
  'Ina Tang': '1003',
  'extension 1007': '1007',
  'your own extension again': '1002',
  'your mobile': 'mobile',
  'your mobile, but no number is set': 'dead mobile',
  '5551234': '5551234',
  '“IVR 6500”': 'IVR 6500',
};
function noun(words: string): string {
  const found = nouns[words];
  if (found === undefined) throw new Error(`not a destination: ${words}`);
  return found;
}

type Reader = readonly [RegExp, (words: Readonly<Record<string, string | undefined>>) => Claims];
const endOf = ({ to, ends }: Readonly<Record<string, string | undefined>>): Claims => ({
  ...(to !== undefined && { end: noun(to) }),
  ...(ends !== undefined && { end: 'nobody' }),
});
const then = String.raw`(?:, then (?:(?<ends>the call ends)|the call is forwarded|(?<to>.+?)))?`;
const away = String.raw`^(?:Your phone is offline|Your phone isn’t working|No phone is connected)`;
const readers: readonly Reader[] = [
  [/^We can’t tell how calls reach you: the phone system didn’t say\.$/, () => ({})],
  [/^All calls are forwarded\.$/, () => ({ phone: false, mobile: false })],
  [/^All calls go to (?<to>.+)\.$/, (words) => ({ phone: false, mobile: false, ...endOf(words) })],
  [/^Your phone won’t ring\.$/, () => ({ phone: false })],
  [/^Your phone won’t ring\. Callers go to (?<to>.+)\.$/, (words) => ({ phone: false, ...endOf(words) })],
  [/^You’re on a call\.(?: Other callers are forwarded\.)?$/, () => ({})],
  [/^You’re on a call\. Other callers go to (?<to>.+)\.$/, endOf],
  [/^You’re on a call\. Other callers (?<ends>hear a busy tone)\.$/, endOf],
  [new RegExp(String.raw`${away}(?:, so callers are forwarded)?\.$`), () => ({ phone: false })],
  [
    new RegExp(String.raw`${away}, so callers go to (?<to>.+)\.$`),
    (words) => ({ phone: false, mobile: false, ...endOf(words) }),
  ],
  [
    new RegExp(String.raw`${away}; unanswered calls (?:are forwarded|go to (?<to>.+))\.$`),
    (words) => ({ phone: false, ...endOf(words) }),
  ],
  [
    new RegExp(String.raw`${away}, so (?<ends>calls won’t be answered)\.$`),
    (words) => ({ phone: false, mobile: false, ...endOf(words) }),
  ],
  [
    new RegExp(String.raw`${away}, so only your mobile rings${then}\.$`),
    (words) => ({ phone: false, mobile: true, ...endOf(words) }),
  ],
  [
    new RegExp(
      String.raw`^Rings(?<both> here and on your mobile)?(?: for (?<n>\d+) (?<unit>s|min))?${then}` +
        String.raw`(?:\. If you’re on a call, straight to (?<same>.+?))?` +
        String.raw`(?:\. If you’re on a call, callers (?:are forwarded|go to (?<busyTo>.+)|(?<busyNot>hear a busy tone)))?\.$`,
    ),
    (words) => ({
      phone: true,
      ...(words['both'] !== undefined && { mobile: true }),
      ...(words['n'] !== undefined && { seconds: Number(words['n']) * (words['unit'] === 'min' ? 60 : 1) }),
      ...endOf(words),
      ...(words['same'] !== undefined && { whileBusy: noun(words['same']) }),
      ...(words['busyTo'] !== undefined && { whileBusy: noun(words['busyTo']) }),
      ...(words['busyNot'] !== undefined && { whileBusy: 'nobody' }),
    }),
  ],
];

function claimsOf(sentence: string): Claims {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(sentence);
    if (match !== null) return read(match.groups ?? {});
  }
  throw new Error(`no reader for: ${sentence}`);
}
/** Few sentences serve the whole table. */
interface Said {
  readonly english: string;
  readonly german: string;
  readonly claims: Claims;
}
const said = new Map<string, Said>();
function say(settings: SettingsSketch, state: PresenceState | undefined): Said {
  const experience = callerExperience(wholeSettings(settings), {
    number: '1002',
    nameOf,
    ...(state && { state }),
  });
  const key = JSON.stringify(experience);
  const before = said.get(key);
  if (before !== undefined) return before;
  const english = wordExperience(experience, en);
  const words = { english, german: wordExperience(experience, de), claims: claimsOf(english) };
  said.set(key, words);
  return words;
}

const phones: Readonly<Partial<Record<PresenceState, 'busy' | 'away'>>> = {
  'on-call': 'busy',
  'on-hold': 'busy',
  offline: 'away',
  fault: 'away',
  'no-phone': 'away',
};

/** The first thing that a sentence says although the call goes otherwise; undefined for a true sentence. */
function falseClaim(
  claims: Claims,
  settings: SettingsSketch,
  phone: 'here' | 'busy' | 'away',
): string | undefined {
  const now = play(settings, phone);
  const busy = play(settings, 'busy');
  for (const key of ['phone', 'mobile', 'seconds', 'end'] as const)
    if (claims[key] !== undefined && !isFitting(claims[key], now[key]))
      return `${key}: said ${String(claims[key])}, was ${String(now[key])}`;
  if (claims.whileBusy !== undefined && !isFitting(claims.whileBusy, busy.end))
    return `while busy: said ${claims.whileBusy}, was ${busy.end}`;
  return undefined;
}

/** "Goes to voicemail" holds also where nobody knows whether it is on. */
function isFitting(said: unknown, was: unknown): boolean {
  return said === was || (`dead ${String(said)}` === was && (said === 'voicemail' || said === 'mobile'));
}

describe('the whole decision table', () => {
  it('makes a true sentence of every combination, and leaves nothing out that is known', () => {
    let complete = 0;
    let rows = 0;
    for (const settings of table()) {
      const all = [...completions(settings)];
      for (const state of states) {
        rows += 1;
        const phone = (state && phones[state]) ?? 'here';
        const { english, claims } = say(settings, state);
        for (const completed of all) {
          const wrong = falseClaim(claims, completed, phone);
          if (wrong !== undefined)
            throw new Error(`${english}\n${wrong}\n${JSON.stringify({ state, completed }, null, 1)}`);
        }
        if (all.length > 1 || Object.values(settings).includes(null)) continue;
        complete += 1;
        const now = play(settings, phone);
        const told: Claims = {
          ...(now.phone !== 'undecided' && { phone: now.phone }),
          ...(now.end !== 'undecided' && { end: now.end }),
          ...(now.seconds !== null && { seconds: now.seconds }),
          ...(now.phone === true && { whileBusy: play(settings, 'busy').end }),
          ...(now.mobile === true && { mobile: true }),
        };
        const missing = Object.entries(told).filter(([key, value]) => claims[key as keyof Claims] !== value);
        if (missing.length > 0)
          throw new Error(`${english}\nleaves out ${JSON.stringify(missing)}\n${JSON.stringify(settings)}`);
      }
    }
    expect(rows).toBe(3 * 3 * 5 * rules.length ** 3 * states.length);
    expect(complete).toBeGreaterThan(40_000);
  });

  it('reads well in every language', () => {
    for (const settings of table()) for (const state of states) say(settings, state);
    const sentences = new Set([...said.values()].flatMap(({ english, german }) => [english, german]));
    expect(sentences.size).toBeGreaterThan(500);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\p{Lu}[^.]*\.( \p{Lu}[^.]*\.)?$/u);
      expect(sentence).not.toMatch(
        /(?<![\p{L}\p{N}])([\p{L}\p{N}]+) \1(?![\p{L}\p{N}])| {2}|[{}]|[,;] *[,;.]|undefined|null/u,
      );
      expect(sentence.length).toBeLessThan(220);
    }
  });
});

describe('a sentence', () => {
  const usual: SettingsSketch = {
    doNotDisturb: false,
    ringTime: 30,
    voicemail: true,
    mobile: '',
    mobilePrefix: '',
    mobileUsed: false,
    mobileRings: false,
    'forwardAll.on': false,
    'forwardAll.to': null,
    'forwardNoAnswer.on': true,
    'forwardNoAnswer.to': { kind: 'voicemail' },
    'forwardBusy.on': true,
    'forwardBusy.to': { kind: 'voicemail' },
  };
  const colleague = { kind: 'extension', extension: '1003' } as const;
  it.each<[Partial<SettingsSketch>, PresenceState | undefined, string, string]>([
    [
      {},
      undefined,
      'Rings for 30 s, then voicemail. If you’re on a call, straight to voicemail.',
      'Klingelt 30 s lang, danach an die Voicemail. Im Gespräch sofort an die Voicemail.',
    ],
    [
      { ringTime: 120, 'forwardBusy.to': colleague },
      'free',
      'Rings for 2 min, then voicemail. If you’re on a call, callers go to Ina Tang.',
      'Klingelt 2 min lang, danach an die Voicemail. Im Gespräch gehen Anrufe an Ina Tang.',
    ],
    [
      { mobileUsed: true, mobileRings: true, mobile: '0171', 'forwardNoAnswer.on': false },
      undefined,
      'Rings here and on your mobile for 30 s, then the call ends. If you’re on a call, callers go to voicemail.',
      'Klingelt 30 s lang hier und auf Ihrem Mobiltelefon, danach endet der Anruf. Im Gespräch gehen Anrufe an die Voicemail.',
    ],
    [
      { 'forwardAll.on': true, 'forwardAll.to': { kind: 'mobile', prefix: '' } },
      'offline',
      'All calls go to your mobile, but no number is set.',
      'Alle Anrufe gehen an Ihr Mobiltelefon, aber es fehlt die Nummer.',
    ],
    [
      { doNotDisturb: true },
      'on-call',
      'Your phone won’t ring. Callers go to voicemail.',
      'Ihr Telefon klingelt nicht. Anrufe gehen an die Voicemail.',
    ],
    [
      { voicemail: false },
      'offline',
      'Your phone is offline, so callers go to voicemail (turned off).',
      'Ihr Telefon ist offline, Anrufe gehen an die Voicemail (ausgeschaltet).',
    ],
    [
      { 'forwardNoAnswer.on': null, 'forwardBusy.on': null, ringTime: null },
      undefined,
      'Rings.',
      'Klingelt.',
    ],
  ])('of %o, phone %s', (changes, state, english, german) => {
    const experience = callerExperience(wholeSettings({ ...usual, ...changes }), {
      number: '1002',
      nameOf,
      ...(state && { state }),
    });
    expect([wordExperience(experience, en), wordExperience(experience, de)]).toEqual([english, german]);
  });
});
