/** Reads `extensionlist/query`: an identical answer unparsed, a changed one at little more than the cost of its JSON. */

import { z } from 'zod';
import type { ExtensionList, ListedExtension } from './client-port.ts';
import { malformed, readAnswer } from './wire-answer.ts';
import { asList, isRecord, wireNumber, wireText, type WireRecord } from './wire-values.ts';

const call = 'extensionlist/query';

const entrySchema = z.looseObject({
  extnumber: wireNumber,
  username: wireText.nullish(),
  status: wireText.nullish(),
  type: wireText.nullish(),
  port: wireText.nullish(),
});

/** Index for index: an answer's raw entry and what it became; `undefined` where it was malformed or a repeat. */
interface Reading {
  readonly raw: readonly unknown[];
  readonly read: readonly (ListedExtension | undefined)[];
}

function readEntry(raw: unknown): ListedExtension | undefined {
  const parsed = entrySchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const { extnumber, username, status, type, port, ...extra } = parsed.data;
  return {
    number: extnumber,
    name: username ?? '',
    rawStatus: status ?? '',
    type: type ?? '',
    ...(port === undefined || port === null ? {} : { port }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  try {
    // Only fields that we do not know are ever structured.
    return JSON.stringify(a) === JSON.stringify(b);
  } catch {
    // Nested deeper than the stack.
    return false;
  }
}

function sameEntry(a: unknown, b: unknown): boolean {
  if (!isRecord(a) || !isRecord(b)) return false;
  let keys = 0;
  for (const key in a) {
    if (!sameValue(a[key], b[key])) return false;
    keys += 1;
  }
  for (const _key in b) keys -= 1;
  return keys === 0;
}

/** Both answers name the same extensions at the same places, as nearly all do; `undefined` when they do not. */
function readInPlace(raw: readonly unknown[], before: Reading): Reading | undefined {
  if (raw.length !== before.raw.length) return undefined;
  const read = before.read.slice();
  for (let index = 0; index < raw.length; index += 1) {
    if (sameEntry(raw[index], before.raw[index])) continue;
    const entry = readEntry(raw[index]);
    if (entry === undefined || entry.number !== read[index]?.number) return undefined;
    read[index] = entry;
  }
  return { raw, read };
}

/** Extensions came, went or moved. Of entries with one number the first counts: a list keyed by number has room for one. */
function readAfresh(raw: readonly unknown[], before: Reading | undefined): Reading {
  const known = new Map<string, { readonly raw: unknown; readonly entry: ListedExtension }>();
  before?.read.forEach((entry, index) => {
    if (entry !== undefined) known.set(entry.number, { raw: before.raw[index], entry });
  });
  const seen = new Set<string>();
  const read = raw.map((rawEntry) => {
    const number = wireNumber.safeParse(isRecord(rawEntry) ? rawEntry.extnumber : undefined);
    const old = number.success ? known.get(number.data) : undefined;
    const entry = old !== undefined && sameEntry(rawEntry, old.raw) ? old.entry : readEntry(rawEntry);
    if (entry === undefined || seen.has(entry.number)) return undefined;
    seen.add(entry.number);
    return entry;
  });
  return { raw, read };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(b);
}

function rawEntries(answer: WireRecord): readonly unknown[] {
  const list = answer.extlist;
  if (typeof list !== 'object' || list === null) throw malformed(call, 'no-extensions');
  return asList(list);
}

export type ListReader = (bytes: Uint8Array, previous?: ExtensionList) => ExtensionList;

/**
 * Makes a reader that remembers the raw entries behind the lists that it gave out, for as long as those live.
 * It throws AppError `pbx.malformed`, also when an answer has entries and not one of them can be understood: an empty
 * list then would say that everybody has left.
 */
export function createListReader(): ListReader {
  const readings = new WeakMap<ExtensionList, Reading>();
  return (bytes, previous) => {
    if (previous !== undefined && sameBytes(bytes, previous.bytes)) return previous;
    const raw = rawEntries(readAnswer(call, bytes));
    const before = previous === undefined ? undefined : readings.get(previous);
    const reading = (before === undefined ? undefined : readInPlace(raw, before)) ?? readAfresh(raw, before);
    const extensions = reading.read.filter((entry) => entry !== undefined);
    if (raw.length > 0 && extensions.length === 0) throw malformed(call, 'no-usable-extension');
    const list = { bytes, extensions, malformedEntries: raw.length - extensions.length };
    readings.set(list, reading);
    return list;
  };
}
