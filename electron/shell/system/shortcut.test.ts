/** Which shortcuts are taken, and what becomes of the one before. */

import { expect, test } from 'vitest';
import { createShortcut, hasModifier, hasShortcutPortal } from './shortcut.ts';

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

function build(register: (accelerator: string) => boolean, areGranted = async () => true) {
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
    areGranted,
    onPressed: ignore,
    refused: (accelerator) => void refused.push(accelerator),
    log: { info: ignore, error: ignore, warn: (event) => void calls.push(event) },
  });
  return { calls, refused, set };
}

test('a new shortcut replaces the old one, and the same one is left alone', async () => {
  const { calls, set } = build(() => true);
  await set('Control+L');
  await set('Control+L');
  await set('Alt+L');
  await set(null);
  expect(calls).toEqual(['register Control+L', 'unregister Control+L', 'register Alt+L', 'unregister Alt+L']);
});

test('a shortcut without a modifier never reaches the system', async () => {
  const { calls, set } = build(() => true);
  await set('L');
  expect(calls).toEqual(['shell.shortcut-refused']);
});

test('a shortcut that another program holds, or that names no key, is refused and can be tried again', async () => {
  const { calls, refused, set } = build((accelerator) => {
    if (accelerator.endsWith('Nonsense')) throw new TypeError('conversion failure');
    return false;
  });
  await set('Control+Nonsense');
  await set('Control+L');
  await set('Control+L');
  expect(calls.filter((call) => call === 'shell.shortcut-refused')).toHaveLength(3);
  expect(calls.some((call) => call.startsWith('unregister'))).toBe(false);
  await set(null);
  expect(refused).toEqual(['Control+Nonsense', 'Control+L', 'Control+L']);
});

test('on a desktop that grants none it is refused, and the one before is gone', async () => {
  let granted = true;
  const { calls, refused, set } = build(
    () => true,
    async () => granted,
  );
  await set('Control+L');
  granted = false;
  await set('Alt+L');
  expect(calls).toEqual(['register Control+L', 'unregister Control+L', 'shell.shortcut-refused']);
  expect(refused).toEqual([null, 'Alt+L']);
});

test('one that was taken back while the desktop was asked is not set', async () => {
  const { calls, set } = build(() => true);
  const first = set('Control+L');
  await set(null);
  await first;
  expect(calls).toEqual([]);
});

test.each([
  ['has a portal for them', [1], true],
  ['has one that starts slowly', [undefined, undefined, 1], true],
  ['has none', [undefined, undefined, undefined], false],
])('a desktop that %s', async (_, answers, expected) => {
  const left = [...answers];
  expect(await hasShortcutPortal({ call: async () => left.shift() })).toBe(expected);
});
