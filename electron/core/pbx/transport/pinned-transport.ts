/**
 * Carries requests to the device over connections whose other end was checked first; the only file that imports undici.
 *
 * undici's parser is strict, and has no lenient mode. An answer whose header lines end with a bare LF, with a blank before
 * a colon, with its length given twice, too short, or together with chunks, or after an interim 100 is refused
 * (`pbx.malformed`, `network.interrupted`). Too long a length is accepted if the answer is complete without the rest.
 */

import type { Client, Dispatcher } from 'undici';
import { AppError } from '../../app-error.ts';
import type { Clock } from '../../ports.ts';
import { systemClock } from '../../lib/system-clock.ts';
import { createTimer } from '../../lib/timer.ts';
import { networkFailure, type NetworkPhase } from './network-failure.ts';
import { isLoopback, packetsFor, type PacketBudget } from './packet-budget.ts';
import { createPinnedConnector } from './pinned-connector.ts';
import { createTlsSessions, type TlsSessions } from './tls-sessions.ts';
import type { Transport, TransportCounters, TransportOptions, TransportRequest } from './transport-port.ts';

/**
 * Every example of the guide has them, calls without a body too (`Host` is undici's); the sister series refuses a request
 * without a user agent.
 */
const guideHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'Lampfield',
} as const;

interface Job {
  /** Ends the job, whatever it is doing. */
  cancel(): void;
  start(): void;
}

export interface PinnedTransportOptions extends TransportOptions {
  /** For the deadlines; the machine's when absent. */
  readonly clock?: Clock;
  /** Share them between transports to keep TLS sessions over a change of settings; they stay apart by address and trust. */
  readonly sessions?: TlsSessions;
  /** What may be sent to the device; without limit when absent. */
  readonly packets?: PacketBudget;
}

