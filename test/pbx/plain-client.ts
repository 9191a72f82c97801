/** A bare `node:https` client for the demo PBX's own tests: it trusts anybody and knows nothing of the product. */
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { DemoPbx } from './demo-pbx.ts';
import { md5 } from './secret-book.ts';

export interface PlainAnswer {
  httpStatus: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface PlainCall {
  /** Sent as JSON; a string as it is; undefined for an empty body. */
  body?: unknown;
  token?: string;
  version?: string;
  method?: string;
  agent?: Agent;
}

/** Does not resume TLS sessions unless given an agent that does. */
const freshAgent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
const plainAgent = new HttpAgent({ keepAlive: false });

/** Any address of the device; rejects when the connection or the answer breaks off. */
export function fetchPlain(pbx: DemoPbx, address: string, call: PlainCall = {}): Promise<PlainAnswer> {
  const isTls = pbx.url.startsWith('https:');
  const { body, method = 'POST' } = call;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const options = isTls
      ? { method, agent: call.agent ?? freshAgent, rejectUnauthorized: false }
      : { method, agent: plainAgent };
    const request = (isTls ? httpsRequest : httpRequest)(pbx.url + address, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          httpStatus: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(text);
  });
}

export function callPlain(pbx: DemoPbx, path: string, call: PlainCall = {}): Promise<PlainAnswer> {
  const token = call.token === undefined ? '' : `?token=${call.token}`;
  return fetchPlain(pbx, `/api/${call.version ?? 'v1.0.0'}/${path}${token}`, call);
}

/** The answer's JSON object. */
export async function ask(
  pbx: DemoPbx,
  path: string,
  call: PlainCall = {},
): Promise<Record<string, unknown>> {
  const { text } = await callPlain(pbx, path, call);
  const json: unknown = JSON.parse(text);
  if (typeof json !== 'object' || json === null) throw new Error(`The answer to ${path} is no object.`);
  return { ...json };
}

/** The number of the error, or `Success`. */
export async function outcome(pbx: DemoPbx, path: string, call: PlainCall = {}): Promise<number | string> {
  const answer = await ask(pbx, path, call);
  return answer['errno'] === undefined ? String(answer['status']) : Number(answer['errno']);
}

export const loginBody = (pbx: DemoPbx, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  username: pbx.username,
  password: md5(pbx.password),
  port: '8260',
  ...changes,
});

export async function logIn(pbx: DemoPbx): Promise<string> {
  const { token } = await ask(pbx, 'login', { body: loginBody(pbx) });
  if (typeof token !== 'string') throw new Error('The demo PBX gave no token.');
  return token;
}
