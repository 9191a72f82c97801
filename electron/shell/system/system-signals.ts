/** Passes the system's signals on to the core: sleep, lock, network. Duplicates do no harm; the core's clock finds what is missing. */

import type { Net, PowerMonitor } from 'electron';
import type { ShellSignal } from '../../contract/desktop-model.ts';
import type { Clock } from '../../core/ports.ts';

export interface SystemSignalPorts {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly net: Pick<Net, 'isOnline'>;
  readonly clock: Clock;
  readonly signal: (signal: ShellSignal) => void;
  /** The system is shutting down and waits a little. */
  readonly onShutdown: () => void;
}

/** The main process gets no event for it, and checking is cheap. */
const networkEveryMs = 5_000;

/** Returns the function that ends it. */
export function forwardSystemSignals(ports: SystemSignalPorts): () => void {
  const { powerMonitor, net, clock, signal, onShutdown } = ports;
  powerMonitor.on('suspend', () => signal({ kind: 'suspend' }));
  powerMonitor.on('resume', () => signal({ kind: 'resume' }));
  powerMonitor.on('lock-screen', () => signal({ kind: 'lock' }));
  powerMonitor.on('unlock-screen', () => signal({ kind: 'unlock' }));
  // Electron's types lack the event, its documentation has it; when prevented, the system waits for us.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    onShutdown();
  });

  let online = true;
  let cancel = (): void => undefined;
  function readNetwork(): void {
    const now = net.isOnline();
    if (now !== online) signal({ kind: 'network', online: now });
    online = now;
    cancel = clock.after(networkEveryMs, readNetwork);
  }
  readNetwork();
  return () => cancel();
}
