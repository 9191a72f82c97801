import { expect, test } from 'vitest';
import { systemLocale } from './system-locale.ts';

interface System {
  readonly languages?: readonly string[];
  readonly system?: string;
  readonly packed?: string;
  readonly named?: string;
  readonly platform?: NodeJS.Platform;
  readonly env?: Readonly<Record<string, string>>;
}

const localeOf = ({
  languages = [],
  system = '',
  packed = 'en-US',
  named = '',
  platform = 'linux',
  env = {},
}: System) =>
  systemLocale({
    app: {
      getLocale: () => packed,
      getSystemLocale: () => system,
      getPreferredSystemLanguages: () => [...languages],
    },
    named,
    platform,
    env,
  });

test.each<[string, System, string]>([
  [
    'a language that is not packed keeps its region',
    { languages: ['en-GB'], system: 'en-GB', env: { LANG: 'en_GB.UTF-8' } },
    'en-GB',
  ],
  [
    'times may be set apart from the language',
    { languages: ['en-US'], system: 'en-US', env: { LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8' } },
    'en-DE',
  ],
  [
    'one setting may rule over all',
    { languages: ['sv-SE'], system: 'sv-SE', env: { LC_ALL: 'sv_SE.UTF-8', LC_TIME: 'en_US.UTF-8' } },
    'sv-SE',
  ],
  [
    'an empty setting rules over nothing',
    {
      languages: ['en-US'],
      system: 'en-US',
      env: { LC_ALL: '', LC_TIME: 'de_DE.UTF-8', LANG: 'en_US.UTF-8' },
    },
    'en-DE',
  ],
  [
    'languages may be listed apart',
    { languages: ['de', 'en'], system: 'en-US', env: { LANG: 'en_US.UTF-8', LANGUAGE: 'de:en' } },
    'de-US',
  ],
  [
    'no language at all is English',
    { languages: ['c'], system: 'en-US@posix', env: { LANG: 'C.UTF-8' } },
    'en-US',
  ],
  [
    'other systems are asked, not their environment',
    { languages: ['de-AT'], system: 'de-AT', platform: 'win32', env: { LANG: 'en_US.UTF-8' } },
    'de-AT',
  ],
  ['what the start names comes first', { languages: ['de-AT'], system: 'de-AT', named: 'en-GB' }, 'en-GB'],
])('%s', (_what, system, expected) => {
  expect(localeOf(system)).toBe(expected);
});
