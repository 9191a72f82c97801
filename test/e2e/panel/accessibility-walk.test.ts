/**
 * The panel's tasks as a screen reader meets them: what each step is called, in which order it is read, and what is announced.
 * The trees are those of Chromium's accessibility tree.
 */
import { expect, test } from 'vitest';
import { views } from '../../renderer/gallery/views.ts';
import { openGallery } from './open-gallery.ts';

const gallery = openGallery();

async function begin(name: string): Promise<void> {
  const view = views.find((one) => one.name === name);
  if (view === undefined) throw new Error(`no view ${name}`);
  await gallery.show(view, { theme: 'light', zoom: 1 });
  await expect.poll(focused).toBe('searchbox: Find a colleague');
}

/** Role and name of what has the focus. */
async function focused(): Promise<string> {
  const tree = await gallery.page.locator(':focus').ariaSnapshot();
  // A name with a colon is quoted once more.
  const [, role = '', name = ''] = /^- '?(\w+)(?: "(.*?)")?/.exec(tree) ?? [];
  return `${role}: ${name}`;
}

/** The lines of a part of the page, from the top, without what stands further in. */
async function read(selector: string): Promise<string[]> {
  const tree = await gallery.page.locator(selector).ariaSnapshot();
  return tree.split('\n').map((line) => line.replace(/^\s*- /, ''));
}

const announced = (): Promise<string | null> => gallery.page.locator('main > [aria-live]').textContent();

test('is a colleague free? The count, then the row with name, number, state and favourite', async () => {
  await begin('live');
  await gallery.page.keyboard.type('ben');
  expect(await read('search')).toEqual([
    'search:',
    'searchbox "Find a colleague": ben',
    'button "Clear search"',
    'group "Show":',
    'text: Show',
    'radio "All 1" [checked]',
    'radio "Favourites 1"',
    'radio "Free 0"',
    'button "List options"',
  ]);
  expect(await read('[role="list"]')).toEqual([
    'list "Colleagues":',
    'listitem:',
    'button "Ben Okafor, 1003, On a call, 4 min, favourite"',
    `'button "Ben Okafor: Stop alert"'`,
    `'button "Ben Okafor: Remove from favourites"'`,
  ]);
  await gallery.page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('button: Ben Okafor, 1003, On a call, 4 min, favourite');
  for (const action of ['Stop alert', 'Remove from favourites']) {
    await gallery.page.keyboard.press('Tab');
    expect(await focused()).toBe(`button: Ben Okafor: ${action}`);
  }
});

test('be told when he is free: one key, announced; his page says what can be done, then what is known', async () => {
  await begin('live');
  await gallery.page.keyboard.type('david');
  await gallery.page.keyboard.press('Control+B');
  await expect.poll(announced).toBe('Alert on for David Kim');
  await gallery.page.keyboard.press('Enter');
  expect(await focused()).toBe('heading: David Kim');
  expect(await read('.overlay')).toEqual([
    'region "David Kim":',
    'button "Back"',
    'button "Add to favourites"',
    'heading "David Kim" [level=1]',
    'paragraph: On hold · 2 min',
    'button "Alert me when free"',
    'button "Call anyway"',
    'term: Extension',
    'definition:',
    'text: "1005"',
    'button "Copy number"',
    'term: Alert',
    'definition:',
    'text: None',
    'button "Alert me about David Kim": Options…',
    'heading "Today" [level=2]',
    'list:',
    'listitem: 10:11 On a call',
    'listitem: 09:49 Free',
    'listitem: 09:48 Ringing',
    'listitem: 08:40 Free',
    'group: Details',
  ]);
  await gallery.page.keyboard.press('Escape');
  expect(await focused()).toBe('searchbox: Find a colleague');
});

test('the number is copied, and that is announced', async () => {
  await gallery.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await begin('live');
  await gallery.page.keyboard.type('david');
  await gallery.page.keyboard.press('Enter');
  await gallery.page.getByRole('button', { name: 'Copy number' }).press('Enter');
  await expect.poll(announced).toBe('Copied');
  expect(await focused()).toBe('button: Copied');
});

test('the order and the groups: a menu that says which order holds', async () => {
  await begin('groups-in-list');
  await gallery.page.getByRole('button', { name: 'List options' }).press('Enter');
  await gallery.page.getByRole('menu').waitFor();
  expect(await read('[role="menu"]')).toEqual([
    'menu "List options":',
    'menuitemcheckbox "Sort by name" [checked]',
    'menuitemcheckbox "Sort by surname"',
    'menuitemcheckbox "Sort by number"',
    'menuitemcheckbox "Free first"',
    'separator',
    'menuitem "New group…"',
    'menuitem "Edit groups…"',
    'separator',
    'menuitem "Keep on top"',
  ]);
  await gallery.page.keyboard.press('Escape');
  expect(await focused()).toBe('button: List options');
});

test('alerts: what is on, each with the way to change and to stop it', async () => {
  await begin('with-alerts-list');
  await gallery.page.getByRole('button', { name: 'Alerts, 3 active' }).press('Enter');
  expect(await focused()).toBe('heading: Alerts');
  expect((await read('.overlay ul')).slice(0, 6)).toEqual([
    'list "Active alerts 3":',
    'listitem:',
    'text: Ben Okafor Once, when free',
    `'button "Change: Ben Okafor"'`,
    `'button "Stop: Ben Okafor"'`,
    'listitem:',
  ]);
});
