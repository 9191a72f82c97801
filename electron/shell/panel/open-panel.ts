/** The panel with everything that its page needs: a locked session, the files it may read, and the requests it may make. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle, Session } from 'electron';
import type { Core } from '../../core/core.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { ElectronObjects } from '../electron-objects.ts';
import { followDisplays } from '../system/displays.ts';
import { lockEveryPage, lockSession } from './lock-down.ts';
import { panelScheme } from './panel-address.ts';
import { createPanelBounds } from './panel-bounds.ts';
import type { PanelMemory } from './panel-memory.ts';
import { createPanelProtocol } from './panel-protocol.ts';
import { openPanelRequests } from './panel-requests.ts';
import { createPanel, type Panel } from './panel.ts';

export interface OpenPanelPorts {
  readonly electron: ElectronObjects;
  readonly core: Core;
  readonly log: Log;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Absolute path of what was built. */
  readonly builtFolder: string;
  readonly memory: PanelMemory;
  readonly trayBounds: () => Rectangle | undefined;
  /** True where the compositor alone places windows. */
  readonly wayland: boolean;
}

export interface OpenedPanel {
  readonly panel: Panel;
  /** Makes what the first window needs and takes long to make: for when the tray is there, and before anyone clicks it. */
  readonly openSession: () => void;
  /** From now on the page's requests go unanswered. */
  readonly endRequests: () => void;
}

/** No window is made yet. */
export function openPanel(ports: OpenPanelPorts): OpenedPanel {
  const { electron, core, log, clock, platform, builtFolder, memory, trayBounds, wayland } = ports;
  const { app, nativeTheme, ipcMain, makeWindow } = electron;
  lockEveryPage(app, log);
  // macOS takes the keys for copy and paste from this menu. Nobody sees its words: without a Dock icon there is no menu bar.
  const menu = platform === 'darwin' ? electron.makeMenu([{ role: 'appMenu' }, { role: 'editMenu' }]) : null;
  electron.setApplicationMenu(menu);
  let opened: Session | undefined;
  const openSession = (): Session => {
    if (opened !== undefined) return opened;
    opened = electron.sessionOf('panel');
    lockSession(opened, { allowDevTools: !app.isPackaged });
    opened.protocol.handle(
      panelScheme,
      createPanelProtocol({ folder: join(builtFolder, 'renderer'), read: (file) => readFileSync(file) }),
    );
    return opened;
  };
  const screen = electron.screen();
  const panel = createPanel(
    {
      makeWindow,
      bounds: createPanelBounds({ screen, trayBounds, canPlace: !wayland, memory, clock }),
      wayland,
      appearance: () => ({
        platform,
        dark: nativeTheme.shouldUseDarkColors,
        preload: join(builtFolder, 'preload', 'preload.cjs'),
        session: openSession(),
        icon: join(builtFolder, 'icon.png'),
        devTools: !app.isPackaged,
      }),
      clock,
      log,
      onVisible: (open) => core.signal({ kind: 'panel', open }),
    },
    wayland ? 'window' : 'popover',
  );
  followDisplays(screen, () => panel.displaysChanged());
  const endRequests = openPanelRequests({ ipcMain, core, contents: () => panel.contents(), log });
  return { panel, openSession, endRequests };
}
