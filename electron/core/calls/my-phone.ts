/** My own phone, and no other: its number is fixed here, and the calls that it can end or transfer come from its own query. */

import { AppError, isAppError } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { CallOptions, PbxClient } from '../pbx/client-port.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';

/** `unanswered`: it was sent, and it isn't known whether it was done. Nothing is sent twice. */
export type RequestOutcome = 'accepted' | 'unanswered';

/** All reject with AppError, as the PBX client does. */
export interface MyPhone {
  readonly number: string;
  dial(whom: { readonly kind: 'colleague' | 'outside'; readonly number: string }): Promise<RequestOutcome>;
  /**
   * @param isMeant whether an outside call of mine is the one to hand over; asked of those that there are by now
   * @throws AppError `call.gone` when none is
   */
  transferTo(colleague: string, isMeant: (call: CurrentCall) => boolean): Promise<RequestOutcome>;
  /** The outside call that is meant. @throws AppError `call.gone` */
  hangUpOutside(isMeant: (call: CurrentCall) => boolean): Promise<RequestOutcome>;
  /** Ends what my phone is on, but not an outside call on hold. */
  hangUp(): Promise<RequestOutcome>;
}

export function createMyPhone(connection: Pick<PbxConnection, 'call'>, number: string): MyPhone {
  /** Between what the panel showed and the click, a call may have ended and another begun: only the one that was shown is meant. */
  async function find(isMeant: (call: CurrentCall) => boolean): Promise<CurrentCall> {
    const [detail] = await connection.call((client, token, signal) =>
      client.extensions(token, [number], { signal }),
    );
    if (detail === undefined) throw new AppError('extension.unknown', { call: 'extension/query' });
    const call = detail.calls.find((one) => one.id !== '' && isMeant(one));
    if (call === undefined) throw new AppError('call.gone');
    return call;
  }

  function ask(
    send: (client: PbxClient, token: string, options: CallOptions) => Promise<void>,
  ): Promise<RequestOutcome> {
    return connection.call(async (client, token, signal) => {
      try {
        await send(client, token, { signal });
        return 'accepted';
      } catch (error) {
        if (isLost(error)) return 'unanswered';
        throw error;
      }
    });
  }

  return {
    number,
    dial: ({ kind, number: whom }) =>
      ask((client, token, options) =>
        kind === 'colleague'
          ? client.dialExtension(token, { caller: number, callee: whom }, options)
          : client.dialOutbound(token, { caller: number, outside: whom }, options),
      ),
    async transferTo(colleague, isMeant) {
      const call = await find(isMeant);
      return ask((client, token, options) => client.transferCall(token, call, colleague, options));
    },
    async hangUpOutside(isMeant) {
      const call = await find(isMeant);
      return ask((client, token, options) => client.hangUpCall(token, call, options));
    },
    hangUp: () => ask((client, token, options) => client.hangUpExtension(token, number, options)),
  };
}

/** The request left, and its answer never came or can't be read. */
function isLost(error: unknown): boolean {
  if (!isAppError(error)) return false;
  if (error.code === 'pbx.http-status' || error.code === 'pbx.malformed' || error.code === 'pbx.too-large')
    return true;
  const { phase } = error.detail;
  return error.code.startsWith('network.') && (phase === 'headers' || phase === 'body');
}
