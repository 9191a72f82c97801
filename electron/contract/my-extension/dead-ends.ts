/**
 * Finds settings that would lose calls, as far as the user's own settings and the list of extensions show it.
 * Other people's forwarding can't be read, so a loop through a colleague's settings goes unnoticed: only
 * direct loops back are found.
 */

import type { PresenceState } from '../presence.ts';
import type { CallSettings } from './caller-experience.ts';
import { forwardSettings, type ForwardSetting } from './setting-facts.ts';
import type { ForwardDestination, SettingName } from './settings.ts';

export const deadEndCodes = [
  /** `detail {number, name}`, as for the next three */
  'destination-offline',
  'destination-fault',
  'destination-no-phone',
  /** No such extension in the list. */
  'destination-unknown',
  'to-myself',
  /** A number or mobile that is my own extension's number: `detail {number}` */
  'circle',
  /** My mobile is called, and no mobile number is set. */
  'mobile-blank',
  'voicemail-off',
  /**
   * The number begins with its own prefix, which would be dialled twice: `detail {number, prefix}`. Not reported for a zero:
   * national numbers also begin with one.
   */
  'prefix-repeated',
] as const;
export type DeadEndCode = (typeof deadEndCodes)[number];

/** A setting that would lose calls. The code with `detail` makes the sentence. */
export interface DeadEnd {
  readonly code: DeadEndCode;
  /** The setting that fixes it. */
  readonly setting: SettingName;
  readonly detail: Readonly<Record<string, string>>;
}

export interface DeadEndContext {
  /** The extension's own number. */
  readonly number: string;
  /** A row of the list; undefined if there is none. Before the first answer of the PBX nobody is looked up. */
  readonly find: (number: string) => { readonly name: string; readonly state: PresenceState } | undefined;
  readonly listKnown: boolean;
}

/** Only rules that are on, in the order of the panel. */
export function findDeadEnds(settings: CallSettings, context: DeadEndContext): readonly DeadEnd[] {
  return [
    ...forwardSettings.flatMap((setting) => deadEndsOfRule(setting, settings, context)),
    ...deadEndsOfMobile(settings, context),
  ];
}

function deadEndsOfRule(
  setting: ForwardSetting,
  settings: CallSettings,
  context: DeadEndContext,
): readonly DeadEnd[] {
  const rule = settings[setting];
  if (rule?.on !== true || rule.destination === null) return [];
  return deadEndsOfDestination(rule.destination, settings, context).map((found) => ({ setting, ...found }));
}

function deadEndsOfDestination(
  destination: ForwardDestination,
  settings: CallSettings,
  context: DeadEndContext,
): readonly Omit<DeadEnd, 'setting'>[] {
  switch (destination.kind) {
    case 'voicemail':
      return settings.voicemail?.on === false ? [{ code: 'voicemail-off', detail: {} }] : [];
    case 'extension':
      return deadEndsOfExtension(destination.extension, context);
    case 'mobile':
      if (settings.mobile?.number === '') return [{ code: 'mobile-blank', detail: {} }];
      return deadEndsOfNumber(destination.prefix, settings.mobile?.number ?? null, context);
    case 'number':
      return deadEndsOfNumber(destination.prefix, destination.number, context);
    case 'other':
      return [];
  }
}

function deadEndsOfExtension(number: string, context: DeadEndContext): readonly Omit<DeadEnd, 'setting'>[] {
  if (number === context.number) return [{ code: 'to-myself', detail: {} }];
  if (number === '' || !context.listKnown) return [];
  const row = context.find(number);
  if (row === undefined) return [{ code: 'destination-unknown', detail: { number, name: '' } }];
  const { name, state } = row;
  return state === 'offline' || state === 'fault' || state === 'no-phone'
    ? [{ code: `destination-${state}`, detail: { number, name } }]
    : [];
}

function deadEndsOfNumber(
  prefix: string,
  number: string | null,
  context: DeadEndContext,
): readonly Omit<DeadEnd, 'setting'>[] {
  if (number === null) return [];
  if (prefix + number === context.number) return [{ code: 'circle', detail: { number: context.number } }];
  return prefix !== '' && !/^0+$/.test(prefix) && number.startsWith(prefix)
    ? [{ code: 'prefix-repeated', detail: { number, prefix } }]
    : [];
}

function deadEndsOfMobile({ mobile }: CallSettings, context: DeadEndContext): readonly DeadEnd[] {
  if (mobile?.usedAsExtension !== true || mobile.number === null) return [];
  if (mobile.number === '') return [{ code: 'mobile-blank', setting: 'mobile', detail: {} }];
  return deadEndsOfNumber(mobile.prefix ?? '', mobile.number, context).map((found) => ({
    setting: 'mobile',
    ...found,
  }));
}
