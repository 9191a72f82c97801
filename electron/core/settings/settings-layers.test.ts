/** Layers of settings: what lies over what, what is merged field by field, and what is locked. */

import { describe, expect, test } from 'vitest';
import { effectiveSettings, lockedKeys, mergePatch, refuseLocked, unmanaged } from './settings-layers.ts';
import type { ManagedLayer } from './settings-layers.ts';
import { defaultSettings, type SettingsPatch } from './settings-schema.ts';

const url = 'https://pbx.example.com:8088';

describe('what holds', () => {
  test('are the defaults where nobody says anything', () => {
    expect(effectiveSettings(unmanaged, {})).toEqual(defaultSettings);
  });

  test('are settings that this version knows, and nothing that a newer one has written', () => {
    const newer: SettingsPatch = { theme: 'dark', ...{ hologram: true, schemaVersion: 3 } };
    expect(effectiveSettings(unmanaged, newer)).toEqual({ ...defaultSettings, theme: 'dark' });
  });

  test('are the sections field by field', () => {
    const managed: ManagedLayer = {
      values: {
        pbx: { url, username: 'api' },
        poll: { openMs: 3_000, idleMs: 30_000 },
        notifications: { silentOnCall: true, settleMs: 0 },
      },
      locked: [],
    };
    const held = effectiveSettings(managed, {
      pbx: { username: 'mine' },
      poll: { idleMs: 20_000 },
      notifications: { settleMs: 5_000 },
    });
    expect(held.pbx).toEqual({ url, version: 'v1.0.0', username: 'mine' });
    expect(held.poll).toEqual({ openMs: 3_000, alertsMs: 5_000, idleMs: 20_000 });
    expect(held.notifications).toEqual({
      ...defaultSettings.notifications,
      silentOnCall: true,
      settleMs: 5_000,
    });
  });

  test('is no phone system without an address', () => {
    expect(effectiveSettings(unmanaged, { pbx: { username: 'api' } }).pbx).toBe(null);
    expect(effectiveSettings({ values: { pbx: { url } }, locked: [] }, { pbx: null }).pbx).toBe(null);
  });

  test('is what is locked, whatever the person says', () => {
    const managed: ManagedLayer = {
      values: { pbx: { url }, theme: 'light', poll: { openMs: 3_000 } },
      locked: ['pbx.url', 'theme', 'poll.openMs', 'poll.idleMs', 'shortcut'],
    };
    const held = effectiveSettings(managed, {
      pbx: { url: 'https://other:8088', username: 'mine' },
      theme: 'dark',
      poll: { openMs: 1_000, idleMs: 9_000, alertsMs: 4_000 },
      shortcut: 'Alt+P',
    });
    expect(held).toMatchObject({
      pbx: { url, username: 'mine' },
      theme: 'light',
      poll: { openMs: 3_000, idleMs: defaultSettings.poll.idleMs, alertsMs: 4_000 },
      shortcut: null,
    });
  });

  test('is the locked address also where the person has taken theirs away', () => {
    const managed: ManagedLayer = { values: { pbx: { url, username: 'api' } }, locked: ['pbx.url'] };
    expect(effectiveSettings(managed, { pbx: null }).pbx).toEqual({ url, version: 'v1.0.0', username: '' });
  });
});

describe('a patch', () => {
  test('leaves what it says nothing about', () => {
    const base: SettingsPatch = { theme: 'dark', pbx: { url, username: 'api' }, poll: { openMs: 1_000 } };
    expect(
      mergePatch(base, { theme: undefined, pbx: { username: undefined }, poll: { openMs: undefined } }),
    ).toEqual(base);
  });

  test('brings a section that was not there, and replaces lists', () => {
    const notifications = { settleMs: 0 };
    expect(mergePatch({ favourites: ['1', '2'] }, { notifications, favourites: ['3'] })).toEqual({
      notifications,
      favourites: ['3'],
    });
    expect(mergePatch({ pbx: null }, { pbx: { url } })).toEqual({ pbx: { url } });
    expect(mergePatch({ pbx: { url } }, { pbx: null })).toEqual({ pbx: null });
  });
});

describe('what is locked', () => {
  test('is each single setting, once', () => {
    expect(lockedKeys({ values: {}, locked: ['poll.idleMs', 'poll', 'theme', 'no-such-setting'] })).toEqual([
      'poll.idleMs',
      'poll.openMs',
      'poll.alertsMs',
      'theme',
    ]);
  });

  test('is refused only where the patch would change it', () => {
    const managed: ManagedLayer = { values: { pbx: { url } }, locked: ['pbx.url', 'favourites'] };
    const current = effectiveSettings(managed, {});
    const refuse = (patch: SettingsPatch) => () => refuseLocked(managed, current, patch);
    for (const patch of [
      {},
      { theme: 'dark' },
      { pbx: { url } },
      { pbx: { username: 'x' } },
      { favourites: [] },
    ] as const)
      expect(refuse({ ...patch } as SettingsPatch)).not.toThrow();
    for (const [patch, key] of [
      [{ pbx: { url: 'https://other:8088' } }, 'pbx.url'],
      [{ pbx: null }, 'pbx.url'],
      [{ favourites: ['1'] }, 'favourites'],
    ] as const)
      expect(refuse(patch as SettingsPatch)).toThrow(
        expect.objectContaining({ code: 'settings.locked', detail: { key } }),
      );
  });
});
