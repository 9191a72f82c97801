/** What the tray shows, worked out from the snapshot: icon, tooltip and menu as plain data. */

import type { AlertTarget, Snapshot } from '../../contract/snapshot.ts';
import { myLamp } from '../../contract/lamp-shapes.ts';
import type { MenuItem, TrayModel } from '../../contract/desktop-model.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { actionItem, longestList, menuLabel, shortLabels } from './menu-labels.ts';
import { statusItems, statusText } from './status-menu.ts';
import { snoozeItem } from './snooze-menu.ts';

export function trayModel(snapshot: Snapshot, t: Translate, nowMs: number): TrayModel {
  return {
    lamp: lampOf(snapshot),
    mark: markOf(snapshot),
    tooltip: tooltipOf(snapshot, t, nowMs),
    menu: shortLabels(menuOf(snapshot, t, nowMs)),
  };
}

/** What I have set for my calls comes before what my phone does, so that I don't forget it. */
function lampOf({ connection, me, myExtension }: Snapshot): TrayModel['lamp'] {
  if (me?.exists !== true || connection.kind !== 'live') return 'none';
  return myLamp(me.state, myExtension?.status ?? null);
}

function markOf({ connection, me }: Snapshot): TrayModel['mark'] {
  switch (connection.kind) {
    case 'blocked':
    case 'not-set-up':
    case 'signed-out':
      return 'attention';
    case 'retrying':
    case 'paused':
      return 'offline';
    case 'connecting':
    case 'waiting-for-keychain':
      return 'none';
    case 'live':
      return me?.exists === false ? 'attention' : 'none';
  }
}

function tooltipOf(snapshot: Snapshot, t: Translate, nowMs: number): string {
  const { connection, me } = snapshot;
  switch (connection.kind) {
    case 'not-set-up':
      return t('tray.notSetUp');
    case 'signed-out':
      return t('tray.signedOut');
    case 'waiting-for-keychain':
      return t('tray.waitingForKeychain');
    case 'connecting':
      return t('tray.connecting');
    case 'retrying':
      return t('tray.retrying');
    case 'paused':
      return t('tray.paused');
    case 'blocked':
      return t('tray.blocked');
    case 'live':
      if (me?.exists !== true) return t('tray.liveNobody');
      return statusText(snapshot, t, nowMs) ?? headingOf(snapshot, t, nowMs);
  }
}

/** My name and my phone's state; a long name is shortened to make room for the state. Anything special has an item of its own. */
function headingOf(snapshot: Snapshot, t: Translate, nowMs: number): string {
  const { connection, me } = snapshot;
  if (connection.kind !== 'live' || me?.exists !== true) return tooltipOf(snapshot, t, nowMs);
  return menuLabel(me.name || me.number, ` · ${t(`presence.${me.state}`)}`);
}

function menuOf(snapshot: Snapshot, t: Translate, nowMs: number): readonly MenuItem[] {
  const items: MenuItem[] = [{ kind: 'label', text: headingOf(snapshot, t, nowMs) }, { kind: 'separator' }];
  const status = statusItems(snapshot, t, nowMs);
  if (status.length > 0) items.push(...status, { kind: 'separator' });
  const favourites = favouriteItems(snapshot, t);
  if (favourites.length > 0) items.push({ kind: 'submenu', text: t('tray.favourites'), items: favourites });
  const alerts = alertItems(snapshot, t);
  if (alerts.length > 0) items.push({ kind: 'submenu', text: t('tray.alerts'), items: alerts });
  items.push(snoozeItem(snapshot, t), { kind: 'separator' });
  items.push(
    actionItem('open', t('tray.open')),
    actionItem('settings', t('tray.settings')),
    { kind: 'separator' },
    actionItem('quit', t('tray.quit')),
  );
  return items;
}

/** Without a connection nobody knows how they are now. */
function favouriteItems({ connection, favourites, roster }: Snapshot, t: Translate): readonly MenuItem[] {
  const byNumber = new Map(roster.colleagues.map((colleague) => [colleague.number, colleague]));
  return favourites.slice(0, longestList).flatMap((number) => {
    const colleague = byNumber.get(number);
    if (colleague === undefined) return [];
    const state = connection.kind === 'live' ? ` · ${t(`presence.${colleague.state}`)}` : '';
    return [actionItem(`colleague:${number}`, menuLabel(colleague.name || number, state))];
  });
}

/** Choosing an alert ends it. */
function alertItems(snapshot: Snapshot, t: Translate): readonly MenuItem[] {
  return snapshot.alerts.slice(0, longestList).map(({ id, target, mode, states }) => {
    const who = nameOf(target, snapshot);
    const wanted = states.map((state) => t(`alert.state.${state}`)).join(', ');
    return { ...actionItem(`alert:${id}`, t(`alert.${mode}`, { who, states: wanted })), checked: true };
  });
}

function nameOf(target: AlertTarget, { roster, groups }: Snapshot): string {
  if (target.kind === 'group') return groups.find(({ id }) => id === target.groupId)?.name ?? target.groupId;
  const row = roster.colleagues.find(({ number }) => number === target.number);
  return row?.name || target.number;
}
