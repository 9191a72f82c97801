/** The device's habits of writing one fact in several ways (the PBX notes): each can be chosen, and never flickers. */
import { hashed } from '../office/random.ts';

/** `mixed` chooses for each extension and field by the seed. */
export interface Quirks {
  numbers: 'strings' | 'numbers' | 'mixed';
  switches: 'lower' | 'upper' | 'title' | 'mixed';
  statuses: 'title' | 'lower' | 'upper' | 'mixed';
  /** How the detail answer spells the mobile number: its sample says `moblie`, its table `mobile`. */
  mobileKey: 'moblie' | 'mobile' | 'mixed';
  outboundIdKey: 'ouboundid' | 'outboundid' | 'mixed';
  calls: 'object' | 'array' | 'mixed';
  /** Whether the destination of a forwarding rule that is off is left out of an answer. */
  offRules: 'missing' | 'kept' | 'mixed';
  /** `Extension` with its number in a key of its own, or `ext1000`. */
  destinations: 'long' | 'short' | 'mixed';
  /** Fields that no document knows. */
  unknownFields: boolean;
  failureWord: 'Failed' | 'Failure' | 'mixed';
  errno: 'string' | 'number' | 'mixed';
  monitorOff: 'Disabled' | 'Disable' | 'mixed';
}

/** What a device in the field does: mostly as documented, with some of everything else. */
export const usualQuirks: Quirks = {
  numbers: 'mixed',
  switches: 'mixed',
  statuses: 'mixed',
  mobileKey: 'mixed',
  outboundIdKey: 'mixed',
  calls: 'mixed',
  offRules: 'mixed',
  destinations: 'mixed',
  unknownFields: true,
  failureWord: 'mixed',
  errno: 'mixed',
  monitorOff: 'mixed',
};

/** Exactly as the document's samples are written. */
export const noQuirks: Quirks = {
  numbers: 'strings',
  switches: 'lower',
  statuses: 'title',
  mobileKey: 'moblie',
  outboundIdKey: 'ouboundid',
  calls: 'object',
  offRules: 'missing',
  destinations: 'long',
  unknownFields: false,
  failureWord: 'Failed',
  errno: 'string',
  monitorOff: 'Disabled',
};

export interface Writer {
  readonly quirks: Quirks;
  /** Digits as text or as a number; text that a number would damage stays text. */
  number(value: string, key: string): string | number;
  switched(value: string, key: string): string;
  status(value: string, key: string): string;
  /** One of the choices for a `mixed` quirk; `rare` is the chance of each choice after the first. */
  choose<T extends string>(quirk: T | 'mixed', choices: readonly [T, ...T[]], key: string, rare?: number): T;
  failure(errno: number, path: string): Record<string, unknown>;
}

function cased(word: string, how: 'lower' | 'upper' | 'title'): string {
  if (how === 'title') return word.charAt(0).toUpperCase() + word.slice(1);
  return how === 'lower' ? word.toLowerCase() : word.toUpperCase();
}

export function createWriter(quirks: Quirks, seed: number): Writer {
  function choose<T extends string>(
    quirk: T | 'mixed',
    choices: readonly [T, ...T[]],
    key: string,
    rare = 0.2,
  ): T {
    if (quirk !== 'mixed') return quirk;
    const rareChoices = choices.slice(1);
    const place = Math.floor(hashed(seed, key) / rare);
    return rareChoices[place] ?? choices[0];
  }
  return {
    quirks,
    choose,
    number(value, key) {
      const survives = /^(0|[1-9]\d{0,14})$/.test(value);
      const how = choose(quirks.numbers, ['strings', 'numbers'], `number ${key}`, 0.3);
      return survives && how === 'numbers' ? Number(value) : value;
    },
    switched: (value, key) =>
      cased(value, choose(quirks.switches, ['lower', 'title', 'upper'], `switch ${key}`)),
    status: (value, key) =>
      cased(value, choose(quirks.statuses, ['title', 'lower', 'upper'], `status ${key}`, 0.1)),
    failure(errno, path) {
      const key = `${path} ${String(errno)}`;
      const asNumber = choose(quirks.errno, ['string', 'number'], `errno ${key}`, 0.3) === 'number';
      return {
        status: choose(quirks.failureWord, ['Failed', 'Failure'], `failure ${key}`, 0.3),
        errno: asNumber ? errno : String(errno),
      };
    },
  };
}
