/** Words for people: one catalogue per language, keys checked by the compiler, plurals by the language's rules. */

import { createInstance } from 'i18next';
import { de } from './de.ts';
import { en } from './en.ts';

/** The shape of a catalogue: English is the one that the others must match. */
export type Catalogue = Words<typeof en>;
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

type Leaf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${Singular<K>}` : Leaf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];
/** `minutes_one` and `minutes_other` are one key, `minutes`, chosen by `count`. */
type Singular<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

export type TextKey = Leaf<typeof en>;

/** Params fill `{{name}}` places; `count` also picks the plural. */
export type Translate = (key: TextKey, params?: Readonly<Record<string, string | number>>) => string;

/** Add a language: write its catalogue and name it here. */
const catalogues = { en, de } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as Language[];

/** The best language we have for a locale such as `de-AT`; English where there is none. */
export function languageFor(locale: string): Language {
  const base = locale.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === base) ?? 'en';
}

export function createTranslate(language: Language): Translate {
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    resources: { [language]: { translation: catalogues[language] } },
    // Texts are escaped where they are drawn: Svelte does it, and so does the shell for notifications.
    interpolation: { escapeValue: false },
  });
  return (key, params) => i18n.t(key, params ?? {});
}
