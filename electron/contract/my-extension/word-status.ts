/** What callers get now, short enough for one line of the header: `Rings for 30 s, then voicemail`. */

import type { Translate } from '../text/translate.ts';
import type { NextStep, CallTarget, CallerExperience } from './caller-experience.ts';
import type { DeadEnd } from './dead-ends.ts';
import { wordSeconds } from './word-experience.ts';

export interface StatusWords {
  /** May be cut off where there is no room. */
  readonly text: string;
  /** For screen readers, which don't show the strip's colour and picture. */
  readonly spoken: string;
}

/** `until`: when it ends, in words; null where it does not. */
export function wordStatus(experience: CallerExperience, t: Translate, until: string | null): StatusWords {
  switch (experience.kind) {
    case 'forwarded': {
      const spoken =
        experience.to === null
          ? t('status.forwardingSomewhere')
          : t('status.forwarding', { to: shortTarget(experience.to, t) });
      // The strip says "forwarding" by its picture, and the end needs the room.
      const short = experience.to === null || until === null;
      return { text: short ? spoken : t('status.to', { to: shortTarget(experience.to, t) }), spoken };
    }
    case 'silent':
      return both(t('status.doNotDisturb'));
    case 'unknown':
      return both(t('status.unknown'));
    case 'on-call':
      return both(wordOnCall(experience.then, t));
    case 'cannot-ring':
      return both(wordCannotRing(experience, t));
    case 'rings':
      return both(wordRings(experience, t));
  }
}

const both = (text: string): StatusWords => ({ text, spoken: text });

function wordRings(
  { mobile, forSeconds, then }: Extract<CallerExperience, { kind: 'rings' }>,
  t: Translate,
): string {
  const time = forSeconds === null ? null : wordSeconds(forSeconds, t);
  const rings =
    time === null
      ? t(mobile === true ? 'status.ringsBoth' : 'status.rings')
      : t(mobile === true ? 'status.ringsBothFor' : 'status.ringsFor', { time });
  if (then === null || then.kind === 'ends') return rings;
  return then.to === null
    ? t('status.thenForwarded', { rings })
    : t('status.then', { rings, to: shortTarget(then.to, t) });
}

function wordOnCall(then: NextStep | null, t: Translate): string {
  if (then === null) return t('status.onCall');
  if (then.kind === 'ends') return t('status.onCallBusy');
  return then.to === null
    ? t('status.onCallForwarded')
    : t('status.onCallTo', { to: shortTarget(then.to, t) });
}

function wordCannotRing(
  { because, mobile, then }: Extract<CallerExperience, { kind: 'cannot-ring' }>,
  t: Translate,
): string {
  const why = t(`status.cannotRing.${because}`);
  if (mobile === true) return t('status.onlyMobile', { why });
  if (then === null) return why;
  if (then.kind === 'ends') return mobile === false ? t('status.nothingAnswers', { why }) : why;
  return then.to === null
    ? t('status.callersForwarded', { why })
    : t('status.callersTo', { why, to: shortTarget(then.to, t) });
}

/** A noun that fits after "to" and "then". */
export function shortTarget(to: CallTarget, t: Translate): string {
  switch (to.kind) {
    case 'extension':
      return to.name === '' ? to.number : to.name;
    case 'number':
      return to.number;
    case 'other':
      return t('status.target.other', { raw: to.raw });
    default:
      return t(`status.target.${to.kind}`);
  }
}

/** Where calls are lost, just as short: `To Elif Yılmaz, who’s offline`. */
export function wordLost({ code, detail }: DeadEnd, t: Translate): string {
  const { number = '', name = '' } = detail;
  return t(`status.lost.${code}`, { ...detail, who: name === '' ? number : name });
}
