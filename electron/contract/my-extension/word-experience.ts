/** Puts what a caller experiences, and where calls would be lost, into sentences. */

import type { CallTarget, CallerExperience, NextStep } from './caller-experience.ts';
import type { DeadEnd } from './dead-ends.ts';
import type { Translate } from '../text/translate.ts';

export function wordExperience(experience: CallerExperience, t: Translate): string {
  switch (experience.kind) {
    case 'unknown':
      return t('experience.unknown');
    case 'forwarded':
      return experience.to === null
        ? t('experience.forwardedSomewhere')
        : t('experience.forwarded', { to: wordTarget(experience.to, t) });
    case 'silent':
      return experience.sentTo === null
        ? t('experience.silent')
        : t('experience.silentSent', { to: wordTarget(experience.sentTo, t) });
    case 'on-call':
      return wordOnCall(experience.then, t);
    case 'cannot-ring':
      return t(`experience.cannotRing.${experience.because}`, { rest: insteadOfRinging(experience, t) });
    case 'rings':
      return wordRinging(experience, t);
  }
}

/** A noun that fits after "go to" and after "then". */
export function wordTarget(to: CallTarget, t: Translate): string {
  switch (to.kind) {
    case 'extension':
      return to.name === ''
        ? t('experience.to.nameless', { number: to.number })
        : t('experience.to.extension', { name: to.name });
    case 'number':
      return t('experience.to.number', { number: to.number });
    case 'other':
      return t('experience.to.other', { raw: to.raw });
    default:
      return t(`experience.to.${to.kind}`);
  }
}

function wordOnCall(then: NextStep | null, t: Translate): string {
  if (then === null) return t('experience.onCall');
  if (then.kind === 'ends') return t('experience.onCallNotSent');
  return then.to === null
    ? t('experience.onCallSentSomewhere')
    : t('experience.onCallSent', { to: wordTarget(then.to, t) });
}

function insteadOfRinging(
  { mobile, then }: Extract<CallerExperience, { readonly kind: 'cannot-ring' }>,
  t: Translate,
): string {
  if (mobile === true) return t('experience.onlyMobile', { rest: wordThen(then, t) });
  if (then === null) return '';
  // Whether the mobile rings is not known: it may take the call.
  const isCertain = mobile === false;
  if (then.kind === 'ends') return isCertain ? t('experience.callersEnd') : '';
  if (then.to === null) return t(`experience.${isCertain ? 'callersForwarded' : 'unansweredForwarded'}`);
  return t(`experience.${isCertain ? 'callersGo' : 'unansweredGo'}`, { to: wordTarget(then.to, t) });
}

function wordRinging(
  { mobile, forSeconds, then, onCall }: Extract<CallerExperience, { readonly kind: 'rings' }>,
  t: Translate,
): string {
  const rest = wordThen(then, t) + wordWhileBusy(onCall, then, t);
  if (forSeconds === null) return t(mobile === true ? 'experience.ringsBoth' : 'experience.rings', { rest });
  const time = wordSeconds(forSeconds, t);
  return t(mobile === true ? 'experience.ringsBothFor' : 'experience.ringsFor', { time, rest });
}

function wordThen(then: NextStep | null, t: Translate): string {
  if (then === null) return '';
  if (then.kind === 'ends') return t('experience.thenEnds');
  return then.to === null
    ? t('experience.thenForwarded')
    : t('experience.then', { to: wordTarget(then.to, t) });
}

function wordWhileBusy(onCall: NextStep | null, then: NextStep | null, t: Translate): string {
  if (onCall === null) return '';
  if (onCall.kind === 'ends') return t('experience.busyNotSent');
  if (onCall.to === null) return t('experience.busyForwarded');
  const to = wordTarget(onCall.to, t);
  const isSame = then?.kind === 'sent' && then.to !== null && wordTarget(then.to, t) === to;
  return t(isSame ? 'experience.busySame' : 'experience.busySent', { to });
}

export function wordSeconds(seconds: number, t: Translate): string {
  return seconds % 60 === 0
    ? t('experience.minutes', { count: seconds / 60 })
    : t('experience.seconds', { count: seconds });
}

export function wordDeadEnd({ code, detail }: DeadEnd, t: Translate): string {
  const { number = '', name = '' } = detail;
  const who = name === '' ? t('deadEnd.nameless', { number }) : t('deadEnd.who', { name, number });
  return t(`deadEnd.${code}`, { ...detail, who });
}
