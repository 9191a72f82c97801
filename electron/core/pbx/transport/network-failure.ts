/** Errors of node, TLS and HTTP by their code, as failures that say what the user can do differently. */

import type { Facts, FailureCode } from '../../../contract/failure.ts';
import { AppError, isAppError } from '../../app-error.ts';

/** How far a request had come. `before-tls`: connected, but TLS was never established; "web access control" drops there. */
export type NetworkPhase = 'connect' | 'before-tls' | 'headers' | 'body';

/** The address that was asked, for the message. */
export interface AskedAddress {
  readonly host: string;
  readonly port: number;
}

type Meaning = readonly [code: FailureCode, detail?: Facts];

/** By the libraries' codes. */
export const networkErrors: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: ['network.name-unknown'],
  EAI_NONAME: ['network.name-unknown'],
  EAI_NODATA: ['network.name-unknown'],
  ENODATA: ['network.name-unknown'],
  EAI_AGAIN: ['network.unreachable', { reason: 'name-service' }],
  EAI_FAIL: ['network.unreachable', { reason: 'name-service' }],

  ECONNREFUSED: ['network.refused'],

  EHOSTUNREACH: ['network.unreachable'],
  EHOSTDOWN: ['network.unreachable'],
  ENETUNREACH: ['network.unreachable'],
  ENETDOWN: ['network.unreachable'],
  EADDRNOTAVAIL: ['network.unreachable'],
  EINVAL: ['network.unreachable'],
  EACCES: ['network.unreachable', { reason: 'blocked' }],
  EPERM: ['network.unreachable', { reason: 'blocked' }],

  ETIMEDOUT: ['network.timeout'],
  ERR_SOCKET_CONNECTION_TIMEOUT: ['network.timeout'],
  UND_ERR_CONNECT_TIMEOUT: ['network.timeout'],
  UND_ERR_HEADERS_TIMEOUT: ['network.timeout'],
  UND_ERR_BODY_TIMEOUT: ['network.timeout'],

  ECONNRESET: ['network.interrupted'],
  ECONNABORTED: ['network.interrupted'],
  ENETRESET: ['network.interrupted'],
  EPIPE: ['network.interrupted'],
  UND_ERR_SOCKET: ['network.interrupted'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['network.interrupted'],
  // An answer that the device cut off inside a chunk
  HPE_INVALID_EOF_STATE: ['network.interrupted'],

  ABORT_ERR: ['network.cancelled'],
  UND_ERR_ABORTED: ['network.cancelled'],
  UND_ERR_DESTROYED: ['network.cancelled'],
  UND_ERR_CLOSED: ['network.cancelled'],

  UND_ERR_HEADERS_OVERFLOW: ['pbx.malformed', { reason: 'http-headers' }],

  // What comes back is no TLS record: nearly always plain HTTP
  ERR_SSL_WRONG_VERSION_NUMBER: ['tls.plain-http'],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['tls.plain-http'],
  ERR_SSL_HTTP_REQUEST: ['tls.plain-http'],

  // Old firmware: TLS 1.1 and older only
  ERR_SSL_UNSUPPORTED_PROTOCOL: ['tls.handshake', { reason: 'version' }],
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ['tls.handshake', { reason: 'version' }],
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: ['tls.handshake', { reason: 'version' }],
  // No cipher in common; a device without a certificate says so too
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: ['tls.handshake', { reason: 'cipher' }],
  ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE: ['tls.handshake', { reason: 'cipher' }],
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE': ['tls.handshake', { reason: 'cipher' }],
  ERR_SSL_HANDSHAKE_FAILURE_ON_CLIENT_HELLO: ['tls.handshake', { reason: 'cipher' }],
};

/**
 * An error of the libraries underneath as an `AppError`; one that already is an `AppError` passes unchanged.
 * Only code and name are kept of it: an HTTP parser's error carries a piece of the answer, and an answer holds secrets.
 */
export function networkFailure(error: unknown, phase: NetworkPhase, asked: AskedAddress): AppError {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  const cause = { name: error instanceof Error ? error.name : typeof error, code };
  if (code === undefined) return new AppError('internal', { kind: cause.name, phase }, cause);
  const [failure, detail] = meaningOf(code);
  const { host, port } = asked;
  return new AppError(failure, { host, port, phase, ...detail, error: code }, cause);
}

function meaningOf(code: string): Meaning {
  const known = Object.hasOwn(networkErrors, code) ? networkErrors[code] : undefined;
  if (known !== undefined) return known;
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO')
    return ['tls.handshake', { reason: 'other' }];
  if (code.startsWith('HPE_')) return ['pbx.malformed', { reason: 'http' }];
  return ['network.interrupted'];
}

/** Attempts at several addresses of one name come as an aggregate whose own code is that of the first. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (!(error instanceof Error) || error.name !== 'HTTPParserError') return undefined;
  // undici 8 loses the parser's code; where nothing is left to parse, the answer was cut off
  return 'data' in error && error.data === '' ? 'HPE_INVALID_EOF_STATE' : 'HPE_UNKNOWN';
}
