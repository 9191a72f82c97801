/** My own phone, and no other: its number is fixed here, and the calls that it can end or transfer come from its own query. */

import { AppError, isAppError } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { CallOptions, PbxClient } from '../pbx/client-port.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';

/** `unanswered`: it was sent, and nobody knows whether it was done. Nothing is sent a second time. */
export type RequestOutcome = 'accepted' | 'unanswered';

/** All reject with AppError, as the PBX client does. */
export interface MyPhone {
  readonly number: string;
  /** The outside calls that I am on. */
  outsideCalls(): Promise<readonly CurrentCall[]>;
  dial(whom: { readonly kind: 'colleague' | 'outside'; readonly number: string }): Promise<RequestOutcome>;
  /** @throws AppError `call.gone` when I am on no outside call by now */
  transferTo(colleague: string): Promise<RequestOutcome>;
  /** `inside` spares an outside call that waits on hold meanwhile; `outside` ends what my phone does when there is no such call. */
  hangUp(which: 'inside' | 'outside'): Promise<RequestOutcome>;
}

export function createMyPhone(connection: Pick<PbxConnection, 'call'>, number: string): MyPhone {
  async function outsideCalls(): Promise<readonly CurrentCall[]> {
    const [detail] = await connection.call((client, token, signal) =>
      client.extensions(token, [number], optional(signal)),
    );
    if (detail === undefined) throw new AppError('extension.unknown', { call: 'extension/query' });
    return detail.calls;
  }

  function ask(
    send: (client: PbxClient, token: string, options: CallOptions) => Promise<void>,
  ): Promise<RequestOutcome> {
    return connection.call(async (client, token, signal) => {
      try {
        await send(client, token, optional(signal));
        return 'accepted';
      } catch (error) {
        if (isLost(error)) return 'unanswered';
        throw error;
      }
    });
  }

  return {
    number,
    outsideCalls,
    dial: ({ kind, number: whom }) =>
      ask((client, token, options) =>
        kind === 'colleague'
          ? client.dialExtension(token, { caller: number, callee: whom }, options)
          : client.dialOutbound(token, { caller: number, outside: whom }, options),
      ),
    async transferTo(colleague) {
      const call = chooseCall(await outsideCalls());
      if (call === undefined) throw new AppError('call.gone');
      return ask((client, token, options) => client.transferCall(token, call, colleague, options));
    },
    async hangUp(which) {
      const call = which === 'inside' ? undefined : chooseCall(await outsideCalls());
      return ask((client, token, options) =>
        call === undefined
          ? client.hangUpExtension(token, number, options)
          : client.hangUpCall(token, call, options),
      );
    },
  };
}

/** Of several calls the one that I talk on; then one that still rings; one on hold last. */
export function chooseCall(calls: readonly CurrentCall[]): CurrentCall | undefined {
  const rank = ({ status = '' }: CurrentCall): number => {
    const at = ['talking', 'progress', 'wait'].indexOf(status.toLowerCase());
    return at < 0 ? 1 : at;
  };
  return calls.filter(({ id }) => id !== '').sort((one, other) => rank(one) - rank(other))[0];
}

/** The request left, and its answer never came or can't be read. */
function isLost(error: unknown): boolean {
  if (!isAppError(error)) return false;
  if (error.code === 'pbx.http-status' || error.code === 'pbx.malformed' || error.code === 'pbx.too-large')
    return true;
  const { phase } = error.detail;
  return error.code.startsWith('network.') && (phase === 'headers' || phase === 'body');
}

function optional(signal: AbortSignal | undefined): CallOptions {
  return signal === undefined ? {} : { signal };
}
