/** The list and its search without a mouse. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { nextFrames, showPanel } from './fixtures/show-panel.ts';
import { myCallsStates } from './fixtures/my-calls-snapshots.ts';
import { snapshot, states } from './fixtures/snapshots.ts';

const live = snapshot();
const focused = () => document.activeElement;
const focusedNumber = () => focused()?.closest<HTMLElement>('[data-number]')?.dataset['number'];

async function shown() {
  const panel = await showPanel(live);
  await expect.element(panel.screen.getByRole('searchbox')).toHaveFocus();
  return panel;
}

test('arrows go from the search into the list, along it and back out', async () => {
  const { screen } = await shown();
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(focusedNumber).toBe('1013');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.poll(focusedNumber).toBe('1016');
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(focusedNumber).toBe('1003');
  await userEvent.keyboard('{Home}{ArrowUp}');
  await expect.element(screen.getByRole('searchbox')).toHaveFocus();
});

test('End and Home reach the last and the first row, Page Down passes a screen of them', async () => {
  const { screen } = await shown();
  await userEvent.keyboard('{ArrowDown}{End}');
  await expect.poll(focusedNumber).toBe(live.roster.colleagues.at(-1)?.number);
  await userEvent.keyboard('{Home}');
  await expect.poll(focusedNumber).toBe('1013');
  await userEvent.keyboard('{PageDown}');
  await expect.poll(focusedNumber).not.toBe('1013');
  const row = focused()?.getBoundingClientRect();
  const list = screen.getByRole('list', { name: 'Colleagues' }).element().getBoundingClientRect();
  expect(row?.bottom).toBeLessThanOrEqual(list.bottom + 1);
});

test('Enter opens a row, Escape returns to it; the focus is back where it was', async () => {
  const { screen } = await shown();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.poll(focusedNumber).toBe('1003');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.poll(focusedNumber).toBe('1003');
});

test('back from what a menu opened, the focus is on the menu’s button', async () => {
  const { screen } = await showPanel(myCallsStates.mine);
  const options = screen.getByRole('button', { name: 'List options' });
  await expect.element(options).toBeVisible();
  options.element().focus();
  await userEvent.keyboard('{Enter}');
  const entry = screen.getByRole('menuitem', { name: 'New group…' });
  await expect.element(entry).toBeVisible();
  entry.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'New group' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(options).toHaveFocus();
});

test('back from what the status menu opened, the focus is on the status', async () => {
  const { screen } = await showPanel(myCallsStates.mine);
  const status = screen.getByRole('button', { name: /Change what callers get$/ });
  await expect.element(status).toBeVisible();
  status.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('button', { name: /^Ring normally/ })).toHaveFocus();
  await userEvent.keyboard('{End}{Enter}');
  await expect.element(screen.getByRole('tab', { name: 'My calls' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(status).toHaveFocus();
});

test.for([false, true])(
  'pinned: %s; back when the banner that led away is gone, the focus is where the list begins',
  async (pinned) => {
    const { settings, connection } = states.live;
    const { screen, fixture } = await showPanel({
      ...states['password-refused'],
      settings: { ...settings, pinned },
    });
    await screen.getByRole('button', { name: 'Sign in' }).click();
    await expect.element(screen.getByLabelText('Password')).toBeVisible();
    fixture.change({ connection });
    await expect.element(screen.getByLabelText('Password')).not.toBeInTheDocument();
    const start = pinned ? screen.getByRole('heading', { name: 'Ina Tang' }) : screen.getByRole('searchbox');
    await expect.element(start).toHaveFocus();
  },
);

test('Escape first leaves the view, then the search, then the panel', async () => {
  const { screen, asked } = await shown();
  await userEvent.keyboard('ben{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('searchbox')).toHaveValue('ben');
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('searchbox')).toHaveValue('');
  expect(asked('panel.close')).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => asked('panel.close')).toEqual([{}]);
});

test('letters typed on a row land in the search; actions have a modifier', async () => {
  const { screen, asked } = await shown();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.poll(focusedNumber).toBe('1003');
  await userEvent.keyboard('{Control>}d{/Control}{Control>}b{/Control}{Control>}{Enter}{/Control}');
  expect(asked('favourite.set')).toEqual([{ number: '1003', on: false }]);
  expect(asked('alert.remove')).toEqual([{ id: 'w1' }]);
  expect(asked('call.dial')).toEqual([{ number: '1003' }]);
  await userEvent.keyboard('felix n');
  await expect.element(screen.getByRole('searchbox')).toHaveValue('felix n');
  expect(asked('favourite.set').length).toBe(1);
});

test('in the search, keys act on the first row that is seen', async () => {
  const { numbers, asked } = await shown();
  await userEvent.keyboard('kim');
  await expect.poll(() => numbers()[0]).toBe('1005');
  await userEvent.keyboard('{Control>}b{/Control}{Control>}{Enter}{/Control}');
  expect(asked('alert.set')).toMatchObject([{ target: { kind: 'person', number: '1005' } }]);
  expect(asked('call.dial')).toEqual([{ number: '1005' }]);
});

test('on a colleague’s page, keys act on that colleague', async () => {
  const { screen, asked } = await shown();
  await userEvent.keyboard('kim{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'David Kim' })).toHaveFocus();
  await userEvent.keyboard('{Control>}d{/Control}');
  expect(asked('favourite.set')).toEqual([{ number: '1005', on: true }]);
});

test('a number that is no colleague’s can be called', async () => {
  const { screen, asked } = await shown();
  await userEvent.keyboard('0151 2345678');
  await expect.element(screen.getByRole('button', { name: 'Call 0151 2345678' })).toBeVisible();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(asked('call.dial')).toEqual([{ number: '0151 2345678' }]);
});

test('a slash in the list goes to the search and is not part of it', async () => {
  const { screen } = await shown();
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(focusedNumber).toBe('1013');
  await userEvent.keyboard('/');
  await expect.element(screen.getByRole('searchbox')).toHaveFocus();
  await expect.element(screen.getByRole('searchbox')).toHaveValue('');
});

test('Ctrl+F finds from anywhere, Ctrl+comma opens the settings', async () => {
  const { screen } = await shown();
  await userEvent.keyboard('{Control>},{/Control}');
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await userEvent.keyboard('{Control>}f{/Control}');
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('searchbox')).toHaveFocus();
});

test('the Tab key reaches one row of the list, with its bell and star, whatever the size', async () => {
  const { screen } = await shown();
  const stops = screen.container.querySelectorAll('[data-number] button[tabindex="0"]');
  expect(
    new Set([...stops].map((stop) => stop.closest<HTMLElement>('[data-number]')?.dataset['number'])).size,
  ).toBe(1);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.poll(focusedNumber).toBe('1003');
  await userEvent.keyboard('{Tab}');
  expect(focusedNumber()).toBe('1003');
  expect(focused()?.getAttribute('aria-label')).toContain('Ben Okafor');
});

test('a star set by key keeps the focus on that row', async () => {
  const { fixture } = await shown();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
  await expect.poll(focusedNumber).toBe('1004');
  await userEvent.keyboard('{Control>}d{/Control}');
  fixture.change({ favourites: ['1013', '1003', '1016', '1004'] });
  await nextFrames();
  expect(focusedNumber()).toBe('1004');
});
