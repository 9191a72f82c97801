import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '../../../app-error.ts';
import { listSample } from './document-samples.fixture.ts';
import { readList } from './list.ts';

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
  const list = readList(bytes(listSample));
  expect(list.unreadable).toEqual([]);
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
  const first = readList(answer([entry('1')]));
  expect(readList(answer([entry('1')]), first)).toBe(first);
  const unreadable = { bytes: bytes('not JSON'), extensions: [], unreadable: [] };
  expect(readList(bytes('not JSON'), unreadable)).toBe(unreadable);
});

test('a broken entry is counted and does not lose the rest', () => {
  const list = readList(answer([entry('1'), 'no', null, {}, { extnumber: [2] }, entry('3')]));
  expect(list.extensions.map((extension) => extension.number)).toEqual(['1', '3']);
  expect(list.unreadable).toEqual(['', '', '', '']);
});

test('a broken entry that is repaired comes back, one that breaks goes', () => {
  const first = readList(answer([entry('1'), { extnumber: '' }, entry('3')]));
  const second = readList(answer([entry('1', 'Busy'), entry('2'), entry('3')]), first);
  expect(second.extensions.map((extension) => extension.number)).toEqual(['1', '2', '3']);
  const third = readList(answer([entry('1', 'Busy'), entry('2'), { extnumber: '' }]), second);
  expect(third.extensions.map((extension) => extension.number)).toEqual(['1', '2']);
  expect(third.unreadable).toEqual(['']);
});

test('of two entries with one number the first counts, however the answer changes', () => {
  const first = readList(answer([entry('1'), entry('2'), entry('1', 'Busy')]));
  expect(first.extensions.map(({ number, rawStatus }) => [number, rawStatus])).toEqual([
    ['1', 'Idle'],
    ['2', 'Idle'],
  ]);
  expect(first.unreadable).toEqual(['1']);
  const second = readList(answer([entry('1'), entry('2', 'Hold'), entry('1', 'Ringing')]), first);
  expect(second.extensions.map(({ number, rawStatus }) => [number, rawStatus])).toEqual([
    ['1', 'Idle'],
    ['2', 'Hold'],
  ]);
  const third = readList(answer([entry('1', 'Busy'), entry('2', 'Hold'), entry('3')]), second);
  expect(third.extensions.map((extension) => extension.number)).toEqual(['1', '2', '3']);
});

test('nothing that can be used is a broken answer, not an empty office', () => {
  for (const broken of [
    answer([{}, {}]),
    answer(undefined),
    answer(null),
    answer('none'),
    answer({ extnumber: [1] }),
  ])
    expect(() => readList(broken)).toThrow(expect.objectContaining({ code: 'pbx.malformed' }));
  expect(readList(answer([])).extensions).toEqual([]);
});

test('a failure in place of a list is the failure, whatever was there before', () => {
  const first = readList(answer([entry('1')]));
  expect(() => readList(bytes({ status: 'Failed', errno: '20004' }), first)).toThrow(
    expect.objectContaining({ code: 'pbx.session-expired' }),
  );
  expect(() => readList(bytes({ status: 'Failed', extlist: [entry('1')] }), first)).toThrow(
    expect.objectContaining({ code: 'pbx.rejected' }),
  );
});

test('a single object in place of the list, numbers as numbers, unknown fields', () => {
  const list = readList(answer({ ...entry('7'), extnumber: 7, presence: 'Away', groups: [{ id: 1 }] }));
  expect(list.extensions).toEqual([
    {
      number: '7',
      name: 'Name 7',
      rawStatus: 'Idle',
      type: 'SIP',
    },
  ]);
});

test('a list inside an entry isn’t mistaken for the list of extensions', () => {
  const spaced = '{"status":"Success","extlist":[ {"extnumber":"1","x":[{"extnumber":"2"}]} ]}';
  expect(readList(bytes(spaced)).extensions).toEqual([{ number: '1', name: '', rawStatus: '', type: '' }]);
});

test('an answer without a list is rejected, even if it has a list nested elsewhere', () => {
  const inside = { extlist: [{ extnumber: '1000' }] };
  for (const answer of [
    { status: 'Success', extlist: null, old: inside },
    { status: 'Success', old: inside },
  ])
    expect(() => readList(Buffer.from(JSON.stringify(answer)))).toThrow(
      expect.objectContaining({
        code: 'pbx.malformed',
        detail: { call: 'extensionlist/query', reason: 'no-extensions' },
      }),
    );
});

test('an empty list beside another array of objects is an empty list', () => {
  const queues = [{ extnumber: '6700', status: 'Idle', type: 'Queue', username: 'Support queue' }];
  expect(readList(bytes({ status: 'Success', extlist: [], queuelist: queues })).extensions).toEqual([]);
  expect(
    readList(bytes({ status: 'Success', paginglist: [{ number: '6300' }], extlist: [] })).extensions,
  ).toEqual([]);
});

test('an object in place of the list may be empty, or have any keys that the device likes', () => {
  expect(readList(answer({})).extensions).toEqual([]);
  const keyed = readList(answer({ 1000: entry('1000'), 1001: entry('1001', 'Busy') }));
  expect(keyed.extensions.map(({ number, rawStatus }) => [number, rawStatus])).toEqual([
    ['1000', 'Idle'],
    ['1001', 'Busy'],
  ]);
});

/** One of the three entries spoilt, as devices spoil them: `Name 2` becomes what `spoil` makes of it. */
const spoilt = (spoil: string): Buffer =>
  bytes(
    answer([entry('1'), entry('2'), entry('3')])
      .toString()
      .replace('Name 2', spoil),
  );
