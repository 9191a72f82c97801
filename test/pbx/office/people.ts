/** Makes the staff of the demo: names from all over the world, phones of every kind, secrets that are markers. */
import { freshFields, type ExtensionFields } from '../api/extension-fields.ts';
import { firstNames, hardNames, lastNames } from './names.ts';
import { createRandom, type Random } from './random.ts';
import { md5 } from '../secret-book.ts';

/** The first extension; the next ones follow it. `1002` is Amy, as in the document's samples. */
const firstNumber = 1000;

const fixedNames: readonly (string | undefined)[] = [
  'Front desk',
  'Ina Tang',
  'Amy',
  undefined,
  undefined,
  undefined,
  'Lisa',
];
/** Where the hard names sit when there are enough people for them. */
const firstHardPlace = 7;

function nameAt(place: number, random: Random): string {
  const usual = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  return fixedNames[place] ?? hardNames[place - firstHardPlace] ?? usual;
}

function phone(place: number, random: Random): Pick<ExtensionFields, 'type' | 'port' | 'status'> {
  // The person of the samples has a registered desk phone, whatever the seed.
  const dice = place === 2 ? 1 : random.next();
  if (dice < 0.1) {
    const port = `Span${String(random.between(1, 4))}-Port${String(random.between(1, 8))}`;
    const status = dice < 0.006 ? 'Malfunction' : dice < 0.012 ? 'Fxsnoport' : 'Idle';
    return { type: 'FXS', port, status };
  }
  const status = random.chance(place === 2 ? 0 : 0.12) ? 'Unavailable' : 'Registered';
  return { type: dice < 0.17 ? 'IAX' : 'SIP', port: '', status };
}

function forwarding(extnumber: string, random: Random): Partial<ExtensionFields> {
  const dice = random.next();
  const elsewhere = String(firstNumber + random.between(0, 3));
  if (dice < 0.1) return { noanswerforward: 'on', ntransferto: 'Mobile Number' };
  if (dice < 0.15 && elsewhere !== extnumber) {
    return { busyforward: 'on', btransferto: 'Extension', btransferext: elsewhere };
  }
  if (dice < 0.2) {
    const abroad = `00${random.digits(9)}`;
    return { alwaysforward: 'on', atransferto: 'Custom Number', atransfernum: abroad, atransferprefix: '9' };
  }
  return dice < 0.25 ? { noanswerforward: 'off', busyforward: 'off' } : {};
}

/**
 * `count` extensions with consecutive numbers. Passwords and PINs are unique and keep the limits of the
 * document, so that a search for one of them finds it and nothing else.
 */
export function makePeople(count: number, seed: number): ExtensionFields[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_unused, place) => {
    const extnumber = String(firstNumber + place);
    const username = nameAt(place, random);
    const ascii = username
      .normalize('NFD')
      .toLowerCase()
      .replaceAll(/[^a-z ]/g, '')
      .trim()
      .replaceAll(/ +/g, '.');
    return {
      ...freshFields(extnumber),
      username,
      ...phone(place, random),
      registerpassword: `Sip${extnumber}${random.word(14)}`,
      maxregistrations: String(random.pick([1, 1, 1, 2, 3])),
      loginpassword: md5(`Web${extnumber}${random.word(14)}`),
      email: ascii === '' ? '' : `${ascii.slice(0, 40)}@example.com`,
      mobile: `15${random.digits(9)}`,
      // No leading zero: the device sends a PIN as a number at times, and must not damage it then.
      vmsecret: `7${extnumber}${random.digits(9)}`,
      allowbeingmonitored: random.chance(0.2) ? 'on' : 'off',
      ringtimeout: String(random.pick([30, 30, 30, 15, 60])),
      dnd: random.chance(0.04) ? 'on' : 'off',
      ...forwarding(extnumber, random),
      // The demo shows the person of the samples first: a phone that simply rings.
      ...(place === 2 ? { dnd: 'off', alwaysforward: 'off' } : {}),
    };
  });
}
