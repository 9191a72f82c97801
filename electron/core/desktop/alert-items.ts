/** The tray's list of alerts: choosing one ends it. */

import type { MenuItem } from '../../contract/desktop-model.ts';
import type { Snapshot, AlertTarget } from '../../contract/snapshot.ts';
import type { Translate } from '../../contract/text/translate.ts';

/** A tray menu is for a glance; the panel shows the rest. */
const maxAlerts = 12;

export function alertItems(snapshot: Snapshot, t: Translate): readonly MenuItem[] {
  return snapshot.alerts.slice(0, maxAlerts).map(({ id, target, mode, states }) => ({
    kind: 'action',
    id: `alert:${id}`,
    text: t(`alert.${mode}`, {
      who: nameOf(target, snapshot),
      states: states.map((state) => t(`alert.state.${state}`)).join(', '),
    }),
    enabled: true,
    checked: true,
  }));
}

function nameOf(target: AlertTarget, { roster, groups }: Snapshot): string {
  if (target.kind === 'group') return groups.find(({ id }) => id === target.groupId)?.name ?? target.groupId;
  const row = roster.colleagues.find(({ number }) => number === target.number);
  return row?.name || target.number;
}
