/** The desktop's notification server on Linux (freedesktop's Desktop Notifications specification), which may go away and come back. */

import type { SessionBus } from '../system/session-bus.ts';

export interface ServerNotification {
  /** The server's number of the notification to replace; 0: none. */
  readonly replaces: number;
  /** Absolute path of a PNG. */
  readonly icon: string;
  readonly title: string;
  /** Plain text. */
  readonly body: string;
  readonly actions: readonly { readonly id: string; readonly text: string }[];
}

export interface NotificationServer {
  /**
   * The server's number for it; undefined where there is no server, or none that answers. Never rejects. What is to be shown is
   * asked for when the server is ready, for another one may have taken over by then.
   */
  show(notification: () => ServerNotification): Promise<number | undefined>;
  close(serverId: number): Promise<void>;
  onAction(used: (serverId: number, action: string) => void): void;
  onClosed(closed: (serverId: number) => void): void;
  /** Calls back each time a server appears or goes away; a restarted one does both. */
  onRunning(changed: (runs: boolean) => void): void;
  /** "Do not disturb" as KDE and others report it: whether it is on, and each change. A server that reports nothing may disturb. */
  watchInhibited(onChange: (on: boolean) => void): void;
}

const server = {
  service: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
};
/** The desktop's default. */
const usualTime = -1;

export function createNotificationServer(bus: SessionBus): NotificationServer {
  const listeners: ((runs: boolean) => void)[] = [];
  let capabilities: readonly unknown[] | undefined;

  bus.watchService(server.service, (runs) => {
    capabilities = undefined;
    for (const changed of listeners) changed(runs);
  });

  async function askCapabilities(): Promise<readonly unknown[] | undefined> {
    if (capabilities !== undefined) return capabilities;
    const answer = await bus.call(server, 'GetCapabilities');
    if (Array.isArray(answer)) capabilities = answer;
    return capabilities;
  }

  return {
    async show(notification) {
      const can = await askCapabilities();
      if (can === undefined) return undefined;
      const { replaces, icon, title, body, actions } = notification();
      // A server that shows no buttons may show a dialog instead.
      const offered = can.includes('actions') ? actions.flatMap(({ id, text }) => [id, text]) : [];
      const text = can.includes('body-markup') ? escapeMarkup(body) : body;
      const hints = { 'desktop-entry': ['s', 'lampfield'] };
      const number = await bus.call(server, 'Notify', {
        signature: 'susssasa{sv}i',
        body: ['Lampfield', replaces, icon, title, text, offered, hints, usualTime],
      });
      return typeof number === 'number' ? number : undefined;
    },
    async close(serverId) {
      await bus.call(server, 'CloseNotification', { signature: 'u', body: [serverId] });
    },
    onAction(used) {
      bus.listen({ ...server, member: 'ActionInvoked' }, ([serverId, action]) => {
        if (typeof serverId === 'number' && typeof action === 'string') used(serverId, action);
      });
    },
    onClosed(closed) {
      bus.listen({ ...server, member: 'NotificationClosed' }, ([serverId]) => {
        if (typeof serverId === 'number') closed(serverId);
      });
    },
    onRunning: (changed) => void listeners.push(changed),
    watchInhibited(onChange) {
      let last = false;
      const hear = (value: unknown): void => {
        if (typeof value !== 'boolean' || value === last) return;
        last = value;
        onChange(value);
      };
      const ask = (): void => void bus.readProperty(server, 'Inhibited').then(hear);
      bus.listen(
        { path: server.path, interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged' },
        ([face, changed, invalidated]) => {
          if (face !== server.interface) return;
          if (typeof changed === 'object' && changed !== null && 'Inhibited' in changed)
            hear(changed.Inhibited);
          else if (Array.isArray(invalidated) && invalidated.includes('Inhibited')) ask();
        },
      );
      listeners.push((runs) => {
        if (runs) ask();
      });
      ask();
    },
  };
}

/** Names of people and groups are never markup, whatever they contain. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
