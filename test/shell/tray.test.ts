/** The tray icon over Electron's objects: from before anything is known, through a tray that comes and goes. */

import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { TrayModel } from '../../electron/contract/desktop-model.ts';
import { createTrayIcon, type TrayIcon } from '../../electron/shell/tray/tray.ts';
import { fakeElectron, type FakeElectron } from './fakes/fake-electron.ts';

const onCall: TrayModel = {
  lamp: 'on-call',
  mark: 'none',
  tooltip: 'Ina Berg · On a call',
  menu: [{ kind: 'action', id: 'open', text: 'Open Lampfield', enabled: true }],
};

let electron: FakeElectron;
let icon: TrayIcon;
beforeEach(() => {
  electron = fakeElectron();
  const { makeTray, makeMenu, loadPicture } = electron.objects;
  icon = createTrayIcon({
    makeTray,
    makeMenu,
    loadPicture,
    platform: 'linux',
    isTaskBarDark: () => false,
    onClick: () => undefined,
    onChoose: () => undefined,
  });
});

function shown() {
  const { picture, toolTip, menu, destroyed } = electron.tray;
  return { picture, toolTip, labels: menu.map(({ label }) => label), destroyed };
}
const unknown = { picture: join('plain', 'none-none.png'), toolTip: 'Lampfield', labels: [] };
const known = {
  picture: join('plain', 'on-call-none.png'),
  toolTip: 'Ina Berg · On a call',
  labels: ['Open Lampfield'],
};

test('the icon appears before anything is known, and is drawn once it is', () => {
  expect(icon.bounds()).toBeUndefined();
  icon.appear();
  expect(shown()).toEqual({ ...unknown, destroyed: false });
  icon.draw(onCall);
  expect(shown()).toEqual({ ...known, destroyed: false });
});

test('a tray that appears later gets the icon as it is: still unknown, or with its menu', () => {
  icon.appear();
  Object.assign(electron.tray, { picture: '', toolTip: '' });
  icon.remake();
  expect(shown()).toMatchObject(unknown);
  icon.draw(onCall);
  Object.assign(electron.tray, { picture: '', toolTip: '', menu: [] });
  icon.remake();
  expect(shown()).toMatchObject(known);
});
