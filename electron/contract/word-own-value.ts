/** The values of my settings in words: `30 seconds`, `Ben Okafor (1003)`, `not told by the PBX`. */
import type { OwnField, OwnValue } from './own-fields.ts';
import type { ForwardDestination } from './forward-limits.ts';
import type { Translate } from './text/translate.ts';

const MINUTE_S = 60;
const MONITOR_MODES = ['disabled', 'extensive', 'listen', 'whisper', 'barge-in'] as const;

export interface ValueWords {
  /** Any value of any field; null: the PBX did not tell it. */
  value(field: OwnField, value: OwnValue | null): string;
  /** `30 seconds`, `5 minutes` */
  duration(seconds: number): string;
  destination(destination: ForwardDestination): string;
}

/** `nameOf` gives an empty text for somebody whom the list does not hold. */
export function createValueWords(
  t: Translate,
  locale: string,
  nameOf: (number: string) => string,
): ValueWords {
  const unit = (name: 'second' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
  const seconds = unit('second');
  const minutes = unit('minute');

  const duration = (s: number) =>
    s >= MINUTE_S && s % MINUTE_S === 0 ? minutes.format(s / MINUTE_S) : seconds.format(s);

  function destination(to: ForwardDestination): string {
    switch (to.kind) {
      case 'voicemail':
        return t('own.to.voicemail');
      case 'extension': {
        if (to.extension === '') return t('own.to.extension');
        const name = nameOf(to.extension);
        return name === '' ? to.extension : t('own.picked', { name, number: to.extension });
      }
      case 'mobile':
        return to.prefix === ''
          ? t('own.to.mobile')
          : t('own.prefixed', { to: t('own.to.mobile'), prefix: to.prefix });
      case 'number': {
        const number = to.number === '' ? t('own.to.number') : to.number;
        return to.prefix === '' ? number : t('own.prefixed', { to: number, prefix: to.prefix });
      }
      case 'other':
        return to.raw;
    }
  }

  function word(field: OwnField, text: string): string {
    if (text === '') return t('own.empty');
    if (field === 'voicemailToEmail' && (text === 'on' || text === 'off')) return t(`own.${text}`);
    if (field === 'maxDuration' && (text === 'follow-system' || text === 'unlimited')) {
      return t(`own.duration.${text}`);
    }
    const mode = MONITOR_MODES.find((known) => known === text);
    return field === 'monitorMode' && mode !== undefined ? t(`own.monitor.${mode}`) : text;
  }

  return {
    duration,
    destination,
    value(field, value) {
      if (value === null) return t('own.untold');
      switch (typeof value) {
        case 'boolean':
          return t(value ? 'own.on' : 'own.off');
        case 'number':
          return field === 'ringTimeoutSeconds' || field === 'maxDuration' ? duration(value) : String(value);
        case 'string':
          return word(field, value);
        default:
          return destination(value);
      }
    },
  };
}
