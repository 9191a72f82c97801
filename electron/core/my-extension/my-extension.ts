/** My own extension within the app. Takes over from `extension/` setting by setting; until then it knows nothing. */

import type { MyExtensionRequest } from '../../contract/my-extension/requests.ts';
import type { Handlers } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';

export function unreadHandlers(): Pick<Handlers, MyExtensionRequest> {
  const unread = (): never => {
    throw new AppError('extension.unread');
  };
  return {
    'my-calls.read': unread,
    'my-calls.set': unread,
    'my-calls.set-secret': unread,
    'change.undo': unread,
    'change.keep': unread,
    'change.answer': unread,
    'change.set-end': unread,
    'change.end-now': unread,
    'status.set': unread,
    'status.turn-off': unread,
    'preset.save': unread,
    'preset.rename': unread,
    'preset.remove': unread,
    'preset.preview': unread,
    'reminder.answer': unread,
    'extension.confirm-mine': unread,
  };
}
