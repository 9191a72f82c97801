/** For tests: a desktop's notification server (freedesktop's Desktop Notifications specification) that a test answers for a person. */

import { startBusService } from './bus-service.ts';

/** One that the server was told to show. */
export interface ReceivedNotification {
  readonly id: number;
  readonly app: string;
  readonly replaces: number;
  /** Path of its picture. */
  readonly icon: string;
  readonly title: string;
  readonly body: string;
  /** By label, what the server gives back. */
  readonly actions: ReadonlyMap<string, string>;
  /** Still on the screen. */
  open: boolean;
  /** Taken away by the program that had it shown. */
  closedByProgram: boolean;
}

export interface NotificationDaemon {
  /** Oldest first. */
  readonly received: readonly ReceivedNotification[];
  /** A click on it, or on one of its buttons by label. */
  use(shown: ReceivedNotification, action?: string): void;
  /** A person closes it. */
  dismiss(shown: ReceivedNotification): void;
  setInhibited(on: boolean): void;
  /** As when its program ends. */
  stop(): Promise<void>;
}

const name = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';
const closedBy = { person: 2, program: 3 };

export async function startNotificationDaemon(
  address: string,
  capabilities: readonly string[] = ['actions', 'body', 'body-markup'],
): Promise<NotificationDaemon> {
  const received: ReceivedNotification[] = [];
  let lastId = 0;
  let inhibited = false;
  const service = await startBusService(address, {
    name,
    path,
    definition: {
      name,
      methods: {
        GetCapabilities: { in: {}, out: { capabilities: 'as' }, handler: () => capabilities },
        GetServerInformation: {
          in: {},
          out: { name: 's', vendor: 's', version: 's', spec: 's' },
          handler: () => ({ name: 'test', vendor: 'Lampfield', version: '1', spec: '1.2' }),
        },
        Notify: {
          in: {
            app: 's',
            replaces: 'u',
            icon: 's',
            title: 's',
            body: 's',
            actions: 'as',
            hints: 'a{sv}',
            expires: 'i',
          },
          out: { id: 'u' },
          handler: (told: {
            app: string;
            replaces: number;
            icon: string;
            title: string;
            body: string;
            actions: readonly string[];
          }) => {
            const { app, replaces, icon, title, body, actions } = told;
            const id = replaces === 0 ? (lastId += 1) : replaces;
            for (const before of received) if (before.id === id) before.open = false;
            const state = { open: true, closedByProgram: false };
            received.push({ id, app, replaces, icon, title, body, actions: byLabel(actions), ...state });
            return id;
          },
        },
        CloseNotification: {
          in: { id: 'u' },
          out: {},
          handler: ({ id }: { id: number }) => close(id, closedBy.program),
        },
      },
      properties: { Inhibited: { type: 'b', access: 'read', get: () => inhibited } },
      signals: {
        NotificationClosed: { args: { id: 'u', reason: 'u' } },
        ActionInvoked: { args: { id: 'u', action: 's' } },
      },
    },
  });

  const { bus, face } = service;

  function close(id: number, reason: number): void {
    const shown = received.findLast((one) => one.id === id);
    if (shown?.open !== true) return;
    shown.open = false;
    shown.closedByProgram = reason === closedBy.program;
    face.emit['NotificationClosed']?.(id, reason);
  }

  return {
    received,
    use(shown, action) {
      const key = action === undefined ? 'default' : shown.actions.get(action);
      if (key === undefined)
        throw new Error(`expected an action “${action}”, got ${[...shown.actions.keys()].join(', ')}`);
      face.emit['ActionInvoked']?.(shown.id, key);
      close(shown.id, closedBy.person);
    },
    dismiss: (shown) => close(shown.id, closedBy.person),
    setInhibited(on) {
      inhibited = on;
      bus.emitPropertiesChanged(path, name, { Inhibited: on });
    },
    stop: () => service.stop(),
  };
}

/** They come as key and label in turns. */
function byLabel(actions: readonly string[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (let at = 0; at + 1 < actions.length; at += 2) labels.set(actions[at + 1] ?? '', actions[at] ?? '');
  return labels;
}
