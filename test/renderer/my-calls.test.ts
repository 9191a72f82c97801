/** The page My calls: each row applies by itself, says how it went, asks, and can be undone; by mouse and keyboard. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { change, current, myCallsStates, withMine } from './fixtures/my-calls-snapshots.ts';
import { showMyCalls } from './fixtures/show-my-calls.ts';
import { nextFrames } from './fixtures/show-panel.ts';
import { rowOutcomes } from './fixtures/row-outcomes.ts';
import { NOW } from './fixtures/snapshots.ts';

const HOUR = 3_600_000;
const press = (keys: string) => userEvent.keyboard(keys);
const toMobile = { on: true, destination: { kind: 'mobile', prefix: '0' } } as const;
const set = (...changes: unknown[]) => ({ changes, until: null, anyway: false });

test('a switch and a choice apply at once, by mouse and by keyboard', async () => {
  const { screen, asked, choose } = await showMyCalls(myCallsStates.mine);
  await screen.getByRole('switch', { name: 'Do not disturb' }).click();
  expect(asked('my-extension.set').at(-1)).toEqual(set({ setting: 'doNotDisturb', value: true }));
  await choose('Ring for', '1 minute');
  expect(asked('my-extension.set').at(-1)).toEqual(set({ setting: 'ringTime', value: 60 }));
  screen.getByRole('combobox', { name: 'All calls' }).element().focus();
  await press('{Enter}');
  await expect.element(page.getByRole('listbox', { name: 'All calls' })).toBeVisible();
  await press('{ArrowDown}{Enter}');
  expect(asked('my-extension.set').at(-1)).toEqual(
    set({ setting: 'forwardAll', value: { on: true, destination: { kind: 'voicemail' } } }),
  );
});

test('"Don’t forward" keeps where the rule led, so that it can be chosen again', async () => {
  const lost = { on: true, destination: { kind: 'extension', extension: '1006' } } as const;
  const { asked, choose } = await showMyCalls(withMine({ current: { ...current, forwardAll: lost } }));
  await choose('All calls', 'Don’t forward');
  const destination = { kind: 'extension', extension: '1006' };
  expect(asked('my-extension.set')).toEqual([
    set({ setting: 'forwardAll', value: { on: false, destination } }),
  ]);
  await choose('If I’m on a call', /^Ben Okafor/);
  expect(asked('my-extension.set').at(-1)).toEqual(
    set({
      setting: 'forwardBusy',
      value: { on: true, destination: { kind: 'extension', extension: '1003' } },
    }),
  );
});

test('a colleague is asked for below the row, and nothing is sent before one is chosen', async () => {
  const { screen, asked, choose } = await showMyCalls(myCallsStates.mine);
  await choose('All calls', /^A colleague/);
  const picker = screen.getByRole('combobox', { name: 'Colleague for: All calls' });
  await expect.element(picker).toHaveFocus();
  expect(screen.container.querySelector('[role="alert"]')).toBeNull();
  await press('ben{Escape}{Escape}');
  await expect.element(picker).not.toBeInTheDocument();
  expect(asked('my-extension.set')).toEqual([]);
  expect(asked('panel.close')).toEqual([]);
  await choose('All calls', /^A colleague/);
  await press('ben{Enter}');
  expect(asked('my-extension.set')).toEqual([
    set({
      setting: 'forwardAll',
      value: { on: true, destination: { kind: 'extension', extension: '1003' } },
    }),
  ]);
});

test('a number is taken as people write it, with its outside line; a mistake is said after it was made, once', async () => {
  const { screen, asked, choose } = await showMyCalls(myCallsStates.mine);
  await choose('All calls', /^A number/);
  const field = screen.getByRole('textbox', { name: 'Number for: All calls' });
  await expect.element(field).toHaveFocus();
  await press('call me');
  expect(screen.container.querySelector('[role="alert"]')).toBeNull();
  await press('{Enter}');
  expect(
    screen
      .getByRole('alert')
      .elements()
      .map((one) => one.textContent.trim()),
  ).toEqual(['Use digits only.']);
  expect(asked('my-extension.set')).toEqual([]);
  await field.fill('+49 (0)151 / 234');
  await expect.element(screen.getByText('Dials 0 0049151234')).toBeVisible();
  await screen.getByRole('button', { name: 'Outside line…', exact: true }).first().click();
  await screen.getByRole('textbox', { name: 'Outside-line prefix' }).fill('9');
  await press('{Enter}');
  expect(asked('my-extension.set')).toEqual([
    set({
      setting: 'forwardAll',
      value: { on: true, destination: { kind: 'number', number: '+49 (0)151 / 234', prefix: '9' } },
    }),
  ]);
});

test('who looks a number up elsewhere finds what they had begun to type', async () => {
  const { screen, fixture } = await showMyCalls(myCallsStates.mine);
  const field = screen.getByRole('textbox', { name: 'Number', exact: true });
  await field.fill('0151 23');
  fixture.send('show', { view: 'list' });
  await nextFrames();
  await expect.element(field).toHaveValue('0151 23');
});

test('without a mobile number it is asked for below the choice, and both go as one change', async () => {
  const { screen, asked, choose } = await showMyCalls(myCallsStates['mine-no-mobile']);
  await choose('If I don’t answer', /^My mobile.*Add number…/);
  await screen.getByRole('textbox', { name: 'Your mobile number' }).fill('0151 2345678');
  await press('{Enter}');
  const mobile = { number: '0151 2345678', prefix: '', usedAsExtension: false, ringTogether: false };
  expect(asked('my-extension.set')).toEqual([
    set(
      { setting: 'forwardNoAnswer', value: { on: true, destination: { kind: 'mobile', prefix: '' } } },
      { setting: 'mobile', value: mobile },
    ),
  ]);
});

test('where callers would reach no one it asks once more, beside the row', async () => {
  const { screen, asked, choose, fixture, row } = await showMyCalls(myCallsStates.mine);
  await choose('All calls', /^A colleague/);
  fixture.failNext('my-extension.set', { code: 'extension.dead-end', detail: { count: 1 } });
  await press('elif{Enter}');
  await expect.poll(() => row('forwardAll').textContent).toContain('Elif Yılmaz (1006) is offline');
  await screen.getByRole('button', { name: 'Forward anyway' }).click();
  expect(asked('my-extension.set').map((one) => (one as { anyway: boolean }).anyway)).toEqual([false, true]);
  await expect.poll(() => row('forwardAll').textContent).not.toContain('offline');
});

test('text is applied with Enter or by leaving the field; Escape takes back what was typed', async () => {
  const { screen, asked } = await showMyCalls(myCallsStates.mine);
  const email = screen.getByRole('textbox', { name: 'Email' });
  await email.fill('nobody');
  await press('{Tab}');
  await expect.element(screen.getByText('An email address has one @ and no spaces.')).toBeVisible();
  expect(asked('my-extension.set')).toEqual([]);
  email.element().focus();
  await press('{Escape}');
  await expect.element(email).toHaveValue('ina@example.com');
  await email.fill('tang@example.com');
  await press('{Enter}');
  expect(asked('my-extension.set')).toEqual([set({ setting: 'email', value: 'tang@example.com' })]);
  await screen.getByRole('textbox', { name: 'Name' }).fill('Ina T');
  await press('{Tab}');
  expect(asked('my-extension.set').at(-1)).toEqual(set({ setting: 'name', value: 'Ina T' }));
});

test('what is typed stays while the settings around it change', async () => {
  const { screen, become } = await showMyCalls(myCallsStates.mine);
  const name = screen.getByRole('textbox', { name: 'Name' });
  await name.fill('Ina Ta');
  become({ current: { ...current, name: 'Someone Else', ringTime: 15 } });
  await expect.element(screen.getByRole('combobox', { name: 'Ring for' })).toHaveTextContent('15 seconds');
  await expect.element(name).toHaveValue('Ina Ta');
});

test('a row shows what was chosen while it is saved, a tick afterwards, and says so aloud', async () => {
  const { screen, row, become, heard } = await showMyCalls(myCallsStates.mine);
  become({ rows: { forwardAll: { kind: 'saving', wanted: toMobile, changeId: 'c1' } } });
  await expect.element(screen.getByRole('combobox', { name: 'All calls' })).toHaveTextContent('My mobile');
  expect(row('forwardAll').textContent).toContain('Saving…');
  become({
    current: { ...current, forwardAll: toMobile },
    rows: { forwardAll: { kind: 'saved', at: NOW, changeId: 'c1' } },
  });
  await expect.poll(() => row('forwardAll').textContent).toContain('Saved');
  await expect.poll(heard).toBe('All calls: saved');
});

test('a change that wasn’t accepted says what the device kept, and can be tried again or dismissed', async () => {
  const { screen, asked, row } = await showMyCalls(myCallsStates['mine-refused']);
  expect(row('ringTime').textContent).toContain('Not accepted. The phone system kept: 30 seconds.');
  await screen.getByRole('group', { name: 'Ring for' }).getByRole('button', { name: 'Try again' }).click();
  expect(asked('my-extension.set')).toEqual([set({ setting: 'ringTime', value: 60 })]);
  await screen.getByRole('group', { name: 'If I’m on a call' }).getByRole('button', { name: 'OK' }).click();
  expect(asked('change.keep')).toEqual([{ changeId: 'c1' }]);
});

test('what nobody knows the outcome of is still shown as chosen, and said to be checked', async () => {
  const { screen, row } = await showMyCalls(myCallsStates['mine-unknown']);
  await expect.element(screen.getByRole('combobox', { name: 'All calls' })).toHaveTextContent('My mobile');
  expect(row('forwardAll').textContent).toContain('Checking whether this was saved');
});

test.for([
  ['mine-conflict', 'forwardNoAnswer', /^Yours/, 'mine'],
  ['mine-conflict', 'forwardNoAnswer', /^Now: Ben Okafor/, 'theirs'],
  ['mine-end-asks', 'forwardAll', /^Before: Don’t forward/, 'mine'],
  ['mine-end-asks', 'forwardAll', /^Now: Voicemail/, 'theirs'],
] as const)('%s is decided beside the row: %s, %s', async ([state, setting, button, choice]) => {
  const { screen, asked } = await showMyCalls(myCallsStates[state]);
  await screen.getByRole('button', { name: button }).click();
  const changeId = myCallsStates[state].myExtension?.rows[setting]?.changeId;
  expect(asked('change.answer')).toEqual([{ changeId, setting, choice }]);
});

test('what someone else changed is changed back or kept beside the row', async () => {
  const { screen, asked, row } = await showMyCalls(myCallsStates['mine-elsewhere']);
  expect(row('doNotDisturb').textContent).toMatch(/Changed elsewhere.*Off → On/);
  await screen.getByRole('button', { name: 'Change back' }).click();
  expect(asked('change.undo')).toEqual([{ changeId: 'c1' }]);
  await screen.getByRole('button', { name: 'Keep' }).click();
  expect(asked('change.keep')).toEqual([{ changeId: 'c1' }]);
});

test('the latest change is undone at the foot for ten seconds, and later among the recent changes', async () => {
  const { screen, asked, time } = await showMyCalls(myCallsStates['mine-saved']);
  const bar = screen.getByRole('region', { name: 'Last change' });
  await expect.element(bar).toMatchTextContent(/^All calls now go to your mobile/);
  await bar.getByRole('button', { name: 'Undo' }).click();
  expect(asked('change.undo')).toEqual([{ changeId: 'c1' }]);
  time.advance(15_000);
  await expect.element(bar).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Recent changes' }).click();
  await screen.getByRole('button', { name: 'Undo: All calls now go to your mobile' }).click();
  expect(asked('change.undo')).toHaveLength(2);
});

test('what is on can be given an end afterwards, and its end changed', async () => {
  const { screen, asked, become } = await showMyCalls(myCallsStates['mine-do-not-disturb']);
  await screen.getByRole('button', { name: 'Do not disturb: Set an end' }).click();
  await screen.getByRole('button', { name: '1 hour' }).click();
  expect(asked('change.set-end')).toEqual([{ changeId: 'c1', until: NOW + HOUR }]);
  const settings = [{ setting: 'doNotDisturb', before: false, after: true }] as const;
  const timed = { changeId: 'c1', presetName: null, settings, until: NOW + HOUR, state: 'pending' } as const;
  become({ timed: [timed], recent: [change({ settings, until: NOW + HOUR })] });
  await screen.getByRole('button', { name: 'Do not disturb: Change' }).click();
  await screen.getByRole('button', { name: 'Until I change it' }).click();
  expect(asked('change.set-end').at(-1)).toEqual({ changeId: 'c1', until: null });
});

test('what was asked for below a row gives the focus back to it, and Escape closes the ends first', async () => {
  const { screen, asked, choose } = await showMyCalls(myCallsStates['mine-do-not-disturb']);
  const menu = screen.getByRole('combobox', { name: 'All calls' });
  for (const leave of ['0301234567{Enter}', '{Escape}']) {
    await choose('All calls', /number…$/);
    await expect.element(screen.getByRole('textbox', { name: 'Number for: All calls' })).toHaveFocus();
    await press(leave);
    await expect.element(menu).toHaveFocus();
  }
  const setEnd = screen.getByRole('button', { name: 'Do not disturb: Set an end' });
  await setEnd.click();
  screen.getByRole('button', { name: '1 hour' }).element().focus();
  await press('{Escape}');
  await expect.element(setEnd).toHaveFocus();
  await expect.element(screen.getByRole('button', { name: '1 hour' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('heading', { name: 'Forwarding' })).toBeVisible();
  // A time of one's own is a level above the choices.
  await setEnd.click();
  await screen.getByRole('button', { name: 'A time…' }).click();
  screen.getByRole('combobox', { name: 'Day' }).element().focus();
  await press('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'A time…' })).toHaveFocus();
  await press('{Escape}');
  await expect.element(setEnd).toHaveFocus();
  expect(asked('change.set-end')).toEqual([]);
});

test('a heading that stays in sight leaves no gap above it for the rows that scroll by', async () => {
  const { screen } = await showMyCalls(myCallsStates.mine);
  const heading = screen.getByRole('heading', { name: 'Forwarding' }).element();
  const body = heading.closest('.body');
  if (body === null) throw new Error('a heading outside the page');
  body.scrollTop += heading.getBoundingClientRect().top - body.getBoundingClientRect().top + 30;
  expect(heading.getBoundingClientRect().top).toBe(body.getBoundingClientRect().top);
});

test('Escape closes the outside line before it leaves the page', async () => {
  const { screen, asked } = await showMyCalls(myCallsStates['mine-forwarding']);
  const number = screen.getByRole('textbox', { name: 'Number', exact: true });
  const link = screen.getByRole('button', { name: 'All calls: Outside line…' });
  await link.click();
  const digits = screen.getByRole('textbox', { name: 'Outside-line prefix' });
  await expect.element(digits).toHaveFocus();
  await press('9{Escape}{Escape}');
  await expect.element(digits).not.toBeInTheDocument();
  await expect.element(screen.getByRole('combobox', { name: 'All calls' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Outside line…', exact: true }).click();
  await press('{Escape}');
  await expect.element(digits).not.toBeInTheDocument();
  await expect.element(number).toHaveFocus();
  expect(asked('my-extension.set')).toEqual([]);
});

test('what ends by itself says so at its row, on or off, and may be given another end', async () => {
  const { screen, row } = await showMyCalls(rowOutcomes['rows-timed']);
  for (const setting of ['forwardAll', 'ringTime', 'doNotDisturb', 'voicemail'])
    expect(row(setting).textContent).toContain('Until tomorrow');
  await screen.getByRole('button', { name: 'Ring for: Change' }).click();
  await expect.element(screen.getByRole('button', { name: 'Until I change it' })).toBeVisible();
});

test('not connected, everything is shown, nothing can be changed, and the page says why', async () => {
  const { screen } = await showMyCalls(myCallsStates['mine-offline']);
  await expect.element(screen.getByText(/^You’re not connected/)).toBeVisible();
  await expect.element(screen.getByRole('combobox', { name: 'All calls' })).toBeDisabled();
  await expect.element(screen.getByRole('switch', { name: 'Do not disturb' })).toBeDisabled();
  await expect.element(screen.getByRole('textbox', { name: 'Email' })).toBeDisabled();
});

test('what the device did not tell is unknown, never off and never empty', async () => {
  const { screen, row } = await showMyCalls(myCallsStates['mine-untold']);
  await expect.element(screen.getByRole('combobox', { name: 'All calls' })).toHaveTextContent('Unknown');
  await expect
    .element(screen.getByRole('textbox', { name: 'Email' }))
    .toHaveAttribute('placeholder', 'Unknown');
  await expect
    .element(screen.getByRole('textbox', { name: 'Number' }))
    .toHaveAttribute('placeholder', 'Unknown');
  // A switch is on or off, for those who hear it too.
  for (const [setting, part] of [
    ['doNotDisturb'],
    ['voicemail', 'on'],
    ['mobile', 'usedAsExtension'],
  ] as const) {
    expect(row(setting, part).querySelector('[role="switch"]')).toBeNull();
    expect(row(setting, part).textContent).toContain('Unknown');
  }
});

test('what the administrator sets is read, with the reason beside it', async () => {
  const { screen, row } = await showMyCalls(myCallsStates['mine-managed']);
  for (const setting of ['forwardAll', 'mobile', 'name'])
    expect(row(setting).textContent).toContain('Set by your administrator');
  await expect.element(screen.getByRole('combobox', { name: 'All calls' })).toBeDisabled();
  expect(screen.getByRole('button', { name: /Change PIN/ }).query()).toBeNull();
});

test('an older firmware’s longer gathering is said before anything is changed', async () => {
  const { screen } = await showMyCalls(myCallsStates['mine-slow']);
  await expect.element(screen.getByText(/saving can interrupt calls.*10 seconds/)).toBeVisible();
});

test('my calls name the other party and follow the snapshots', async () => {
  const { screen, become } = await showMyCalls(myCallsStates['mine-on-calls']);
  await expect.element(screen.getByText('From 01712223344')).toBeVisible();
  await expect.element(screen.getByText('To Ben Okafor (1003)')).toBeVisible();
  become({ calls: [] });
  await expect.element(screen.getByText('From 01712223344')).not.toBeInTheDocument();
});

test('a number that may be someone else’s now is asked about before anything is written', async () => {
  const { screen, asked } = await showMyCalls(myCallsStates['mine-stranger']);
  await screen.getByRole('button', { name: 'Yes, it’s mine' }).click();
  expect(asked('my-extension.confirm-mine')).toEqual([{}]);
});

test('what may have been forgotten is asked about once, with its ways out', async () => {
  const { screen, asked } = await showMyCalls(myCallsStates['mine-reminder']);
  await screen.getByRole('button', { name: 'Don’t ask again today' }).click();
  expect(asked('reminder.answer')).toEqual([{ answer: 'not-today' }]);
});

test('only the row of the part that changed tells of it', async () => {
  const mobile = { number: '01512345678', prefix: '0', usedAsExtension: true, ringTogether: true };
  const { row } = await showMyCalls(
    withMine({
      recent: [change({ settings: [{ setting: 'mobile', before: current.mobile, after: mobile }] })],
      rows: { mobile: { kind: 'saved', at: NOW, changeId: 'c1' } },
    }),
  );
  expect(row('mobile', 'ringTogether').dataset['state']).toBe('saved');
  expect(row('mobile', 'number').dataset['state']).toBeUndefined();
  expect(row('mobile', 'usedAsExtension').dataset['state']).toBeUndefined();
});
