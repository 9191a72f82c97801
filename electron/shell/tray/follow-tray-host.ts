/** Popover where the desktop shows a tray, window where it shows none, and the icon again for a tray that comes late. */

import type { Core } from '../../core/core.ts';
import type { Panel } from '../panel/panel.ts';
import type { TrayIcon } from './tray.ts';
import { watchTrayHost, type TrayHostPorts } from './tray-host.ts';

export interface FollowTrayHostPorts extends Omit<TrayHostPorts, 'onChange'> {
  readonly signal: Core['signal'];
  readonly panel: Pick<Panel, 'setMode' | 'openMinimized'>;
  readonly tray: Pick<TrayIcon, 'remake'>;
  /** There the panel is a window in any case. */
  readonly wayland: boolean;
}

/** Resolves when it is known whether there is a tray now; returns how to end it. */
export async function followTrayHost(ports: FollowTrayHostPorts): Promise<() => void> {
  const { signal, panel, tray, wayland } = ports;
  let hasTray = true;
  const host = await watchTrayHost({
    ...ports,
    onChange: (present) => {
      signal({ kind: 'tray', present });
      if (present && !hasTray) tray.remake();
      hasTray = present;
      if (wayland) return;
      panel.setMode(present ? 'popover' : 'window');
      // Started hidden, or closed where nothing can open it again: it must be found by the one who uses it.
      if (!present) panel.openMinimized();
    },
  });
  // Without a tray at this moment, a panel that opens now is a window.
  if (!host.present) {
    hasTray = false;
    panel.setMode('window');
  }
  return () => host.stop();
}
