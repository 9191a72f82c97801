/** The key combination that opens the panel from anywhere. */

import type { GlobalShortcut } from 'electron';
import type { Log } from '../../core/ports.ts';
import type { SessionBus } from './session-bus.ts';

export interface ShortcutPorts {
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>;
  /** Whether this desktop grants shortcuts at all. Never rejects. */
  readonly areGranted: () => Promise<boolean>;
  readonly onPressed: () => void;
  /** The combination that was refused, by us or by the system; null if none was. */
  readonly refused: (accelerator: string | null) => void;
  readonly log: Log;
}

/** Shift alone doesn't count: it would take a letter away from every other program. */
const modifier = /^(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Super|Meta)$/;

export function hasModifier(accelerator: string): boolean {
  const keys = accelerator.split('+');
  return keys.length > 1 && keys.slice(0, -1).some((key) => modifier.test(key));
}

/** Returns the function that sets it: null for none. After a refusal there is none. */
export function createShortcut({ globalShortcut, areGranted, onPressed, refused, log }: ShortcutPorts) {
  let last: string | null = null;
  let present: string | null = null;
  return async (wanted: string | null): Promise<void> => {
    last = wanted;
    const mayBe = wanted !== null && hasModifier(wanted) && (await areGranted());
    // Another one may have been chosen meanwhile.
    if (wanted !== last || wanted === present) return;
    if (present !== null) globalShortcut.unregister(present);
    present = null;
    if (wanted === null || (mayBe && registered(wanted))) {
      present = wanted;
      return refused(null);
    }
    log.warn('shell.shortcut-refused');
    refused(wanted);
  };

  function registered(accelerator: string): boolean {
    try {
      return globalShortcut.register(accelerator, onPressed);
    } catch {
      // It is not the name of any key.
      return false;
    }
  }
}

const portal = {
  service: 'org.freedesktop.portal.Desktop',
  path: '/org/freedesktop/portal/desktop',
  interface: 'org.freedesktop.DBus.Properties',
};
/** Right after the login the portal is slow to start. One that isn't installed says so at once. */
const portalTries = 3;

/** Whether the desktop has a portal for shortcuts. On Wayland nothing else grants one, and Electron accepts it before it has asked. */
export async function hasShortcutPortal(bus: Pick<SessionBus, 'call'>): Promise<boolean> {
  const version = { signature: 'ss', body: ['org.freedesktop.portal.GlobalShortcuts', 'version'] };
  for (let left = portalTries; left > 0; left -= 1)
    if (typeof (await bus.call(portal, 'Get', version)) === 'number') return true;
  return false;
}
