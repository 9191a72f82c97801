/** Damaged inputs, as a fast-check arbitrary: a seed, changed byte by byte or value by value, and random bytes. */

import fc from 'fast-check';
import { CANARY } from './judge-outcome.ts';

/** Pieces that parsers stumble over. */
const pieces = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\\u0000',
    '\\ud800',
    '\u0000',
    '\ufeff',
    '\u202e',
    '\n',
    '\r\n',
    '\t',
  ],
  ...[
    'null',
    'true',
    '-0',
    '1e999',
    '9007199254740993',
    '""',
    '[]',
    '{}',
    '"__proto__":',
    '"status":"Success"',
  ],
  ...['"errno":"10025"', '%00', '{{host}}', '$t(x)', '<u>', '&amp;', 'é', '\xff', '0x', CANARY],
];

/** Values to put where another was expected. */
const oddValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, '', ' ', '0', 'off', 'ON', 'Success', [], {}, [[]], [null]],
  ...[{ length: 3 }, { toString: 1 }, 'x'.repeat(5_000), '\u0000', '\ud800', { ext: { ext: {} } }],
];

type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly piece: string }
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bits: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'cut'; readonly at: number };

/** Where in an input: a share of its length, so that an edit fits every seed. */
const place = fc.nat({ max: 9_999 });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('insert' as const),
      at: place,
      piece: fc.constantFrom(...pieces),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      at: place,
      length: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('flip' as const),
      at: place,
      bits: fc.integer({ min: 1, max: 255 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('repeat' as const),
      at: place,
      length: fc.integer({ min: 1, max: 60 }),
      times: fc.integer({ min: 1, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: place }) },
);

function applyEdit(input: Buffer, edit: Edit): Buffer {
  const at = Math.floor((edit.at / 10_000) * (input.length + 1));
  const before = input.subarray(0, at);
  const after = input.subarray(at);
  switch (edit.kind) {
    case 'insert':
      return Buffer.concat([
        before,
        Buffer.from(edit.piece, edit.piece === '\xff' ? 'latin1' : 'utf8'),
        after,
      ]);
    case 'remove':
      return Buffer.concat([before, after.subarray(edit.length)]);
    case 'flip': {
      const flipped = Buffer.from(after);
      if (flipped.length > 0) flipped[0] = (flipped[0] ?? 0) ^ edit.bits;
      return Buffer.concat([before, flipped]);
    }
    case 'repeat':
      return Buffer.concat([
        before,
        ...Array.from({ length: edit.times }, () => after.subarray(0, edit.length)),
        after,
      ]);
    case 'cut':
      return before;
  }
}

/** Puts an odd value in the place of the nth value below `json`; changes nothing where there are fewer. */
function replaceNth(json: unknown, nth: number, odd: unknown): unknown {
  let left = nth;
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return odd;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, walk(below)]));
  };
  return walk(json);
}

function isJson(seed: string): boolean {
  try {
    JSON.parse(seed);
    return true;
  } catch {
    return false;
  }
}

/** Inputs around the seeds, most of them nearly right: that is where parsers go wrong. */
export function mutateInputs(seeds: readonly string[]): fc.Arbitrary<Buffer> {
  const byBytes = fc
    .tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([seed, edits]) => edits.reduce(applyEdit, Buffer.from(seed)));
  const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  const jsonSeeds = seeds.filter(isJson);
  if (jsonSeeds.length === 0)
    return fc.oneof({ weight: 9, arbitrary: byBytes }, { weight: 1, arbitrary: noise });
  const byValues = fc
    .tuple(
      fc.constantFrom(...jsonSeeds),
      fc.array(fc.tuple(fc.nat({ max: 40 }), fc.oneof(fc.constantFrom(...oddValues), fc.jsonValue())), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([seed, changes]) =>
      Buffer.from(
        JSON.stringify(
          changes.reduce<unknown>((json, [nth, odd]) => replaceNth(json, nth, odd), JSON.parse(seed)),
        ),
      ),
    );
  return fc.oneof(
    { weight: 5, arbitrary: byBytes },
    { weight: 4, arbitrary: byValues },
    { weight: 1, arbitrary: noise },
  );
}
