/** The panel's transport over the desk's WebSocket; in Electron the preload plays this part. A classic script: it runs before the renderer. */
(() => {
  type Listener = (payload: unknown) => void;
  type Incoming =
    | { readonly id: number; readonly reply: unknown }
    | { readonly event: string; readonly payload: unknown };

  const lost = { ok: false, failure: { code: 'ipc.disconnected', detail: {} } };
  const address = new URL('../socket?only=events', location.href);
  address.protocol = 'ws:';

  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<number, (reply: unknown) => void>();
  const unsent: string[] = [];
  let nextId = 1;
  let lostForGood = false;
  const socket = new WebSocket(address);

  socket.addEventListener('open', () => {
    for (const message of unsent.splice(0)) socket.send(message);
  });
  socket.addEventListener('message', (message: MessageEvent<string>) => {
    const data = JSON.parse(message.data) as Incoming;
    if ('reply' in data) {
      waiting.get(data.id)?.(data.reply);
      waiting.delete(data.id);
    } else if ('event' in data) {
      for (const listener of listeners.get(data.event) ?? []) listener(data.payload);
    }
  });
  socket.addEventListener('close', () => {
    lostForGood = true;
    for (const answer of waiting.values()) answer(lost);
    waiting.clear();
  });

  const transport = {
    invoke: (request: string, payload: unknown): Promise<unknown> => {
      if (lostForGood) return Promise.resolve(lost);
      return new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve);
        const message = JSON.stringify({ id, request, payload });
        if (socket.readyState === WebSocket.OPEN) socket.send(message);
        else unsent.push(message);
      });
    },
    subscribe: (name: string, listener: Listener): (() => void) => {
      const ofName = listeners.get(name) ?? new Set<Listener>();
      ofName.add(listener);
      listeners.set(name, ofName);
      return () => {
        ofName.delete(listener);
      };
    },
  };
  Object.defineProperty(window, 'lampfield', { value: Object.freeze(transport) });
})();
