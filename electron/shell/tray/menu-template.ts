/** Turns the core's menu into Electron's template. */

import type { MenuItemConstructorOptions } from 'electron';
import type { MenuItem } from '../../contract/desktop-model.ts';

export function menuTemplate(
  items: readonly MenuItem[],
  choose: (id: string) => void,
): MenuItemConstructorOptions[] {
  return items.map((item) => template(item, choose));
}

function template(item: MenuItem, choose: (id: string) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'label':
      return { label: plain(item.text), enabled: false };
    case 'submenu':
      return { type: 'submenu', label: plain(item.text), submenu: menuTemplate(item.items, choose) };
    case 'action': {
      const { id, text, enabled, checked } = item;
      return {
        label: plain(text),
        enabled,
        ...(checked !== undefined && { type: 'checkbox', checked }),
        click: () => choose(id),
      };
    }
  }
}

/** An ampersand would underline the letter after it, so those in people's names are doubled. */
function plain(text: string): string {
  return text.replaceAll('&', '&&');
}
