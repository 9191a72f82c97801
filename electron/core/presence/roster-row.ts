/** One extension's row, from the device's entry and what was known before: rows are never changed, only followed. */

import type { Colleague } from '../../contract/presence.ts';
import type { ListedExtension } from '../pbx/client-port.ts';
import { normaliseStatus, toPresenceState } from '../pbx/wire/status-words.ts';

/** At first sight a state began at `now` or earlier. */
export function firstRow(entry: ListedExtension, now: number): Colleague {
  return rowFrom(entry, now, false);
}

/**
 * The row after an answer at `now`: the same object when the answer says nothing new.
 * @param observed false after a gap: a new state then began at `now` or earlier
 */
export function nextRow(row: Colleague, entry: ListedExtension, now: number, observed: boolean): Colleague {
  if (saysTheSame(row, entry)) return row;
  return stateGoesOn(row, entry) ? rowFrom(entry, row.since, row.sinceExact) : rowFrom(entry, now, observed);
}

/** The row of an extension that may be in the latest answer, in an entry that can't be read. */
export function agedRow(row: Colleague, confirmedAt: number): Colleague {
  return row.confirmedAt === undefined ? { ...row, confirmedAt } : row;
}

/** The row after someone set the wall clock by `jumpMs`: it began as long ago as before. */
export function shiftedRow(row: Colleague, jumpMs: number): Colleague {
  const since = row.since + jumpMs;
  return row.confirmedAt === undefined
    ? { ...row, since }
    : { ...row, since, confirmedAt: row.confirmedAt + jumpMs };
}

function saysTheSame(row: Colleague, entry: ListedExtension): boolean {
  return (
    row.confirmedAt === undefined &&
    row.rawStatus === entry.rawStatus &&
    row.name === entry.name &&
    row.type === entry.type &&
    row.port === entry.port
  );
}

/** Two words for one state are the same; each word that we don't know is a state of its own. */
function stateGoesOn(row: Colleague, entry: ListedExtension): boolean {
  const state = toPresenceState(entry.rawStatus);
  if (state !== row.state) return false;
  return state !== 'unknown' || normaliseStatus(entry.rawStatus) === normaliseStatus(row.rawStatus);
}

function rowFrom(entry: ListedExtension, since: number, sinceExact: boolean): Colleague {
  const { number, name, rawStatus, type, port } = entry;
  const row = { number, name, state: toPresenceState(rawStatus), rawStatus, type, since, sinceExact };
  return port === undefined ? row : { ...row, port };
}
