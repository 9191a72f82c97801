/** Sends an answer the way the active fault wants it sent. */
import type { ServerResponse } from 'node:http';
import type { AnswerFault } from './faults.ts';

export interface Delivery {
  /** JSON of the answer as the device means it. */
  body: Buffer;
  /** Ends the connection with a reset, whatever was sent before. */
  reset: () => void;
}

const htmlPage =
  '<!DOCTYPE html><html><head><title>S-Series</title></head><body><h1>Please log in</h1></body></html>\n';

const wrongShape = {
  status: 'Success',
  extlist: { extnumber: [1] },
  extinfos: 'none',
  token: { value: 1 },
  deviceinfo: 7,
};

function start(
  response: ServerResponse,
  httpStatus: number,
  contentType: string,
  length: number | null,
): void {
  response.shouldKeepAlive = false;
  response.writeHead(httpStatus, {
    Server: 'Boa/0.94.14rc21',
    'Content-Type': contentType,
    Connection: 'close',
    ...(length === null ? {} : { 'Content-Length': length }),
  });
}

function sendWhole(
  response: ServerResponse,
  body: Buffer,
  contentType = 'application/json',
  httpStatus = 200,
): void {
  start(response, httpStatus, contentType, body.length);
  response.end(body);
}

function sendSlowly(response: ServerResponse, body: Buffer, bytes: number, everyMs: number): void {
  start(response, 200, 'application/json', body.length);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + bytes));
    sent += bytes;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.on('close', () => clearInterval(timer));
}

function sendWithoutEnd(response: ServerResponse): void {
  start(response, 200, 'application/json', null);
  const chunk = Buffer.alloc(64 * 1024, 'a');
  const isGone = (): boolean => response.destroyed || response.closed;
  function more(): void {
    if (isGone()) return;
    if (response.write(chunk)) setImmediate(more);
    else response.once('drain', more);
  }
  response.write('{"status":"Success","padding":"');
  more();
}

/** Headers and half of the body, then `next` once the half has left. */
function sendHalf(response: ServerResponse, body: Buffer, next: () => void): void {
  start(response, 200, 'application/json', body.length);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => setImmediate(next));
}

export function deliver(response: ServerResponse, delivery: Delivery, fault: AnswerFault | null): void {
  const { body, reset } = delivery;
  switch (fault?.kind) {
    case undefined:
      return sendWhole(response, body);
    case 'no-headers':
      return;
    case 'stall-body':
      return sendHalf(response, body, () => undefined);
    case 'reset-body':
      return sendHalf(response, body, reset);
    case 'answer-lost':
      return reset();
    case 'delay': {
      const timer = setTimeout(() => sendWhole(response, body), fault.delayMs);
      response.on('close', () => clearTimeout(timer));
      return;
    }
    case 'slow-body':
      return sendSlowly(response, body, fault.bytes ?? 1, fault.everyMs ?? 100);
    case 'endless-body':
      return sendWithoutEnd(response);
    case 'truncated-json':
      return sendWhole(response, body.subarray(0, Math.floor(body.length / 2)));
    case 'html':
      return sendWhole(response, Buffer.from(htmlPage), 'text/html');
    case 'wrong-shape':
      return sendWhole(response, Buffer.from(JSON.stringify(wrongShape)));
    case 'json':
      return sendWhole(response, Buffer.from(JSON.stringify(fault.body)));
    case 'raw':
      return sendWhole(response, Buffer.from(fault.body), fault.contentType);
    case 'http':
      return sendWhole(response, Buffer.from(htmlPage), 'text/html', fault.httpStatus);
    case 'redirect':
      response.setHeader('Location', fault.location);
      return sendWhole(response, Buffer.from(htmlPage), 'text/html', fault.httpStatus ?? 302);
  }
}

/** What the web server answers outside the API. */
export function sendPage(response: ServerResponse, httpStatus: number): void {
  sendWhole(response, Buffer.from(htmlPage), 'text/html', httpStatus);
}
