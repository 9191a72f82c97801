/** The limits of an extension's settings: one table, checked while somebody types and again before an update is sent. */

/** Characters that a setting may hold. */
export type Characters = 'digits' | 'letters-digits' | 'person-name' | 'password' | 'email';

export interface TextLimit {
  readonly kind: 'text';
  readonly characters: Characters;
  readonly mayBeBlank: boolean;
  /** Characters, not bytes; a blank value is judged by `mayBeBlank` alone. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Nothing but the length of such a value may appear in an error. */
  readonly secret?: true;
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
export interface SwitchLimit {
  readonly kind: 'switch';
}
export type Limit = TextLimit | RangeLimit | OptionLimit | SwitchLimit;

const text = (
  characters: Characters,
  mayBeBlank: boolean,
  more: Pick<TextLimit, 'minLength' | 'maxLength' | 'secret'> = {},
): TextLimit => ({ kind: 'text', characters, mayBeBlank, ...more });

const switched: SwitchLimit = { kind: 'switch' };
const forwardNumber = text('digits', false, { maxLength: 15 });
const shortPrefix = text('digits', true, { maxLength: 7 });

/**
 * Every parameter of `extension/update`, by its domain name. Sources: the extension API document, table of
 * "Configure an Individual Extension", and the PBX notes, "Values of extension/update that our document leaves blank".
 * Where one of them is silent, the other's limit holds. Where they contradict each other, decided 2026-11-24:
 * - `noAnswer.prefix`: 15 digits in the document, 7 in the notes. What either allows is accepted, because a device that
 *   takes longer ones would otherwise be barred by us, and one that does not says so itself.
 * - `name`: "letters and digits", yet the document's own sample is `Ina Tang`. Spaces are accepted, and letters of any script.
 * - A custom number's prefix: the document's "can't be blank" in `ntransferprefix` is the number's text; it may be blank.
 * Neither limits the form of an e-mail address; ours asks for one `@` and no space. A blank voicemail PIN would
 * leave the box open and is refused by us.
 */
export const extensionLimits = {
  extension: text('digits', false),
  number: text('digits', false),
  name: text('person-name', true, { maxLength: 31 }),
  callerId: text('letters-digits', true, { maxLength: 31 }),
  registerName: text('letters-digits', false, { maxLength: 31 }),
  registerPassword: text('password', false, { maxLength: 31, secret: true }),
  maxRegistrations: { kind: 'range', min: 1, max: 5 },
  loginPassword: text('password', false, { minLength: 6, maxLength: 63, secret: true }),
  email: text('email', true),
  mobile: text('digits', true, { maxLength: 31 }),
  hasVoicemail: switched,
  voicemailToEmail: { kind: 'option', options: ['on', 'off'] },
  voicemailPin: text('digits', false, { maxLength: 63, secret: true }),
  'forward.always.enabled': switched,
  'forward.always.extension': text('digits', false),
  'forward.always.number': forwardNumber,
  'forward.always.prefix': shortPrefix,
  'forward.noAnswer.enabled': switched,
  'forward.noAnswer.extension': text('digits', false),
  'forward.noAnswer.number': forwardNumber,
  'forward.noAnswer.prefix': text('digits', true, { maxLength: 15 }),
  'forward.busy.enabled': switched,
  'forward.busy.extension': text('digits', false),
  'forward.busy.number': forwardNumber,
  'forward.busy.prefix': shortPrefix,
  mobilityEnabled: switched,
  ringSimultaneously: switched,
  mobilePrefix: shortPrefix,
  allowMonitoring: switched,
  monitorMode: { kind: 'option', options: ['disabled', 'extensive', 'listen', 'whisper', 'barge-in'] },
  ringTimeoutSeconds: { kind: 'option', options: [15, 30, 60, 120, 300] },
  maxDuration: {
    kind: 'option',
    options: ['follow-system', 'unlimited', 60, 300, 600, 900, 1800, 3600, 6000],
  },
  doNotDisturb: switched,
  outboundRestricted: switched,
  agentId: text('letters-digits', true),
} as const satisfies Record<string, Limit>;

export type LimitedField = keyof typeof extensionLimits;

export type LimitRule =
  | 'blank'
  | 'too-short'
  | 'too-long'
  | 'digits'
  | 'letters-digits'
  | 'email'
  /** `;`, `&`, `"`, `'`, `\`, `<`, `>`, a backquote, `|` or a space in a password */
  | 'forbidden-character'
  | 'range'
  | 'option'
  /** Not a value of the field's type at all; `kind` says what came. */
  | 'type'
  /** Forwarding to the mobile number of an extension that has none. */
  | 'no-mobile'
  /** A word of newer firmware that we show but do not write. */
  | 'not-writable'
  /** An update without a change. */
  | 'nothing-to-change';

/** What is wrong with a value. Never holds the value itself. */
export type LimitViolation = {
  readonly field: string;
  readonly rule: LimitRule;
  /** The bound that was passed, or the options, comma-separated. */
  readonly limit?: number | string;
  /** The value's length in characters. */
  readonly length?: number;
  /** The value's JavaScript type, where the length says nothing. */
  readonly kind?: string;
};

const characterChecks: Record<Characters, readonly [RegExp, LimitRule]> = {
  digits: [/^[0-9]*$/, 'digits'],
  'letters-digits': [/^[A-Za-z0-9]*$/, 'letters-digits'],
  'person-name': [/^[\p{L}\p{M}\p{N} ]*$/u, 'letters-digits'],
  // eslint-disable-next-line no-control-regex -- the device's parser should never see one either
  password: [/^[^;&"'\\<>`|\s\u0000-\u001f\u007f]*$/, 'forbidden-character'],
  email: [/^[^\s@]+@[^\s@]+$/, 'email'],
};

function checkText(field: LimitedField, limit: TextLimit, value: string): LimitViolation | undefined {
  const length = Array.from(value).length;
  if (length === 0) return limit.mayBeBlank ? undefined : { field, rule: 'blank', length };
  if (limit.maxLength !== undefined && length > limit.maxLength)
    return { field, rule: 'too-long', limit: limit.maxLength, length };
  if (limit.minLength !== undefined && length < limit.minLength)
    return { field, rule: 'too-short', limit: limit.minLength, length };
  const [pattern, rule] = characterChecks[limit.characters];
  return pattern.test(value) ? undefined : { field, rule, length };
}

/** Checks one value; `undefined` when it may be sent. `maxDuration` is given as its word or its seconds. */
export function checkField(field: LimitedField, value: unknown): LimitViolation | undefined {
  const limit: Limit = extensionLimits[field];
  const wrongType: LimitViolation = { field, rule: 'type', kind: value === null ? 'null' : typeof value };
  switch (limit.kind) {
    case 'text':
      return typeof value === 'string' ? checkText(field, limit, value) : wrongType;
    case 'switch':
      return typeof value === 'boolean' ? undefined : wrongType;
    case 'range':
      if (typeof value !== 'number') return wrongType;
      return Number.isInteger(value) && value >= limit.min && value <= limit.max
        ? undefined
        : { field, rule: 'range', limit: `${String(limit.min)}-${String(limit.max)}`, kind: 'number' };
    case 'option':
      if (typeof value !== 'string' && typeof value !== 'number') return wrongType;
      return limit.options.includes(value)
        ? undefined
        : { field, rule: 'option', limit: limit.options.join(','), kind: typeof value };
  }
}
