/** How tray and notifications speak: the chosen language or the system's, with the clock and dates of the system's region. */

import { createTranslate, languageFor, type Language, type Translate } from '../contract/text/translate.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface Wording {
  readonly language: () => Language;
  /** That language in the system's region: English words in Germany get German clock times. */
  readonly locale: () => string;
  /** For the order of names: the system's own language, even one that we have no words in, unless a language was chosen. */
  readonly collation: () => string;
  readonly translate: () => Translate;
}

/** @param locale the system's, `de-AT` */
export function createWording(settings: SettingsStore, locale: string): Wording {
  /** Building one costs more than asking it, and every snapshot asks. */
  const translators = new Map<Language, Translate>();

  const language = (): Language => {
    const chosen = settings.current.language;
    return chosen === 'system' ? languageFor(locale) : chosen;
  };
  const region = regionOf(locale);
  return {
    language,
    collation: () => (settings.current.language === 'system' ? locale : language()),
    locale: () => (region === undefined ? language() : `${language()}-${region}`),
    translate() {
      const made = translators.get(language()) ?? createTranslate(language());
      translators.set(language(), made);
      return made;
    },
  };
}

/** `DE` of `de-DE`; an environment may also say `C` or `de_DE.UTF-8`. */
function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale.replace(/\..*$/, '').replace('_', '-')).region;
  } catch {
    return undefined;
  }
}
