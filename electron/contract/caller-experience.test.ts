/**
 * What a caller experiences, over the whole decision table: calls are played through by rules written down here once more,
 * and what the English sentence claims, read back out of its words, must be what happened.
 */

import { describe, expect, it } from 'vitest';
import { callerExperience, type CallSettings, type ForwardRuleName } from './caller-experience.ts';
import type { ForwardDestination } from './forward-limits.ts';
import type { PresenceState } from './presence.ts';
import { createTranslate } from './text/translate.ts';
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

function* table(): Generator<CallSettings> {
  for (const doNotDisturb of threeWay)
    for (const hasVoicemail of threeWay)
      for (const [mobilityEnabled, ringSimultaneously, mobile] of mobiles)
        for (const always of rules)
          for (const noAnswer of rules)
            for (const busy of rules)
              yield {
                doNotDisturb,
                hasVoicemail,
                mobilityEnabled,
                ringSimultaneously,
                mobile,
                ringTimeoutSeconds: hasVoicemail === null ? null : mobile === '' ? 120 : 30,
                'forward.always.enabled': always[0],
                'forward.always.destination': always[1],
                'forward.noAnswer.enabled': noAnswer[0],
                'forward.noAnswer.destination': noAnswer[1],
                'forward.busy.enabled': busy[0],
                'forward.busy.destination': busy[1],
              };
}

function where(settings: CallSettings, rule: ForwardRuleName): string {
  const to = settings[`forward.${rule}.destination`];
  if (to === null) throw new Error('a completed table has destinations');
  if (to.kind === 'voicemail') return settings.hasVoicemail === true ? 'voicemail' : 'dead voicemail';
  if (to.kind === 'mobile') return settings.mobile === '' ? 'dead mobile' : 'mobile';
  if (to.kind === 'extension') return to.extension;
  return to.kind === 'number' ? to.number : to.raw;
}

/** Plays one call through, step by step; every value is known. */
function play(settings: CallSettings, phone: 'here' | 'busy' | 'away'): Outcome {
  const outcome: Outcome = { phone: false, mobile: false, seconds: null, end: 'nobody' };
  if (settings['forward.always.enabled'] === true) return { ...outcome, end: where(settings, 'always') };
  const busyEnd = settings['forward.busy.enabled'] === true ? where(settings, 'busy') : null;
  if (settings.doNotDisturb === true) return { ...outcome, end: busyEnd ?? 'undecided' };
  // A second call may knock.
  if (phone === 'busy')
    return { phone: 'undecided', mobile: 'undecided', seconds: null, end: busyEnd ?? 'nobody' };
  outcome.phone = phone === 'here';
  outcome.mobile =
    settings.mobilityEnabled === true && settings.ringSimultaneously === true && settings.mobile !== '';
  if (outcome.phone) outcome.seconds = settings.ringTimeoutSeconds;
  if (settings['forward.noAnswer.enabled'] === true) outcome.end = where(settings, 'noAnswer');
  return outcome;
}

