/**
 * The language of this person's words and the region of their times, as the system has them. Chromium's own `getLocale` knows
 * only the languages that are packed with it, and nothing of times that are set apart (`LC_TIME`).
 */

import type { App } from 'electron';

export interface SystemLocalePorts {
  readonly app: Pick<App, 'getLocale' | 'getPreferredSystemLanguages' | 'getSystemLocale'>;
  /** The value of `--lang`; empty if it wasn't given. */
  readonly named: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `de-AT`; a language alone where no region is known. */
export function systemLocale({ app, named, platform, env }: SystemLocalePorts): string {
  const chosen = parse(named);
  if (chosen !== undefined) return chosen.toString();
  const preferred = parse(app.getPreferredSystemLanguages()[0]) ?? parse(app.getLocale());
  const language = preferred?.language ?? 'en';
  const times = platform === 'linux' ? env['LC_ALL'] || env['LC_TIME'] || env['LANG'] : undefined;
  const region = parse(times)?.region ?? parse(app.getSystemLocale())?.region ?? preferred?.region;
  return region === undefined ? language : `${language}-${region}`;
}

/** The environment writes `de_AT.UTF-8@euro`, and `C` for no language at all. */
function parse(text: string | undefined): Intl.Locale | undefined {
  const tag = text?.replace(/[.@].*$/, '').replaceAll('_', '-') ?? '';
  if (!/^[a-z]{2,3}(-|$)/i.test(tag)) return undefined;
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
