/** The requests about the user's own extension: whatever is asked goes to the one that is connected now. */

import type { Handlers } from '../../contract/requests.ts';
import type { OwnRequestName } from '../../contract/own-requests.ts';
import type { LiveOwnExtension } from './own-extension.ts';
import type { OwnKeeper } from './own-keeper.ts';
import type { Presets } from './presets.ts';

export type OwnHandlers = Pick<Handlers, OwnRequestName>;

export interface OwnHandlerPorts {
  /** @throws AppError `extension.unread` where there is none, as for `keeper` */
  readonly present: () => LiveOwnExtension;
  readonly keeper: () => Pick<OwnKeeper, 'handlers'>;
  readonly presets: Pick<Presets, 'handlers'>;
}

export function createOwnHandlers({ present, keeper, presets }: OwnHandlerPorts): OwnHandlers {
  return {
    'own.read': async () => {
      await present().read();
      return null;
    },
    'own.edit': ({ field, value }) => {
      present().edit(field, value);
      return null;
    },
    'own.set-secret': ({ field, value }) => {
      present().setSecret(field, value);
      return null;
    },
    'own.reset': ({ fields }) => {
      present().reset(fields);
      return null;
    },
    'own.save': async (wish) => {
      await present().save(wish);
      return null;
    },
    'own.undo': async () => {
      await present().undo();
      return null;
    },
    'own.dismiss': () => {
      present().dismiss();
      return null;
    },
    'own.set-do-not-disturb': async ({ on }) => {
      await present().setDoNotDisturb(on);
      return null;
    },
    ...presets.handlers,
    'timed.end': (payload) => keeper().handlers['timed.end'](payload),
    'timed.keep': (payload) => keeper().handlers['timed.keep'](payload),
    'timed.answer': (payload) => keeper().handlers['timed.answer'](payload),
    'foreign.put-back': (payload) => keeper().handlers['foreign.put-back'](payload),
    'foreign.dismiss': (payload) => keeper().handlers['foreign.dismiss'](payload),
    'reminder.answer': (payload) => keeper().handlers['reminder.answer'](payload),
  };
}
