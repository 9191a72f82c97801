/** The envelope of every answer: JSON with a status, or a failure with its number. */

import { AppError } from '../../app-error.ts';
import { errnoMeaning } from './errno.ts';
import { decodeText, parseJson, type NumberReading } from './json.ts';
import { isRecord, type WireRecord } from './values.ts';

/** The API's calls, as their paths say them. */
export type ApiCall =
  | 'login'
  | 'heartbeat'
  | 'logout'
  | 'deviceinfo/query'
  | 'apply'
  | 'extensionlist/query'
  | 'extension/query'
  | 'extension/update'
  | 'extension/dial_extension'
  | 'extension/dial_outbound'
  | 'extension/hangup'
  | `${'inbound' | 'outbound'}/${'transfer_extension' | 'hangup'}`;

export type MalformedReason =
  | 'not-json'
  | 'not-an-object'
  | 'no-status'
  | 'no-token'
  | 'no-device-info'
  | 'no-extensions'
  | 'no-usable-extension';

/** An answer that cannot be understood. No cause is kept: a parser's message quotes the answer, secrets and all. */
export function malformed(call: ApiCall, reason: MalformedReason): AppError {
  return new AppError('pbx.malformed', { call, reason });
}

function failure(call: ApiCall, answer: WireRecord): AppError {
  const told = typeof answer.errno === 'number' ? String(answer.errno) : answer.errno;
  const errno = typeof told === 'string' && /^\d{1,9}$/.test(told.trim()) ? told.trim() : '';
  const known = errnoMeaning(errno);
  return new AppError(known?.code ?? 'pbx.rejected', {
    call,
    errno,
    ...(known === undefined ? {} : { meaning: known.meaning }),
  });
}

/**
 * Anything but `Success` (in any case) is a failure (PBX notes, "Transport").
 * @throws AppError the error table's code with `{call, errno, meaning}`, `errno` being empty when the answer names none;
 *   `pbx.malformed {call, reason}` for an answer without status and number
 */
export function checkEnvelope(call: ApiCall, answer: WireRecord): void {
  const status = answer.status;
  if (typeof status === 'string' && status.trim().toLowerCase() === 'success') return;
  if (typeof status !== 'string' && answer.errno === undefined) throw malformed(call, 'no-status');
  throw failure(call, answer);
}

/**
 * Reads an answer whole and checks its envelope.
 * @throws AppError `pbx.malformed`, and as `checkEnvelope` does
 */
export function readAnswer(call: ApiCall, bytes: Uint8Array, numbers: NumberReading = 'fast'): WireRecord {
  let answer: unknown;
  try {
    answer = parseJson(decodeText(bytes), numbers);
  } catch {
    throw malformed(call, 'not-json');
  }
  if (!isRecord(answer)) throw malformed(call, 'not-an-object');
  checkEnvelope(call, answer);
  return answer;
}
