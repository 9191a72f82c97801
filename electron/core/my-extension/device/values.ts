/** An extension's settings as whole values: read out of an answer, compared, and turned into an update for the device. */

import { isDeepStrictEqual } from 'node:util';
import type {
  ForwardDestination,
  ForwardRule,
  SettingName,
  SettingValue,
  SomeSettings,
  ReportedSettings,
} from '../../../contract/my-extension/settings.ts';
import {
  forwardSettings,
  monitorModes,
  type ForwardSetting,
} from '../../../contract/my-extension/setting-facts.ts';
import { AppError } from '../../app-error.ts';
import type { ExtensionDetail, ExtensionUpdate, ForwardKind } from '../../pbx/extension-detail.ts';
import { withoutUndefined } from '../../lib/without-undefined.ts';

const wireRules = {
  forwardAll: 'always',
  forwardNoAnswer: 'noAnswer',
  forwardBusy: 'busy',
} as const satisfies Record<ForwardSetting, ForwardKind>;

/** What an answer tells; null for what it leaves out. */
export function toldBy(detail: ExtensionDetail): ReportedSettings {
  const rule = (setting: ForwardSetting): ForwardRule | null => {
    const { enabled, destination = null } = detail.forward[wireRules[setting]];
    return enabled === undefined ? null : { on: enabled, destination };
  };
  return {
    forwardAll: rule('forwardAll'),
    forwardNoAnswer: rule('forwardNoAnswer'),
    forwardBusy: rule('forwardBusy'),
    doNotDisturb: detail.doNotDisturb ?? null,
    ringTime: detail.ringTimeoutSeconds ?? null,
    voicemail: wholeOrNull({ on: detail.hasVoicemail ?? null, byEmail: word(detail.voicemailToEmail) }),
    mobile: wholeOrNull({
      number: detail.mobile ?? null,
      prefix: detail.mobilePrefix ?? null,
      usedAsExtension: detail.mobilityEnabled ?? null,
      ringTogether: detail.ringSimultaneously ?? null,
    }),
    name: detail.name ?? null,
    email: detail.email ?? null,
    agentId: detail.agentId ?? null,
    callerId: detail.callerId ?? null,
    registerName: detail.registerName ?? null,
    maxRegistrations: detail.maxRegistrations ?? null,
    maxDuration: duration(detail.maxDuration),
    monitoring: wholeOrNull({ allowed: detail.allowMonitoring ?? null, mode: word(detail.monitorMode) }),
    outboundRestricted: detail.outboundRestricted ?? null,
  };
}

function wholeOrNull<T extends object>(value: T): T | null {
  return Object.values(value).every((part) => part === null) ? null : value;
}

/** Words of newer firmware keep their own spelling. */
function word<T extends string>(value: T | { readonly other: string } | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === 'object' ? value.other : value;
}

function duration(value: ExtensionDetail['maxDuration']): string | number | null {
  return typeof value === 'object' && 'seconds' in value ? value.seconds : word(value);
}

/** A number's short form (`number95923333`) does not say where its prefix ends: what is dialled decides. */
function sameDestination(one: ForwardDestination, other: ForwardDestination): boolean {
  const dialled = (to: ForwardDestination) => (to.kind === 'number' ? to.prefix + to.number : to);
  return isDeepStrictEqual(dialled(one), dialled(other));
}

function isRule(value: SettingValue): value is ForwardRule {
  return typeof value === 'object' && 'destination' in value;
}

function partsOf(value: SettingValue | null): Readonly<Record<string, unknown>> {
  return typeof value === 'object' ? { ...value } : { value };
}

/** Whether two values of one setting cannot both be true. What one of them does not tell contradicts nothing. */
export function contradicts(one: SettingValue | null, other: SettingValue | null): boolean {
  if (one === null || other === null) return false;
  if (isRule(one) && isRule(other)) {
    if (one.on !== other.on) return true;
    const untold = one.destination === null || other.destination === null;
    return !untold && !sameDestination(one.destination, other.destination);
  }
  const others = partsOf(other);
  return Object.entries(partsOf(one)).some(([part, value]) => {
    const theirs = others[part] ?? null;
    return value !== null && theirs !== null && value !== theirs;
  });
}

/**
 * Whether an answer shows what was wanted. A device may leave out the destination of a rule that is off (PBX notes, "Seen in
 * the field") and an empty agent id (extension API document: "null by default"); other silence confirms nothing.
 */
export function holds(found: SettingValue | null, wanted: SettingValue): boolean {
  if (found === null) return wanted === '';
  if (isRule(found) && isRule(wanted)) {
    if (found.on !== wanted.on) return false;
    if (wanted.destination === null) return true;
    if (found.destination === null) return !wanted.on;
    return sameDestination(found.destination, wanted.destination);
  }
  const parts = partsOf(found);
  return Object.entries(partsOf(wanted)).every(([part, value]) => {
    const told = parts[part] ?? null;
    return value === null || value === told || (told === null && value === '');
  });
}

