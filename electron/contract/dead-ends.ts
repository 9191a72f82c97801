/**
 * Looks for settings that would lose calls, from what is known: the user's own settings and the list of extensions.
 * Other people's forwarding cannot be read, so a circle that leads through a colleague's own settings is not seen: only
 * those that come straight back are.
 */

import { forwardRules, type CallSettings, type ForwardRuleName } from './caller-experience.ts';
import type { ForwardDestination } from './forward-limits.ts';
import type { OwnField, OwnValues } from './own-fields.ts';
import type { PresenceState } from './presence.ts';

export const deadEndCodes = [
  /** `detail {number, name}`, as for the next three */
  'destination-offline',
  'destination-fault',
  'destination-no-phone',
  /** The list does not hold such an extension. */
  'destination-unknown',
  'to-myself',
  /** A number or mobile that is my own extension's number: `detail {number}` */
  'circle',
  /** My mobile is called, and no mobile number is set. */
  'mobile-blank',
  'voicemail-off',
  /** The number begins with its own prefix, which would be dialled twice: `detail {number, prefix}` */
  'prefix-repeated',
] as const;
export type DeadEndCode = (typeof deadEndCodes)[number];

/** A setting that would lose calls. The code with `detail` makes the sentence. */
export interface DeadEnd {
  readonly code: DeadEndCode;
  /** Where it is mended. */
  readonly field: OwnField;
  readonly detail: Readonly<Record<string, string>>;
}

export type DialSettings = CallSettings & Pick<OwnValues, 'mobilePrefix'>;

export interface AroundDeadEnds {
  /** The extension's own number. */
  readonly number: string;
  /** A row of the list; undefined where it holds none. Before the first answer of the PBX nobody is looked for. */
  readonly find: (number: string) => { readonly name: string; readonly state: PresenceState } | undefined;
  readonly listKnown: boolean;
}

/** Of rules that are on; in the order of the panel. */
export function findDeadEnds(settings: DialSettings, around: AroundDeadEnds): readonly DeadEnd[] {
  return [...forwardRules.flatMap((rule) => ofRule(rule, settings, around)), ...ofMobility(settings, around)];
}

function ofRule(rule: ForwardRuleName, settings: DialSettings, around: AroundDeadEnds): readonly DeadEnd[] {
  const destination = settings[`forward.${rule}.destination`];
  if (settings[`forward.${rule}.enabled`] !== true || destination === null) return [];
  const field = `forward.${rule}.destination` as const;
  return ofDestination(destination, settings, around).map((found) => ({ field, ...found }));
}

function ofDestination(
  destination: ForwardDestination,
  settings: DialSettings,
  around: AroundDeadEnds,
): readonly Omit<DeadEnd, 'field'>[] {
  switch (destination.kind) {
    case 'voicemail':
      return settings.hasVoicemail === false ? [{ code: 'voicemail-off', detail: {} }] : [];
    case 'extension':
      return ofExtension(destination.extension, around);
    case 'mobile':
      if (settings.mobile === '') return [{ code: 'mobile-blank', detail: {} }];
      return settings.mobile === null ? [] : ofNumber(destination.prefix, settings.mobile, around);
    case 'number':
      return ofNumber(destination.prefix, destination.number, around);
    case 'other':
      return [];
  }
}

function ofExtension(number: string, around: AroundDeadEnds): readonly Omit<DeadEnd, 'field'>[] {
  if (number === around.number) return [{ code: 'to-myself', detail: {} }];
  if (number === '' || !around.listKnown) return [];
  const row = around.find(number);
  if (row === undefined) return [{ code: 'destination-unknown', detail: { number, name: '' } }];
  const { name, state } = row;
  return state === 'offline' || state === 'fault' || state === 'no-phone'
    ? [{ code: `destination-${state}`, detail: { number, name } }]
    : [];
}

function ofNumber(prefix: string, number: string, around: AroundDeadEnds): readonly Omit<DeadEnd, 'field'>[] {
  if (prefix + number === around.number) return [{ code: 'circle', detail: { number: around.number } }];
  return prefix !== '' && number.startsWith(prefix)
    ? [{ code: 'prefix-repeated', detail: { number, prefix } }]
    : [];
}

function ofMobility(settings: DialSettings, around: AroundDeadEnds): readonly DeadEnd[] {
  const { mobile, mobilePrefix } = settings;
  if (settings.mobilityEnabled !== true || mobile === null) return [];
  if (mobile === '') return [{ code: 'mobile-blank', field: 'mobile', detail: {} }];
  return ofNumber(mobilePrefix ?? '', mobile, around).map((found) => ({ field: 'mobile', ...found }));
}
