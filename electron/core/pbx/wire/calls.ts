/** The calls inside an `extension/query` answer: `inbound` and `outbound`, object or array. */

import { z } from 'zod';
import type { CurrentCall } from '../extension-detail.ts';
import { withoutUndefined } from '../../lib/without-undefined.ts';
import { toCallPhase } from './status-words.ts';
import { asList, isRecord, wireNumber, wireShownText } from './values.ts';

const text = wireShownText.optional().catch(undefined);

const callSchema = z.looseObject({
  inboundid: text,
  outboundid: text,
  /** As the document spells it. */
  ouboundid: text,
  from: text,
  to: text,
  trunk: text,
  status: text,
});

type Party = NonNullable<CurrentCall['party']>;

/** The keys under which a party's number has been seen, the most telling first. */
const partyNumberKeys = ['extid', 'extnumber', 'number', 'to', 'from'] as const;

function partyNumber(value: unknown): string | undefined {
  const bare = wireNumber.safeParse(value);
  if (bare.success) return bare.data;
  if (!isRecord(value)) return undefined;
  for (const key of partyNumberKeys) {
    const named = wireNumber.safeParse(value[key]);
    if (named.success) return named.data;
  }
  return undefined;
}

/**
 * `ext`, `outer` or `callee`, each an object, an array of them or the bare number (PBX notes, "Calls inside …").
 * @param me the extension that the answer is about; an inbound call names it as the one who was called
 */
function readParty(call: Readonly<Record<string, unknown>>, me: string): Party | undefined {
  for (const key of ['ext', 'outer', 'callee'] as const) {
    for (const value of asList(call[key])) {
      const number = partyNumber(value);
      if (number === undefined) {
        const party = isRecord(value) ? readParty({ ext: value.ext, outer: value.outer }, me) : undefined;
        if (party !== undefined) return party;
        continue;
      }
      // A callee is an extension in every answer seen; an object without `extid` is someone outside
      const isExtension =
        key === 'ext' || (key === 'callee' && (!isRecord(value) || value.extid !== undefined));
      if (isExtension && number === me) continue;
      return { kind: isExtension ? 'extension' : 'external', number };
    }
  }
  return undefined;
}

type Direction = CurrentCall['direction'];
type KeylessCall = Omit<CurrentCall, 'key'>;

function readCall(direction: Direction, raw: unknown, me: string): KeylessCall | undefined {
  const parsed = callSchema.safeParse(raw);
  if (!parsed.success || Object.keys(parsed.data).length === 0) return undefined;
  const call = parsed.data;
  return {
    direction,
    id: (direction === 'inbound' ? call.inboundid : (call.outboundid ?? call.ouboundid)) ?? '',
    from: call.from ?? '',
    to: call.to ?? '',
    ...withoutUndefined({
      trunk: call.trunk,
      phase: toCallPhase(call.status ?? ''),
      party: readParty(call, me),
    }),
  };
}

/** Two calls never share a key, even where the device gives both the same id or none. */
function withKeys(calls: readonly KeylessCall[]): CurrentCall[] {
  const seen = new Map<string, number>();
  return calls.map((call) => {
    const { direction, id, from, to } = call;
    const base = id === '' ? `${direction}:${from}>${to}` : `${direction}:${id}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return { key: times === 1 ? base : `${base} (${times})`, ...call };
  });
}

/**
 * The calls of one entry; what is no call there (an empty object, a word) is left out.
 * @param me the entry's own number
 */
export function readCalls(entry: Readonly<Partial<Record<Direction, unknown>>>, me: string): CurrentCall[] {
  const calls = (['inbound', 'outbound'] as const).flatMap((direction) =>
    asList(entry[direction]).map((raw) => readCall(direction, raw, me)),
  );
  return withKeys(calls.filter((call) => call !== undefined));
}
