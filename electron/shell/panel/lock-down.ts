/** Denies every page what it has no need for: other addresses, new windows, embedded pages, permissions, downloads. */

import type { App, Session, WebContents } from 'electron';
import type { Log } from '../../core/ports.ts';
import { isOwnAddress } from './panel-address.ts';

/** Lets a button copy text. Chromium asks for a click first, and reading what others have copied is another permission. */
const copying = 'clipboard-sanitized-write';

type LockedPage = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;
export type LockedSession = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
  | 'webRequest'
>;

/** Locks every page down as it is created, even pages that we don't create ourselves. */
export function lockEveryPage(app: Pick<App, 'on'>, log: Log): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents, log));
}

export function lockPage(contents: LockedPage, log: Log): void {
  /** A page may reload itself, and nothing else. The address stays out of the log: a page could write anything into it. */
  const refuseForeign = (event: { readonly url: string; preventDefault(): void }): void => {
    if (isOwnAddress(event.url)) return;
    event.preventDefault();
    log.warn('shell.navigation-refused');
  };
  contents.on('will-navigate', refuseForeign);
  contents.on('will-frame-navigate', refuseForeign);
  contents.on('will-redirect', refuseForeign);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('shell.webview-refused');
  });
  contents.setWindowOpenHandler(() => {
    log.warn('shell.window-refused');
    return { action: 'deny' };
  });
}

/** `allowDevTools`: also lets the developer tools' own pages load; only outside packages. */
export function lockSession(session: LockedSession, { allowDevTools }: { allowDevTools: boolean }): void {
  const allows = (permission: string): boolean => permission === copying;
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allows(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allows(permission));
  session.setDevicePermissionHandler(() => false);
  // Its dictionaries would be fetched from the network.
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  // The content policy already says so; this also covers a page without one.
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = isOwnAddress(url) || (allowDevTools && url.startsWith('devtools://'));
    answer({ cancel: !own });
  });
}
