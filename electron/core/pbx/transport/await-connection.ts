/** Waits until a socket is connected and its other end checked, or says why not. */

import type { Socket } from 'node:net';
import type { AppError } from '../../app-error.ts';
import { networkFailure, type AskedAddress } from './network-failure.ts';

export interface Opening {
  readonly socket: Socket;
  readonly address: AskedAddress;
  /** When the socket counts as connected. */
  readonly readyEvent: 'connect' | 'secureConnect';
  /** Asked once, when the socket is ready and before it is handed over; what it returns ends the attempt. */
  check(): AppError | undefined;
  /** The attempt failed after the other end was reached. */
  forget?(): void;
}

export type Connected = (
  ...result: [failure: null, socket: Socket] | [failure: AppError, socket: null]
) => void;

/**
 * Calls back once. A socket that failed its check is destroyed before that; no application byte was sent on it.
 * @returns ends the attempt with a reason; without effect once it has called back
 */
export function awaitConnection(opening: Opening, connected: Connected): (reason: AppError) => void {
  const { socket, address, readyEvent } = opening;
  let reached = false;
  let settled = false;

  const settle = (failure: AppError | undefined): void => {
    if (settled) return;
    settled = true;
    socket.off('connect', onReached).off(readyEvent, onReady).off('error', onError).off('close', onClose);
    if (failure === undefined) {
      connected(null, socket);
      return;
    }
    if (reached) opening.forget?.();
    // A socket may still report an error after it was given up
    socket.on('error', () => undefined);
    socket.destroy();
    connected(failure, null);
  };
  const onReached = (): void => {
    reached = true;
  };
  const onReady = (): void => {
    settle(opening.check());
  };
  const onError = (error: Error): void => {
    settle(networkFailure(error, reached ? 'before-tls' : 'connect', address));
  };
  const onClose = (): void => {
    onError(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
  };
  socket.on('connect', onReached).on(readyEvent, onReady).on('error', onError).on('close', onClose);
  return settle;
}
