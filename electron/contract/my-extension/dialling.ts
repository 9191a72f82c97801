/** Numbers as people write them, and the digits to dial for them. */

export interface Dialling {
  /** What is dialled for a leading `+`: `00` in most of the world; null if unknown. */
  readonly internationalPrefix: string | null;
}

export interface DialledNumber {
  /** Empty where nothing can be dialled. */
  readonly dialled: string;
  /** Why it can't be dialled as written; null when it can. A blank number is allowed here. */
  readonly rule: 'digits' | 'plus' | null;
}

/** Spaces of every width, brackets, hyphens and dashes, full stops, slashes, and marks that copying leaves behind. */
const decoration = /[\s()./\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff-]/g;

/** `+49 (0)151 2345678` and `0049 (0)151 2345678` → `00491512345678`, `0151 / 234-56 78` → `01512345678`. */
export function dialledNumber(typed: string, { internationalPrefix }: Dialling): DialledNumber {
  const trimmed = typed.trim();
  const isInternational = /^[\s(]*\+/.test(trimmed);
  const bare = trimmed.replace(decoration, '');
  const hasCountry =
    isInternational || (internationalPrefix !== null && bare.startsWith(internationalPrefix));
  // The zero in brackets is for callers inside the country, and is not dialled after a country code.
  const written = hasCountry ? trimmed.replace(/(?<=\d\D*)\(0\)/, '') : trimmed;
  const digits = (isInternational ? written.replace('+', '') : written).replace(decoration, '');
  if (!/^[0-9]*$/.test(digits)) return { dialled: '', rule: 'digits' };
  if (!isInternational) return { dialled: digits, rule: null };
  if (digits === '') return { dialled: '', rule: 'digits' };
  if (internationalPrefix === null) return { dialled: '', rule: 'plus' };
  return { dialled: internationalPrefix + digits, rule: null };
}

/** Countries where the international prefix is not `00`. */
const otherPrefixes: Readonly<Record<string, readonly string[]>> = {
  '011': 'US CA PR AG AI AS BB BM BS DM DO GD GU JM KN KY LC MP MS TC TT VC VG VI'.split(' '),
  '0011': ['AU'],
  '010': ['JP'],
  '001': ['KH', 'HK', 'KR', 'SG', 'TH'],
  '002': ['TW'],
  '007': ['ID'],
  '009': ['NG'],
  '119': ['CU'],
  '810': ['BY', 'GE', 'KZ', 'RU', 'TJ', 'TM', 'UZ'],
};

/** The usual prefix of the country in a locale such as `de-AT`; `00` where the locale names none. */
export function usualInternationalPrefix(locale: string): string {
  let region: string | undefined;
  try {
    region = new Intl.Locale(locale.replaceAll('_', '-')).maximize().region;
  } catch {
    return '00';
  }
  const found = Object.entries(otherPrefixes).find(([, countries]) => countries.includes(region ?? ''));
  return found?.[0] ?? '00';
}
