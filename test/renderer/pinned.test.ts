/** The small window that stays open, on top where it can: one's favourites, and the way back to the whole panel. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { groups, peopleStates } from './fixtures/people-snapshots.ts';
import { showAt } from './fixtures/show-at.ts';
import { showPanel } from './fixtures/show-panel.ts';
import { officeWith, states } from './fixtures/snapshots.ts';

test('the pinned panel shows the favourites and no one else, and follows their phones', async () => {
  const panel = await showPanel(peopleStates.pinned);
  const { screen, fixture, numbers } = panel;
  const { favourites, roster } = peopleStates.pinned;
  expect(favourites.length).toBeGreaterThan(1);
  await expect.poll(() => numbers().toSorted()).toEqual([...favourites].toSorted());
  await expect.element(screen.getByRole('searchbox')).not.toBeInTheDocument();

  const [number = ''] = favourites;
  fixture.change({ roster: { ...roster, colleagues: officeWith({ [number]: 'offline' }) } });
  const row = () => screen.container.querySelector(`[data-number="${number}"] .state`)?.textContent;
  await expect.poll(row).toMatch(/^Offline/);
});

test('the list’s menu pins the panel, and the pin at its top unpins it', async () => {
  const { screen, fixture, asked, numbers } = await showPanel(states.live);
  await screen.getByRole('button', { name: 'List options' }).click();
  await screen.getByRole('menuitem', { name: 'Keep on top' }).click();
  expect(asked('panel.pin')).toEqual([{ pinned: true }]);

  fixture.change({ settings: { ...states.live.settings, pinned: true } });
  await expect.poll(() => numbers().toSorted()).toEqual([...states.live.favourites].toSorted());
  await screen.getByRole('button', { name: 'Show the whole panel' }).click();
  expect(asked('panel.pin')).toEqual([{ pinned: true }, { pinned: false }]);

  fixture.change({ settings: { ...states.live.settings, pinned: false } });
  await expect.element(screen.getByRole('searchbox')).toBeVisible();
  await expect.poll(() => numbers().length).toBeGreaterThan(states.live.favourites.length);
});

test('Escape closes the pinned panel at once, and leaves an earlier search for later', async () => {
  const { screen, fixture, asked } = await showPanel(states.live);
  await userEvent.keyboard('ben');
  await expect.element(screen.getByRole('searchbox')).toHaveValue('ben');
  fixture.change({ settings: { ...states.live.settings, pinned: true } });
  await expect.element(screen.getByRole('searchbox')).not.toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => asked('panel.close')).toEqual([{}]);
  fixture.change({ settings: { ...states.live.settings, pinned: false } });
  await expect.element(screen.getByRole('searchbox')).toHaveValue('ben');
});

test('where no window can stay on top, menu and settings only promise a small window', async () => {
  const { screen } = await showPanel({ ...states.live, canStayOnTop: false });
  await screen.getByRole('button', { name: 'List options' }).click();
  await expect.element(screen.getByRole('menuitem', { name: 'Keep a small window open' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await screen.getByRole('button', { name: 'Settings' }).click();
  await expect.element(screen.getByRole('switch', { name: 'Keep a small window open' })).toBeVisible();
  await expect.element(screen.getByText('on top')).not.toBeInTheDocument();
});

test('a pinned panel without favourites says how to choose some, and leads there', async () => {
  const { screen, asked } = await showPanel(peopleStates['pinned-empty']);
  await expect.element(screen.getByText('No favourites yet')).toBeVisible();
  await screen.getByRole('button', { name: 'Choose favourites' }).click();
  expect(asked('panel.pin')).toEqual([{ pinned: false }]);
});

test('in the pinned panel arrows move among the favourites, Enter opens one, Escape comes back', async () => {
  const { screen } = await showPanel(peopleStates.pinned);
  const rows = () => [...screen.container.querySelectorAll<HTMLElement>('[data-number] .open')];
  await expect.poll(() => rows().length).toBeGreaterThan(1);
  rows()[0]?.focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect
    .poll(() => document.activeElement?.closest('[data-number]')?.getAttribute('data-number'))
    .toBe(rows()[1]?.closest('[data-number]')?.getAttribute('data-number'));
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Copy number' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'Show the whole panel' })).toBeVisible();
});

const pinned = peopleStates.pinned.settings;

test.for([
  ['password-refused', 'Sign in', 'Password'],
  ['certificate-changed', 'Compare', 'Shown now'],
] as const)('pinned, %s leads to where it is answered', async ([state, action, asks]) => {
  const { screen } = await showAt([220, 160], { ...states[state], settings: pinned });
  await screen.getByRole('region', { name: 'Action needed' }).getByRole('button', { name: action }).click();
  await expect.element(screen.getByText(asks, { exact: true })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'Show the whole panel' })).toBeVisible();
});

test.for([
  ['favourite.set', 'd', { code: 'settings.unwritable', detail: {} }, /couldn’t be saved/],
  ['alert.set', 'b', { code: 'settings.unwritable', detail: {} }, /couldn’t be saved/],
  ['call.dial', 'Enter', { code: 'call.under-way', detail: {} }, /already making a call/],
] as const)('pinned, a refusal of %s is said', async ([request, key, failure, words]) => {
  const { screen, fixture, asked } = await showPanel(peopleStates.pinned);
  const row = screen.getByRole('button', { name: /^Zoë Müller, 1013/ });
  await expect.element(row).toBeVisible();
  row.element().focus();
  fixture.failNext(request, failure);
  await userEvent.keyboard(`{Control>}{${key}}{/Control}`);
  expect(asked(request)).toHaveLength(1);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(words);
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
});

test('where the administrator keeps it pinned, it has everyone, the search and the settings', async () => {
  const { screen, numbers } = await showAt([300, 420], {
    ...peopleStates['pinned-empty'],
    settings: { ...pinned, locked: ['pinned'] },
  });
  await expect.poll(() => numbers().length).toBeGreaterThan(3);
  expect(screen.getByRole('button', { name: 'Show the whole panel' }).query()).toBeNull();
  await userEvent.keyboard('kim');
  await expect.poll(() => numbers()[0]).toBe('1005');
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('searchbox')).toHaveValue('');
  await expect.element(screen.getByRole('button', { name: 'Settings' })).toBeVisible();
});

test('on a colleague’s page, groups are only named while the window shows no group', async () => {
  const { screen, fixture } = await showPanel({ ...peopleStates.pinned, groups });
  await screen.getByRole('button', { name: /^Zoë Müller, 1013/ }).click();
  await expect.element(screen.getByText('Support', { exact: true })).toBeVisible();
  expect(screen.getByRole('button', { name: /Support/ }).query()).toBeNull();
  fixture.change({ settings: { ...pinned, pinned: false } });
  await expect.element(screen.getByRole('button', { name: /Support/ })).toBeVisible();
});
