/** The person's groups of colleagues and their favourites: members and order. */

import type { Handlers } from '../../contract/requests.ts';
import type { GroupView } from '../../contract/snapshot.ts';
import { AppError } from '../app-error.ts';
import { freeId } from '../lib/free-id.ts';
import type { SettingsStore } from '../settings/settings-store.ts';

export interface GroupsPorts {
  readonly settings: Pick<SettingsStore, 'current' | 'change'>;
  /** Given by the administrator: nobody changes them here. */
  readonly managed: () => readonly GroupView[];
}

export interface Groups {
  readonly handlers: Pick<
    Handlers,
    'group.set' | 'group.remove' | 'group.order' | 'favourite.set' | 'favourite.order'
  >;
  /** The administrator's before the person's own. */
  list(): readonly GroupView[];
}

export function createGroups({ settings, managed }: GroupsPorts): Groups {
  function list(): readonly GroupView[] {
    const own = settings.current.groups.map(({ id, name, numbers }) => ({
      id,
      name,
      numbers,
      managed: false,
    }));
    return [...managed(), ...own];
  }

  function refuseManaged(id: string | undefined): void {
    if (managed().some((group) => group.id === id)) throw new AppError('settings.locked', { key: 'groups' });
  }

  return {
    list,
    handlers: {
      async 'group.set'({ id: wantedId, name, numbers }) {
        refuseManaged(wantedId);
        let id = wantedId ?? '';
        await settings.change(({ groups }) => {
          id =
            wantedId ??
            freeId(
              'group',
              [...managed(), ...groups].map((group) => group.id),
            );
          const before = groups.find((group) => group.id === id);
          if (before === undefined && wantedId !== undefined)
            throw new AppError('settings.invalid', { key: 'groups', rule: 'unknown-group' });
          const others = groups.filter((group) => group.id !== id);
          if ([...managed(), ...others].some((group) => group.name === name))
            throw new AppError('settings.invalid', { key: 'groups', rule: 'name-taken' });
          const group = { ...before, id, name, numbers: [...new Set(numbers)] };
          return {
            groups:
              before === undefined ? [...groups, group] : groups.map((one) => (one.id === id ? group : one)),
          };
        });
        return { id };
      },
      async 'group.remove'({ id }) {
        refuseManaged(id);
        await settings.change(({ groups, alerts }) => ({
          groups: groups.filter((group) => group.id !== id),
          // A later group may get the same id, and nobody has set an alert for that one.
          alerts: alerts.filter(({ target }) => target.kind !== 'group' || target.groupId !== id),
        }));
      },
      async 'group.order'({ ids }) {
        await settings.change(({ groups }) => ({ groups: ordered(groups, ids, ({ id }) => id) }));
      },
      async 'favourite.set'({ number, on }) {
        await settings.change(({ favourites }) => {
          const others = favourites.filter((favourite) => favourite !== number);
          if (!on) return { favourites: others };
          return { favourites: favourites.includes(number) ? favourites : [...others, number] };
        });
      },
      async 'favourite.order'({ numbers }) {
        await settings.change(({ favourites }) => ({
          favourites: ordered(favourites, numbers, (number) => number),
        }));
      },
    },
  };
}

/** What the new order doesn't name stays behind it: sorting loses nothing. */
function ordered<T>(all: readonly T[], keys: readonly string[], keyOf: (one: T) => string): T[] {
  const place = new Map([...new Set(keys)].map((key, index) => [key, index]));
  const placeOf = (one: T): number => place.get(keyOf(one)) ?? place.size;
  return [...all].sort((one, other) => placeOf(one) - placeOf(other));
}
