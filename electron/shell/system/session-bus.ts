/** The session bus of a Linux desktop (D-Bus): calls its services and hears their signals directly. */

import { join } from 'node:path';
import type { MessageBus } from 'dbus-native';
import type { Log } from '../../core/ports.ts';

/** An object of a service, seen through one of its interfaces. */
export interface BusObject {
  readonly service: string;
  readonly path: string;
  readonly interface: string;
}

export interface SessionBus {
  /** What a method returns; undefined where nothing answers in time. Never rejects. May start the service. */
  call(object: BusObject, method: string, args?: BusArguments): Promise<unknown>;
  /** As `call`, but starts no service that does not run. */
  readProperty(object: BusObject, name: string): Promise<unknown>;
  /** Calls back with the arguments of each such signal, from any sender. */
  listen(signal: Omit<BusObject, 'service'> & { readonly member: string }, onSignal: SignalHandler): void;
  /** Calls back when a service appears and when it goes away. */
  watchService(name: string, onChange: (runs: boolean) => void): void;
  close(): void;
}
/** Values by D-Bus signature: `su`, then a string and a number. */
export interface BusArguments {
  readonly signature: string;
  readonly body: unknown[];
}
export type SignalHandler = (args: readonly unknown[]) => void;

export interface SessionBusPorts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

const timeLimitMs = 3_000;
const dontStartService = 2;
const busItself = {
  service: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/**
 * Returns at once; the library that speaks D-Bus is read meanwhile, and what is asked of the bus waits for it. Without a bus,
 * calls return undefined and no signal arrives.
 */
export function openSessionBus(ports: SessionBusPorts): SessionBus {
  if (ports.platform !== 'linux') return silentBus;
  const opened = connect(ports);
  return {
    call: async (...asked) => (await opened).call(...asked),
    readProperty: async (...asked) => (await opened).readProperty(...asked),
    listen: (...asked) => void opened.then((bus) => bus.listen(...asked)),
    watchService: (...asked) => void opened.then((bus) => bus.watchService(...asked)),
    close: () => void opened.then((bus) => bus.close()),
  };
}

/** Never rejects. */
async function connect({ env, log }: SessionBusPorts): Promise<SessionBus> {
  try {
    const { createClient } = await import('dbus-native');
    return speak(createClient({ busAddress: addressOf(env), timeout: timeLimitMs }), log);
  } catch {
    log.warn('shell.no-session-bus');
    return silentBus;
  }
}

/** Where systemd starts the bus, programs find it in the runtime folder, named in the environment or not. */
function addressOf(env: SessionBusPorts['env']): string {
  const named = env['DBUS_SESSION_BUS_ADDRESS'];
  if (named) return named;
  const folder = env['XDG_RUNTIME_DIR'];
  if (!folder) throw new Error('no address of a session bus');
  return `unix:path=${join(folder, 'bus')}`;
}

const silentBus: SessionBus = {
  call: async () => undefined,
  readProperty: async () => undefined,
  listen: () => undefined,
  watchService: () => undefined,
  close: () => undefined,
};

function speak(bus: MessageBus, log: Log): SessionBus {
  // Without a listener a bus that goes away would end the program.
  bus.connection.on('error', () => log.warn('shell.session-bus-lost'));

  async function ask(
    { service, path, interface: face }: BusObject,
    member: string,
    flags: number,
    args?: BusArguments,
  ): Promise<unknown> {
    try {
      return await bus.invoke({ destination: service, path, interface: face, member, flags, ...args });
    } catch {
      return undefined;
    }
  }

  function listen(signal: Parameters<SessionBus['listen']>[0], onSignal: SignalHandler): void {
    const { path, interface: face, member } = signal;
    bus.signals.on(bus.mangle(path, face, member), (args: unknown) =>
      onSignal(Array.isArray(args) ? args : []),
    );
    bus
      .addMatch(`type='signal',path='${path}',interface='${face}',member='${member}'`)
      .catch(() => log.warn('shell.session-bus-lost'));
  }

  return {
    call: (object, method, args) => ask(object, method, 0, args),
    readProperty: ({ service, path, interface: face }, name) =>
      ask({ service, path, interface: 'org.freedesktop.DBus.Properties' }, 'Get', dontStartService, {
        signature: 'ss',
        body: [face, name],
      }),
    listen,
    watchService(name, onChange) {
      listen({ ...busItself, member: 'NameOwnerChanged' }, ([changed, , owner]) => {
        if (changed === name) onChange(owner !== '');
      });
    },
    close: () => void bus.close().catch(() => undefined),
  };
}
