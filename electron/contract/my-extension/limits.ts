/** Limits for what the user types. They don't apply to what the device reported, which may always be shown, kept and sent back. */

import { dialledNumber, type Dialling } from './dialling.ts';
import { forwardSettings, monitorModes, type AnySetting, type ForwardSetting } from './setting-facts.ts';
import type { ForwardDestination, SettingChange, ReportedSettings } from './settings.ts';

export interface TextLimit {
  readonly kind: 'text';
  readonly characters: 'digits' | 'letters-digits' | 'person-name' | 'password' | 'email';
  readonly mayBeBlank: boolean;
  /** Characters, not bytes; a blank value is judged by `mayBeBlank` alone. */
  readonly minLength?: number;
  readonly maxLength?: number;
}
export interface RangeLimit {
  readonly kind: 'range';
  readonly min: number;
  readonly max: number;
}
export interface OptionLimit {
  readonly kind: 'option';
  readonly options: readonly (string | number)[];
}
export type Limit = TextLimit | RangeLimit | OptionLimit;

const text = (
  characters: TextLimit['characters'],
  mayBeBlank: boolean,
  more: Pick<TextLimit, 'minLength' | 'maxLength'> = {},
): TextLimit => ({ kind: 'text', characters, mayBeBlank, ...more });

/**
 * Every value of `extension/update` that can be typed or chosen. Sources: the extension API document, "Configure an Individual
 * Extension", and the PBX notes, "Values of extension/update that our document leaves blank". Where they are silent or differ:
 * - `forwardNoAnswer.prefix`: 15 digits in the document, 7 in the notes. We accept what either allows; the device decides.
 * - `name`: the document says "letters and digits", yet its own sample has a space, and devices have hyphens. We refuse what
 *   the vendor's import guide forbids.
 * - E-mail: neither limits its form; we require one `@` and no space.
 * - Voicemail PIN: a blank one would leave the box open, so it is refused.
 */
