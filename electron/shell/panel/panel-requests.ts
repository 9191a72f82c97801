/** The one way between renderer and core: checks the sender, passes the request on, and sends the core's events to the panel. */

import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { eventChannel, requestChannel } from '../../contract/channels.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Reply, ShowTarget } from '../../contract/requests.ts';
import type { Core } from '../../core/core.ts';
import type { Log } from '../../core/ports.ts';
import { isOwnAddress } from './panel-address.ts';

type Frame = Pick<WebFrameMain, 'url' | 'parent'>;
/** The parts of a sender that are checked. */
export type RequestSender = { readonly sender: Pick<IpcMainInvokeEvent['sender'], 'id'> } & {
  readonly senderFrame: Frame | null;
};

export interface PanelRequestsPorts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly core: Pick<Core, 'request' | 'onEvent'>;
  /** The panel's page, if there is one. */
  readonly contents: () =>
    | { readonly id: number; send(channel: string, ...args: unknown[]): void }
    | undefined;
  readonly log: Log;
}

const forbidden: Failure = { code: 'ipc.forbidden', detail: {} };

/** The renderer's first request, once it has subscribed to everything: a sign that it's listening. */
const firstRequest = 'snapshot.get';

/** Returns the function that ends it. */
export function openPanelRequests({ ipcMain, core, contents, log }: PanelRequestsPorts): () => void {
  /** Kept for a panel that isn't there or isn't listening yet; only the latest is sent. */
  let pendingShow: ShowTarget | undefined;
  /** The page that has asked for a snapshot: events go to no other. */
  let listening: number | undefined;

  const ask = async (event: RequestSender, name: unknown, payload: unknown): Promise<Reply<unknown>> => {
    if (!mayAsk(event) || typeof name !== 'string') {
      log.warn('shell.sender-refused');
      return { ok: false, failure: forbidden };
    }
    const reply = await core.request(name, payload);
    if (name === firstRequest) begin(event.sender.id);
    return reply;
  };
  ipcMain.handle(requestChannel, ask);

  function mayAsk({ sender, senderFrame }: RequestSender): boolean {
    return (
      sender.id === contents()?.id &&
      senderFrame !== null &&
      senderFrame.parent === null &&
      isOwnAddress(senderFrame.url)
    );
  }

  function begin(id: number): void {
    listening = id;
    const show = pendingShow;
    pendingShow = undefined;
    if (show !== undefined) contents()?.send(eventChannel, 'show', show);
  }

  return core.onEvent(({ name, payload }) => {
    const page = contents();
    if (page !== undefined && page.id === listening) page.send(eventChannel, name, payload);
    else if (name === 'show') pendingShow = payload;
  });
}
