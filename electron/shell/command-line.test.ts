/** What starts say, with Chromium's own switches among it. */

import { expect, test } from 'vitest';
import { readAction, readCommandLine, readLink } from './command-line.ts';

test.each([
  [[], 'open'],
  [['--hidden'], 'nothing'],
  [['--settings'], 'settings'],
  [['--quit', '--hidden'], 'quit'],
  [
    ['--disable-gpu', '/opt/Lampfield', '--inspect=0', '-x', '--hidden', '--force-device-scale-factor=2'],
    'nothing',
  ],
] as const)('%j asks for %s', (argv, action) => {
  expect(readCommandLine(argv).action).toBe(action);
});

test('folders and files are named, flags with nothing behind them are not', () => {
  expect(readCommandLine(['--data=/tmp/a b', '--managed', '/etc/m.json', '--demo'])).toEqual({
    action: 'open',
    data: '/tmp/a b',
    managed: '/etc/m.json',
    demo: true,
  });
  expect(readCommandLine(['--data='])).toMatchObject({ data: undefined, managed: undefined, demo: false });
});

test('a set-up link is found among the arguments, whatever comes before it, and a switch isn’t one', () => {
  const link = 'lampfield:set-up?url=pbx.example.com';
  expect(readCommandLine(['/opt/Lampfield', '--', link])).toMatchObject({ action: 'open', link });
  expect(readCommandLine([link, '--hidden'])).toMatchObject({ action: 'nothing', link });
  expect(readCommandLine(['--data=lampfield:x'])).not.toHaveProperty('link');
  expect(readCommandLine([`${link}${'x'.repeat(5_000)}`])).not.toHaveProperty('link');
  expect(readLink({ action: 'open', link })).toBe(link);
  expect(readLink({ action: 'open', link: 7 })).toBeUndefined();
});

test.each([
  [{ action: 'settings' }, 'settings'],
  [undefined, 'open'],
  [{ action: 'format-disk' }, 'open'],
  ['quit', 'open'],
])('a second start that sends %j asks for %s', (data, action) => {
  expect(readAction(data)).toBe(action);
});