/** Everything that the device may hold where it told nothing. */
function* completions(settings: CallSettings): Generator<CallSettings> {
  const possible: Partial<Record<keyof CallSettings, readonly unknown[]>> = {
    ringTimeoutSeconds: [60],
    mobile: ['', '0171'],
    'forward.always.destination': [destinations[1], destinations[6]],
    'forward.noAnswer.destination': [destinations[1], destinations[6]],
    'forward.busy.destination': [destinations[1], destinations[6]],
  };
  const open = (Object.keys(settings) as (keyof CallSettings)[]).filter((key) => settings[key] === null);
  function* fill(
    from: CallSettings,
    [key, ...rest]: readonly (keyof CallSettings)[],
  ): Generator<CallSettings> {
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
  'voicemail, which is off': 'dead voicemail',
  'Ina Tang': '1003',
  'extension 1007': '1007',
  'your own extension again': '1002',
  'your mobile': 'mobile',
  'a mobile number that you have not set': 'dead mobile',
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
const away = String.raw`^(?:Your phone is offline|Your phone has a fault|No phone is connected)`;
const readers: readonly Reader[] = [
  [/^The PBX does not tell enough to say how calls reach you\.$/, () => ({})],
  [/^All calls are forwarded\.$/, () => ({ phone: false, mobile: false })],
  [/^All calls go to (?<to>.+)\.$/, (words) => ({ phone: false, mobile: false, ...endOf(words) })],
  [/^Your phone stays silent\.$/, () => ({ phone: false })],
  [
    /^Your phone stays silent, and callers go to (?<to>.+)\.$/,
    (words) => ({ phone: false, ...endOf(words) }),
  ],
  [/^You are on a call(?:, and further callers are forwarded)?\.$/, () => ({})],
  [/^You are on a call, and further callers go to (?<to>.+)\.$/, endOf],
  [/^You are on a call, and further (?<ends>calls are not forwarded)\.$/, endOf],
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
    new RegExp(String.raw`${away}, so (?<ends>nobody and nothing takes your calls)\.$`),
    (words) => ({ phone: false, mobile: false, ...endOf(words) }),
  ],
  [
    new RegExp(String.raw`${away}, so only your mobile rings${then}\.$`),
    (words) => ({ phone: false, mobile: true, ...endOf(words) }),
  ],
  [
    new RegExp(
      String.raw`^Rings here(?<both> and on your mobile)?(?: for (?<n>\d+) (?<unit>s|min))?${then}` +
        String.raw`(?<same>; at once while you are on a call)?` +
        String.raw`(?:; while you are on a call, (?:callers are forwarded|callers go to (?<busyTo>.+)|(?<busyNot>calls are not forwarded)))?\.$`,
    ),
    (words) => ({
      phone: true,
      ...(words['both'] !== undefined && { mobile: true }),
      ...(words['n'] !== undefined && { seconds: Number(words['n']) * (words['unit'] === 'min' ? 60 : 1) }),
      ...endOf(words),
      ...(words['same'] !== undefined && { whileBusy: noun(words['to'] ?? '') }),
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
function say(settings: CallSettings, state: PresenceState | undefined): Said {
  const experience = callerExperience(settings, { number: '1002', nameOf, ...(state && { state }) });
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
  settings: CallSettings,
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
      expect(sentence).toMatch(/^\p{Lu}[^.]*\.$/u);
      expect(sentence).not.toMatch(
        /(?<![\p{L}\p{N}])([\p{L}\p{N}]+) \1(?![\p{L}\p{N}])| {2}|[{}]|[,;] *[,;.]|undefined|null/u,
      );
      expect(sentence.length).toBeLessThan(220);
    }
  });
});

describe('a sentence', () => {
  const usual: CallSettings = {
    doNotDisturb: false,
    ringTimeoutSeconds: 30,
    hasVoicemail: true,
    mobile: '',
    mobilityEnabled: false,
    ringSimultaneously: false,
    'forward.always.enabled': false,
    'forward.always.destination': null,
    'forward.noAnswer.enabled': true,
    'forward.noAnswer.destination': { kind: 'voicemail' },
    'forward.busy.enabled': true,
    'forward.busy.destination': { kind: 'voicemail' },
  };
  const colleague = { kind: 'extension', extension: '1003' } as const;
  it.each<[Partial<CallSettings>, PresenceState | undefined, string, string]>([
    [
      {},
      undefined,
      'Rings here for 30 s, then voicemail; at once while you are on a call.',
      'Es klingelt hier 30 s lang, danach geht der Anruf an die Voicemail; während Sie sprechen, sofort.',
    ],
    [
      { ringTimeoutSeconds: 120, 'forward.busy.destination': colleague },
      'free',
      'Rings here for 2 min, then voicemail; while you are on a call, callers go to Ina Tang.',
      'Es klingelt hier 2 min lang, danach geht der Anruf an die Voicemail; während Sie sprechen, gehen Anrufe an Ina Tang.',
    ],
    [
      { mobilityEnabled: true, ringSimultaneously: true, mobile: '0171', 'forward.noAnswer.enabled': false },
      undefined,
      'Rings here and on your mobile for 30 s, then the call ends; while you are on a call, callers go to voicemail.',
      'Es klingelt hier und auf Ihrem Mobiltelefon 30 s lang, danach endet der Anruf; während Sie sprechen, gehen Anrufe an die Voicemail.',
    ],
    [
      { 'forward.always.enabled': true, 'forward.always.destination': { kind: 'mobile', prefix: '' } },
      'offline',
      'All calls go to a mobile number that you have not set.',
      'Alle Anrufe gehen an eine Mobilnummer, die nicht eingetragen ist.',
    ],
    [
      { doNotDisturb: true },
      'on-call',
      'Your phone stays silent, and callers go to voicemail.',
      'Ihr Telefon bleibt still, und Anrufe gehen an die Voicemail.',
    ],
    [
      { hasVoicemail: false },
      'offline',
      'Your phone is offline, so callers go to voicemail, which is off.',
      'Ihr Telefon ist offline, darum gehen Anrufe an die Voicemail, die ausgeschaltet ist.',
    ],
    [
      { 'forward.noAnswer.enabled': null, 'forward.busy.enabled': null, ringTimeoutSeconds: null },
      undefined,
      'Rings here.',
      'Es klingelt hier.',
    ],
  ])('of %o, phone %s', (changes, state, english, german) => {
    const experience = callerExperience(
      { ...usual, ...changes },
      { number: '1002', nameOf, ...(state && { state }) },
    );
    expect([wordExperience(experience, en), wordExperience(experience, de)]).toEqual([english, german]);
  });
});
