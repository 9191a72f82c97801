/** Reads `extensionlist/query`: an identical answer unparsed, a changed one at the cost of what changed. */

import { z } from 'zod';
import type { ExtensionList, ListedExtension } from './client-port.ts';
import { compareEntries, splitList, type Segments } from './list-segments.ts';
import { checkEnvelope, malformed, readAnswer } from './wire-answer.ts';
import { asList, isRecord, wireNumber, wireText } from './wire-values.ts';

const call = 'extensionlist/query';

const entrySchema = z.looseObject({
  extnumber: wireNumber,
  username: wireText.nullish(),
  status: wireText.nullish(),
  type: wireText.nullish(),
  port: wireText.nullish(),
});

/** An entry written as the document writes it, at a tenth of the schema's cost; `undefined` for any other, good or bad. */
function readPlain(raw: unknown): ListedExtension | undefined {
  if (!isRecord(raw)) return undefined;
  const { extnumber, username, status, type, port } = raw;
  if (typeof extnumber !== 'string' || typeof username !== 'string') return undefined;
  if (typeof status !== 'string' || typeof type !== 'string') return undefined;
  const number = extnumber.trim();
  if (number === '') return undefined;
  const keys = Object.keys(raw).length;
  if (keys === 4) return { number, name: username, rawStatus: status, type };
  return keys === 5 && typeof port === 'string'
    ? { number, name: username, rawStatus: status, type, port }
    : undefined;
}

function readEntry(raw: unknown): ListedExtension | undefined {
  const plain = readPlain(raw);
  if (plain !== undefined) return plain;
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

function sameExtra(a: ListedExtension['extra'], b: ListedExtension['extra']): boolean {
  if (a === undefined || b === undefined) return a === b;
  try {
    return JSON.stringify(a) === JSON.stringify(b);
  } catch {
    // Nested deeper than the stack.
    return false;
  }
}

/** The old object where nothing changed: who holds it sees at a glance that there is nothing to do. */
function keepSame(entry: ListedExtension, old: ListedExtension | undefined): ListedExtension {
  const isSame =
    old !== undefined &&
    entry.number === old.number &&
    entry.name === old.name &&
    entry.rawStatus === old.rawStatus &&
    entry.type === old.type &&
    entry.port === old.port &&
    sameExtra(entry.extra, old.extra);
  return isSame ? old : entry;
}

/** What an answer's entries became, place by place; `undefined` where one was malformed or a repeat. */
interface Reading {
  /** Absent where the answer could not be split. */
  readonly segments: Segments | undefined;
  readonly entries: readonly (ListedExtension | undefined)[];
}

/** Above this part of the list it is cheaper to parse the answer whole; what was parsed one by one until then is wasted. */
const manyChanges = 1 / 16;
/** So few are never worth a whole parsing. */
const fewChanges = 4;
/** An office where more than this many come or go at once is read afresh. */
const mostComers = 32;

/**
 * For the answer that differs little from the one before, as nearly all do: the same extensions in the same order, a few
 * come or gone. `undefined` for any other.
 */
function readAlong(answer: Buffer, previous: Buffer, before: Reading): Reading | undefined {
  if (before.segments === undefined) return undefined;
  const old = before.entries;
  const isClean = !old.includes(undefined);
  const most = Math.max(fewChanges, old.length * manyChanges);
  const entries: (ListedExtension | undefined)[] = [];
  const came = new Set<string>();
  let changes = 0;
  const segments = compareEntries(answer, previous, before.segments, {
    same(from, to) {
      for (let index = from; index < to; index += 1) entries.push(old[index]);
    },
    differs(index, raw) {
      changes += 1;
      const entry = changes > most ? undefined : readEntry(raw);
      if (entry === undefined) return undefined;
      if (entry.number === old[index]?.number) {
        entries.push(keepSame(entry, old[index]));
        return index + 1;
      }
      // A repeat or a broken entry may count once another is gone: then every place may mean something else
      if (!isClean || came.size >= mostComers || came.has(entry.number)) return undefined;
      const place = old.findIndex((known) => known?.number === entry.number);
      if (place === -1) came.add(entry.number);
      else if (place < index) return undefined;
      entries.push(keepSame(entry, old[place]));
      return place === -1 ? index : place + 1;
    },
  });
  return segments === undefined ? undefined : { segments, entries };
}

/** An answer's entries by the cheaper way that fits it. */
function rawEntries(answer: Buffer): { segments: Segments | undefined; raw: readonly unknown[] } {
  const split = splitList(answer, 'extlist');
  if (split !== undefined) {
    checkEnvelope(call, split.envelope);
    return { segments: split.segments, raw: split.entries };
  }
  const list = readAnswer(call, answer).extlist;
  if (typeof list !== 'object' || list === null) throw malformed(call, 'no-extensions');
  return { segments: undefined, raw: asList(list) };
}

/** Of entries with one number the first counts: a list keyed by number has room for one. */
function readAfresh(answer: Buffer, before: readonly ListedExtension[]): Reading {
  const { segments, raw } = rawEntries(answer);
  const entries = raw.map(readEntry);
  // The numbers of `before` are all different
  const samePlaces =
    entries.length === before.length &&
    entries.every((entry, place) => entry !== undefined && entry.number === before[place]?.number);
  if (samePlaces)
    return { segments, entries: entries.map((entry, place) => entry && keepSame(entry, before[place])) };
  const known = new Map(before.map((extension) => [extension.number, extension]));
  const seen = new Set<string>();
  const unique = entries.map((entry) => {
    if (entry === undefined || seen.has(entry.number)) return undefined;
    seen.add(entry.number);
    return keepSame(entry, known.get(entry.number));
  });
  return { segments, entries: unique };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export type ListReader = (bytes: Uint8Array, previous?: ExtensionList) => ExtensionList;

/**
 * Makes a reader that remembers how the lists that it gave out were read, for as long as those live.
 * It throws AppError `pbx.malformed`, also when an answer has entries and not one of them can be understood: an empty
 * list then would say that everybody has left. A failure answer throws the error table's code.
 */
export function createListReader(): ListReader {
  const readings = new WeakMap<ExtensionList, Reading>();
  return (bytes, previous) => {
    const answer = asBuffer(bytes);
    if (previous !== undefined && answer.equals(previous.bytes)) return previous;
    const before = previous === undefined ? undefined : readings.get(previous);
    const reading =
      (previous === undefined || before === undefined
        ? undefined
        : readAlong(answer, asBuffer(previous.bytes), before)) ??
      readAfresh(answer, previous?.extensions ?? []);
    const extensions = reading.entries.filter((entry) => entry !== undefined);
    const malformedEntries = reading.entries.length - extensions.length;
    if (malformedEntries > 0 && extensions.length === 0) throw malformed(call, 'no-usable-extension');
    const list = { bytes, extensions, malformedEntries };
    readings.set(list, reading);
    return list;
  };
}
