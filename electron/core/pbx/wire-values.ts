/** How single values look on the wire: text as numbers, numbers as text, switches and words in any case. */

import { z } from 'zod';

export type WireRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text, or a number where the firmware writes digits bare. */
export const wireText = z.union([z.string(), z.number()]).transform(String);

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
  return value.toLowerCase().replace(/[\s_-]+/g, '');
}

/** An object where the document says object, an array where the firmware thinks so; nothing for `null`. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same record without the keys whose value is `undefined`: missing stays missing. */
export function withoutUndefined<T extends Readonly<Record<string, unknown>>>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
