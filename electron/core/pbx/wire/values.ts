/** How single values look on the wire: text as numbers, numbers as text, switches and words in any case. */

import { z } from 'zod';

export type WireRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Longer numbers aren't extensions: the device has up to seven digits. */
export const longestNumber = 32;
/** The device keeps 31 characters; anything beyond this isn't meant for people. */
const longestText = 256;

const plainText = /^[\x20-\x7E]*$/;

/**
 * Text of the device as it may be shown, in menus and notifications too: no control characters, no marks that turn the
 * direction of what follows, at most 256 characters, and empty where nothing of it can be seen.
 */
export function shownText(value: string): string {
  const text =
    value.length > longestText ? value.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '') : value;
  if (plainText.test(text)) return text;
  const cleaned = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Bidi_Control}\u200B\uFEFF]/gu, '')
    .toWellFormed();
  return /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}\u2800]*$/u.test(cleaned) ? '' : cleaned;
}

/** A text, or a number where the firmware writes digits bare; `undefined` for anything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** Text, or a number where the firmware writes digits bare. */
export const wireText = z.union([z.string(), z.number()]).transform(String);

/** Text for people: see `shownText`. */
export const wireShownText = wireText.transform(shownText);

/** A number that identifies (an extension, a call): text, because `007` is not 7; never empty. */
export const wireNumber = wireText.transform((value) => value.trim()).pipe(z.string().min(1));

/** A number that counts. */
export const wireCount = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().nonnegative());

/** `on` or `off` in any case; JSON's own booleans as well. */
export const wireSwitch = z.union([
  z.boolean(),
  z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.enum(['on', 'off']))
    .transform((value) => value === 'on'),
]);

/** A word of the device for comparing: `Follow System`, `FollowSystem` and `follow-system` are one. */
export function plainWord(value: string): string {
  return value.toLowerCase().replace(/[\s_-]/g, '');
}

/** An object where the document says object, an array where the firmware thinks so. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/**
 * The entries of a list that may be an array, one entry alone, or an object that holds the entries under any keys; an
 * empty object is an empty list, as some encoders write it.
 * @param ownKey a field that every entry has: to tell a single entry from an object of entries
 */
export function asEntries(list: object, ownKey: string): readonly unknown[] {
  if (Array.isArray(list)) return list;
  return Object.hasOwn(list, ownKey) ? [list] : Object.values(list);
}
