/** Alerts, snoozing and quiet hours: set, seen in one place, changed, ended. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { peopleStates } from './fixtures/people-snapshots.ts';
import { showPanel } from './fixtures/show-panel.ts';
import { NOW, states } from './fixtures/snapshots.ts';

const HOUR = 3_600_000;

test('all alerts are listed with what they wait for and until when, each ended with one press', async () => {
  const { screen, fixture, asked } = await showPanel(peopleStates['with-alerts']);
  await screen.getByRole('button', { name: 'Alerts, 3 active' }).click();
  const items = [...screen.container.querySelectorAll('.overlay ul > li .words')].map((one) =>
    one.textContent?.trim(),
  );
  expect(items[0]).toMatch(/^Ben Okafor\s+Once, when free$/);
  expect(items[1]).toMatch(/^Anyone in Support\s+Once, when free · until\s14:15$/);
  expect(items[2]).toMatch(/Every time: on a call, offline, back · until\sThu\s02:15$/);
  await screen.getByRole('button', { name: 'Stop: Anyone in Support' }).click();
  expect(asked('alert.remove')).toEqual([{ id: 'w2' }]);
  fixture.change({ alerts: peopleStates['with-alerts'].alerts.filter(({ id }) => id !== 'w2') });
  await expect.element(screen.getByText('Anyone in Support')).not.toBeInTheDocument();
  const focus = document.activeElement;
  expect(focus?.closest('.overlay')).not.toBeNull();
});

test('the tray opens the alerts, a notification opens the panel at its person', async () => {
  const { screen, fixture } = await showPanel(peopleStates['with-alerts']);
  fixture.send('show', { view: 'alerts' });
  await expect.element(screen.getByRole('heading', { name: 'Alerts' })).toHaveFocus();
  fixture.send('show', { view: 'colleague', number: '1003' });
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).toHaveFocus();
  await expect.element(screen.getByRole('heading', { name: 'Alerts' })).not.toBeInTheDocument();
});

test('an alert is made for chosen states, every time, until midnight, by keyboard', async () => {
  const { screen, asked } = await showPanel(states.live);
  await userEvent.keyboard('zoe{Enter}');
  screen
    .getByRole('button', { name: /^Alert me about/ })
    .element()
    .focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'Alert me about Zoë Müller' })).toHaveFocus();
  screen.getByRole('checkbox', { name: 'They’re free' }).element().focus();
  await userEvent.keyboard(' {Tab}{Tab} ');
  screen.getByRole('radio', { name: 'Once' }).element().focus();
  await userEvent.keyboard('{ArrowDown}');
  screen.getByRole('combobox', { name: 'Keep it' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('listbox', { name: 'Keep it' })).toBeVisible();
  await userEvent.keyboard('{End}{ArrowUp}{Enter}');
  screen.getByRole('button', { name: 'Save alert' }).element().focus();
  await userEvent.keyboard('{Enter}');
  expect(asked('alert.set')).toEqual([
    {
      target: { kind: 'person', number: '1013' },
      mode: 'always',
      states: ['on-call'],
      expiresAt: new Date(2026, 10, 25).getTime(),
    },
  ]);
});

test('an alert without any state cannot be set', async () => {
  const { screen } = await showPanel(states.live);
  await userEvent.keyboard('zoe{Enter}');
  await screen.getByRole('button', { name: /^Alert me about/ }).click();
  await screen.getByRole('checkbox', { name: 'They’re free' }).click();
  await expect.element(screen.getByText('Choose at least one.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Save alert' })).toBeDisabled();
});

test('a changed alert keeps the end that it had', async () => {
  const { screen, asked } = await showPanel(peopleStates['with-alerts']);
  await screen.getByRole('button', { name: /^Alerts/ }).click();
  await screen.getByRole('button', { name: 'Change: Anyone in Support' }).click();
  await screen.getByRole('checkbox', { name: 'Their phone rings' }).click();
  await screen.getByRole('button', { name: 'Save alert' }).click();
  expect(asked('alert.set')).toEqual([
    {
      target: { kind: 'group', groupId: 'support' },
      mode: 'once',
      states: ['free', 'ringing'],
      expiresAt: NOW + 4 * HOUR,
      // Some of them are free now, as the person can see.
      next: true,
    },
  ]);
});

test.for([
  ['30 minutes', NOW + HOUR / 2],
  ['1 hour', NOW + HOUR],
  ['Until tomorrow', new Date(2026, 10, 25, 8).getTime()],
] as const)('notifications are snoozed for %s', async ([name, until]) => {
  const { screen, asked } = await showPanel(states.live);
  await screen.getByRole('button', { name: /^Alerts/ }).click();
  await screen.getByRole('button', { name }).click();
  expect(asked('snooze.set')).toEqual([{ until }]);
});

test('a snooze says until when, is ended with one press, and is over when its time has come', async () => {
  const { screen, time, asked } = await showPanel(peopleStates.snoozed);
  await screen.getByRole('button', { name: /^Alerts/ }).click();
  const region = screen.getByRole('region', { name: 'Snooze notifications' });
  await expect.element(region).toMatchTextContent(/Snoozed until 11:15/);
  await screen.getByRole('button', { name: 'Resume now' }).click();
  expect(asked('snooze.set')).toEqual([{ until: null }]);
  time.advance(HOUR + 10_000);
  await expect.element(screen.getByRole('button', { name: '30 minutes' })).toBeVisible();
});

async function openQuiet(state: keyof typeof peopleStates) {
  const panel = await showPanel(peopleStates[state]);
  await userEvent.keyboard('{Control>},{/Control}');
  await panel.screen.getByRole('tab', { name: /^Alerts/ }).click();
  return panel;
}

test('quiet hours are added, changed by day and time, and removed', async () => {
  const { screen, asked } = await openQuiet('quiet');
  const [week, weekend] = peopleStates.quiet.settings.notifications.quietHours;
  const hours = (all: unknown[]) => ({ notifications: { quietHours: all } });
  await screen.getByRole('group', { name: 'Quiet hours 1' }).getByRole('button', { name: 'Friday' }).click();
  expect(asked('settings.change').at(-1)).toEqual(hours([{ ...week, days: [1, 2, 3, 4] }, weekend]));
  await screen.getByRole('group', { name: 'To' }).first().getByRole('spinbutton').first().click();
  await userEvent.keyboard('0645');
  expect(asked('settings.change').at(-1)).toEqual(hours([{ ...week, toMinute: 405 }, weekend]));
  await screen.getByRole('button', { name: 'Remove quiet hours 2' }).click();
  expect(asked('settings.change').at(-1)).toEqual(hours([week]));
  await screen.getByRole('button', { name: 'Add quiet hours' }).click();
  const evening = { days: [1, 2, 3, 4, 5], fromMinute: 1080, toMinute: 480 };
  expect(asked('settings.change').at(-1)).toEqual(hours([week, weekend, evening]));
});

test('muting on a call and how long a state must last are changed one by one', async () => {
  const { screen, asked } = await openQuiet('quiet');
  await screen.getByRole('switch', { name: 'While I’m on a call' }).click();
  expect(asked('settings.change').at(-1)).toEqual({ notifications: { silentOnCall: false } });
  await screen.getByRole('combobox', { name: 'Wait before notifying' }).click();
  await screen.getByRole('option', { name: /^10/ }).click();
  expect(asked('settings.change').at(-1)).toEqual({ notifications: { settleMs: 10_000 } });
});

test('what the administrator has locked is shown and cannot be changed', async () => {
  const { screen } = await openQuiet('administered-settings');
  await expect.element(screen.getByRole('switch', { name: 'While I’m on a call' })).toBeDisabled();
  await expect.element(screen.getByText('Set by your administrator').nth(1)).toBeVisible();
  await expect.element(screen.getByLabelText('Wait before notifying')).toBeDisabled();
  expect(screen.getByRole('button', { name: 'Add quiet hours' }).query()).toBeNull();
  await expect.element(screen.getByRole('button', { name: 'Friday' }).first()).toBeDisabled();
});
