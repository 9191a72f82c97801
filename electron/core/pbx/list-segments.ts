/** Where each entry of a list answer begins, so that the next answer is compared as bytes and only what differs is parsed. */

import { isRecord } from './wire-values.ts';

/**
 * `starts[i]` is the offset of entry i's brace; the byte before `starts[i + 1]` is the comma or bracket behind the entry;
 * the last start is where the tail begins. The envelope (what is before and behind the entries) is known to hold an
 * empty list when the entries are taken out, and each entry to be a whole JSON object: so equal bytes are equal entries.
 */
export type Segments = Uint32Array;

export interface Split {
  readonly segments: Segments;
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

function parseRecord(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Candidates: every place where an object ends and another begins with the key that the first one begins with. */
function candidateStarts(answer: Buffer): number[] | undefined {
  const first = answer.indexOf('[{"') + 1;
  const keyEnd = answer.indexOf('"', first + 2);
  const tail = answer.lastIndexOf('}]') + 2;
  if (first === 0 || keyEnd === -1 || tail <= keyEnd) return undefined;
  const border = `},${answer.toString('latin1', first, keyEnd + 1)}`;
  const starts = [first];
  for (let at = answer.indexOf(border, first, 'latin1'); at !== -1;) {
    starts.push(at + 2);
    at = answer.indexOf(border, at + border.length, 'latin1');
  }
  starts.push(tail);
  return starts;
}

/**
 * Splits an answer whose list is the array `listKey`, written without spaces between its entries, as the device does.
 * `undefined` for any other answer, which may still be right: it has to be parsed whole then.
 */
export function splitList(answer: Buffer, listKey: string): Split | undefined {
  const starts = candidateStarts(answer);
  const first = starts?.[0];
  const tail = starts?.at(-1);
  if (starts === undefined || first === undefined || tail === undefined) return undefined;
  const envelope = parseRecord(answer.toString('utf8', 0, first) + answer.toString('utf8', tail - 1));
  const emptied = envelope?.[listKey];
  if (envelope === undefined || !Array.isArray(emptied) || emptied.length > 0) return undefined;
  const entries = entriesAtOnce(answer, starts, envelope, listKey) ?? entriesOneByOne(answer, starts);
  return entries === undefined ? undefined : { segments: Uint32Array.from(starts), envelope, entries };
}

type Entries = readonly Readonly<Record<string, unknown>>[];

function entriesOneByOne(answer: Buffer, starts: readonly number[]): Entries | undefined {
  const entries: Record<string, unknown>[] = [];
  for (let index = 0; index + 1 < starts.length; index += 1) {
    const entry = parseRecord(answer.toString('utf8', starts[index], (starts[index + 1] ?? 0) - 1));
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return entries;
}

/**
 * The same from one parsing of the whole, several times cheaper. Where no entry holds another structure, a border can only
 * lie between two entries (inside text its quotes would be escaped); as many as there are entries are then all of them.
 */
function entriesAtOnce(
  answer: Buffer,
  starts: readonly number[],
  envelope: Readonly<Record<string, unknown>>,
  listKey: string,
): Entries | undefined {
  const whole = parseRecord(answer.toString('utf8'));
  const list = whole?.[listKey];
  if (whole === undefined || !Array.isArray(list) || list.length !== starts.length - 1) return undefined;
  // Something after the list, taken for its end, would be missing from the envelope
  if (Object.keys(whole).length !== Object.keys(envelope).length) return undefined;
  if (parseRecord(answer.toString('utf8', starts.at(-2), (starts.at(-1) ?? 0) - 1)) === undefined)
    return undefined;
  const entries: readonly unknown[] = list;
  return entries.every(isFlatRecord) ? entries : undefined;
}

function isFlatRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  for (const key in value) if (typeof value[key] === 'object' && value[key] !== null) return false;
  return true;
}

function sameRange(a: Buffer, aFrom: number, aTo: number, b: Buffer, bFrom: number): boolean {
  const bTo = bFrom + aTo - aFrom;
  return bTo <= b.length && a.compare(b, bFrom, bTo, aFrom, aTo) === 0;
}

/** The longest run of entries that is compared at once. */
const longestRun = 512;

export interface Comparison {
  /** The entries from `from` to before `to` of the previous answer come next, unchanged. */
  readonly same: (from: number, to: number) => void;
  /**
   * An entry that differs from entry `index` of the previous answer comes next.
   * @returns with which entry of the previous answer to go on, or `undefined` to give up
   */
  readonly differs: (index: number, entry: Readonly<Record<string, unknown>>) => number | undefined;
}

/**
 * Walks through an answer along its predecessor. Runs of equal entries are compared at once and never parsed; every entry
 * that differs is handed over parsed.
 * @returns the new answer's segments, or `undefined` when it has another envelope, or where `differs` gave up
 */
export function compareEntries(
  answer: Buffer,
  previous: Buffer,
  segments: Segments,
  { same, differs }: Comparison,
): Segments | undefined {
  const count = segments.length - 1;
  const startOf = (index: number): number => segments[index] ?? previous.length;
  const first = startOf(0);
  const tail = startOf(count);
  const answerTail = answer.length - (previous.length - tail);
  const border = `},${previous.toString('latin1', first, previous.indexOf('"', first + 2) + 1)}`;
  const isSameEnvelope =
    answerTail > first &&
    sameRange(previous, 0, first, answer, 0) &&
    sameRange(previous, tail - 1, previous.length, answer, answerTail - 1);
  if (!isSameEnvelope) return undefined;

  const starts: number[] = [];
  let position = first;
  let index = 0;
  let run = longestRun;
  while (position < answerTail) {
    const length = Math.min(run, count - index);
    const from = startOf(index);
    const to = startOf(index + length);
    if (length > 0 && sameRange(previous, from, to, answer, position)) {
      for (let equal = index; equal < index + length; equal += 1)
        starts.push(startOf(equal) - from + position);
      same(index, index + length);
      position += to - from;
      index += length;
      run = Math.min(run * 2, longestRun);
      continue;
    }
    if (length > 1) {
      run = length >> 1;
      continue;
    }
    const borderAt = answer.indexOf(border, position, 'latin1');
    const end = borderAt === -1 ? answerTail - 1 : borderAt + 1;
    if (end <= position || end >= answerTail) return undefined;
    const entry = parseRecord(answer.toString('utf8', position, end));
    const next = entry === undefined ? undefined : differs(index, entry);
    if (next === undefined) return undefined;
    starts.push(position);
    position = end + 1;
    index = next;
    run = 1;
  }
  if (position !== answerTail) return undefined;
  starts.push(answerTail);
  return Uint32Array.from(starts);
}
