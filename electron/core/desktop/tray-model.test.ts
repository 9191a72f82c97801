/** The tray out of a snapshot: icon, words and menu, and what its snooze items mean. */

import { describe, expect, it } from 'vitest';
import { snapshot } from '../../../test/renderer/fixtures/snapshots.ts';
import type { MenuItem } from '../../contract/desktop-model.ts';
import type { Connection, Snapshot } from '../../contract/snapshot.ts';
import { createTranslate } from '../../contract/text/translate.ts';
import { snoozeOfItem } from './snooze-menu.ts';
import { trayModel } from './tray-model.ts';

const t = createTranslate('en');
const failure = { code: 'network.timeout', detail: {} } as const;

function tray(changes: Partial<Snapshot> = {}) {
  return trayModel(snapshot(changes), t, Date.UTC(2026, 0, 5, 9));
}

function flat(items: readonly MenuItem[]): readonly string[] {
  return items.flatMap((item) => {
    if (item.kind === 'separator') return [];
    return item.kind === 'submenu' ? [item.text, ...flat(item.items)] : [item.text];
  });
}

describe('the icon', () => {
  const connections: readonly [Connection, string, string][] = [
    [{ kind: 'live', plainHttp: false, contended: false }, 'free', 'none'],
    [{ kind: 'retrying', confirmedAt: 1, retryAt: null, failure }, 'none', 'offline'],
    [{ kind: 'paused', confirmedAt: 1, because: 'lock' }, 'none', 'offline'],
    [{ kind: 'blocked', confirmedAt: 1, need: { kind: 'failure', failure } }, 'none', 'attention'],
    [{ kind: 'signed-out' }, 'none', 'attention'],
  ];
  it.each(connections)('of %o is %s, marked %s', (connection, lamp, mark) => {
    const me = { number: '1002', name: 'Ina Tang', state: 'free', since: 0, exists: true } as const;
    expect(tray({ connection, me })).toMatchObject({ lamp, mark });
  });

  it('asks for the person when their extension is gone', () => {
    const me = { number: '1002', name: '', state: 'unknown', since: 0, exists: false } as const;
    expect(tray({ me }).mark).toBe('attention');
  });
});

describe('the menu', () => {
  it('lists favourites with their states, alerts, and the times to hold back for', () => {
    const { menu } = tray({
      favourites: ['1003', 'nobody'],
      groups: [{ id: 'g', name: 'Support', numbers: [], managed: false }],
      alerts: [
        {
          id: 'person:1003',
          target: { kind: 'person', number: '1003' },
          mode: 'always',
          states: ['free', 'back'],
          expiresAt: null,
        },
        {
          id: 'group:g',
          target: { kind: 'group', groupId: 'g' },
          mode: 'once',
          states: ['free'],
          expiresAt: null,
        },
      ],
      snoozedUntil: null,
    });
    const words = flat(menu);
    expect(words).toEqual(
      expect.arrayContaining([
        'Ben Okafor · On a call',
        'Ben Okafor: whenever free, back',
        'Support: once, when free',
        '30 minutes',
        '1 hour',
        'Settings',
        'Quit Lampfield',
      ]),
    );
  });

  it('claims no states while there is no connection', () => {
    const { menu } = tray({ favourites: ['1003'], connection: { kind: 'signed-out' } });
    expect(flat(menu)).toContain('Ben Okafor');
  });

  it('offers the end of a snooze while there is one', () => {
    const snoozedUntil = new Date(2026, 10, 24, 11, 30).getTime();
    const words = flat(tray({ snoozedUntil }).menu);
    expect(words.some((word) => /^Resume \(snoozed until 11:30/.test(word))).toBe(true);
    expect(words).not.toContain('1 hour');
  });
});

describe('labels', () => {
  const long = 'Wolfgang Amadeus Theophilus Mozart-von Salzburg (Support)';
  const crowded = (language: 'en' | 'de', locale: string) =>
    trayModel(
      snapshot({
        locale,
        roster: {
          confirmedAt: 1,
          staleAfterMs: 1,
          colleagues: ['1003', '1004'].map((number) => ({
            ...{ number, name: long, state: 'no-phone', rawStatus: '', type: 'SIP', since: 1 },
            sinceExact: true,
          })),
        },
        me: { number: '1003', name: long, state: 'no-phone', since: 0, exists: true },
        favourites: ['1003', '1004'],
        alerts: [
          {
            id: 'person:1003',
            target: { kind: 'person', number: '1003' },
            mode: 'always',
            states: ['free', 'ringing', 'on-call', 'offline', 'back'],
            expiresAt: null,
          },
        ],
        snoozedUntil: new Date(2026, 10, 24, 23, 59).getTime(),
      }),
      createTranslate(language),
      Date.UTC(2026, 0, 5, 9),
    );

  it.each([
    ['en', 'en-US'],
    ['en', 'en-GB'],
    ['de', 'de-AT'],
  ] as const)('are at most 32 characters in %s of %s, and a person keeps their state', (language, locale) => {
    const { menu, tooltip } = crowded(language, locale);
    const words = [tooltip, ...flat(menu)];
    expect(words.filter((word) => Array.from(word).length > 32)).toEqual([]);
    expect(words[0]).toMatch(language === 'en' ? /… · No phone$/ : /… · /);
  });

  it.each(['en', 'de'] as const)('that never change are as short in %s', (language) => {
    const say = createTranslate(language);
    const connections: Connection[] = [
      { kind: 'not-set-up' },
      { kind: 'signed-out' },
      { kind: 'connecting', since: 1 } as Connection,
      { kind: 'retrying', confirmedAt: 1, retryAt: null, failure },
      { kind: 'paused', confirmedAt: 1, because: 'lock' },
      { kind: 'blocked', confirmedAt: 1, need: { kind: 'failure', failure } },
    ];
    for (const connection of connections)
      expect(
        flat(trayModel(snapshot({ connection, snoozedUntil: null }), say, 0).menu).filter(
          (word) => Array.from(word).length > 32,
        ),
      ).toEqual([]);
  });
});

describe('times of day', () => {
  const at = new Date(2026, 10, 24, 8, 15).getTime();
  it.each([
    ['en-US', '8:15.AM'],
    ['en-GB', '08:15'],
    ['en-SE', '08:15'],
    ['en-FR', '08:15'],
    ['de-AT', '08:15'],
  ])('follow the region of %s', (locale, time) => {
    expect(flat(tray({ snoozedUntil: at, locale }).menu)).toContainEqual(
      expect.stringMatching(new RegExp(`^Resume .snoozed until ${time}.$`)),
    );
  });
});

describe('a snooze', () => {
  const now = new Date(2026, 9, 24, 23, 59).getTime();
  it.each([
    ['half-hour', now + 1_800_000],
    ['hour', now + 3_600_000],
    // Over the end of summer time as well: the clock on the wall counts.
    ['tomorrow', new Date(2026, 9, 25, 8).getTime()],
    ['end', null],
    ['nonsense', undefined],
  ])('of %s', (choice, until) => {
    expect(snoozeOfItem(choice, now)).toBe(until);
  });
});
