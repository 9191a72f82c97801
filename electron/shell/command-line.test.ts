/** What starts say, with Chromium's own switches among it. */

import { expect, test } from 'vitest';
import { readCommandLine, readWish } from './command-line.ts';

test.each([
  [[], 'open'],
  [['--hidden'], 'nothing'],
  [['--settings'], 'settings'],
  [['--quit', '--hidden'], 'quit'],
  [
    ['--no-sandbox', '/opt/Lampfield', '--inspect=0', '-x', '--hidden', '--force-device-scale-factor=2'],
    'nothing',
  ],
] as const)('%j wishes %s', (argv, wish) => {
  expect(readCommandLine(argv).wish).toBe(wish);
});

test('folders and files are named, flags with nothing behind them are not', () => {
  expect(readCommandLine(['--data=/tmp/a b', '--managed', '/etc/m.json', '--demo'])).toEqual({
    wish: 'open',
    data: '/tmp/a b',
    managed: '/etc/m.json',
    demo: true,
  });
  expect(readCommandLine(['--data='])).toMatchObject({ data: undefined, managed: undefined, demo: false });
});

test.each([
  [{ wish: 'settings' }, 'settings'],
  [undefined, 'open'],
  [{ wish: 'format-disk' }, 'open'],
  ['quit', 'open'],
])('a second start that sends %j wishes %s', (data, wish) => {
  expect(readWish(data)).toBe(wish);
});
