/**
 * For tests: a desktop's panel with a tray, as the desktop's side of freedesktop's StatusNotifierItem specification and of
 * `com.canonical.dbusmenu`: sees icon, tooltip and menu as a person would, and clicks them.
 */

import type { MessageBus } from 'dbus-native';
import { z } from 'zod';
import { startBusService } from './bus-service.ts';

export interface TrayPanel {
  /** The items that programs have registered, in their order. */
  readonly items: readonly TrayItem[];
  /** As when the panel's program ends. */
  stop(): Promise<void>;
}

export interface TrayItem {
  toolTip(): Promise<string>;
  icon(): Promise<TrayIconPicture>;
  /** The menu as it would unfold, labels joined by " > "; a tick before what is switched on, brackets around what is disabled. */
  menu(): Promise<readonly string[]>;
  click(): Promise<void>;
  /** By labels, from the outermost menu inwards. If the program replaces the menu meanwhile, chooses from the new one. */
  choose(...labels: readonly string[]): Promise<void>;
}

export interface TrayIconPicture {
  readonly width: number;
  readonly height: number;
  /** Differs from icon to icon. */
  readonly pixels: string;
}

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemFace = 'org.kde.StatusNotifierItem';
const menuFace = 'com.canonical.dbusmenu';

/** `host`: whether this panel shows a tray, or merely watches over those that do, as some desktops' session managers. */
export async function startTrayPanel(address: string, { host = true } = {}): Promise<TrayPanel> {
  const items: TrayItem[] = [];
  const names: string[] = [];
  const watcher = await startBusService(address, {
    name: watcherName,
    path: '/StatusNotifierWatcher',
    definition: {
      name: watcherName,
      methods: {
        RegisterStatusNotifierItem: {
          in: { service: 's' },
          out: {},
          handler: ({ service }: { service: string }, { sender = '' }) => {
            const [name, path] = service.startsWith('/')
              ? [sender, service]
              : [
                  service.split('/')[0] ?? '',
                  `/${service.split('/').slice(1).join('/') || 'StatusNotifierItem'}`,
                ];
            names.push(service);
            items.push(trayItem(watcher.bus, name, path));
          },
        },
        RegisterStatusNotifierHost: { in: { service: 's' }, out: {}, handler: () => undefined },
      },
      properties: {
        RegisteredStatusNotifierItems: { type: 'as', access: 'read', get: () => names },
        IsStatusNotifierHostRegistered: { type: 'b', access: 'read', value: host },
        ProtocolVersion: { type: 'i', access: 'read', value: 0 },
      },
      signals: {
        StatusNotifierItemRegistered: { args: { service: 's' } },
        StatusNotifierItemUnregistered: { args: { service: 's' } },
        StatusNotifierHostRegistered: { args: {} },
      },
    },
  });
  return { items, stop: () => watcher.stop() };
}

const toolTipSchema = z.tuple([z.string(), z.array(z.unknown()), z.string(), z.string()]);
const iconsSchema = z.array(z.tuple([z.number(), z.number(), z.instanceof(Buffer)]));

interface MenuNode {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly ticked: boolean;
  readonly separates: boolean;
  readonly children: readonly MenuNode[];
}

const menuSchema: z.ZodType<MenuNode> = z
  .tuple([z.number(), z.record(z.string(), z.unknown()), z.array(z.lazy(() => menuSchema))])
  .transform(([id, shown, children]) => ({
    id,
    // An underscore marks the letter for the keyboard; two of them are one.
    label: z.string().catch('').parse(shown['label']).replaceAll(/_(.)/g, '$1'),
    enabled: shown['enabled'] !== false,
    ticked: shown['toggle-state'] === 1,
    separates: shown['type'] === 'separator',
    children,
  }));

function trayItem(bus: MessageBus, destination: string, path: string): TrayItem {
  const call = (at: string, face: string, member: string, signature = '', body: unknown[] = []) =>
    bus.invoke<unknown>({
      destination,
      path: at,
      interface: face,
      member,
      ...(signature !== '' && { signature, body }),
    });
  const read = (name: string) => call(path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [itemFace, name]);

  async function menuPath(): Promise<string> {
    return z.string().parse(await read('Menu'));
  }

  async function layout(): Promise<readonly MenuNode[]> {
    const at = await menuPath();
    const answer = await call(at, menuFace, 'GetLayout', 'iias', [0, -1, []]);
    const [, root] = z.tuple([z.number(), menuSchema]).parse(answer);
    return root.children;
  }

  /** False if there is no longer such an item. */
  async function clickItem({ id }: MenuNode): Promise<boolean> {
    const click = [id, 'clicked', ['s', ''], 0];
    const unknown = await call(await menuPath(), menuFace, 'EventGroup', 'a(isvu)', [[click]]);
    return z.array(z.number()).parse(unknown).length === 0;
  }

  function unfold(nodes: readonly MenuNode[], before = ''): string[] {
    return nodes.flatMap(({ label, enabled, ticked, separates, children }) => {
      if (separates) return [`${before}---`];
      const shown = `${ticked ? '✓ ' : ''}${enabled ? label : `(${label})`}`;
      return [`${before}${shown}`, ...unfold(children, `${before}${label} > `)];
    });
  }

  function findItem(menu: readonly MenuNode[], labels: readonly string[]): MenuNode {
    let nodes = menu;
    let found: MenuNode | undefined;
    for (const label of labels) {
      found = nodes.find((node) => node.label === label);
      if (found === undefined)
        throw new Error(`expected “${label}” in the menu, got ${unfold(nodes).join(' · ')}`);
      nodes = found.children;
    }
    if (found?.enabled !== true) throw new Error(`expected “${labels.join(' > ')}” to be enabled`);
    return found;
  }

  return {
    async toolTip() {
      const [, , title, text] = toolTipSchema.parse(await read('ToolTip'));
      return title || text;
    },
    async icon() {
      const icons = iconsSchema.parse(await read('IconPixmap'));
      const [width, height, pixels] = icons.reduce((one, other) => (one[0] >= other[0] ? one : other));
      return { width, height, pixels: pixels.toString('base64') };
    },
    menu: async () => unfold(await layout()),
    async click() {
      await call(path, itemFace, 'Activate', 'ii', [0, 0]);
    },
    async choose(...labels) {
      let clicked: boolean;
      do clicked = await clickItem(findItem(await layout(), labels));
      while (!clicked);
    },
  };
}
