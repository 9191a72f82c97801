/** For tests that play a part of the desktop: a service on a session bus, by the name that programs look for. */

import { createClient, defineInterface, type DefinedInterface, type MessageBus } from 'dbus-native';

type Definition = Parameters<typeof defineInterface>[0];

export interface BusService {
  readonly bus: MessageBus;
  readonly face: DefinedInterface;
  /** Leaves the bus, as when its program ends. */
  stop(): Promise<void>;
}

/** Takes the name only when everything answers, as programs ask at once. */
export async function startBusService(
  address: string,
  { name, path, definition }: { name: string; path: string; definition: Definition },
): Promise<BusService> {
  const bus = createClient({ busAddress: address });
  const face = defineInterface(definition);
  await bus.export(path, face);
  const { isPrimaryOwner } = await bus.ownName(name);
  if (!isPrimaryOwner) throw new Error(`expected to be ${name}, but someone else is`);
  return { bus, face, stop: () => bus.close() };
}

/** The address of a private desktop's bus. */
export function busAddressOf(env: NodeJS.ProcessEnv): string {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (address === undefined) throw new Error('this desktop has no session bus');
  return address;
}
