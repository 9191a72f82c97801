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
  const entries: Record<string, unknown>[] = [];
  for (let index = 0; index + 1 < starts.length; index += 1) {
    const entry = parseRecord(answer.toString('utf8', starts[index], (starts[index + 1] ?? 0) - 1));
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return { segments: Uint32Array.from(starts), envelope, entries };
}

function sameRange(a: Buffer, aFrom: number, aTo: number, b: Buffer, bFrom: number): boolean {
  const bTo = bFrom + aTo - aFrom;
  return bTo <= b.length && a.compare(b, bFrom, bTo, aFrom, aTo) === 0;
}

/** The longest run of entries that is compared at once. */
const longestRun = 512;

/**
 * Walks through an answer along its predecessor and hands every entry that differs, parsed, to `onChanged`, which says
 * whether it still belongs in this place. Runs of equal entries are compared at once and never parsed.
 * @returns the new answer's segments, or `undefined` when it has another envelope or other entries
 */
export function compareEntries(
  answer: Buffer,
  previous: Buffer,
  segments: Segments,
  onChanged: (index: number, entry: Readonly<Record<string, unknown>>) => boolean,
): Segments | undefined {
  const count = segments.length - 1;
  const startOf = (index: number): number => segments[index] ?? previous.length;
  const first = startOf(0);
  const border = `},${previous.toString('latin1', first, previous.indexOf('"', first + 2) + 1)}`;
  if (!sameRange(previous, 0, first, answer, 0)) return undefined;

  const starts = new Uint32Array(segments.length);
  let position = first;
  let run = longestRun;
  for (let index = 0; index < count;) {
    const length = Math.min(run, count - index);
    const from = startOf(index);
    const to = startOf(index + length);
    if (sameRange(previous, from, to, answer, position)) {
      for (let same = index; same < index + length; same += 1) starts[same] = startOf(same) - from + position;
      position += to - from;
      index += length;
      run = Math.min(run * 2, longestRun);
      continue;
    }
    if (length > 1) {
      run = length >> 1;
      continue;
    }
    const isLast = index === count - 1;
    const end = isLast
      ? answer.length - (previous.length - startOf(count)) - 1
      : answer.indexOf(border, position, 'latin1') + 1;
    if (end <= position) return undefined;
    const entry = parseRecord(answer.toString('utf8', position, end));
    if (entry === undefined || !onChanged(index, entry)) return undefined;
    starts[index] = position;
    position = end + 1;
    index += 1;
  }
  starts[count] = position;
  const tail = startOf(count);
  const isSameTail =
    answer.length - position === previous.length - tail &&
    sameRange(previous, tail - 1, previous.length, answer, position - 1);
  return isSameTail ? starts : undefined;
}
