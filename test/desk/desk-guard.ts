/** Who may talk to the desk: only pages that it served itself, opened through the address that it printed. */

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type DeskRefusal = 'wrong-key' | 'foreign-host' | 'foreign-origin';

export interface DeskGuard {
  /** 43 characters, 256 random bits; the first part of every path. */
  readonly key: string;
  /** Undefined when the request may pass. `origin: 'required'` for a WebSocket: a browser always sends one there. */
  refuse(request: IncomingMessage, origin: 'required' | 'checked-if-sent'): DeskRefusal | undefined;
  /** The path below the key, starting with a slash. */
  pathOf(request: IncomingMessage): string;
}

/** @param port the desk's own port on 127.0.0.1: a name that was rebound to this machine shows in the Host header. */
export function createDeskGuard(port: () => number): DeskGuard {
  const key = randomBytes(32).toString('base64url');
  const hosts = (): string[] => [`127.0.0.1:${port()}`, `localhost:${port()}`];

  return {
    key,
    refuse(request, origin) {
      const host = request.headers.host ?? '';
      if (!hosts().includes(host.toLowerCase())) return 'foreign-host';
      const from = request.headers.origin;
      if (from === undefined ? origin === 'required' : from !== `http://${host.toLowerCase()}`) {
        return 'foreign-origin';
      }
      return sameText(firstSegment(request), key) ? undefined : 'wrong-key';
    },
    pathOf: (request) => pathname(request).slice(1 + firstSegment(request).length) || '/',
  };
}

function pathname(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
}

function firstSegment(request: IncomingMessage): string {
  return pathname(request).split('/')[1] ?? '';
}

/** Takes equally long for a key that is wrong in its first letter and for one wrong in its last. */
function sameText(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
