/** Items of the tray's menu, with short labels: a menu is as wide as its longest one. */

import type { MenuItem } from '../../contract/desktop-model.ts';

/** A tray menu is for a glance; the panel shows the rest. */
export const longestList = 12;
/** In characters, the ellipsis included. */
export const longestLabel = 32;
/** This much of a name always stays. */
const shortestName = 8;

function shorten(text: string, room: number): string {
  const letters = Array.from(text);
  return letters.length <= room
    ? text
    : `${letters
        .slice(0, room - 1)
        .join('')
        .trimEnd()}…`;
}

/** An item that can be chosen. */
export function actionItem(id: string, text: string): Extract<MenuItem, { readonly kind: 'action' }> {
  return { kind: 'action', id, text, enabled: true };
}

/** A label of at most 32 characters; where it has an ending, the name before it is shortened first. */
export function menuLabel(text: string, ending = ''): string {
  const shownEnding = shorten(ending, longestLabel - Math.min(shortestName, Array.from(text).length));
  return shorten(text, longestLabel - Array.from(shownEnding).length) + shownEnding;
}

/** The same menu, with no label longer than that. */
export function shortLabels(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.map((item) => {
    if (item.kind === 'separator') return item;
    const text = menuLabel(item.text);
    return item.kind === 'submenu' ? { ...item, text, items: shortLabels(item.items) } : { ...item, text };
  });
}
