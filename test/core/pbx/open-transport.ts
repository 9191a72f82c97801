/** The transport to a device's port of a test, and what a request on it failed with. */

import { onTestFinished } from 'vitest';
import { AppError, toFailure } from '../../../electron/core/app-error.ts';
import {
  createPinnedTransport,
  type PinnedTransportOptions,
} from '../../../electron/core/pbx/transport/pinned-transport.ts';
import type { Transport } from '../../../electron/core/pbx/transport/transport-port.ts';
import { worded } from '../fixtures/worded-failure.ts';

/** Trusts the certificate of that fingerprint unless `options` say otherwise; closed when the test ends. */
export function openTransport(
  { port, fingerprint }: { readonly port: number; readonly fingerprint: string },
  options: Partial<PinnedTransportOptions> = {},
): Transport {
  const transport = createPinnedTransport({
    host: '127.0.0.1',
    port,
    version: 'v1.0.0',
    trust: { kind: 'pinned', sha256: fingerprint },
    ...options,
  });
  onTestFinished(() => transport.close());
  return transport;
}

/** @throws where it doesn't fail, with something else, or with a failure that has no words */
export async function appErrorOf(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  if (!(outcome instanceof AppError)) throw new Error(`expected an AppError, got ${String(outcome)}`);
  worded(toFailure(outcome));
  return outcome;
}
