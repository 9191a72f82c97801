/** The values of my settings in words: `30 seconds`, `Ben Okafor (1003)`, `My mobile (0151 2345678)`. */

import type { Translate } from '../text/translate.ts';
import type {
  Mobile,
  ForwardDestination,
  ForwardRule,
  Monitoring,
  SettingValue,
  Voicemail,
} from './settings.ts';
import { monitorModes, type AnySetting } from './setting-facts.ts';

const minuteS = 60;

export interface ValueWords {
  /** Any value of any setting; null: not reported by the PBX, or a secret. */
  value(setting: AnySetting, value: SettingValue | null): string;
  /** `30 seconds`, `5 minutes` */
  duration(seconds: number): string;
  destination(destination: ForwardDestination): string;
}

/** `nameOf` returns an empty string for a number that isn't in the list. */
export function createValueWords(
  t: Translate,
  locale: string,
  nameOf: (number: string) => string,
): ValueWords {
  const unit = (name: 'second' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
  const seconds = unit('second');
  const minutes = unit('minute');

  const duration = (s: number): string =>
    s >= minuteS && s % minuteS === 0 ? minutes.format(s / minuteS) : seconds.format(s);
  const onOff = (on: boolean): string => t(on ? 'myExtension.value.on' : 'myExtension.value.off');
  const plain = (value: string): string => (value === '' ? t('myExtension.value.empty') : value);
  const prefixed = (to: string, prefix: string): string =>
    prefix === '' ? to : t('myExtension.value.prefixed', { to, prefix });

  function destination(to: ForwardDestination): string {
    switch (to.kind) {
      case 'voicemail':
        return t('myExtension.value.voicemail');
      case 'extension': {
        const name = nameOf(to.extension);
        return name === '' ? to.extension : t('myExtension.value.person', { name, number: to.extension });
      }
      case 'mobile':
        return prefixed(t('myExtension.value.mobile'), to.prefix);
      case 'number':
        return prefixed(to.number, to.prefix);
      case 'other':
        return to.raw;
    }
  }

  function rule({ on, destination: to }: ForwardRule): string {
    if (!on) return t('myExtension.value.noForwarding');
    return to === null ? t('myExtension.value.somewhere') : destination(to);
  }

  function voicemail({ on, byEmail }: Voicemail): string {
    if (on === null) return t('myExtension.value.untold');
    return on && byEmail === 'on' ? t('myExtension.value.onByEmail') : onOff(on);
  }

  function mobile({ number, usedAsExtension, ringTogether }: Mobile): string {
    const shown = number === null ? t('myExtension.value.untold') : plain(number);
    if (usedAsExtension !== true) return shown;
    return t(ringTogether === true ? 'myExtension.value.mobileRings' : 'myExtension.value.mobileUsed', {
      number: shown,
    });
  }

  function monitoring({ allowed, mode }: Monitoring): string {
    if (allowed !== true || mode === null)
      return allowed === null ? t('myExtension.value.untold') : onOff(allowed);
    const known = monitorModes.find((one) => one === mode);
    return known === undefined ? mode : t(`myExtension.monitoring.${known}`);
  }

  return {
    duration,
    destination,
    value(setting, value) {
      if (value === null) return t('myExtension.value.untold');
      if (typeof value === 'boolean') return onOff(value);
      if (typeof value === 'number')
        return setting === 'ringTime' || setting === 'maxDuration' ? duration(value) : String(value);
      if (typeof value === 'string') {
        const isWord = setting === 'maxDuration' && (value === 'follow-system' || value === 'unlimited');
        return isWord ? t(`myExtension.duration.${value}`) : plain(value);
      }
      if ('destination' in value) return rule(value);
      if ('byEmail' in value) return voicemail(value);
      return 'number' in value ? mobile(value) : monitoring(value);
    },
  };
}
