/** Carries out what each start asks for, both the first and later ones while the program runs: panel, settings, set-up link, quit. */

import type { Core } from '../core/core.ts';
import { readAction, readLink, type StartAction } from './command-line.ts';
import type { ElectronObjects } from './electron-objects.ts';
import type { Shell } from './shell.ts';

export interface HandleStartsPorts {
  readonly app: ElectronObjects['app'];
  readonly signal: Core['signal'];
  readonly shell: Pick<Shell, 'perform'>;
  readonly platform: NodeJS.Platform;
}

/** Later starts are handled from now on. Call `handleFirst` once the core is running. */
export function handleStarts({ app, signal, shell, platform }: HandleStartsPorts): {
  handleFirst(action: StartAction, link: string | undefined): void;
} {
  const follow = (link: string | undefined): void => {
    if (link !== undefined) signal({ kind: 'set-up-link', link });
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    shell.perform(readAction(data));
    follow(readLink(data));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(url);
  });
  app.on('activate', () => signal({ kind: 'tray-clicked' }));
  return {
    handleFirst(action, link) {
      const atLogin = platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
      shell.perform(atLogin ? 'nothing' : action);
      follow(link);
    },
  };
}
