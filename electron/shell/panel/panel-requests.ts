/** The one way between renderer and core: checks who asks, passes the request on, and tells the panel the core's events. */

import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { eventChannel, requestChannel } from '../../contract/channels.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Reply, ShowTarget } from '../../contract/requests.ts';
import type { Core } from '../../core/core.ts';
import type { Log } from '../../core/ports.ts';
import { isOwnAddress } from './panel-address.ts';

type Frame = Pick<WebFrameMain, 'url' | 'parent'>;
/** What is looked at of the sender of a request. */
export type Asking = { readonly sender: Pick<IpcMainInvokeEvent['sender'], 'id'> } & {
  readonly senderFrame: Frame | null;
};

export interface PanelRequestsPorts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly core: Pick<Core, 'request' | 'onEvent'>;
  /** The panel's page, if there is one. */
  readonly contents: () =>
    { readonly id: number; send(channel: string, ...args: unknown[]): void } | undefined;
  readonly log: Log;
}

const forbidden: Failure = { code: 'ipc.forbidden', detail: {} };

/** What the renderer asks first, after it has subscribed to everything: a sign that it listens. */
const firstRequest = 'snapshot.get';

/** Returns how to end it. */
export function openPanelRequests({ ipcMain, core, contents, log }: PanelRequestsPorts): () => void {
  /** Told to a panel that is not there yet, or not listening: the last one counts. */
  let owedShow: ShowTarget | undefined;
  /** The page that has asked for a snapshot: only that one is told anything. */
  let listening: number | undefined;

  const ask = async (event: Asking, name: unknown, payload: unknown): Promise<Reply<unknown>> => {
    if (!mayAsk(event) || typeof name !== 'string') {
      log.warn('shell.sender-refused');
      return { ok: false, failure: forbidden };
    }
    const reply = await core.request(name, payload);
    if (name === firstRequest) begin(event.sender.id);
    return reply;
  };
  ipcMain.handle(requestChannel, ask);

  function mayAsk({ sender, senderFrame }: Asking): boolean {
    return (
      sender.id === contents()?.id &&
      senderFrame !== null &&
      senderFrame.parent === null &&
      isOwnAddress(senderFrame.url)
    );
  }

  function begin(id: number): void {
    listening = id;
    const show = owedShow;
    owedShow = undefined;
    if (show !== undefined) contents()?.send(eventChannel, 'show', show);
  }

  return core.onEvent(({ name, payload }) => {
    const page = contents();
    if (page !== undefined && page.id === listening) page.send(eventChannel, name, payload);
    else if (name === 'show') owedShow = payload;
  });
}
