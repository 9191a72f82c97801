/** The key combination that opens the panel from anywhere. */

import type { GlobalShortcut } from 'electron';
import type { Log } from '../../core/ports.ts';

export interface ShortcutPorts {
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>;
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
export function createShortcut({ globalShortcut, onPressed, refused, log }: ShortcutPorts) {
  let present: string | null = null;
  return (wanted: string | null): void => {
    if (wanted === present) return;
    if (present !== null) globalShortcut.unregister(present);
    present = null;
    if (wanted === null || (hasModifier(wanted) && registered(wanted))) {
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
