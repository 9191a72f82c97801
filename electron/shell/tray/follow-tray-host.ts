/** A popover where the desktop shows a tray, a window where it shows none; makes the icon again for each tray that appears. */

import type { Core } from '../../core/core.ts';
import type { Panel } from '../panel/panel.ts';
import type { TrayIcon } from './tray.ts';
import { watchTrayHost, type TrayHostPorts } from './tray-host.ts';

export interface FollowTrayHostPorts extends Omit<TrayHostPorts, 'onChange' | 'onAppear'> {
  readonly signal: Core['signal'];
  readonly panel: Pick<Panel, 'setMode' | 'openMinimized'>;
  readonly tray: Pick<TrayIcon, 'remake'>;
  /** True: the panel is always a window. */
  readonly wayland: boolean;
}

/** Resolves when it is known whether there is a tray; returns the function that ends it. */
export async function followTrayHost(ports: FollowTrayHostPorts): Promise<() => void> {
  const { signal, panel, tray, wayland } = ports;
  const host = await watchTrayHost({
    ...ports,
    onAppear: () => tray.remake(),
    onChange: (present) => {
      signal({ kind: 'tray', present });
      if (!wayland) panel.setMode(present ? 'popover' : 'window');
      // Started hidden, or closed with nothing left to open it: the user must be able to find it.
      if (!present) panel.openMinimized();
    },
  });
  // Without a tray at this moment, a panel that opens now is a window.
  if (!host.present) panel.setMode('window');
  return () => host.stop();
}
