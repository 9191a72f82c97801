/**
 * The settings of my own extension. Each is one value that is read, compared, written, undone and restored as a whole; the schemas
 * here are the only source of their types. In what the device reported, null means "not reported", neither off nor empty.
 */

import { z } from 'zod';

/** Longer than any limit, so that a value that is too long fails by its own rule and not as an invalid request. */
const text = z.string().max(500);
const flag = z.boolean();

/** Where a rule sends a call (PBX notes, "Values of extension/update that our document leaves blank"). */
export const destinationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('voicemail') }).readonly(),
  z.strictObject({ kind: z.literal('extension'), extension: text }).readonly(),
  z.strictObject({ kind: z.literal('mobile'), prefix: text }).readonly(),
  z.strictObject({ kind: z.literal('number'), number: text, prefix: text }).readonly(),
  /** A word from newer firmware: shown and kept but never written, because we don't know what else belongs to it. */
  z.strictObject({ kind: z.literal('other'), raw: text }).readonly(),
]);
export type ForwardDestination = z.output<typeof destinationSchema>;

/** `destination: null` is only for a rule that is off: not reported, or left as the device has it. */
const rule = z.strictObject({ on: flag, destination: destinationSchema.nullable() }).readonly();
export type ForwardRule = z.output<typeof rule>;

/** `byEmail`: `on`, `off`, or a word from newer firmware such as `custom`. */
const voicemail = z.strictObject({ on: flag.nullable(), byEmail: text.nullable() }).readonly();
export type Voicemail = z.output<typeof voicemail>;

/** `usedAsExtension`: my mobile is a second phone of mine; `ringTogether`: it rings with my desk phone. */
const mobile = z
  .strictObject({
    number: text.nullable(),
    prefix: text.nullable(),
    usedAsExtension: flag.nullable(),
    ringTogether: flag.nullable(),
  })
  .readonly();
export type Mobile = z.output<typeof mobile>;

/** `mode`: one of `monitorModes`, or a word from newer firmware. */
const monitoring = z.strictObject({ allowed: flag.nullable(), mode: text.nullable() }).readonly();
export type Monitoring = z.output<typeof monitoring>;

/** In the order of the page. */
export const settingSchemas = {
  forwardAll: rule,
  forwardNoAnswer: rule,
  forwardBusy: rule,
  doNotDisturb: flag,
  /** seconds */
  ringTime: z.number().int().nonnegative(),
  voicemail,
  mobile,
  name: text,
  email: text,
  agentId: text,
  callerId: text,
  registerName: text,
  maxRegistrations: z.number().int().nonnegative(),
  /** `follow-system`, `unlimited`, seconds, or a word from newer firmware. */
  maxDuration: z.union([z.number().int().nonnegative(), text]),
  monitoring,
  outboundRestricted: flag,
} as const satisfies Record<string, z.ZodType>;

export type SettingName = keyof typeof settingSchemas;
export type SettingValues = { readonly [S in SettingName]: z.output<(typeof settingSchemas)[S]> };
export type SettingValue = SettingValues[SettingName];
/** As the device reported them. */
export type ReportedSettings = { readonly [S in SettingName]: SettingValues[S] | null };
/** Some of them, each with a value. */
export type SomeSettings = { readonly [S in SettingName]?: SettingValues[S] };

const change = <S extends SettingName>(setting: S) =>
  z.strictObject({ setting: z.literal(setting), value: settingSchemas[setting] }).readonly();

/** One setting with its new value. */
export const settingChangeSchema = z.discriminatedUnion('setting', [
  change('forwardAll'),
  change('forwardNoAnswer'),
  change('forwardBusy'),
  change('doNotDisturb'),
  change('ringTime'),
  change('voicemail'),
  change('mobile'),
  change('name'),
  change('email'),
  change('agentId'),
  change('callerId'),
  change('registerName'),
  change('maxRegistrations'),
  change('maxDuration'),
  change('monitoring'),
  change('outboundRestricted'),
]);
export type SettingChange = {
  readonly [S in SettingName]: { readonly setting: S; readonly value: SettingValues[S] };
}[SettingName];
