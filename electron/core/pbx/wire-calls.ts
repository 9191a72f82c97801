/** The calls inside an `extension/query` answer: `inbound` and `outbound`, object or array. */

import { z } from 'zod';
import type { CurrentCall } from './extension-detail.ts';
import { asList, isRecord, wireNumber, wireText, withoutUndefined } from './wire-values.ts';

const text = wireText.optional().catch(undefined);

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

/** `ext`, `outer` or `callee`, each an object, an array of them or the bare number (PBX notes, "Calls inside …"). */
function readParty(call: Readonly<Record<string, unknown>>): Party | undefined {
  for (const key of ['ext', 'outer', 'callee'] as const) {
    for (const value of asList(call[key])) {
      const number = partyNumber(value);
      if (number === undefined) {
        const inner = isRecord(value) && (value.ext !== undefined || value.outer !== undefined);
        const party = inner ? readParty({ ext: value.ext, outer: value.outer }) : undefined;
        if (party !== undefined) return party;
        continue;
      }
      // A callee is an extension in every answer seen; an object without `extid` is somebody outside.
      const isExtension =
        key === 'ext' || (key === 'callee' && (!isRecord(value) || value.extid !== undefined));
      return { kind: isExtension ? 'extension' : 'external', number };
    }
  }
  return undefined;
}

function readCall(direction: CurrentCall['direction'], raw: unknown): CurrentCall | undefined {
  const parsed = callSchema.safeParse(raw);
  if (!parsed.success || Object.keys(parsed.data).length === 0) return undefined;
  const call = parsed.data;
  return {
    direction,
    id: (direction === 'inbound' ? call.inboundid : (call.outboundid ?? call.ouboundid)) ?? '',
    from: call.from ?? '',
    to: call.to ?? '',
    ...withoutUndefined({ trunk: call.trunk, status: call.status, party: readParty(call) }),
  };
}

/** Entries that are no calls (an empty object, a word) are left out. */
export function readCalls(direction: CurrentCall['direction'], value: unknown): CurrentCall[] {
  return asList(value)
    .map((raw) => readCall(direction, raw))
    .filter((call) => call !== undefined);
}
