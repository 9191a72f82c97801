/** The language in which the core words tray and notifications: the chosen one, or the system's. */

import { createTranslate, languageFor, type Language, type Translate } from '../contract/text/translate.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface Wording {
  readonly language: () => Language;
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
  return {
    language,
    translate() {
      const made = translators.get(language()) ?? createTranslate(language());
      translators.set(language(), made);
      return made;
    },
  };
}
