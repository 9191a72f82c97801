/** For tests with tables of settings: takes single parts and builds the whole values that settings consist of. */

import type { CallSettings } from './caller-experience.ts';
import type { ForwardSetting } from './setting-facts.ts';
import type { ForwardDestination, ForwardRule } from './settings.ts';

type On = boolean | null;

export type SettingsSketch = {
  readonly doNotDisturb: On;
  readonly ringTime: number | null;
  readonly voicemail: On;
  readonly mobile: string | null;
  readonly mobilePrefix: string | null;
  readonly mobileUsed: On;
  readonly mobileRings: On;
} & { readonly [S in ForwardSetting as `${S}.on`]: On } & {
  readonly [S in ForwardSetting as `${S}.to`]: ForwardDestination | null;
};

/** A rule that isn't known to be on or off counts as not reported at all. */
function rule(on: On, destination: ForwardDestination | null): ForwardRule | null {
  return on === null ? null : { on, destination };
}

export function wholeSettings(sketch: SettingsSketch): CallSettings {
  return {
    doNotDisturb: sketch.doNotDisturb,
    ringTime: sketch.ringTime,
    voicemail: { on: sketch.voicemail, byEmail: null },
    mobile: {
      number: sketch.mobile,
      prefix: sketch.mobilePrefix,
      usedAsExtension: sketch.mobileUsed,
      ringTogether: sketch.mobileRings,
    },
    forwardAll: rule(sketch['forwardAll.on'], sketch['forwardAll.to']),
    forwardNoAnswer: rule(sketch['forwardNoAnswer.on'], sketch['forwardNoAnswer.to']),
    forwardBusy: rule(sketch['forwardBusy.on'], sketch['forwardBusy.to']),
  };
}
