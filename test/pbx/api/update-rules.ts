/** What `extension/update` accepts: every parameter of the document's table with its limits, checked as a device would. */
import type { Device } from '../device.ts';
import type { ExtensionFields, FieldName } from './extension-fields.ts';
import { md5 } from '../secret-book.ts';

/** The value as the device stores it, or null when it is refused. */
type Rule = (value: string) => string | null;

const matching =
  (pattern: RegExp): Rule =>
  (value) =>
    pattern.test(value) ? value : null;

const digits = (most: number): Rule => matching(new RegExp(`^\\d{0,${String(most)}}$`));

const oneOf =
  (...choices: string[]): Rule =>
  (value) =>
    choices.includes(value) ? value : null;

const switched: Rule = (value) => oneOf('on', 'off')(value.toLowerCase());

/** None of the document's forbidden characters, no space, nothing unprintable. */
const passwordCharacters = /^[^\s;&"'\\<>`|\p{C}]*$/u;

const password =
  (least: number, most: number): Rule =>
  (value) =>
    passwordCharacters.test(value) && value.length >= least && value.length <= most ? value : null;

const destination = oneOf('Voicemail', 'Extension', 'Mobile Number', 'Custom Number');
const lettersAndDigits = matching(/^[A-Za-z0-9]{0,31}$/);

/** `language`, `status`, `type` and `port` are not in the document's table: an update that carries them is not refused for it. */
const rules: Partial<Record<FieldName, Rule>> = {
  extnumber: matching(/^\d{1,7}$/),
  // The document says letters and digits; its own samples have names with a space.
  username: matching(/^[\p{L}\p{M}\p{N} ]{0,31}$/u),
  callerid: lettersAndDigits,
  registername: (value) => (value === '' ? null : lettersAndDigits(value)),
  registerpassword: password(1, 31),
  maxregistrations: matching(/^[1-5]$/),
  loginpassword: (value) => (password(6, 63)(value) === null ? null : md5(value)),
  email: matching(/^$|^[^\s@,;]{1,64}@[^\s@,;]+\.[^\s@,;]+$/),
  mobile: digits(31),
  hasvoicemail: switched,
  enablevmtoemail: (value) => oneOf('on', 'off', 'custom')(value.toLowerCase()),
  vmsecret: digits(63),
  alwaysforward: switched,
  atransferto: destination,
  atransferext: digits(7),
  atransferprefix: digits(7),
  atransfernum: digits(15),
  noanswerforward: switched,
  ntransferto: destination,
  ntransferext: digits(7),
  // The document allows 15 digits for this prefix alone.
  ntransferprefix: digits(15),
  ntransfernum: digits(15),
  busyforward: switched,
  btransferto: destination,
  btransferext: digits(7),
  btransferprefix: digits(7),
  btransfernum: digits(15),
  enablemobile: switched,
  ringsimultaneous: switched,
  mobileprefix: digits(7),
  allowbeingmonitored: switched,
  monitormode: (value) =>
    value === 'Disable' ? 'Disabled' : oneOf('Disabled', 'Extensive', 'Listen', 'Whisper', 'Barge-in')(value),
  ringtimeout: oneOf('15', '30', '60', '120', '300'),
  maxduration: oneOf('Follow System', 'Unlimited', '60', '300', '600', '900', '1800', '3600', '6000'),
  dnd: switched,
  callrestriction: switched,
  agentid: lettersAndDigits,
};

/** Marked as always present in the document's table: when they travel, they may not be blank. */
const notBlank: readonly string[] = ['registerpassword', 'maxregistrations'];

const forwardingField = /^(alwaysforward|noanswerforward|busyforward|[anb]transfer(to|ext|prefix|num))$/;

const ruleOfLetter = [
  ['a', 'alwaysforward'],
  ['n', 'noanswerforward'],
  ['b', 'busyforward'],
] as const;

export type UpdateCheck = { changes: Partial<ExtensionFields> } | { errno: number };

/** Whether a rule has all that its destination needs. */
function hasDestination(letter: 'a' | 'n' | 'b', fields: ExtensionFields, device: Device): boolean {
  switch (fields[`${letter}transferto`]) {
    case 'Extension':
      return (
        device.has(fields[`${letter}transferext`]) && fields[`${letter}transferext`] !== fields.extnumber
      );
    case 'Custom Number':
      return fields[`${letter}transfernum`] !== '';
    case 'Mobile Number':
      return fields.mobile !== '';
    default:
      return true;
  }
}

/**
 * Checks the parameters of one update against the table and against the extension as it would be afterwards.
 * Parameters that the table does not know are ignored, as devices do. `refusesMixed` is the habit of the field
 * notes: a ring timeout or longest call that travels with forwarding fields is refused. `takesAnyValue`: devices hold values that
 * no table lists, and take them.
 */
export function checkUpdate(
  parameters: Readonly<Record<string, unknown>>,
  current: ExtensionFields,
  device: Device,
  refusesMixed: boolean,
  takesAnyValue = false,
): UpdateCheck {
  const changes: Partial<ExtensionFields> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const given = parameters[name];
    if (given === undefined) continue;
    if (typeof given !== 'string' && typeof given !== 'number') return { errno: 10017 };
    const value = String(given);
    if (value === '' && notBlank.includes(name)) return { errno: 10004 };
    const stored = rule(value) ?? (takesAnyValue ? value : null);
    if (stored === null) return { errno: 10017 };
    Object.assign(changes, { [name]: stored });
  }

  const names = Object.keys(changes);
  const isMixed =
    (names.includes('ringtimeout') || names.includes('maxduration')) &&
    names.some((name) => forwardingField.test(name));
  if (isMixed && refusesMixed) return { errno: 10017 };

  const after = { ...current, ...changes };
  if (after.extnumber !== current.extnumber && device.has(after.extnumber)) return { errno: 10017 };
  for (const [letter, rule] of ruleOfLetter) {
    const isAsked = changes[`${letter}transferto`] !== undefined;
    const isTouched = names.some(
      (name) => name === rule || name === 'mobile' || name.startsWith(`${letter}transfer`),
    );
    const mustHold = isAsked || (isTouched && after[rule] === 'on');
    if (mustHold && !hasDestination(letter, after, device)) return { errno: 10017 };
  }
  return { changes };
}