export function createPinnedTransport(options: PinnedTransportOptions): Transport {
  const { clock = systemClock, sessions = createTlsSessions() } = options;
  const { host, port, version, trust } = options;
  const { connectTimeoutMs = 5_000, headersTimeoutMs = 10_000, bodyTimeoutMs = 10_000 } = options;
  const { maxBodyBytes = 8 * 1024 * 1024 } = options;
  const counters: TransportCounters = { requests: 0, fullHandshakes: 0, resumedHandshakes: 0 };
  const connector = createPinnedConnector({ host, port, trust, sessions, counters });
  const origin = `${trust.kind === 'plain-http' ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  let client: Promise<Client> | undefined;

  /** undici is half of the program: it's read for the first request, when the tray has been shown. */
  const openClient = async (): Promise<Client> => {
    const undici = await import('undici');
    return new undici.Client(origin, {
      connect: (_options, callback) => {
        connector.connect(callback);
      },
      allowH2: false,
      pipelining: 1,
      // We keep the deadlines ourselves: undici's body timeout restarts with each chunk, so a slow drip would never end
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  };

  const waiting: Job[] = [];
  const packets = isLoopback(host) ? undefined : options.packets;
  let running: Job | undefined;
  let closed = false;
  const pause = createTimer(clock);

  const startNext = (): void => {
    pause.cancel();
    if (running !== undefined || waiting.length === 0) return;
    const waitMs = packets?.waitMs('request') ?? 0;
    if (waitMs > 0) return pause.set(waitMs, startNext);
    running = waiting.shift();
    running?.start();
  };

  const handshakes = (): number => counters.fullHandshakes + counters.resumedHandshakes;

  const createJob = (
    request: TransportRequest,
    resolve: (bytes: Uint8Array) => void,
    reject: (error: AppError) => void,
  ): Job => {
    let settled = false;
    let phase: NetworkPhase = 'connect';
    const deadline = createTimer(clock);
    let controller: Dispatcher.DispatchController | undefined;
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const chunks: Buffer[] = [];
    let size = 0;
    let handshakesBefore = { full: 0, all: 0 };

    const spendPackets = (timedOut: boolean): void => {
      const full = counters.fullHandshakes > handshakesBefore.full;
      const connected = trust.kind === 'plain-http' || handshakes() > handshakesBefore.all;
      packets?.spend(
        packetsFor({
          handshake: connected ? (full ? 'full' : 'resumed') : null,
          sentBytes: body?.length ?? 0,
          receivedBytes: size,
          timedOut,
        }),
      );
    };

    /** One timer at a time; each phase has its own limit, over the whole phase. */
    const enter = (next: NetworkPhase, limitMs: number): void => {
      phase = next;
      deadline.set(limitMs, () => {
        fail(new AppError('network.timeout', { host, port, phase, limitMs }));
      });
    };
    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      deadline.cancel();
      request.signal?.removeEventListener('abort', cancel);
      if (running === job) {
        running = undefined;
        // undici must be done with this request before it is given the next
        queueMicrotask(startNext);
      } else {
        waiting.splice(waiting.indexOf(job), 1);
      }
      return true;
    };
    const fail = (error: AppError): void => {
      const wasRunning = running === job;
      if (!settle()) return;
      if (wasRunning) spendPackets(error.code === 'network.timeout');
      reject(error);
      if (!wasRunning) return;
      if (controller === undefined) connector.abort(error);
      else controller.abort(error);
    };
    const finish = (): void => {
      if (!settle()) return;
      spendPackets(false);
      resolve(Buffer.concat(chunks));
    };
    const cancel = (): void => {
      fail(new AppError('network.cancelled', { phase }));
    };

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        if (settled) started.abort(new AppError('network.cancelled'));
        else enter('headers', headersTimeoutMs);
      },
      onResponseStart(_controller, status, headers) {
        if (status < 200) return;
        const failure = answerFailure(status, headers, origin, maxBodyBytes);
        if (failure === undefined) enter('body', bodyTimeoutMs);
        else fail(failure);
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        if (size > maxBodyBytes) fail(tooLarge(maxBodyBytes));
        else chunks.push(chunk);
      },
      onResponseEnd: finish,
      onResponseError(_controller, error) {
        // The stated length was too long: the answer is complete although the connection ended early
        if (phase === 'body' && isWholeJson(chunks)) finish();
        else fail(networkFailure(error, phase, { host, port }));
      },
    };

    const job: Job = {
      cancel,
      start() {
        counters.requests += 1;
        handshakesBefore = { full: counters.fullHandshakes, all: handshakes() };
        enter('connect', connectTimeoutMs);
        const token = request.token === undefined ? '' : `?token=${encodeURIComponent(request.token)}`;
        const sent: Dispatcher.DispatchOptions = {
          method: 'POST',
          path: `/api/${version}/${request.path}${token}`,
          headers: guideHeaders,
          body,
          // The device closes anyway; a connection that is kept by a proxy in between and then reset costs polls
          reset: true,
        };
        client ??= openClient();
        client.then(
          (opened) => {
            if (!settled) opened.dispatch(sent, handler);
          },
          (error: unknown) => fail(networkFailure(error, phase, { host, port })),
        );
      },
    };
    request.signal?.addEventListener('abort', cancel, { once: true });
    return job;
  };

  return {
    counters,
    post(request) {
      if (closed || request.signal?.aborted === true)
        return Promise.reject(new AppError('network.cancelled', { phase: 'connect' }));
      return new Promise((resolve, reject) => {
        waiting.push(createJob(request, resolve, reject));
        startNext();
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      pause.cancel();
      for (const job of [...waiting]) job.cancel();
      running?.cancel();
      await client?.then(
        (opened) => opened.destroy(),
        () => undefined,
      );
    },
  };
}

/** What the status line and the headers alone decide. */
function answerFailure(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  origin: string,
  limitBytes: number,
): AppError | undefined {
  if (status >= 300 && status < 400)
    return new AppError('network.redirected', { status, to: targetOrigin(headers['location'], origin) });
  if (status !== 200) return new AppError('pbx.http-status', { status });
  return Number(headers['content-length']) > limitBytes ? tooLarge(limitBytes) : undefined;
}

/** What was cut off is never whole: the closing brace comes last. */
function isWholeJson(chunks: readonly Buffer[]): boolean {
  try {
    JSON.parse(Buffer.concat(chunks).toString());
    return true;
  } catch {
    return false;
  }
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('pbx.too-large', { limitBytes });
}

/** Where a redirect points, without path, query and user: a device may send the token along in them. Empty when it says nothing usable. */
function targetOrigin(location: string | string[] | undefined, base: string): string {
  if (typeof location !== 'string' || !URL.canParse(location, base)) return '';
  const { protocol, host } = new URL(location, base);
  // Another scheme leads to no phone system, and may be any text at all.
  return /^https?:$/.test(protocol) ? `${protocol}//${host}` : '';
}
