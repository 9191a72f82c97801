/**
 * For the oracle: what the device would do with a call that comes now, read off its raw fields, and the English for it. It
 * shares neither code nor texts with the product.
 */

import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';

export const phoneStates = ['free', 'on-call', 'offline'] as const;
export type PhoneState = (typeof phoneStates)[number];

export interface Sentences {
  /** One line in the header, without its end. */
  readonly header: string;
  /** In full, on the page. */
  readonly whole: string;
}

type Letter = 'a' | 'n' | 'b';

/** `nameOf` gives an empty text for a number that no one has. */
export function sentencesOf(
  fields: ExtensionFields,
  phone: PhoneState,
  nameOf: (number: string) => string,
): Sentences {
  const { extnumber, mobile, ringtimeout } = fields;

  function where(letter: Letter): readonly [short: string, long: string] {
    const kind = fields[`${letter}transferto`];
    if (kind === 'Voicemail') {
      const voicemail = fields.hasvoicemail === 'on' ? 'voicemail' : 'voicemail (turned off)';
      return [voicemail, voicemail];
    }
    if (kind === 'Mobile Number')
      return mobile === ''
        ? ['mobile (no number)', 'your mobile, but no number is set']
        : ['mobile', 'your mobile'];
    if (kind === 'Extension') {
      const number = fields[`${letter}transferext`];
      if (number === extnumber) return ['your own extension', 'your own extension again'];
      const name = nameOf(number);
      return name === '' ? [number, `extension ${number}`] : [name, name];
    }
    const number = fields[`${letter}transfernum`];
    return [number, number];
  }

  if (fields.alwaysforward === 'on') {
    const [short, long] = where('a');
    return { header: `Forwarding to ${short}`, whole: `All calls go to ${long}.` };
  }
  const busy = fields.busyforward === 'on' ? where('b') : null;
  if (fields.dnd === 'on')
    return {
      header: 'Do not disturb',
      whole: `Your phone won’t ring.${busy === null ? '' : ` Callers go to ${busy[1]}.`}`,
    };
  if (phone === 'on-call')
    return busy === null
      ? {
          header: 'On a call: others hear a busy tone',
          whole: 'You’re on a call. Other callers hear a busy tone.',
        }
      : {
          header: `On a call: others go to ${busy[0]}`,
          whole: `You’re on a call. Other callers go to ${busy[1]}.`,
        };

  const late = fields.noanswerforward === 'on' ? where('n') : null;
  const mobileRings = fields.enablemobile === 'on' && fields.ringsimultaneous === 'on' && mobile !== '';
  const afterwards = late === null ? ', then the call ends' : `, then ${late[1]}`;
  if (phone === 'offline') {
    const why = 'Your phone is offline';
    if (mobileRings)
      return {
        header: `${why}: only your mobile rings`,
        whole: `${why}, so only your mobile rings${afterwards}.`,
      };
    return late === null
      ? { header: `${why}: no one gets through`, whole: `${why}, so calls won’t be answered.` }
      : { header: `${why}: callers go to ${late[0]}`, whole: `${why}, so callers go to ${late[1]}.` };
  }

  const seconds = Number(ringtimeout);
  const time = seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
  const rings = mobileRings ? `Rings here and on mobile for ${time}` : `Rings for ${time}`;
  const ringsInFull = mobileRings ? `Rings here and on your mobile for ${time}` : `Rings for ${time}`;
  const whileBusy =
    busy === null
      ? '. If you’re on a call, callers hear a busy tone'
      : busy[1] === late?.[1]
        ? `. If you’re on a call, straight to ${busy[1]}`
        : `. If you’re on a call, callers go to ${busy[1]}`;
  return {
    header: late === null ? rings : `${rings}, then ${late[0]}`,
    whole: `${ringsInFull}${afterwards}${whileBusy}.`,
  };
}
