/** What each start wants, the first one's own and those that come while it runs: the panel, the settings, a set-up link, the end. */

import type { Core } from '../core/core.ts';
import { readLink, readWish, type Wish } from './command-line.ts';
import type { ElectronObjects } from './electron-objects.ts';
import type { Shell } from './shell.ts';

export interface AnswerStartsPorts {
  readonly app: ElectronObjects['app'];
  readonly signal: Core['signal'];
  readonly shell: Pick<Shell, 'grant'>;
  readonly platform: NodeJS.Platform;
}

/** From now on later starts are answered. `answerFirst` comes when the core runs. */
export function answerStarts({ app, signal, shell, platform }: AnswerStartsPorts): {
  answerFirst(wish: Wish, link: string | undefined): void;
} {
  const follow = (link: string | undefined): void => {
    if (link !== undefined) signal({ kind: 'set-up-link', link });
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    shell.grant(readWish(data));
    follow(readLink(data));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(url);
  });
  app.on('activate', () => signal({ kind: 'tray-clicked' }));
  return {
    answerFirst(wish, link) {
      const atLogin = platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
      shell.grant(atLogin ? 'nothing' : wish);
      follow(link);
    },
  };
}
