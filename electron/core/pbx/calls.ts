/** The calls of the API that make, transfer and end phone calls, with what each of their error numbers means there. */

import type { FailureCode } from '../../contract/failure.ts';
import { isExtensionNumber } from './check-update.ts';
import { AppError, isAppError } from '../app-error.ts';
import type { CallOptions } from './client-port.ts';
import type { CurrentCall } from './extension-detail.ts';
import type { ApiCall } from './wire/answer-envelope.ts';
import type { WireRecord } from './wire/values.ts';

/** An outside call, as `extension/query` of one of its ends named it. */
export type OutsideCall = Pick<CurrentCall, 'direction' | 'id'>;

/**
 * All reject with AppError: the transport's and the session's codes; `call.no-such-number`, `call.busy`, `call.no-route`,
 * `call.gone` where the error number says so, else `call.refused`, each with `{errno, call}`. Nothing is sent for a number
 * that can't be dialled: `call.number-invalid`.
 */
export interface PbxCalls {
  /** The caller's own phone rings first; when it is picked up, the colleague is called. */
  dialExtension(
    token: string,
    who: { readonly caller: string; readonly callee: string },
    options?: CallOptions,
  ): Promise<void>;
  /** The same with an outside number, over an outbound route. */
  dialOutbound(
    token: string,
    who: { readonly caller: string; readonly outside: string },
    options?: CallOptions,
  ): Promise<void>;
  /** Hands an outside call to another extension, whether it still rings or someone talks. */
  transferCall(token: string, call: OutsideCall, to: string, options?: CallOptions): Promise<void>;
  /** Ends one outside call. */
  hangUpCall(token: string, call: OutsideCall, options?: CallOptions): Promise<void>;
  /** Ends what an extension is on. */
  hangUpExtension(token: string, extension: string, options?: CallOptions): Promise<void>;
}

type SendCommand = (
  path: ApiCall,
  options: CallOptions | undefined,
  sent: { readonly token: string; readonly body: WireRecord },
) => Promise<void>;

type Meanings = Readonly<Record<string, FailureCode>>;

/** What an error number means, where that depends on the call. */
const dialExtensionMeanings: Meanings = { 10006: 'call.no-such-number', 10008: 'call.busy' };
const dialOutboundMeanings: Meanings = {
  10006: 'extension.unknown',
  10008: 'call.phone-busy',
  100024: 'call.no-route',
};
const transferMeanings: Meanings = { 10006: 'call.no-such-number', 10007: 'call.gone' };
const hangUpMeanings: Meanings = { 10007: 'call.gone' };

/** Digits and the two keys beside the zero; the caller has removed everything else. */
const dialled = /^[\d*#]{1,31}$/;

export function createPbxCalls(sendCommand: SendCommand): PbxCalls {
  /** Sends, and says in a call's own words why it was refused. */
  async function ask(
    path: ApiCall,
    sent: { readonly token: string; readonly body: WireRecord },
    meanings: Meanings,
    options: CallOptions | undefined,
  ): Promise<void> {
    try {
      await sendCommand(path, options, sent);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const errno = String(error.detail['errno'] ?? '');
      if (error.code === 'pbx.rejected' || error.code === 'extension.unknown')
        throw new AppError(meanings[errno] ?? 'call.refused', error.detail, error);
      throw error;
    }
  }

  return {
    async dialExtension(token, { caller, callee }, options) {
      checkExtensions(caller, callee);
      const body = { caller, callee, autoanswer: 'no' };
      await ask('extension/dial_extension', { token, body }, dialExtensionMeanings, options);
    },
    async dialOutbound(token, { caller, outside }, options) {
      checkExtensions(caller);
      if (!dialled.test(outside)) throw new AppError('call.number-invalid', { number: outside });
      const body = { extid: caller, outto: outside, autoanswer: 'no' };
      await ask('extension/dial_outbound', { token, body }, dialOutboundMeanings, options);
    },
    async transferCall(token, call, to, options) {
      checkExtensions(to);
      const body = { ...idOf(call), extid: to };
      await ask(`${call.direction}/transfer_extension`, { token, body }, transferMeanings, options);
    },
    async hangUpCall(token, call, options) {
      await ask(`${call.direction}/hangup`, { token, body: idOf(call) }, hangUpMeanings, options);
    },
    async hangUpExtension(token, extension, options) {
      checkExtensions(extension);
      await ask('extension/hangup', { token, body: { extid: extension } }, hangUpMeanings, options);
    },
  };
}

function idOf({ direction, id }: OutsideCall): WireRecord {
  if (id === '') throw new AppError('call.gone');
  return direction === 'inbound' ? { inboundid: id } : { outboundid: id };
}

function checkExtensions(...numbers: readonly string[]): void {
  for (const number of numbers) {
    if (!isExtensionNumber(number)) throw new AppError('call.number-invalid', { number });
  }
}
