/**
 * The desktop of a test's own for Electron: an account that is not root, a home folder, a display, a session bus and a keyring.
 * What runs on it meets nothing of the machine's real desktop, and whatever a test does to it ends with it.
 *
 *     const desktop = await startPrivateDesktop();
 *     spawn(program, args, { env: desktop.env, ...desktop.account });
 *     await desktop.stop();
 *
 * A test that stands for the rest of the desktop (tray, notifications) connects to the bus at
 * `desktop.env.DBUS_SESSION_BUS_ADDRESS`: a bus lets its own account in, and root.
 */

import { rm } from 'node:fs/promises';
import { startPrivateKeyring, whyNoKeyring, type PrivateKeyring } from '../keyring/private-keyring.ts';
import { missingPrograms } from '../missing-programs.ts';
import { makeFolderFor, personAccount, type Account } from './person.ts';
import { startVirtualCompositor, type VirtualCompositor } from './virtual-compositor.ts';
import { startVirtualDisplay } from './virtual-display.ts';

export interface DesktopOptions {
  /** What the login left behind: a keyring that is open, one that nobody has set up, or no service at all. */
  readonly keyring?: 'unlocked' | 'not-set-up' | 'absent';
  /** Width, height and depth on X11; a Wayland compositor; or `none` where a test brings its own display. */
  readonly screen?: string;
}

export interface PrivateDesktop {
  /** For every process on it. */
  readonly env: NodeJS.ProcessEnv;
  /** For `spawn`. */
  readonly account: Account;
  /** The person's, emptied with the desktop. */
  readonly home: string;
  readonly keyring: PrivateKeyring;
  stop(): Promise<void>;
}

/** Why there can be no such desktop here, in words that follow "needs"; undefined where there can. */
export function whyNoDesktop(): string | undefined {
  const noKeyring = whyNoKeyring();
  if (noKeyring !== undefined) return noKeyring;
  const missing = missingPrograms('Xvfb', 'setpriv', 'openbox', 'xprop', 'xwininfo', 'xdotool');
  const packages = 'xvfb, util-linux, openbox, x11-utils, xdotool';
  return missing.length === 0 ? undefined : `${missing.join(', ')} (Debian: ${packages})`;
}

export async function startPrivateDesktop(options: DesktopOptions = {}): Promise<PrivateDesktop> {
  const { keyring: kind = 'unlocked', screen } = options;
  const closings: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closings.splice(0).reverse()) await close();
  };
  try {
    const account = await personAccount();
    const home = await makeFolderFor(account, 'lampfield-desktop-');
    closings.push(() => rm(home, { recursive: true, force: true }));
    const keyring = await startPrivateKeyring({ account });
    closings.push(() => keyring.stop());
    if (kind !== 'absent') await keyring.startService(kind);
    const display = await startDisplay();
    if (display !== undefined) closings.push(() => display.stop());
    function startDisplay(): Promise<VirtualCompositor> | undefined {
      if (screen === 'none') return undefined;
      return screen === 'wayland'
        ? startVirtualCompositor(home, account, { ...keyring.env, HOME: home })
        : startVirtualDisplay(home, account, screen);
    }
    const env = {
      ...keyring.env,
      ...display?.env,
      HOME: home,
      TMPDIR: home,
      LANG: 'C.UTF-8',
      // Every desktop has a system bus; without one, each of Chromium's threads that look for it writes an error.
      DBUS_SYSTEM_BUS_ADDRESS: keyring.env['DBUS_SESSION_BUS_ADDRESS'],
      // Accessibility starts a bus of its own when asked for, which would outlive the test.
      NO_AT_BRIDGE: '1',
    };
    return { env, account, home, keyring, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
