/** For any sequence of answers the roster is what a plain recomputation from all of them gives. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Colleague, PresenceChange } from '../../contract/presence.ts';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { ExtensionList, ListedExtension } from '../pbx/client-port.ts';
import { toPresenceState } from '../pbx/wire/status-words.ts';
import { createRoster } from './roster.ts';
import { createRosterOrder } from './roster-order.ts';

/** What a new answer does to the one before: as it is, with entries replaced (others stay the same objects), or another one altogether. */
interface Step {
  readonly waitMs: number;
  readonly afterPause: boolean;
  readonly kind: 'same' | 'edit' | 'copy' | 'other';
  readonly edits: readonly { readonly place: number; readonly entry: ListedExtension }[];
  readonly entries: readonly ListedExtension[];
  readonly unreadable: readonly string[];
}

const entry: fc.Arbitrary<ListedExtension> = fc
  .record({
    number: fc.constantFrom('1', '01', '2', '9', '10', '100', '1001', 'x'),
    name: fc.constantFrom('', 'Amy', 'amy', 'Émile', 'Zoë', 'Room 9', 'Room 10', ' '),
    rawStatus: fc.constantFrom(
      'Registered',
      'Idle',
      'ringing',
      'BUSY',
      'Hold',
      'Unavailable',
      'Parked',
      'parked',
      'Away',
    ),
    type: fc.constantFrom('SIP', 'FXS'),
    port: fc.constantFrom(undefined, 'Span1-Port1'),
  })
  .map(({ port, ...rest }) => (port === undefined ? rest : { ...rest, port }));

const step: fc.Arbitrary<Step> = fc.record({
  waitMs: fc.constantFrom(0, 2_000, 7_000),
  afterPause: fc.boolean(),
  kind: fc.constantFrom('same', 'edit', 'edit', 'copy', 'other'),
  edits: fc.array(fc.record({ place: fc.nat(9), entry }), { maxLength: 3 }),
  entries: fc.uniqueArray(entry, { maxLength: 10, selector: ({ number }) => number }),
  unreadable: fc.constantFrom([], [], [], [''], ['', '7']),
});

function answerAfter(
  previous: ExtensionList | undefined,
  { kind, edits, entries, unreadable }: Step,
): ExtensionList {
  const bytes = new Uint8Array();
  if (!previous || kind === 'other') return { bytes, extensions: entries, unreadable };
  if (kind === 'same') return previous;
  if (kind === 'copy') return { ...previous, extensions: previous.extensions.map((known) => ({ ...known })) };
  const extensions = [...previous.extensions];
  for (const { place, entry: edited } of edits) {
    const others = extensions.filter((_, index) => index !== place);
    if (place < extensions.length && !others.some(({ number }) => number === edited.number))
      extensions[place] = edited;
  }
  return { ...previous, bytes, extensions };
}

const staleAfterMs = 6_000;
const order = createRosterOrder('en');

/** The same rules with no memory but the rows: every answer is worked through whole. */
function createNaiveRoster() {
  let rows: Colleague[] = [];
  let neverUnderstood = 0;
  let confirmedAt: number | undefined;
  return {
    rows: () => [...rows].sort(order),
    apply(list: ExtensionList, now: number, afterPause: boolean): PresenceChange[] {
      const changes: PresenceChange[] = [];
      const next = list.extensions.map((listed): Colleague => {
        const { number, name, rawStatus, type, port } = listed;
        const state = toPresenceState(rawStatus);
        const told = { number, name, state, rawStatus, type, ...(port === undefined ? {} : { port }) };
        const row = rows.find((known) => known.number === number);
        if (!row) {
          if (confirmedAt !== undefined) changes.push({ number, name, to: state, at: now, afterPause });
          return { ...told, since: now, sinceExact: false };
        }
        const old = afterPause || (row.confirmedAt !== undefined && now - row.confirmedAt > staleAfterMs);
        const goesOn =
          row.state === state &&
          (state !== 'unknown' || row.rawStatus.toLowerCase() === rawStatus.toLowerCase());
        if (goesOn) return { ...told, since: row.since, sinceExact: row.sinceExact };
        if (row.state !== state)
          changes.push({ number, name, from: row.state, to: state, at: now, afterPause: old });
        return { ...told, since: now, sinceExact: !old };
      });
      const absent = [...rows].sort(order).filter(({ number }) => !next.some((row) => row.number === number));
      neverUnderstood = Math.min(
        list.unreadable.length,
        Math.max(neverUnderstood, list.unreadable.length - absent.length),
      );
      if (list.unreadable.length > neverUnderstood) {
        const seenAt = confirmedAt ?? now;
        next.push(...absent.map((row) => ({ ...row, confirmedAt: row.confirmedAt ?? seenAt })));
      } else {
        for (const { number, name, state } of absent)
          changes.push({ number, name, from: state, at: now, afterPause });
      }
      rows = next;
      confirmedAt = now;
      return changes;
    },
  };
}

test('the same rows and facts as a plain recomputation, and the same objects where nothing is new', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const clock = createSteeredClock();
      const roster = createRoster({ clock, locale: 'en', staleAfterMs: () => staleAfterMs });
      const naive = createNaiveRoster();
      let list: ExtensionList | undefined;
      for (const taken of steps) {
        await clock.advance(taken.waitMs);
        const before = roster.snapshot();
        list = answerAfter(list, taken);
        const { changed, changes } = roster.apply(list, taken);
        const after = roster.snapshot();
        expect(changes).toEqual(naive.apply(list, clock.now(), taken.afterPause));
        expect(after.colleagues).toEqual(naive.rows());

        expect(after === before).toBe(!changed);
        const wasSame =
          before.confirmedAt !== null &&
          JSON.stringify(before.colleagues) === JSON.stringify(after.colleagues);
        expect(changed).toBe(!wasSame);
        for (const row of after.colleagues) {
          expect(roster.find(row.number)).toBe(row);
          const known = before.colleagues.find(({ number }) => number === row.number);
          if (known && JSON.stringify(known) === JSON.stringify(row)) expect(row).toBe(known);
        }
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
