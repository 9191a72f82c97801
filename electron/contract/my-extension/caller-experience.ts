/**
 * Works out what a caller experiences, from an extension's settings and what its phone is doing.
 *
 * Neither the extension API document nor the PBX notes say how the settings interact. Assumed here:
 * - Always forwarding comes before everything else.
 * - Do not disturb keeps the phone silent, and callers are treated as if it were busy. The vendor's guide for an older
 *   model lets voicemail answer instead, so where the busy rule is off we don't say what happens next.
 * - A phone that is offline, faulty or missing cannot ring; the no-answer rule applies.
 * - Voicemail answers only where a rule sends the caller there.
 * - The mobile rings as well when mobility, ring simultaneously and a mobile number are all there.
 * A value that the PBX didn't report is null: neither on nor off, and nothing that depends on it is said.
 */

import type { PresenceState } from '../presence.ts';
import type { ForwardSetting } from './setting-facts.ts';
import type { ReportedSettings } from './settings.ts';

/** The settings of an extension that decide what happens to a call. */
export type CallSettings = Pick<
  ReportedSettings,
  'doNotDisturb' | 'ringTime' | 'voicemail' | 'mobile' | ForwardSetting
>;

export interface CallContext {
  /** The extension's own number. */
  readonly number: string;
  /** The state of its phone; absent: its usual state. */
  readonly state?: PresenceState;
  /** Empty for someone who isn't in the list or has no name. */
  readonly nameOf: (number: string) => string;
}

/** Where a caller is sent. */
export type CallTarget =
  | { readonly kind: 'voicemail' }
  /** Voicemail that is switched off: nothing answers. */
  | { readonly kind: 'voicemail-off' }
  /** `name` may be empty. */
  | { readonly kind: 'extension'; readonly number: string; readonly name: string }
  | { readonly kind: 'myself' }
  | { readonly kind: 'mobile' }
  /** The mobile number is blank. */
  | { readonly kind: 'no-mobile' }
  | { readonly kind: 'number'; readonly number: string }
  /** A word from newer firmware. */
  | { readonly kind: 'other'; readonly raw: string };

/** What happens to a call that nobody answers; `to: null`: the PBX didn't report where it goes. */
export type NextStep = { readonly kind: 'sent'; readonly to: CallTarget | null } | { readonly kind: 'ends' };

/** `null` for what isn't known: the sentence leaves it out. */
export type CallerExperience =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'forwarded'; readonly to: CallTarget | null }
  | { readonly kind: 'silent'; readonly sentTo: CallTarget | null }
  | { readonly kind: 'on-call'; readonly then: NextStep | null }
  | {
      readonly kind: 'cannot-ring';
      readonly because: 'offline' | 'fault' | 'no-phone';
      /** Whether the mobile rings instead. */
      readonly mobile: boolean | null;
      readonly then: NextStep | null;
    }
  | {
      readonly kind: 'rings';
      /** Whether the mobile rings as well. */
      readonly mobile: boolean | null;
      readonly forSeconds: number | null;
      readonly then: NextStep | null;
      /** For a second call while I am on the phone. */
      readonly onCall: NextStep | null;
    };

export function callerExperience(settings: CallSettings, context: CallContext): CallerExperience {
  const { doNotDisturb } = settings;
  const isForwarded = settings.forwardAll?.on ?? null;
  if (isForwarded === true) return { kind: 'forwarded', to: targetOf('forwardAll', settings, context) };
  if (doNotDisturb === true) {
    const isSent = isForwarded === false && settings.forwardBusy?.on === true;
    return { kind: 'silent', sentTo: isSent ? targetOf('forwardBusy', settings, context) : null };
  }
  if (isForwarded === null || doNotDisturb === null) return { kind: 'unknown' };

  const then = nextStep('forwardNoAnswer', settings, context);
  const onCall = nextStep('forwardBusy', settings, context);
  const mobile = mobileRings(settings);
  switch (context.state) {
    case 'on-call':
    case 'on-hold':
      return { kind: 'on-call', then: onCall };
    case 'offline':
    case 'fault':
    case 'no-phone':
      return { kind: 'cannot-ring', because: context.state, mobile, then };
    default:
      return { kind: 'rings', mobile, forSeconds: settings.ringTime, then, onCall };
  }
}

function nextStep(setting: ForwardSetting, settings: CallSettings, context: CallContext): NextStep | null {
  const rule = settings[setting];
  if (rule === null) return null;
  return rule.on ? { kind: 'sent', to: targetOf(setting, settings, context) } : { kind: 'ends' };
}

function targetOf(setting: ForwardSetting, settings: CallSettings, context: CallContext): CallTarget | null {
  const destination = settings[setting]?.destination;
  switch (destination?.kind) {
    case undefined:
      return null;
    case 'voicemail':
      return { kind: settings.voicemail?.on === false ? 'voicemail-off' : 'voicemail' };
    case 'extension': {
      const number = destination.extension;
      return number === context.number
        ? { kind: 'myself' }
        : { kind: 'extension', number, name: context.nameOf(number) };
    }
    case 'mobile':
      return { kind: settings.mobile?.number === '' ? 'no-mobile' : 'mobile' };
    case 'number':
      return { kind: 'number', number: destination.number };
    case 'other':
      return { kind: 'other', raw: destination.raw };
  }
}

function mobileRings({ mobile }: CallSettings): boolean | null {
  if (mobile === null) return null;
  const { number, usedAsExtension, ringTogether } = mobile;
  if (usedAsExtension === false || ringTogether === false || number === '') return false;
  return usedAsExtension === null || ringTogether === null || number === null ? null : true;
}
