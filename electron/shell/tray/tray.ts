/** The tray icon: draws the core's model, and reports clicks and choices. */

import type { Menu, MenuItemConstructorOptions, NativeImage, Rectangle, Tray } from 'electron';
import type { TrayModel } from '../../contract/desktop-model.ts';
import { menuTemplate } from './menu-template.ts';
import { trayPictureFile, trayStyle } from './tray-picture.ts';

export type ShownTray = Pick<
  Tray,
  'on' | 'setImage' | 'setToolTip' | 'setContextMenu' | 'popUpContextMenu' | 'getBounds' | 'destroy'
>;

export type ShownMenu = ReturnType<(typeof Menu)['buildFromTemplate']>;

export interface TrayPorts {
  readonly makeTray: (picture: NativeImage) => ShownTray;
  readonly makeMenu: (template: MenuItemConstructorOptions[]) => ShownMenu;
  /** The picture of that path below the folder of pictures, with its scales. */
  readonly loadPicture: (file: string) => NativeImage;
  readonly platform: NodeJS.Platform;
  readonly isTaskBarDark: () => boolean;
  readonly onClick: () => void;
  readonly onChoose: (id: string) => void;
}

export interface TrayIcon {
  /** Before anything is known: the icon and the program's name, without a menu. */
  appear(): void;
  draw(model: TrayModel): void;
  /** The task bar's colour may have changed. */
  redraw(): void;
  /** For a tray that appears: Electron looks for one only when it makes an icon, and gives up on one that ends before it answers. */
  remake(): void;
  /** Undefined until it has appeared. */
  bounds(): Rectangle | undefined;
  destroy(): void;
}

/** The longest text of a Windows tooltip, in characters. */
const longestToolTip = 127;
const nothingKnown = { lamp: 'none', mark: 'none' } as const;

export function createTrayIcon(ports: TrayPorts): TrayIcon {
  const { makeTray, makeMenu, loadPicture, platform, isTaskBarDark, onClick, onChoose } = ports;
  let tray: ShownTray | undefined;
  let model: TrayModel | undefined;
  let menu: ShownMenu | undefined;
  let drawnFile = '';
  let drawnMenu = '';

  function drawPicture(present: Pick<TrayModel, 'lamp' | 'mark'>): ShownTray {
    const file = trayPictureFile(trayStyle(platform, isTaskBarDark()), present);
    if (tray !== undefined && file === drawnFile) return tray;
    const picture = loadPicture(file);
    if (platform === 'darwin') picture.setTemplateImage(true);
    drawnFile = file;
    if (tray === undefined) tray = make(picture);
    else tray.setImage(picture);
    return tray;
  }

  function make(picture: NativeImage): ShownTray {
    const made = makeTray(picture);
    made.on('click', onClick);
    // On macOS an attached menu would swallow the click; on Linux only an attached one is shown at all.
    if (platform === 'darwin') {
      made.on('right-click', () => {
        if (menu !== undefined) made.popUpContextMenu(menu);
      });
    }
    return made;
  }

  function drawMenu(shown: ShownTray, present: TrayModel): void {
    const text = JSON.stringify(present.menu);
    if (text === drawnMenu) return;
    drawnMenu = text;
    menu = makeMenu(menuTemplate(present.menu, onChoose));
    if (platform !== 'darwin') shown.setContextMenu(menu);
  }

  function appear(): void {
    drawPicture(nothingKnown).setToolTip('Lampfield');
  }

  function draw(next: TrayModel): void {
    model = next;
    const shown = drawPicture(next);
    shown.setToolTip(next.tooltip.slice(0, longestToolTip));
    drawMenu(shown, next);
  }

  return {
    appear,
    draw,
    remake() {
      tray?.destroy();
      tray = undefined;
      drawnMenu = '';
      if (model === undefined) appear();
      else draw(model);
    },
    redraw() {
      if (tray !== undefined) drawPicture(model ?? nothingKnown);
    },
    bounds: () => tray?.getBounds(),
    destroy() {
      tray?.destroy();
      tray = undefined;
    },
  };
}
