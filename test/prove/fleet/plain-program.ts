/** The simplest program that shows presence: asks at a fixed interval, whatever it costs. What ours is compared with. */

import { isAppError } from '../../../electron/core/app-error.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import type { SimDevice } from './sim-device.ts';

const openMs = 2_000;
const idleMs = 15_000;
const retryMs = 5_000;

/** @returns how to start it */
export function createPlainProgram(clock: Clock, device: SimDevice, panelOpen: boolean): () => void {
  const line = device.connect(() => undefined);
  let token: string | undefined;

  async function poll(): Promise<void> {
    let waitMs = panelOpen ? openMs : idleMs;
    try {
      token ??= (await line.login(true)).token;
      await line.ask(token);
    } catch (error) {
      if (isAppError(error, 'pbx.session-expired')) token = undefined;
      waitMs = retryMs;
    }
    clock.after(waitMs, () => void poll());
  }
  return () => void poll();
}
