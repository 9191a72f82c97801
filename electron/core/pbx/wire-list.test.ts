import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '../app-error.ts';
import { listSample } from './document-samples.fixture.ts';
import { createListReader } from './wire-list.ts';

const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

const answer = (extlist: unknown): Buffer => bytes({ status: 'Success', extlist });

const entry = (extnumber: string, status = 'Idle', more: Record<string, unknown> = {}) => ({
  extnumber,
  status,
  type: 'SIP',
  username: `Name ${extnumber}`,
  ...more,
});

test("reads the document's sample", () => {
  const list = createListReader()(bytes(listSample));
  expect(list.malformedEntries).toBe(0);
  expect(list.extensions).toEqual([
    { number: '1000', name: '1000', rawStatus: 'Idle', type: 'FXS', port: 'Span2-Port1' },
    { number: '1001', name: '1001', rawStatus: 'Idle', type: 'FXS', port: 'Span2-Port2' },
    { number: '1002', name: 'Amy', rawStatus: 'Registered', type: 'SIP' },
    { number: '1003', name: '1003', rawStatus: 'Registered', type: 'SIP' },
    { number: '1004', name: '1004', rawStatus: 'Registered', type: 'SIP' },
    { number: '1005', name: '1005', rawStatus: 'Registered', type: 'IAX' },
    { number: '1006', name: 'Lisa', rawStatus: 'Unavailable', type: 'SIP' },
  ]);
});

test('an identical answer is the previous list itself, even one that could not be parsed again', () => {
  const read = createListReader();
  const first = read(answer([entry('1')]));
  expect(read(answer([entry('1')]), first)).toBe(first);
  const unreadable = { bytes: bytes('not JSON'), extensions: [], malformedEntries: 0 };
  expect(read(bytes('not JSON'), unreadable)).toBe(unreadable);
});

test('only what changed is a new object', () => {
  const read = createListReader();
  const first = read(answer([entry('1'), entry('2'), entry('3')]));
  const second = read(answer([entry('1'), entry('2', 'Ringing'), entry('3')]), first);
  expect(second.extensions.map((extension) => extension.rawStatus)).toEqual(['Idle', 'Ringing', 'Idle']);
  expect(second.extensions[0]).toBe(first.extensions[0]);
  expect(second.extensions[2]).toBe(first.extensions[2]);
  const third = read(answer([entry('0'), entry('3'), entry('2', 'Ringing')]), second);
  expect(third.extensions.map((extension) => extension.number)).toEqual(['0', '3', '2']);
  expect(third.extensions[1]).toBe(first.extensions[2]);
  expect(third.extensions[2]).toBe(second.extensions[1]);
});

test('a list of another reader is used as well as one of our own', () => {
  const first = createListReader()(answer([entry('1'), entry('2')]));
  const second = createListReader()(answer([entry('1'), entry('2', 'Busy')]), first);
  expect(second.extensions[0]).toBe(first.extensions[0]);
  expect(second.extensions[1]?.rawStatus).toBe('Busy');
});

test('a broken entry is counted and does not lose the rest', () => {
  const list = createListReader()(answer([entry('1'), 'no', null, {}, { extnumber: [2] }, entry('3')]));
  expect(list.extensions.map((extension) => extension.number)).toEqual(['1', '3']);
  expect(list.malformedEntries).toBe(4);
});

test('a broken entry that is mended comes back, one that breaks goes', () => {
  const read = createListReader();
  const first = read(answer([entry('1'), { extnumber: '' }, entry('3')]));
  const second = read(answer([entry('1', 'Busy'), entry('2'), entry('3')]), first);
  expect(second.extensions.map((extension) => extension.number)).toEqual(['1', '2', '3']);
  const third = read(answer([entry('1', 'Busy'), entry('2'), { extnumber: '' }]), second);
  expect(third.extensions.map((extension) => extension.number)).toEqual(['1', '2']);
  expect(third.malformedEntries).toBe(1);
});

test('of two entries with one number the first counts, however the answer changes', () => {
  const read = createListReader();
  const first = read(answer([entry('1'), entry('2'), entry('1', 'Busy')]));
  expect(first.extensions.map(({ number, rawStatus }) => [number, rawStatus])).toEqual([
    ['1', 'Idle'],
    ['2', 'Idle'],
  ]);
  expect(first.malformedEntries).toBe(1);
  const second = read(answer([entry('1'), entry('2', 'Hold'), entry('1', 'Ringing')]), first);
  expect(second.extensions.map(({ number, rawStatus }) => [number, rawStatus])).toEqual([
    ['1', 'Idle'],
    ['2', 'Hold'],
  ]);
  const third = read(answer([entry('1', 'Busy'), entry('2', 'Hold'), entry('3')]), second);
  expect(third.extensions.map((extension) => extension.number)).toEqual(['1', '2', '3']);
});

test('nothing that can be used is a broken answer, not an empty office', () => {
  const read = createListReader();
  for (const broken of [
    answer([{}, {}]),
    answer(undefined),
    answer(null),
    answer('none'),
    answer({ extnumber: [1] }),
  ])
    expect(() => read(broken)).toThrow(expect.objectContaining({ code: 'pbx.malformed' }));
  expect(read(answer([])).extensions).toEqual([]);
});

