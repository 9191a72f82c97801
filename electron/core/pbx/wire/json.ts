/** Bytes of an answer as JSON values: strict first, then with the slips that embedded devices are known to make. */

import { isUtf8 } from 'node:buffer';
import { isRecord, type WireRecord } from './values.ts';

/** Every sequence of bytes that is UTF-8 beyond ASCII, written as latin-1 characters. */
const utf8Sequences =
  /[\xC2-\xDF][\x80-\xBF]|\xE0[\xA0-\xBF][\x80-\xBF]|[\xE1-\xEF][\x80-\xBF]{2}|\xF0[\x90-\xBF][\x80-\xBF]{2}|[\xF1-\xF3][\x80-\xBF]{3}/g;

/**
 * UTF-8, and latin-1 for each byte that can't be. Byte by byte, because a device that cuts a long name in the middle of a
 * letter must not turn everyone else's umlauts into something else.
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = isUtf8(buffer)
    ? buffer.toString('utf8')
    : buffer
        .toString('latin1')
        .replace(utf8Sequences, (sequence) => Buffer.from(sequence, 'latin1').toString('utf8'));
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A bare number's own digits, where a double would round them. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^\d+$/.test(source) ? source : value;
}

/** `exact` keeps the digits of bare numbers that a double would round (mobile numbers); slower. */
export type NumberReading = 'fast' | 'exact';

/**
 * `JSON.parse`, and once more with repairs where that fails: raw control characters (a tab in a name, a NUL behind the
 * answer), escapes that JSON doesn't have (`\'`), a comma before a closing bracket. Valid JSON is never touched.
 * @throws SyntaxError
 */
export function parseJson(text: string, numbers: NumberReading = 'fast'): unknown {
  const parse = (json: string): unknown =>
    numbers === 'exact' ? JSON.parse(json, keepDigits) : JSON.parse(json);
  try {
    return parse(text);
  } catch {
    return parse(repairJson(text));
  }
}

function repairJson(text: string): string {
  return (
    text
      // Neither inside nor outside of a string does a space change what is meant
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\\(["\\/bfnrt]|u[\dA-Fa-f]{4})?/g, (escape, known?: string) =>
        known === undefined ? '' : escape,
      )
      .replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (token) => (token === ',' ? '' : token))
  );
}

/** A list whose answer as a whole can't be parsed: what could be read of it. */
export interface SalvagedList {
  /** The answer without the entries of the list. */
  readonly envelope: WireRecord;
  /** Entry by entry: what it holds, or the text that can't be parsed. */
  readonly entries: readonly (WireRecord | string)[];
}

/**
 * Reads the list `listKey` of an answer that isn't JSON entry by entry, so that one bare quote in one name costs one
 * entry. An answer that was cut off gives nothing: the entries that it lacks would seem to have left.
 */
export function salvageList(text: string, listKey: string): SalvagedList | undefined {
  const opening = new RegExp(`"${listKey}"\\s*:\\s*\\[\\s*(?=\\{\\s*("[^"]*"))`).exec(text);
  const firstKey = opening?.[1];
  const end = text.lastIndexOf(']');
  if (opening === null || firstKey === undefined) return undefined;
  const start = opening.index + opening[0].length;
  const envelope = parseRecord(text.slice(0, start) + text.slice(end));
  if (end < start || envelope === undefined) return undefined;
  // Every entry begins with the key that the first one begins with
  const border = new RegExp(`(?<=\\}\\s*),\\s*(?=\\{\\s*${escapeForPattern(firstKey)})`);
  const entries = text
    .slice(start, end)
    .split(border)
    .map((entry) => parseRecord(entry) ?? entry);
  return { envelope, entries };
}

function parseRecord(text: string): WireRecord | undefined {
  try {
    const value = parseJson(text.replace(/,\s*$/, ''));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
