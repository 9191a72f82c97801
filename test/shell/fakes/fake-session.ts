/** A session as the shell locks it: remembers the handlers that it was given, so that a test can ask them. */

import type { Session } from 'electron';
import type { LockedSession } from '../../../electron/shell/panel/lock-down.ts';
import type { ProtocolHandler } from '../../../electron/shell/panel/panel-protocol.ts';
import { fakeEvents, type FakeEvents } from './fake-events.ts';

export interface FakeSession {
  /** What Electron's own types want; only the locked part of it is there. */
  readonly session: Session;
  readonly events: FakeEvents;
  /** What the page would be answered when it asks for that permission. */
  readonly asks: (permission: string) => { requested: boolean; checked: boolean; device: boolean };
  /** Whether a request for this address would be cancelled. */
  readonly cancels: (url: string) => boolean;
  readonly protocols: ReadonlyMap<string, ProtocolHandler>;
  readonly spellChecks: () => boolean;
}

type Request = Parameters<LockedSession['setPermissionRequestHandler']>[0];
type Check = Parameters<LockedSession['setPermissionCheckHandler']>[0];
type Device = Parameters<LockedSession['setDevicePermissionHandler']>[0];

export function fakeSession(): FakeSession {
  const events = fakeEvents();
  const protocols = new Map<string, ProtocolHandler>();
  let request: Request = null;
  let check: Check = null;
  let device: Device = null;
  let before: ((details: never, answer: (response: { cancel?: boolean }) => void) => void) | undefined;
  let spellChecks = true;
  const parts = {
    on: events.on,
    setPermissionRequestHandler: (handler) => {
      request = handler;
    },
    setPermissionCheckHandler: (handler) => {
      check = handler;
    },
    setDevicePermissionHandler: (handler) => {
      device = handler;
    },
    setSpellCheckerEnabled: (on) => {
      spellChecks = on;
    },
    webRequest: {
      onBeforeRequest: (handler: typeof before) => {
        before = handler;
      },
    },
    protocol: {
      handle: (scheme: string, handler: ProtocolHandler) => void protocols.set(scheme, handler),
    },
  } satisfies Omit<LockedSession, 'webRequest'> & Record<'webRequest' | 'protocol', unknown>;
  return {
    session: parts as unknown as Session,
    events,
    asks: (permission) => {
      let requested = true;
      request?.(undefined as never, permission as never, (granted) => (requested = granted), {} as never);
      return {
        requested,
        checked: check?.(null, permission as never, '', {} as never) ?? true,
        device: device?.({} as never) ?? true,
      };
    },
    cancels: (url) => {
      let cancelled = false;
      before?.({ url } as never, ({ cancel }) => (cancelled = cancel === true));
      return cancelled;
    },
    protocols,
    spellChecks: () => spellChecks,
  };
}
