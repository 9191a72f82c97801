/** The tray's list of watches: choosing one ends it. */

import type { MenuItem } from '../../contract/desktop-model.ts';
import type { Snapshot, WatchTarget } from '../../contract/snapshot.ts';
import type { Translate } from '../../contract/text/translate.ts';

/** A tray menu is for a glance: the panel has the rest. */
const maxWatches = 12;

export function watchItems(snapshot: Snapshot, t: Translate): readonly MenuItem[] {
  return snapshot.watches.slice(0, maxWatches).map(({ id, target, mode, states }) => ({
    kind: 'action',
    id: `watch:${id}`,
    text: t(`watch.${mode}`, {
      who: nameOf(target, snapshot),
      states: states.map((state) => t(`watch.state.${state}`)).join(', '),
    }),
    enabled: true,
    checked: true,
  }));
}

function nameOf(target: WatchTarget, { roster, groups }: Snapshot): string {
  if (target.kind === 'group') return groups.find(({ id }) => id === target.groupId)?.name ?? target.groupId;
  const row = roster.colleagues.find(({ number }) => number === target.number);
  return row?.name || target.number;
}