export const limits = {
  name: text('person-name', true, { maxLength: 31 }),
  email: text('email', true),
  agentId: text('letters-digits', true),
  callerId: text('letters-digits', true, { maxLength: 31 }),
  registerName: text('letters-digits', false, { maxLength: 31 }),
  maxRegistrations: { kind: 'range', min: 1, max: 5 },
  maxDuration: {
    kind: 'option',
    options: ['follow-system', 'unlimited', 60, 300, 600, 900, 1800, 3600, 6000],
  },
  ringTime: { kind: 'option', options: [15, 30, 60, 120, 300] },
  'mobile.number': text('digits', true, { maxLength: 31 }),
  'mobile.prefix': text('digits', true, { maxLength: 7 }),
  'voicemail.byEmail': { kind: 'option', options: ['on', 'off'] },
  'monitoring.mode': { kind: 'option', options: [...monitorModes] },
  'forward.extension': text('digits', false),
  'forward.number': text('digits', false, { maxLength: 15 }),
  'forward.prefix': text('digits', true, { maxLength: 7 }),
  'forwardNoAnswer.prefix': text('digits', true, { maxLength: 15 }),
  voicemailPin: text('digits', false, { maxLength: 63 }),
  registerPassword: text('password', false, { maxLength: 31 }),
  loginPassword: text('password', false, { minLength: 6, maxLength: 63 }),
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof limits;

export const limitRules = [
  'blank',
  'too-short',
  'too-long',
  'digits',
  'letters-digits',
  /** One of the characters that the device does not take in a name. */
  'name-character',
  'email',
  /** `;`, `&`, `"`, `'`, `\`, `<`, `>`, a backquote, `|` or a space in a password */
  'forbidden-character',
  'range',
  'option',
  /** A leading `+`, but it isn't known what to dial for it. */
  'plus',
  /** Forwarding to my mobile, but no number is set. */
  'no-mobile',
  /** A word from newer firmware, which is kept but can't be chosen. */
  'not-writable',
] as const;
export type LimitRule = (typeof limitRules)[number];

/** What is wrong with a value; never the value itself. `part` says where in a value of several parts. */
export interface LimitViolation {
  readonly setting: AnySetting;
  readonly part: 'number' | 'prefix' | 'extension' | 'destination' | null;
  readonly rule: LimitRule;
  /** The limit that was exceeded, or the options, comma-separated; absent if there is none. */
  readonly limit?: string | number;
}

type BrokenLimit = Pick<LimitViolation, 'rule' | 'limit'>;

const characterChecks: Record<TextLimit['characters'], readonly [RegExp, LimitRule]> = {
  digits: [/^[0-9]*$/, 'digits'],
  'letters-digits': [/^[A-Za-z0-9]*$/, 'letters-digits'],
  // oxlint-disable-next-line no-control-regex -- the device's parser should never see one
  'person-name': [/^[^!%.@:;&"'\\<>`$\u0000-\u001f\u007f]*$/, 'name-character'],
  // oxlint-disable-next-line no-control-regex -- the device's parser should never see one either
  password: [/^[^;&"'\\<>`|\s\u0000-\u001f\u007f]*$/, 'forbidden-character'],
  email: [/^[^\s@]+@[^\s@]+$/, 'email'],
};

/** Checks one typed value or part; `undefined` when it may be sent. */
export function checkLimit(name: LimitName, value: string | number): BrokenLimit | undefined {
  const limit: Limit = limits[name];
  switch (limit.kind) {
    case 'text':
      return checkText(limit, String(value));
    case 'range':
      return typeof value === 'number' && value >= limit.min && value <= limit.max
        ? undefined
        : { rule: 'range', limit: `${limit.min}–${limit.max}` };
    case 'option':
      return limit.options.includes(value) ? undefined : { rule: 'option', limit: limit.options.join(', ') };
  }
}

function checkText(limit: TextLimit, value: string): BrokenLimit | undefined {
  const length = Array.from(value).length;
  if (length === 0) return limit.mayBeBlank ? undefined : { rule: 'blank' };
  if (limit.maxLength !== undefined && length > limit.maxLength)
    return { rule: 'too-long', limit: limit.maxLength };
  if (limit.minLength !== undefined && length < limit.minLength)
    return { rule: 'too-short', limit: limit.minLength };
  const [pattern, rule] = characterChecks[limit.characters];
  return pattern.test(value) ? undefined : { rule };
}

export interface LimitContext {
  readonly dialling: Dialling;
  /** As the device last reported it; this value may always be kept. */
  readonly current: ReportedSettings;
  /** My mobile number after the change; null if unknown, and the device decides. */
  readonly mobileNumber: string | null;
}

/** Checks a change that a person made; `undefined` when it may be sent. Numbers may be written as people write them. */
export function checkChange(change: SettingChange, context: LimitContext): LimitViolation | undefined {
  const { setting } = change;
  const { current } = context;
  const found = (part: LimitViolation['part'], broken: BrokenLimit | undefined): LimitViolation | undefined =>
    broken && { setting, part, ...broken };
  switch (change.setting) {
    case 'doNotDisturb':
    case 'outboundRestricted':
      return undefined;
    case 'forwardAll':
    case 'forwardNoAnswer':
    case 'forwardBusy':
      return checkRule(change.setting, change.value, context);
    case 'voicemail': {
      const { byEmail } = change.value;
      if (byEmail === null || byEmail === current.voicemail?.byEmail) return undefined;
      return found(null, checkLimit('voicemail.byEmail', byEmail));
    }
    case 'monitoring': {
      const { mode } = change.value;
      if (mode === null || mode === current.monitoring?.mode) return undefined;
      return found(null, checkLimit('monitoring.mode', mode));
    }
    case 'mobile': {
      const { number, prefix, usedAsExtension } = change.value;
      const usedBlank = usedAsExtension === true && number === '';
      if (usedBlank && current.mobile?.usedAsExtension !== true) return found('number', { rule: 'blank' });
      return (
        (number === null || number === current.mobile?.number
          ? undefined
          : found('number', checkDialled('mobile.number', number, context.dialling))) ??
        (prefix === null || prefix === current.mobile?.prefix
          ? undefined
          : found('prefix', checkLimit('mobile.prefix', prefix)))
      );
    }
    default:
      return change.value === current[change.setting]
        ? undefined
        : found(null, checkLimit(change.setting, change.value));
  }
}

function checkRule(
  setting: ForwardSetting,
  { on, destination }: Extract<SettingChange, { setting: ForwardSetting }>['value'],
  { dialling, current, mobileNumber }: LimitContext,
): LimitViolation | undefined {
  if (destination === null) return on ? { setting, part: 'destination', rule: 'blank' } : undefined;
  const found = (part: LimitViolation['part'], broken: BrokenLimit | undefined): LimitViolation | undefined =>
    broken && { setting, part, ...broken };
  const told = reportedDestinations(current);
  const prefixLimit = setting === 'forwardNoAnswer' ? 'forwardNoAnswer.prefix' : 'forward.prefix';
  const prefix = (value: string) =>
    told.some((one) => 'prefix' in one && one.prefix === value)
      ? undefined
      : found('prefix', checkLimit(prefixLimit, value));
  switch (destination.kind) {
    case 'voicemail':
      return undefined;
    case 'extension':
      return told.some((one) => one.kind === 'extension' && one.extension === destination.extension)
        ? undefined
        : found('extension', checkLimit('forward.extension', destination.extension));
    case 'mobile':
      if (on && mobileNumber === '') return found('destination', { rule: 'no-mobile' });
      return prefix(destination.prefix);
    case 'number':
      if (told.some((one) => one.kind === 'number' && one.number === destination.number))
        return prefix(destination.prefix);
      return (
        found('number', checkDialled('forward.number', destination.number, dialling)) ??
        prefix(destination.prefix)
      );
    case 'other':
      return current[setting]?.on === on && sameRaw(current[setting].destination, destination)
        ? undefined
        : found('destination', { rule: 'not-writable' });
  }
}

function sameRaw(one: ForwardDestination | null | undefined, other: ForwardDestination): boolean {
  return one?.kind === 'other' && other.kind === 'other' && one.raw === other.raw;
}

function reportedDestinations(current: ReportedSettings): readonly ForwardDestination[] {
  return forwardSettings.flatMap((setting) => current[setting]?.destination ?? []);
}

/** Checks the digits that will be dialled for a number as people write it. */
export function checkDialled(
  name: 'mobile.number' | 'forward.number',
  typed: string,
  dialling: Dialling,
): BrokenLimit | undefined {
  const { dialled, rule } = dialledNumber(typed, dialling);
  return rule === null ? checkLimit(name, dialled) : { rule };
}
