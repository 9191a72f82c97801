/** The list while a person points at it, the favourites' order, the order of all, and what a row's details hold. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import App from '../../renderer/App.svelte';
import { createFixture } from './fixtures/fixture-transport.ts';
import { peopleStates } from './fixtures/people-snapshots.ts';
import { nextFrames, showPanel } from './fixtures/show-panel.ts';
import { NOW, office, officeWith, snapshot, states } from './fixtures/snapshots.ts';

const live = states.live;
const freeFirst = snapshot({ favourites: [], settings: { ...live.settings, sortBy: 'free-first' } });

function with1010(state: 'free' | 'on-call'): Partial<Snapshot> {
  return { roster: { ...live.roster, colleagues: officeWith({ '1010': state }) } };
}

test('a page that is made with a snapshot has the list at once', async () => {
  const fixture = createFixture(live);
  fixture.holdNext('snapshot.get');
  const screen = await render(App, { bridge: fixture.bridge, first: live });
  expect(screen.getByRole('listitem').elements().length).toBeGreaterThan(5);
});

test('nothing moves under the pointer; once it has left, the list is in order again', async () => {
  const { screen, fixture, numbers } = await showPanel(freeFirst);
  await expect.poll(() => numbers().length).toBeGreaterThan(5);
  await screen.getByRole('listitem').nth(2).hover();
  await nextFrames();
  const before = numbers();
  fixture.change(with1010('on-call'));
  await nextFrames();
  expect(numbers()).toEqual(before);
  await expect.element(screen.getByRole('listitem').first()).toMatchTextContent(/On a call/);
  await screen.getByRole('searchbox').hover();
  await expect.poll(() => numbers()[0]).toBe('1011');
});

test('nothing moves while the keys walk along the rows', async () => {
  const { fixture, numbers } = await showPanel(freeFirst);
  await expect.poll(() => numbers()[0]).toBe('1010');
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toMatch(/^Amélie/);
  fixture.change(with1010('on-call'));
  await nextFrames();
  expect(numbers()[0]).toBe('1010');
});

test('while someone points at the list, a new person comes last and one who left is gone', async () => {
  const few = office.slice(0, 5);
  const { screen, fixture, numbers } = await showPanel(
    snapshot({ favourites: [], roster: { ...live.roster, colleagues: few } }),
  );
  await expect.poll(() => numbers().length).toBe(5);
  await screen.getByRole('listitem').nth(2).hover();
  const colleagues = [...office.slice(5, 6), ...few.slice(1)];
  fixture.change({ roster: { ...live.roster, colleagues } });
  const left = few.slice(1).map(({ number }) => number);
  await expect.poll(() => numbers()).toEqual([...left, '1007']);
});

test('a search is answered at once, also while the pointer is over the list', async () => {
  const { screen, numbers } = await showPanel(live);
  await expect.poll(() => numbers()[0]).toBe('1013');
  await screen.getByRole('listitem').nth(2).hover();
  await userEvent.keyboard('kim');
  await expect.poll(() => numbers()[0]).toBe('1005');
});

test('a favourite moves with Alt and the arrows, keeps the focus, and its place is said', async () => {
  const { fixture, numbers, asked, heard } = await showPanel(live);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toMatch(/^Ben Okafor/);
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(asked('favourite.order')).toEqual([{ numbers: ['1003', '1013', '1016'] }]);
  fixture.change({ favourites: ['1003', '1013', '1016'] });
  await expect.poll(() => numbers().slice(0, 3)).toEqual(['1003', '1013', '1016']);
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toMatch(/^Ben Okafor/);
  await expect.poll(heard).toBe('Ben Okafor: place 1 of 3');
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(asked('favourite.order').length).toBe(1);
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(asked('favourite.order').at(-1)).toEqual({ numbers: ['1013', '1003', '1016'] });
  fixture.change({ favourites: ['1013', '1003', '1016'] });
  await expect.poll(() => numbers().slice(0, 3)).toEqual(['1013', '1003', '1016']);
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toMatch(/^Ben Okafor/);
});

test('a favourite is dragged to another place', async () => {
  const { screen, asked } = await showPanel(live);
  const row = (number: string) => screen.container.querySelector(`[data-number="${number}"]`);
  await expect.poll(() => row('1016')).not.toBeNull();
  const from = row('1016');
  const to = row('1013');
  if (from === null || to === null) throw new Error('the favourites are not there');
  await userEvent.dragAndDrop(from, to, { targetPosition: { x: 60, y: 4 } });
  await expect.poll(() => asked('favourite.order')).toEqual([{ numbers: ['1016', '1013', '1003'] }]);
});

test('only favourites can be dragged', async () => {
  const { screen } = await showPanel(live);
  await expect.element(screen.getByRole('listitem').first()).toBeVisible();
  const row = screen.container.querySelector('[data-number="1010"]');
  expect(row?.getAttribute('draggable')).toBe('false');
});

test('the order is chosen beside the filters', async () => {
  const { screen, fixture, numbers, asked } = await showPanel(snapshot({ favourites: [] }));
  await screen.getByRole('button', { name: 'List options' }).click();
  await screen.getByRole('menuitemcheckbox', { name: 'Sort by number' }).click();
  expect(asked('settings.change')).toEqual([{ sortBy: 'number' }]);
  fixture.change({ settings: { ...live.settings, sortBy: 'number' } });
  await expect.poll(() => numbers().slice(0, 3)).toEqual(['1003', '1004', '1005']);
  fixture.change({ settings: { ...live.settings, sortBy: 'free-first' } });
  await expect.poll(() => numbers().slice(0, 3)).toEqual(['1010', '1011', '1013']);
  // Who has no name is no one's first, though digits come before letters.
  fixture.change({ settings: { ...live.settings, sortBy: 'surname' } });
  await expect.poll(() => numbers().slice(0, 2)).toEqual(['1007', '1009']);
});

test('a row opens to what is known of today, to its number and to a call', async () => {
  const { screen, fixture, asked } = await showPanel(peopleStates['with-groups']);
  fixture.answerNext('colleague.today', {
    changes: [
      { at: NOW - 4 * 60_000, from: 'free', to: 'on-call' },
      { at: NOW - 95 * 60_000, to: 'free' },
    ],
  });
  await userEvent.keyboard('ben{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'Today' })).toBeVisible();
  const lines = [...screen.container.querySelectorAll('.overlay ol > li')].map((one) => one.textContent);
  expect(lines[0]).toMatch(/10:11.*On a call/);
  expect(lines[1]).toMatch(/08:40.*Added/);
  await screen.getByRole('button', { name: 'Call anyway' }).click();
  expect(asked('call.dial')).toEqual([{ number: '1003' }]);
  await screen.getByText('Details').click();
  await expect.element(screen.getByText('Busy')).toBeVisible();
});

test('where calling is switched off there is nothing to call with', async () => {
  const { screen } = await showPanel(snapshot({ calling: { kind: 'off', others: [], transferable: null } }));
  await userEvent.keyboard('ben{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Copy number' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Call' }).query()).toBeNull();
});

test('a list that was not confirmed lately turns pale, my own lamp with it, and both say how old they are', async () => {
  const { screen, time } = await showPanel(states.retrying);
  const colourOf = (lamp: string): string => {
    const found = screen.container.querySelector(lamp);
    if (found === null) throw new Error(`expected ${lamp}`);
    return getComputedStyle(found).color;
  };
  await expect.element(screen.getByRole('listitem').first()).not.toHaveClass('stale');
  const fresh = colourOf('.me .lamp svg');
  time.advance(60_000);
  await expect.element(screen.getByRole('listitem').first()).toHaveClass('stale');
  await expect.element(screen.getByRole('region', { name: 'Me' })).toMatchTextContent(/Free, 1\smin\sago/);
  const pale = colourOf('.stale .lamp svg');
  expect(pale).not.toBe(fresh);
  expect(colourOf('.me .lamp svg')).toBe(pale);

  await screen.getByRole('listitem').first().getByRole('button').first().click();
  await expect.poll(() => colourOf('.who > svg')).toBe(pale);
});

test('settings are reached while signed out, and while nothing could be listed yet', async () => {
  const { screen, fixture } = await showPanel(states['signed-out']);
  await screen.getByRole('button', { name: 'Settings' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>},{/Control}');
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  fixture.change({ connection: states['no-keychain'].connection });
  await screen.getByRole('button', { name: 'Settings' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
});
