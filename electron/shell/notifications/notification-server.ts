/** The desktop's notification server on Linux: how it reads texts, whether it holds notifications back, and when it comes. */

import type { SessionBus } from '../system/session-bus.ts';

export interface NotificationServer {
  /** How it reads the body of a notification; `silent`: there is none, or it doesn't answer. */
  readsBodyAs(): Promise<'markup' | 'plain' | 'silent'>;
  /** Calls back each time that a server comes, a restarted one included. */
  onStart(started: () => void): void;
  /** "Do not disturb" as KDE and others tell it: that it is on, and each change. A server that does not tell may disturb. */
  watchInhibited(told: (on: boolean) => void): void;
}

const server = {
  service: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
};

export function createNotificationServer(bus: SessionBus): NotificationServer {
  const listeners: (() => void)[] = [];
  let capabilities: readonly unknown[] | undefined;

  bus.watchService(server.service, (runs) => {
    capabilities = undefined;
    if (runs) for (const started of listeners) started();
  });

  return {
    async readsBodyAs() {
      // Without a bus of our own there is nobody to ask; the system may know better.
      if (!bus.connected) return 'plain';
      if (capabilities === undefined) {
        const told = await bus.call(server, 'GetCapabilities');
        if (!Array.isArray(told)) return 'silent';
        capabilities = told;
      }
      return capabilities.includes('body-markup') ? 'markup' : 'plain';
    },
    onStart: (started) => void listeners.push(started),
    watchInhibited(told) {
      let last = false;
      const hear = (value: unknown): void => {
        if (typeof value !== 'boolean' || value === last) return;
        last = value;
        told(value);
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
      listeners.push(ask);
      ask();
    },
  };
}