test('a failure in place of a list is the failure, whatever was there before', () => {
  const read = createListReader();
  const first = read(answer([entry('1')]));
  expect(() => read(bytes({ status: 'Failed', errno: '20004' }), first)).toThrow(
    expect.objectContaining({ code: 'pbx.session-expired' }),
  );
  expect(() => read(bytes({ status: 'Failed', extlist: [entry('1')] }), first)).toThrow(
    expect.objectContaining({ code: 'pbx.rejected' }),
  );
});

test('a single object in place of the list, numbers as numbers, unknown fields', () => {
  const list = createListReader()(
    answer({ ...entry('7'), extnumber: 7, presence: 'Away', groups: [{ id: 1 }] }),
  );
  expect(list.extensions).toEqual([
    {
      number: '7',
      name: 'Name 7',
      rawStatus: 'Idle',
      type: 'SIP',
      extra: { presence: 'Away', groups: [{ id: 1 }] },
    },
  ]);
});

test('a list inside an entry is not taken for the list of extensions', () => {
  const spaced = '{"status":"Success","extlist":[ {"extnumber":"1","x":[{"extnumber":"2"}]} ]}';
  expect(createListReader()(bytes(spaced)).extensions).toEqual([
    { number: '1', name: '', rawStatus: '', type: '', extra: { x: [{ extnumber: '2' }] } },
  ]);
});

/** Names that look like the borders between entries, and everything else that a name can be. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('},{"extnumber"', '}]}', '[{"', '"', '\\', '},{},{', ''),
);
const anyEntry = fc.record(
  {
    extnumber: fc.oneof(fc.integer({ min: 1, max: 12 }).map(String), fc.integer({ min: 1, max: 12 })),
    status: fc.constantFrom('Idle', 'idle', 'Busy', 'REGISTERED'),
    type: fc.constant('SIP'),
    username: name,
    groups: fc.array(fc.record({ extnumber: fc.string({ maxLength: 2 }) }), { maxLength: 3 }),
  },
  { requiredKeys: ['extnumber'] },
);
const rareEntry = fc.oneof({ weight: 9, arbitrary: anyEntry }, fc.constantFrom(null, {}, 'x'));
const layout = fc.constantFrom(
  (value: unknown) => JSON.stringify(value),
  (value: unknown) => JSON.stringify(value, null, 1),
);

test('read after any other answer, an answer means what it means alone, and what is equal is the same object', () => {
  fc.assert(
    fc.property(
      fc.array(rareEntry, { maxLength: 8 }),
      fc.array(fc.tuple(fc.nat(7), fc.nat(2), fc.array(rareEntry, { maxLength: 2 })), { maxLength: 3 }),
      layout,
      layout,
      (entries, changes, writeFirst, writeSecond) => {
        const changed = [...entries];
        for (const [place, gone, came] of changes) changed.splice(place, gone, ...came);
        const firstBytes = bytes(writeFirst({ status: 'Success', extlist: [entry('99'), ...entries] }));
        const secondBytes = bytes(writeSecond({ status: 'Success', extlist: [entry('99'), ...changed] }));
        const read = createListReader();
        const first = read(firstBytes);
        const second = read(secondBytes, first);
        const alone = createListReader()(secondBytes);
        expect(second.extensions).toEqual(alone.extensions);
        expect(second.malformedEntries).toBe(alone.malformedEntries);
        for (const extension of second.extensions) {
          const old = first.extensions.find(({ number }) => number === extension.number);
          if (JSON.stringify(old) === JSON.stringify(extension)) expect(extension).toBe(old);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('whatever comes after a good answer, nothing but an AppError is thrown, and never a wrong list', () => {
  const good = answer([entry('1'), entry('2'), entry('3')]).toString();
  const damage = fc.tuple(fc.nat(good.length), fc.nat(4), fc.string({ maxLength: 6 }));
  fc.assert(
    fc.property(damage, fc.boolean(), ([at, cut, text], again) => {
      const damaged = bytes(good.slice(0, at) + text + good.slice(at + cut));
      const read = createListReader();
      const first = read(bytes(good));
      const attempt = (previous?: typeof first): unknown => {
        try {
          return read(damaged, previous).extensions;
        } catch (error) {
          if (isAppError(error)) return error.code;
          throw error;
        }
      };
      expect(attempt(first)).toEqual(attempt());
      if (again) expect(read(bytes(good), first)).toBe(first);
    }),
    { numRuns: 1000 },
  );
});

test('structures nested deeper than the stack break nothing', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const list = (status: string): Buffer =>
    bytes(
      `{"status":"Success","extlist":[{"extnumber":"1","status":"${status}","x":${deep}},{"extnumber":"2"}]}`,
    );
  const read = createListReader();
  const first = read(list('Idle'));
  const second = read(list('Busy'), first);
  expect(second.extensions.map((extension) => extension.rawStatus)).toEqual(['Busy', '']);
});
