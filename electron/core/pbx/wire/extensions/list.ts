/** Reads `extensionlist/query`: an identical answer unparsed, any other with `JSON.parse` and one reading of each entry. */

import type { ExtensionList, ListedExtension } from '../../client-port.ts';
import { isAppError } from '../../../app-error.ts';
import { checkEnvelope, malformed, readAnswer } from '../answer-envelope.ts';
import { decodeText, salvageList } from '../json.ts';
import { asEntries, isRecord, longestNumber, shownText, textOf, type WireRecord } from '../values.ts';

const call = 'extensionlist/query';

/** `undefined` for an entry without a usable number: nobody could say who it is. */
function readEntry(raw: unknown): ListedExtension | undefined {
  if (!isRecord(raw)) return undefined;
  const number = numberOf(raw);
  if (number === undefined) return undefined;
  const shownField = (field: string): string => shownText(textOf(raw[field]) ?? '');
  const port = textOf(raw.port);
  const entry = {
    number,
    name: shownField('username'),
    rawStatus: shownField('status'),
    type: shownField('type'),
  };
  return port === undefined ? entry : { ...entry, port: shownText(port) };
}

/** Never shortened or cleaned: two numbers could become one. */
function numberOf(raw: WireRecord): string | undefined {
  const number = textOf(raw.extnumber)?.trim();
  if (number === undefined || number === '' || number.length > longestNumber) return undefined;
  return shownText(number) === number ? number : undefined;
}

/** Of an entry that can't be read: which extension it seems to be about. Empty where it doesn't say. */
function unreadableNumber(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : '';
  return /"extnumber"\s*:\s*"?(\d{1,15})\b/.exec(text)?.[1] ?? '';
}

function entriesOf(bytes: Uint8Array): readonly unknown[] {
  try {
    const list = readAnswer(call, bytes).extlist;
    if (typeof list !== 'object' || list === null) throw malformed(call, 'no-extensions');
    return asEntries(list, 'extnumber');
  } catch (error) {
    if (!isAppError(error, 'pbx.malformed') || error.detail.reason !== 'not-json') throw error;
    const salvaged = salvageList(decodeText(bytes), 'extlist');
    if (salvaged === undefined) throw error;
    checkEnvelope(call, salvaged.envelope);
    return salvaged.entries;
  }
}

/**
 * Of entries with one number the first counts: a list keyed by number has room for one.
 * @param previous the list of the answer before: returned itself when the bytes are the same
 * @throws AppError `pbx.malformed`, also when an answer has entries and not one of them can be understood: an empty list
 *   then would say that everyone has left. A failure answer throws the error table's code.
 */
export function readList(bytes: Uint8Array, previous?: ExtensionList): ExtensionList {
  if (previous !== undefined && Buffer.compare(bytes, previous.bytes) === 0) return previous;
  const extensions = new Map<string, ListedExtension>();
  const unreadable: string[] = [];
  for (const raw of entriesOf(bytes)) {
    const entry = readEntry(raw);
    if (entry === undefined) unreadable.push(unreadableNumber(raw));
    else if (extensions.has(entry.number)) unreadable.push(entry.number);
    else extensions.set(entry.number, entry);
  }
  if (unreadable.length > 0 && extensions.size === 0) throw malformed(call, 'no-usable-extension');
  return { bytes, extensions: [...extensions.values()], unreadable };
}
