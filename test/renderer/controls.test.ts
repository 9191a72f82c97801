/** Select, menu, dialog, moment and tooltip: by keyboard, by mouse, and as they are named. */
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../renderer/style/index.css';
import ControlSamples from './fixtures/ControlSamples.svelte';
import { createFixture } from './fixtures/fixture-transport.ts';
import { NOW, states } from './fixtures/snapshots.ts';
import { hidePage } from './fixtures/hide-page.ts';
import { createSteeredTime } from './fixtures/steered-time.ts';

let told: string[];
let screen: Awaited<ReturnType<typeof render<typeof ControlSamples>>>;

beforeEach(async () => {
  told = [];
  screen = await render(ControlSamples, {
    bridge: createFixture(states.live).bridge,
    time: createSteeredTime(NOW),
    at: NOW,
    ontold: (one: string) => void told.push(one),
  });
});

const press = (keys: string) => userEvent.keyboard(keys);
const focused = () => document.activeElement;
const fruit = () => screen.getByRole('combobox', { name: 'Fruit' });
const tooltip = () => screen.container.querySelector('.tooltip')?.textContent.replaceAll(/\s+/g, ' ').trim();

test('a select says its label and value, and another one is chosen by keyboard', async () => {
  fruit().element().focus();
  await expect.element(fruit()).toHaveTextContent('Apple');
  await press('{ArrowDown}');
  const list = screen.getByRole('listbox', { name: 'Fruit' });
  await expect.element(list).toBeVisible();
  await press('{ArrowDown}{Enter}');
  await expect.element(fruit()).toHaveTextContent('Pear');
  await expect.element(fruit()).toHaveFocus();
  expect(told).toEqual(['chose two']);
});

test('a letter chooses nothing while a select is closed, because each choice has effects', async () => {
  fruit().element().focus();
  await press('p');
  await expect.element(fruit()).toHaveTextContent('Apple');
  expect(told).toEqual([]);
});

test('Escape closes an open select, chooses nothing, and doesn’t reach the panel', async () => {
  await fruit().click();
  await expect.element(screen.getByRole('listbox')).toBeVisible();
  const passed: boolean[] = [];
  addEventListener('keydown', (event) => passed.push(event.defaultPrevented), { once: true });
  await press('{Escape}');
  await expect.element(screen.getByRole('listbox')).not.toBeInTheDocument();
  expect(passed).toEqual([true]);
  expect(told).toEqual([]);
});

test('a menu marks the present choice and runs the one that is pressed', async () => {
  const button = screen.getByRole('button', { name: 'More' });
  button.element().focus();
  await press('{Enter}');
  await expect
    .element(screen.getByRole('menuitemcheckbox', { name: 'By name' }))
    .toHaveAttribute('aria-checked', 'true');
  await press('{ArrowDown}{Enter}');
  await expect.element(screen.getByRole('menu')).not.toBeInTheDocument();
  expect(told).toEqual(['remove']);
  expect(focused()).toBe(button.element());
});

test('a dialog has a name, keeps the focus inside, and gives it back', async () => {
  const ask = screen.getByRole('button', { name: 'Ask' });
  await ask.click();
  const dialog = screen.getByRole('dialog', { name: 'Sign out?' });
  await expect.element(dialog).toHaveAccessibleDescription("You'll need your password again.");
  await expect.element(dialog.getByRole('textbox')).toHaveFocus();
  await press('{Tab}{Tab}{Tab}');
  await expect.element(dialog.getByRole('textbox')).toHaveFocus();
  await press('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(ask).toHaveFocus();
  expect(told).toEqual([]);
});

test('a moment is chosen by day and time in the panel’s own clock', async () => {
  const moment = screen.getByRole('group', { name: 'End' });
  await moment.getByRole('combobox', { name: 'Day' }).click();
  await screen.getByRole('option', { name: 'Tomorrow' }).click();
  const tomorrow = new Date(NOW);
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setSeconds(0, 0);
  expect(told.at(-1)).toBe(tomorrow.toString());
  moment.getByRole('spinbutton', { name: /hour/i }).element().focus();
  await press('08');
  tomorrow.setHours(8);
  await expect.poll(() => told.at(-1)).toBe(tomorrow.toString());
});

test('a tooltip with its key appears on hover and on keyboard focus, not on a click', async () => {
  const button = screen.getByRole('button', { name: 'More' });
  await button.hover();
  await expect.poll(tooltip).toMatch(/^More to do ?(Ctrl M|⌘M)$/);
  await screen.getByRole('button', { name: 'Ask' }).hover();
  await expect.poll(tooltip).toBeUndefined();
  fruit().element().focus();
  await press('{Tab}');
  await expect.poll(tooltip).toContain('More to do');
  await press('{Shift}');
  await expect.poll(tooltip).toBeUndefined();
});

test('a long tooltip at the edge has one line, also after a short one there', async () => {
  const button = document.createElement('button');
  button.style.cssText = 'position: fixed; right: 4px; top: 100px; width: 32px; height: 32px;';
  screen.container.append(button);
  for (const text of ['Find', 'Show the whole panel']) {
    button.dataset['tip'] = text;
    await userEvent.hover(button);
    await expect.poll(tooltip).toBe(text);
    const box = screen.container.querySelector('.tooltip')?.getBoundingClientRect();
    expect(box?.height, text).toBe(24);
    expect(box?.right, text).toBeLessThan(document.documentElement.clientWidth);
    await screen.getByRole('button', { name: 'Ask' }).hover();
    await expect.poll(tooltip).toBeUndefined();
  }
});

test('a hidden panel closes what is open above it, and opens no tooltip when it is back', async () => {
  await fruit().click();
  const list = screen.getByRole('listbox', { name: 'Fruit' });
  await expect.element(list).toBeVisible();
  hidePage()();
  await expect.element(list).not.toBeInTheDocument();

  await screen.getByRole('button', { name: 'More' }).click();
  const menu = screen.getByRole('menu', { name: 'More' });
  await expect.element(menu).toBeVisible();
  hidePage()();
  await expect.element(menu).not.toBeInTheDocument();

  fruit().element().focus();
  await press('{Tab}');
  await expect.poll(tooltip).toContain('More to do');
  const showAgain = hidePage();
  await expect.poll(tooltip).toBeUndefined();
  showAgain();
  // The browser tells of the pointer where it was, though it is somewhere else by now.
  const more = screen.getByRole('button', { name: 'More' }).element();
  more.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
  // Longer than a tooltip takes; the next key's is shown as ever.
  await new Promise((done) => setTimeout(done, 700));
  expect(tooltip()).toBeUndefined();
  await press('{Shift>}{Tab}{/Shift}{Tab}');
  await expect.poll(tooltip).toContain('More to do');
});
