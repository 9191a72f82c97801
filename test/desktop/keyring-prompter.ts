/** For tests: who shows gnome-keyring's dialogs (`org.gnome.keyring.SystemPrompter`); each of them is cancelled, as by a person. */

import type { MessageBus } from 'dbus-native';
import { startBusService } from './bus-service.ts';

export interface KeyringPrompter {
  /** How many dialogs there were. */
  readonly dialogs: () => number;
  stop(): Promise<void>;
}

const prompter = 'org.gnome.keyring.internal.Prompter';

export async function startCancellingPrompter(address: string): Promise<KeyringPrompter> {
  let dialogs = 0;
  let bus: MessageBus | undefined;
  const service = await startBusService(address, {
    name: 'org.gnome.keyring.SystemPrompter',
    path: '/org/gnome/keyring/Prompter',
    definition: {
      name: prompter,
      methods: {
        BeginPrompting: {
          in: { callback: 'o' },
          out: {},
          handler({ callback }: { callback: string }, { sender }: { sender?: string }) {
            dialogs += 1;
            // A cancelled dialog is done without an answer; it was there for a moment.
            setTimeout(() => {
              void bus?.invoke({
                destination: sender ?? '',
                path: callback,
                interface: `${prompter}.Callback`,
                member: 'PromptDone',
              });
            }, 200);
          },
        },
        PerformPrompt: {
          in: { callback: 'o', type: 's', properties: 'a{sv}', exchange: 's' },
          out: {},
          handler: () => undefined,
        },
        StopPrompting: { in: { callback: 'o' }, out: {}, handler: () => undefined },
      },
    },
  });
  ({ bus } = service);
  return { dialogs: () => dialogs, stop: () => service.stop() };
}
