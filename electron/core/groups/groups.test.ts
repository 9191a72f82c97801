/** The person's own groups and favourites: kept, sorted, and never mixed up with the administrator's. */

import { describe, expect, it } from 'vitest';
import { createMemorySettings } from '../../../test/core/fixtures/alert-world.ts';
import { createGroups } from './groups.ts';

function start() {
  const { store } = createMemorySettings({ favourites: ['1', '2', '3'] });
  const managed = [{ id: 'sales', name: 'Sales', numbers: ['9'], managed: true }];
  const groups = createGroups({ settings: store, managed: () => managed });
  return { store, handlers: groups.handlers, list: () => groups.list() };
}

describe('groups', () => {
  it('come after the administrator’s, each with its own id', async () => {
    const { handlers, list } = start();
    expect(await handlers['group.set']({ name: 'Support', numbers: ['1', '2', '1'] })).toEqual({
      id: 'group-1',
    });
    expect(await handlers['group.set']({ name: 'Lab', numbers: [] })).toEqual({ id: 'group-2' });
    expect(list()).toEqual([
      { id: 'sales', name: 'Sales', numbers: ['9'], managed: true },
      { id: 'group-1', name: 'Support', numbers: ['1', '2'], managed: false },
      { id: 'group-2', name: 'Lab', numbers: [], managed: false },
    ]);
  });

  it('change in their place and are put in order', async () => {
    const { handlers, list } = start();
    for (const name of ['A', 'B', 'C']) await handlers['group.set']({ name, numbers: [] });
    await handlers['group.set']({ id: 'group-2', name: 'Bee', numbers: ['7'] });
    expect(list().map(({ name }) => name)).toEqual(['Sales', 'A', 'Bee', 'C']);
    await handlers['group.order']({ ids: ['group-3', 'nobody', 'group-1'] });
    expect(list().map(({ name }) => name)).toEqual(['Sales', 'C', 'A', 'Bee']);
  });

  it.each([
    ['a name that is taken', { name: 'A', numbers: [] }, 'settings.invalid'],
    ['the name of a managed one', { name: 'Sales', numbers: [] }, 'settings.invalid'],
    ['a group that is gone', { id: 'group-9', name: 'X', numbers: [] }, 'settings.invalid'],
    ['a managed group', { id: 'sales', name: 'Mine', numbers: [] }, 'settings.locked'],
  ])('refuse %s', async (_, payload, code) => {
    const { handlers, list } = start();
    await handlers['group.set']({ name: 'A', numbers: [] });
    await expect(handlers['group.set'](payload)).rejects.toMatchObject({ code });
    expect(list()).toHaveLength(2);
  });

  it('take their alerts with them', async () => {
    const { store, handlers } = start();
    await handlers['group.set']({ name: 'A', numbers: [] });
    const alert = { mode: 'once', states: ['free' as const], expiresAt: null } as const;
    await store.change({
      alerts: [
        { ...alert, states: ['free'], id: 'group:group-1', target: { kind: 'group', groupId: 'group-1' } },
        { ...alert, states: ['free'], id: 'person:1', target: { kind: 'person', number: '1' } },
      ],
    });
    await handlers['group.remove']({ id: 'group-1' });
    expect(store.current.alerts.map(({ id }) => id)).toEqual(['person:1']);
    await expect(handlers['group.remove']({ id: 'sales' })).rejects.toMatchObject({
      code: 'settings.locked',
    });
  });
});

describe('favourites', () => {
  it('keep their order, and sorting loses no one', async () => {
    const { store, handlers } = start();
    await handlers['favourite.order']({ numbers: ['3', '8', '1'] });
    expect(store.current.favourites).toEqual(['3', '1', '2']);
    await handlers['favourite.set']({ number: '3', on: true });
    await handlers['favourite.set']({ number: '7', on: true });
    await handlers['favourite.set']({ number: '1', on: false });
    expect(store.current.favourites).toEqual(['3', '2', '7']);
  });
});
