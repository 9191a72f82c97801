/** For menus, dialogs and pages that someone may leave before what they asked for is answered. */
import type { Failure } from '../../electron/contract/failure.ts';
import type { Reply } from '../../electron/contract/requests.ts';
import type { Panel } from './panel.svelte.ts';

interface Here {
  readonly done: () => void;
  readonly refused: (failure: Failure) => void;
}

/**
 * Called while the component is made. The returned function tells it how its request went; once it's gone, the panel shows a
 * refusal in its place, and nothing that was opened since is closed.
 */
export function untilLeft(panel: Panel): (reply: Reply<unknown>, here: Here) => void {
  let left = false;
  $effect(() => () => (left = true));
  return (reply, { done, refused }) => {
    if (!reply.ok && left) panel.problem = reply.failure;
    else if (!reply.ok) refused(reply.failure);
    else if (!left) done();
  };
}
