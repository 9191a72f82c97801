/** Puts the bridge's transport on the renderer's window: two functions, and nothing of Electron behind them. */

import { contextBridge, ipcRenderer } from 'electron';
import type { BridgeTransport } from '../contract/bridge.ts';
import { eventChannel, requestChannel } from '../contract/channels.ts';

const disconnected = { ok: false, failure: { code: 'ipc.disconnected', detail: {} } };

const transport: BridgeTransport = {
  invoke: (name, payload) =>
    ipcRenderer.invoke(requestChannel, name, payload).catch((): unknown => disconnected),
  subscribe(name, listener) {
    const forward = (_event: unknown, told: unknown, payload: unknown): void => {
      if (told === name) listener(payload);
    };
    ipcRenderer.on(eventChannel, forward);
    return () => void ipcRenderer.off(eventChannel, forward);
  },
};

contextBridge.exposeInMainWorld('lampfield', transport);
