/** Menus out of the core's model. */

import { expect, test } from 'vitest';
import { menuTemplate } from './menu-template.ts';

test('each kind of item becomes Electron’s, and a click reports its id', () => {
  const chosen: string[] = [];
  const template = menuTemplate(
    [
      { kind: 'label', text: 'Ina & Tom' },
      { kind: 'separator' },
      {
        kind: 'action',
        id: 'status:do-not-disturb:open',
        text: 'Do not disturb',
        enabled: false,
        checked: true,
      },
      {
        kind: 'submenu',
        text: 'Favourites',
        items: [{ kind: 'action', id: 'colleague:1002', text: 'R&D', enabled: true }],
      },
    ],
    (id) => void chosen.push(id),
  );
  expect(template).toMatchObject([
    { label: 'Ina && Tom', enabled: false },
    { type: 'separator' },
    { label: 'Do not disturb', type: 'checkbox', checked: true, enabled: false },
    { label: 'Favourites', type: 'submenu', submenu: [{ label: 'R&&D', enabled: true }] },
  ]);
  const submenu = template[3]?.submenu;
  const [first] = Array.isArray(submenu) ? submenu : [];
  expect(first).not.toHaveProperty('checked');
  first?.click?.({} as never, undefined, {});
  expect(chosen).toEqual(['colleague:1002']);
});