/** `wanted` with what it leaves open as it is now: "off, wherever it led", a mobile whose prefix nobody touched. */
export function completed(wanted: SettingValue, now: SettingValue | null): SettingValue {
  if (typeof wanted !== 'object') return wanted;
  const known = partsOf(now);
  const filled = Object.entries(wanted).map(([part, value]: [string, unknown]) => [
    part,
    value ?? known[part] ?? null,
  ]);
  return Object.fromEntries(filled) as typeof wanted;
}

/**
 * What is sent to bring a value back. A rule that was off goes off, and wherever it would lead stays as it is by now: nobody sees
 * that, and someone may have changed it.
 */
export function asRestored(value: SettingValue): SettingValue {
  return isRule(value) && !value.on ? { on: false, destination: null } : value;
}

/** What is known after an answer: a part that it leaves out stays as it was told before. */
export function remembered(fresh: SettingValue | null, before: SettingValue | null): SettingValue | null {
  if (fresh === null || before === null) return fresh ?? before;
  // Where a rule that was switched leads is not known from the time before.
  if (isRule(fresh) && isRule(before) && fresh.on !== before.on) return fresh;
  return completed(fresh, before);
}

/** Only the parts that differ: what nobody touched is not sent. */
function part<T>(wanted: T | null, fresh: T | null | undefined, force: boolean): T | undefined {
  return wanted === null || (!force && wanted === fresh) ? undefined : wanted;
}

export type DeviceUpdate = Omit<ExtensionUpdate, 'extension' | 'number'>;

/**
 * The update that makes `wanted` of `fresh`: what differs and what must travel with it. A rule that is on goes out whole, so that
 * no call is ever sent where nobody chose.
 * @param forced settings that are sent although they look right: something older may still be on its way
 * @throws AppError `extension.invalid` for a destination in a word of newer firmware, unless the device holds it already
 */
export function updateFor(
  wanted: SomeSettings,
  fresh: ReportedSettings,
  forced: ReadonlySet<SettingName>,
): DeviceUpdate {
  const forward = withoutUndefined(
    Object.fromEntries(
      forwardSettings.map((setting) => {
        const rule = wanted[setting];
        return [wireRules[setting], rule && wireRule(setting, rule, fresh[setting])];
      }),
    ),
  );
  const { voicemail, mobile, monitoring } = wanted;
  const force = (setting: SettingName): boolean => forced.has(setting);
  const uses = mobile?.usedAsExtension === true && fresh.mobile?.usedAsExtension !== true;
  return withoutUndefined({
    forward: Object.keys(forward).length === 0 ? undefined : forward,
    doNotDisturb: wanted.doNotDisturb,
    ringTimeoutSeconds: wanted.ringTime,
    hasVoicemail: voicemail && part(voicemail.on, fresh.voicemail?.on, force('voicemail')),
    voicemailToEmail:
      voicemail && emailWord(part(voicemail.byEmail, fresh.voicemail?.byEmail, force('voicemail'))),
    mobile: mobile && part(mobile.number, fresh.mobile?.number, uses || force('mobile')),
    mobilePrefix: mobile && part(mobile.prefix, fresh.mobile?.prefix, uses || force('mobile')),
    mobilityEnabled: mobile && part(mobile.usedAsExtension, fresh.mobile?.usedAsExtension, force('mobile')),
    ringSimultaneously: mobile && part(mobile.ringTogether, fresh.mobile?.ringTogether, force('mobile')),
    name: wanted.name,
    email: wanted.email,
    agentId: wanted.agentId,
    callerId: wanted.callerId,
    registerName: wanted.registerName,
    maxRegistrations: wanted.maxRegistrations,
    maxDuration: wanted.maxDuration === undefined ? undefined : durationWord(wanted.maxDuration),
    allowMonitoring: monitoring && part(monitoring.allowed, fresh.monitoring?.allowed, force('monitoring')),
    monitorMode:
      monitoring && monitorWord(part(monitoring.mode, fresh.monitoring?.mode, force('monitoring'))),
    outboundRestricted: wanted.outboundRestricted,
  });
}

function wireRule(setting: ForwardSetting, { on, destination }: ForwardRule, fresh: ForwardRule | null) {
  const isThere =
    destination !== null &&
    fresh !== null &&
    fresh.destination !== null &&
    sameDestination(destination, fresh.destination);
  if (destination === null || (isThere && (!on || destination.kind === 'other'))) return { enabled: on };
  if (destination.kind === 'other')
    throw new AppError('extension.invalid', { field: setting, rule: 'not-writable' });
  return { enabled: on, destination };
}

function emailWord(value: string | undefined): DeviceUpdate['voicemailToEmail'] {
  return value === undefined || value === 'on' || value === 'off' ? value : { other: value };
}

function monitorWord(value: string | undefined): DeviceUpdate['monitorMode'] {
  if (value === undefined) return undefined;
  return monitorModes.find((mode) => mode === value) ?? { other: value };
}

function durationWord(value: string | number): DeviceUpdate['maxDuration'] {
  if (typeof value === 'number') return { seconds: value };
  return value === 'follow-system' || value === 'unlimited' ? value : { other: value };
}
