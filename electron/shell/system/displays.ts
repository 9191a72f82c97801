/** The displays and the display server that the windows of this run are on. */

import type { App, Screen } from 'electron';

/** On Wayland a compositor decides alone where windows stand, which is on top, and which come forward. */
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

/** Calls back when a display comes or goes, or has another size, scale or task bar. */
export function followDisplays(screen: Pick<Screen, 'on'>, changed: () => void): void {
  screen.on('display-added', changed);
  screen.on('display-removed', changed);
  screen.on('display-metrics-changed', changed);
}