const namesIn = (list: Buffer): string[] => readList(list).extensions.map(({ name }) => name);

test.each([
  ['a tab', 'A\tB', 'A B'],
  ['a line break', 'A\nB', 'A B'],
  ['a control character', 'A\u0001B', 'A B'],
  ['an escape that JSON lacks', String.raw`O\'Brien`, "O'Brien"],
  ['an escaped backslash before a quote', String.raw`A\\'B`, String.raw`A\'B`],
])('%s in a name loses no entry', (_, written, shown) => {
  expect(namesIn(spoilt(written))).toEqual(['Name 1', shown, 'Name 3']);
});

test('a bare quote in one name costs that one entry, and says whose it is', () => {
  const list = readList(spoilt('Bob "Bobby" Meyer'));
  expect(list.extensions.map(({ number }) => number)).toEqual(['1', '3']);
  expect(list.unreadable).toEqual(['2']);
});

test.each([
  ['a NUL behind the answer', (json: string) => `${json}\0`],
  ['a comma behind the last entry', (json: string) => json.replace('}]', '},]')],
  ['blanks and line breaks around it', (json: string) => `\r\n${json}\r\n  `],
])('%s loses no entry', (_, spoil) => {
  expect(namesIn(bytes(spoil(answer([entry('1'), entry('2')]).toString())))).toEqual(['Name 1', 'Name 2']);
});

test('an answer that was cut off is rejected wherever it ends, so nobody seems to have left', () => {
  const whole = spoilt('Bob "Bobby" Meyer').toString();
  for (let end = 0; end < whole.length - 1; end += 1)
    expect(() => readList(bytes(whole.slice(0, end)))).toThrow(
      expect.objectContaining({ code: 'pbx.malformed' }),
    );
});

test('a failure whose list is spoilt is still the failure', () => {
  const failed = `{"status":"Failed","errno":"20004","extlist":[{"extnumber":"1","username":"a"b"}]}`;
  expect(() => readList(bytes(failed))).toThrow(expect.objectContaining({ code: 'pbx.session-expired' }));
});

test('each name in latin-1 is read as latin-1', () => {
  const named = (name: Buffer): Buffer => {
    const [head = '', tail = ''] = answer([entry('1'), entry('2'), entry('3', 'Idle', { username: 'Zoë' })])
      .toString()
      .split('Name 2');
    return Buffer.concat([bytes(head), name, bytes(tail)]);
  };
  expect(namesIn(named(Buffer.from('Jürgen Größe', 'latin1')))).toEqual(['Name 1', 'Jürgen Größe', 'Zoë']);
  // A name that the device has cut in the middle of its last letter
  expect(namesIn(named(bytes('André').subarray(0, 5)))).toEqual(['Name 1', 'AndrÃ', 'Zoë']);
});

test('texts for people have no control or direction marks, and are bounded', () => {
  const name = `A\u202Ebc\u2066d\u200B\u0085e\u2028f${'x'.repeat(1_000)}`;
  const [told] = readList(
    answer([entry('1', 'Id\u0007le', { username: name, port: 'P\u202E1', type: 'S\u0000IP' })]),
  ).extensions;
  expect(told?.name).toMatch(/^Abcd e fx{200,}$/);
  expect(told?.name.length).toBeLessThanOrEqual(256);
  expect(told).toMatchObject({ rawStatus: 'Id le', port: 'P1', type: 'S IP' });
  expect(namesIn(answer([entry('1', 'Idle', { username: '\u200B\u2060\uFEFF' })]))).toEqual(['']);
  // Letters by their kind, and yet nothing to see: fillers, a blank of Braille, joiners
  expect(namesIn(answer([entry('1', 'Idle', { username: '\u3164\u115F\uFFA0 \u2800\u034F' })]))).toEqual([
    '',
  ]);
  const family = '👩‍👩‍👧 Zoë 李雷 نورا';
  expect(namesIn(answer([entry('1', 'Idle', { username: family })]))).toEqual([family]);
});

test('a number that is no number is unreadable, never shortened', () => {
  const list = readList(answer([entry('1'), entry('7'.repeat(40)), entry('10\u202E01')]));
  expect(list.extensions.map(({ number }) => number)).toEqual(['1']);
  expect(list.unreadable).toHaveLength(2);
});

test('whichever part of a good answer is damaged, only an AppError is thrown and no entry is invented', () => {
  const good = answer([entry('1'), entry('2'), entry('3')]).toString();
  const damage = fc.tuple(fc.nat(good.length), fc.nat(4), fc.string({ maxLength: 6 }));
  fc.assert(
    fc.property(damage, ([at, cut, text]) => {
      try {
        const { extensions, unreadable } = readList(bytes(good.slice(0, at) + text + good.slice(at + cut)));
        expect(extensions.length + unreadable.length).toBeLessThanOrEqual(3);
      } catch (error) {
        if (!isAppError(error)) throw error;
      }
    }),
    { numRuns: 1_000 },
  );
});

test('structures nested deeper than the stack break nothing', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const list = (status: string): Buffer =>
    bytes(
      `{"status":"Success","extlist":[{"extnumber":"1","status":"${status}","x":${deep}},{"extnumber":"2"}]}`,
    );
  const first = readList(list('Idle'));
  const second = readList(list('Busy'), first);
  expect(second.extensions.map((extension) => extension.rawStatus)).toEqual(['Busy', '']);
});
