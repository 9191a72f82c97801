/** The one extension of this person at the PBX: nothing that goes through here can name another one. */

import { AppError } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { ExtensionDetail, ExtensionUpdate } from '../pbx/extension-detail.ts';

/** All reject with AppError, as the PBX client does. */
export interface OwnPbx {
  /** Rejects with `extension.unknown` when the PBX has no such extension. */
  read(): Promise<ExtensionDetail>;
  update(changes: Omit<ExtensionUpdate, 'extension' | 'number'>): Promise<void>;
  /** Asks the device to apply what it has stored and answered with 10025. */
  apply(): Promise<void>;
}

export function createOwnPbx(connection: Pick<PbxConnection, 'call'>, number: string): OwnPbx {
  const options = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
  return {
    read: () =>
      connection.call(async (client, token, signal) => {
        const [detail] = await client.extensions(token, [number], options(signal));
        if (detail === undefined) throw new AppError('extension.unknown', { call: 'extension/query' });
        return detail;
      }),
    update: (changes) =>
      connection.call((client, token, signal) =>
        client.update(token, { ...changes, extension: number }, options(signal)),
      ),
    apply: () => connection.call((client, token, signal) => client.apply(token, options(signal))),
  };
}

/** Asks nothing more once the signal is aborted: a save that is cut short must not open a connection anew. */
export function untilAborted(pbx: OwnPbx, signal: AbortSignal): OwnPbx {
  const unlessOver = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw new AppError('network.cancelled');
    return ask();
  };
  return {
    read: () => unlessOver(() => pbx.read()),
    update: (changes) => unlessOver(() => pbx.update(changes)),
    apply: () => unlessOver(() => pbx.apply()),
  };
}
