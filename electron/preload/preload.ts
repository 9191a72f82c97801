/** Puts the bridge's transport on the renderer's window: two functions, and nothing of Electron behind them. */

import { contextBridge, ipcRenderer } from 'electron';
import type { BridgeTransport } from '../contract/bridge.ts';
import { eventChannel, requestChannel } from '../contract/channels.ts';

const disconnected = { ok: false, failure: { code: 'ipc.disconnected', detail: {} } };

const ask = (name: string, payload: unknown): Promise<unknown> =>
  ipcRenderer.invoke(requestChannel, name, payload).catch((): unknown => disconnected);
/** Asked at once: its answer comes while the page's code is read. */
const first = ask('snapshot.first', {});

const transport: BridgeTransport = {
  invoke: (name, payload) => (name === 'snapshot.first' ? first : ask(name, payload)),
  subscribe(name, listener) {
    const forward = (_event: unknown, told: unknown, payload: unknown): void => {
      if (told === name) listener(payload);
    };
    ipcRenderer.on(eventChannel, forward);
    return () => void ipcRenderer.off(eventChannel, forward);
  },
};

contextBridge.exposeInMainWorld('lampfield', transport);
