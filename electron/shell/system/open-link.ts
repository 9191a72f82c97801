/** Opens a call link in the system's calling program; only `tel:` and `sip:` with a plain number or name. */

import type { Shell } from 'electron';
import type { Log } from '../../core/ports.ts';

/** The link is rebuilt from what matched, so that nothing else is passed on. */
const callLink =
  /^(tel|sip):([+*#0-9a-z][-+*#.0-9a-z_]{0,63})(@(?:[0-9a-z][-.:0-9a-z]{0,252}|\[[0-9a-f:.]{2,45}\]))?$/i;

export function safeCallLink(url: string): string | undefined {
  const match = callLink.exec(url);
  const [, scheme, target, host = ''] = match ?? [];
  if (scheme === undefined || target === undefined) return undefined;
  return `${scheme.toLowerCase()}:${encodeURI(target).replaceAll('#', '%23')}${host}`;
}

export function createOpenLink(shell: Pick<Shell, 'openExternal'>, log: Log) {
  return (url: string): void => {
    const safe = safeCallLink(url);
    if (safe === undefined) log.warn('shell.link-refused');
    else shell.openExternal(safe).catch(() => log.warn('shell.link-not-opened'));
  };
}
