/** The requests about the user's own extension: whatever is asked goes to the one that is connected now. */

import type { Handlers } from '../../contract/requests.ts';
import type { OwnRequestName } from '../../contract/own-requests.ts';
import { AppError } from '../app-error.ts';
import type { LiveOwnExtension } from './own-extension.ts';

export type OwnHandlers = Pick<Handlers, OwnRequestName>;

export interface OwnHandlerPorts {
  /** @throws AppError `extension.unread` where there is none */
  readonly present: () => LiveOwnExtension;
}

export function createOwnHandlers({ present }: OwnHandlerPorts): OwnHandlers {
  const unread = (): never => {
    throw new AppError('extension.unread');
  };
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
    'timed.end': unread,
    'timed.keep': unread,
    'timed.answer': unread,
    'preset.save': unread,
    'preset.rename': unread,
    'preset.remove': unread,
    'preset.preview': unread,
    'preset.apply': unread,
    'foreign.put-back': unread,
    'foreign.dismiss': unread,
    'reminder.answer': unread,
  };
}
