/** The displays and the display server that the windows of this run are on. */

import type { App, Screen } from 'electron';

/** On Wayland only the compositor decides where windows are, which is on top and which come to the front. */
export function isWayland(
  { commandLine }: { readonly commandLine: Pick<App['commandLine'], 'getSwitchValue'> },
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return false;
  // Chromium notes its choice here, even where nobody has made one for it.
  const chosen = commandLine.getSwitchValue('ozone-platform');
  return chosen === '' ? env['XDG_SESSION_TYPE'] === 'wayland' : chosen === 'wayland';
}

/** Calls back when a display is added, removed or changes its size, scale or task bar. */
export function followDisplays(screen: Pick<Screen, 'on'>, changed: () => void): void {
  screen.on('display-added', changed);
  screen.on('display-removed', changed);
  screen.on('display-metrics-changed', changed);
}
