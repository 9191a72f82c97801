/** The event half of an Electron object: what the shell listens to, and how a test makes it happen. */

type Listener = (...args: never[]) => unknown;

export interface FakeEvents {
  /** Returns `never`, which fits each of Electron's many overloads; nobody looks at what it returns. */
  readonly on: (name: string, listener: Listener) => never;
  readonly emit: (name: string, ...args: readonly unknown[]) => void;
  readonly listens: (name: string) => boolean;
}

export function fakeEvents(): FakeEvents {
  const listeners = new Map<string, Listener[]>();
  return {
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      return undefined as never;
    },
    emit(name, ...args) {
      for (const listener of listeners.get(name) ?? []) listener(...(args as never[]));
    },
    listens: (name) => listeners.has(name),
  };
}

/** An event that can be prevented, as Electron hands them out. */
export function preventable<T extends object>(facts: T): T & { prevented: boolean; preventDefault(): void } {
  const event = {
    ...facts,
    prevented: false,
    preventDefault() {
      event.prevented = true;
    },
  };
  return event;
}
