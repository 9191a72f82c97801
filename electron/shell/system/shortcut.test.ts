/** Which shortcuts are taken, and what becomes of the one before. */

import { expect, test } from 'vitest';
import { createShortcut, hasModifier } from './shortcut.ts';

test.each([
  ['CommandOrControl+Shift+L', true],
  ['Alt+Space', true],
  ['Super+F1', true],
  ['Shift+L', false],
  ['L', false],
  ['F12', false],
  ['Control', false],
  ['', false],
])('%s has a modifier: %s', (accelerator, expected) => {
  expect(hasModifier(accelerator)).toBe(expected);
});

function build(register: (accelerator: string) => boolean) {
  const calls: string[] = [];
  const refused: (string | null)[] = [];
  const ignore = (): void => undefined;
  const set = createShortcut({
    globalShortcut: {
      register: (accelerator) => {
        calls.push(`register ${accelerator}`);
        return register(accelerator);
      },
      unregister: (accelerator) => void calls.push(`unregister ${accelerator}`),
    },
    onPressed: ignore,
    refused: (accelerator) => void refused.push(accelerator),
    log: { info: ignore, error: ignore, warn: (event) => void calls.push(event) },
  });
  return { calls, refused, set };
}

test('a new shortcut replaces the old one, and the same one is left alone', () => {
  const { calls, set } = build(() => true);
  set('Control+L');
  set('Control+L');
  set('Alt+L');
  set(null);
  expect(calls).toEqual(['register Control+L', 'unregister Control+L', 'register Alt+L', 'unregister Alt+L']);
});

test('a shortcut without a modifier never reaches the system', () => {
  const { calls, set } = build(() => true);
  set('L');
  expect(calls).toEqual(['shell.shortcut-refused']);
});

test('a shortcut that another program holds, or that names no key, is refused and can be tried again', () => {
  const { calls, refused, set } = build((accelerator) => {
    if (accelerator.endsWith('Nonsense')) throw new TypeError('conversion failure');
    return false;
  });
  set('Control+Nonsense');
  set('Control+L');
  set('Control+L');
  expect(calls.filter((call) => call === 'shell.shortcut-refused')).toHaveLength(3);
  expect(calls.some((call) => call.startsWith('unregister'))).toBe(false);
  set(null);
  expect(refused).toEqual(['Control+Nonsense', 'Control+L', 'Control+L']);
});
