/** One request from its address to its answer: method, version, path, JSON, token, call, in the order of the device. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { deliver, sendPage } from '../answer-delivery.ts';
import type { ApiAnswer, Endpoint } from './endpoints.ts';
import { answerFaultKinds, type AnswerFault, type FaultBoard } from '../faults.ts';
import type { Writer } from './quirks.ts';
import type { RequestLog, RequestLogEntry } from '../request-log.ts';
import type { Sessions } from './sessions.ts';
import type { Traffic } from '../traffic.ts';

export interface RequestHandlerPorts {
  endpoints: ReadonlyMap<string, Endpoint>;
  versions: readonly string[];
  sessions: Sessions;
  faults: FaultBoard;
  writer: Writer;
  log: RequestLog;
  traffic: Traffic;
  now: () => number;
}

/** No call needs more; the device's web server cuts off what is longer. */
const bodyLimitBytes = 64 * 1024;

/** Null for a body above the limit, which is still read to its end, or there would be no answer. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= bodyLimitBytes) chunks.push(chunk);
  }
  if (length > bodyLimitBytes) return null;
  return Buffer.concat(chunks).toString('utf8');
}

type ParsedBody = { parameters: Record<string, unknown> | null } | { errno: number };

function parseBody(text: string | null): ParsedBody {
  if (text === null) return { errno: 10002 };
  if (text.trim() === '') return { parameters: null };
  try {
    const json: unknown = JSON.parse(text);
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isObject ? { parameters: { ...json } } : { errno: 10002 };
  } catch {
    return { errno: 20000 };
  }
}

export function createRequestHandler(ports: RequestHandlerPorts): RequestListener {
  const { endpoints, sessions, faults, writer, log, traffic } = ports;
  type Entry = Omit<RequestLogEntry, 'id'>;

  /** The answer of the API; fills in the entry on the way. */
  function answerTo(entry: Entry, body: ParsedBody, token: string | null): ApiAnswer | { body: unknown } {
    if (entry.method !== 'POST') return { errno: 20001 };
    const endpoint = endpoints.get(entry.path);
    if (endpoint === undefined || !ports.versions.includes(entry.version)) return { errno: 10003 };
    if ('errno' in body) return body;

    if (faults.take(['token-killed'], entry.path) !== null) {
      entry.faults.push('token-killed');
      sessions.killAll();
    }
    if (endpoint.needsToken) {
      const refusal = sessions.check(token);
      entry.tokenOk = refusal === null;
      if (refusal !== null) return { errno: refusal };
    }
    const refused = faults.take(['errno', 'failure'], entry.path);
    if (refused !== null) {
      entry.faults.push(refused.kind);
      if (refused.kind === 'errno') return { errno: refused.errno };
      const { status = 'Failure', errno } = refused;
      return { body: errno === undefined ? { status } : { status, errno } };
    }
    return endpoint.answer({
      parameters: body.parameters,
      token: token ?? '',
      remoteAddress: entry.remoteAddress,
      applied(changes) {
        const fault = faults.take(['not-applied'], entry.path);
        if (fault === null) return changes;
        entry.faults.push(fault.kind);
        const withheld = fault.fields;
        const kept = Object.entries(changes).filter(
          ([name]) => withheld !== undefined && !withheld.includes(name),
        );
        return Object.fromEntries(kept);
      },
    });
  }

  function encode(answer: ApiAnswer | { body: unknown }, entry: Entry): Buffer {
    if ('success' in answer) {
      entry.status = 'Success';
      if (Buffer.isBuffer(answer.success)) return answer.success;
      return Buffer.from(JSON.stringify({ status: 'Success', ...answer.success }));
    }
    const body: unknown = 'body' in answer ? answer.body : writer.failure(answer.errno, entry.path);
    entry.errno = 'errno' in answer ? answer.errno : null;
    if (typeof body === 'object' && body !== null && 'status' in body) entry.status = String(body.status);
    return Buffer.from(JSON.stringify(body));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', 'https://pbx.invalid');
    const inApi = /^\/api\/([^/]+)\/(.+)$/.exec(address.pathname);
    const text = await readBody(request);
    const body = parseBody(text);
    const entry: Entry = {
      atMs: ports.now(),
      remoteAddress: request.socket.remoteAddress ?? '',
      connection: traffic.recordOf(request.socket)?.id ?? 0,
      method: request.method ?? '',
      version: inApi?.[1] ?? '',
      path: inApi?.[2] ?? address.pathname,
      body: 'parameters' in body ? body.parameters : null,
      status: '',
      errno: null,
      httpStatus: 200,
      tokenOk: null,
      faults: [],
    };
    const reset = (): void => traffic.resetConnection(request.socket);
    if (inApi === null) {
      entry.httpStatus = address.pathname === '/' ? 200 : 404;
      const fault = takeAnswerFault(entry);
      log.add(entry);
      if (fault === null) return sendPage(response, entry.httpStatus);
      return deliver(response, { body: Buffer.from('{}'), reset }, fault);
    }
    const starting = faults.take(['starting'], entry.path);
    if (starting !== null) {
      entry.faults.push(starting.kind);
      entry.httpStatus = starting.httpStatus ?? 503;
      log.add(entry);
      return sendPage(response, entry.httpStatus);
    }
    const answer = answerTo(entry, body, address.searchParams.get('token'));
    const bytes = encode(answer, entry);
    const fault = takeAnswerFault(entry);
    log.add(entry);
    deliver(response, { body: bytes, reset }, fault);
  }

  function takeAnswerFault(entry: Entry): AnswerFault | null {
    const fault = faults.take(answerFaultKinds, entry.path);
    if (fault === null) return null;
    entry.faults.push(fault.kind);
    if (fault.kind === 'http' || fault.kind === 'redirect') entry.httpStatus = fault.httpStatus ?? 302;
    return fault;
  }

  return (request, response) => {
    response.on('error', () => undefined);
    handle(request, response).catch(() => {
      // A client that went away in the middle of its request gets no answer.
      if (response.headersSent || response.destroyed) return;
      deliver(
        response,
        { body: Buffer.from(JSON.stringify(writer.failure(30001, ''))), reset: () => undefined },
        null,
      );
    });
  };
}
