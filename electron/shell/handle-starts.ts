/** Carries out what each start asks for, both the first and later ones while the program runs: panel, settings, set-up link, quit. */

import type { Core } from '../core/core.ts';
import { readAction, readLink, type StartAction } from './command-line.ts';
import type { ElectronObjects } from './electron-objects.ts';
import type { Shell } from './shell.ts';

/** What a start asks for. */
export interface StartRequest {
  readonly action: StartAction;
  /** The `lampfield:` link it was opened with. */
  readonly link?: string | undefined;
}

/** What later starts ask for. */
export interface LaterStarts {
  /** Gives `carryOut` everything asked for so far, and from now on each request as it comes. */
  deliverTo(carryOut: (request: StartRequest) => void): void;
}

/**
 * Keeps what later starts ask for until the shell is there; a request to quit doesn't wait. Call it before Electron is ready:
 * a later start ends as soon as Electron has its request, whether or not anyone listens.
 */
export function collectLaterStarts(app: Pick<ElectronObjects['app'], 'on'>, quit: () => void): LaterStarts {
  const waiting: StartRequest[] = [];
  let deliver = (request: StartRequest): void => {
    if (request.action === 'quit') quit();
    else waiting.push(request);
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    deliver({ action: readAction(data), link: readLink(data) });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    deliver({ action: 'nothing', link: url });
  });
  return {
    deliverTo(carryOut) {
      deliver = carryOut;
      for (const request of waiting.splice(0)) carryOut(request);
    },
  };
}

export interface HandleStartsPorts {
  readonly app: ElectronObjects['app'];
  readonly signal: Core['signal'];
  readonly shell: Pick<Shell, 'perform'>;
  readonly platform: NodeJS.Platform;
  readonly laterStarts: LaterStarts;
}

/** Later starts are carried out from now on. Call `handleFirst` once the core is running. */
export function handleStarts({ app, signal, shell, platform, laterStarts }: HandleStartsPorts): {
  handleFirst(request: StartRequest): void;
} {
  const carryOut = ({ action, link }: StartRequest): void => {
    shell.perform(action);
    if (link !== undefined) signal({ kind: 'set-up-link', link });
  };
  laterStarts.deliverTo(carryOut);
  app.on('activate', () => signal({ kind: 'tray-clicked' }));
  return {
    handleFirst({ action, link }) {
      const atLogin = platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
      carryOut({ action: atLogin ? 'nothing' : action, link });
    },
  };
}
