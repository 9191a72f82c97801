/** A session bus without a desktop: a test says what its services answer, and makes them come, go and send signals. */

import type { SignalHandler, SessionBus } from '../../../electron/shell/system/session-bus.ts';

export interface FakeBus extends SessionBus {
  /** What a method (`GetCapabilities`) or a property (`Inhibited`) gives; absent: nobody answers. */
  readonly answers: Map<string, unknown>;
  /** What else happens before the answer to a method is read. */
  readonly before: Map<string, () => void>;
  readonly asked: readonly string[];
  /** What methods were called with. */
  readonly given: readonly { readonly method: string; readonly body: readonly unknown[] }[];
  send(member: string, ...args: unknown[]): void;
  setRunning(service: string, runs: boolean): void;
}

export function fakeBus(): FakeBus {
  const listeners: { readonly member: string; readonly heard: SignalHandler }[] = [];
  const watchers: { readonly name: string; readonly told: (runs: boolean) => void }[] = [];
  const answers = new Map<string, unknown>();
  const before = new Map<string, () => void>();
  const asked: string[] = [];
  const given: { method: string; body: readonly unknown[] }[] = [];
  const answer = async (name: string): Promise<unknown> => {
    asked.push(name);
    before.get(name)?.();
    return answers.get(name);
  };
  return {
    answers,
    before,
    asked,
    given,
    call: (_object, method, args) => {
      given.push({ method, body: args?.body ?? [] });
      return answer(method);
    },
    readProperty: (_object, name) => answer(name),
    listen: ({ member }, heard) => void listeners.push({ member, heard }),
    watchService: (name, told) => void watchers.push({ name, told }),
    close: () => undefined,
    send(member, ...args) {
      for (const listener of listeners) if (listener.member === member) listener.heard(args);
    },
    setRunning(service, runs) {
      for (const watcher of watchers) if (watcher.name === service) watcher.told(runs);
    },
  };
}
