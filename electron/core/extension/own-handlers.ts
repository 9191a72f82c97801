/** The requests about the user's own extension: whatever is asked goes to the one that is connected now. */

import type { Handlers } from '../../contract/requests.ts';
import type { OwnRequestName } from '../../contract/own-requests.ts';
import { AppError } from '../app-error.ts';

export type OwnHandlers = Pick<Handlers, OwnRequestName>;

export function createOwnHandlers(): OwnHandlers {
  const unread = (): never => {
    throw new AppError('extension.unread');
  };
  return {
    'own.read': unread,
    'own.edit': unread,
    'own.set-secret': unread,
    'own.reset': unread,
    'own.save': unread,
    'own.undo': unread,
    'own.dismiss': unread,
    'own.set-do-not-disturb': unread,
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
