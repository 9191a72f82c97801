/** The status in the header: what it says, its menu by mouse and by keyboard, and the ways out of what is on. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { current, mine, myCallsStates, presetPreview, withMine } from './fixtures/my-calls-snapshots.ts';
import { hidePage } from './fixtures/hide-page.ts';
import { showAt } from './fixtures/show-at.ts';
import { nextFrames, showPanel } from './fixtures/show-panel.ts';
import type { ShownPanel } from './fixtures/show-panel.ts';
import { NOW, states } from './fixtures/snapshots.ts';

const HOUR = 3_600_000;
const TOMORROW_8 = new Date(NOW + 24 * HOUR).setHours(8, 0, 0, 0);
const press = (keys: string) => userEvent.keyboard(keys);
const statusButton = ({ screen }: ShownPanel) =>
  screen.getByRole('button', { name: /Change what callers get$/ });
const menu = page.getByRole('dialog', { name: 'What callers get' });
const lampOf = ({ screen }: ShownPanel) =>
  screen.container.querySelector('.me .lamp[data-state]')?.getAttribute('data-state');

test('the header says in one line what callers get, and my lamp is that of my phone', async () => {
  const shown = await showPanel(myCallsStates.mine);
  await expect.element(statusButton(shown)).toHaveTextContent('Rings for 30 s, then voicemail');
  expect(lampOf(shown)).toBe('free');
});

test('the header is as high in every state', async () => {
  const shown = await showPanel(states.live);
  const height = () => shown.screen.container.querySelector('.me')?.getBoundingClientRect().height;
  const before = height();
  for (const state of ['mine', 'mine-forwarding', 'mine-do-not-disturb', 'mine-lost'] as const) {
    const { myExtension } = myCallsStates[state];
    if (myExtension === null) throw new Error('a state without my extension');
    shown.fixture.change({ myExtension });
    const words = myExtension.status.kind === 'normal' ? /^Rings/ : /^Turn off$/;
    await expect.element(shown.screen.getByText(words).first()).toBeVisible();
    expect(height()).toBe(before);
  }
});

test('forwarding is a strip with its end, a lamp of its own, and is turned off with one click', async () => {
  const shown = await showPanel(myCallsStates['mine-forwarding']);
  await expect.element(statusButton(shown)).toMatchTextContent(/^To mobile until tomorrow\s0?8:00/);
  await expect
    .element(statusButton(shown))
    .toHaveAccessibleName(/^Forwarding to mobile, until tomorrow\s0?8:00.*\. Change what callers get$/);
  expect(lampOf(shown)).toBe('forwarding');
  await shown.screen.getByRole('button', { name: 'Turn off: Forwarding to mobile' }).click();
  expect(shown.asked('status.turn-off')).toEqual([{}]);
});

test('do not disturb is a strip with a lamp of its own', async () => {
  const shown = await showPanel(myCallsStates['mine-do-not-disturb']);
  await expect.element(statusButton(shown)).toHaveTextContent('Do not disturb');
  expect(lampOf(shown)).toBe('do-not-disturb');
});

test('my lamp says in words what its shape shows, and what my phone does where that is more', async () => {
  const shown = await showPanel(myCallsStates['mine-do-not-disturb']);
  const { me, settings } = myCallsStates['mine-do-not-disturb'];
  if (me === null) throw new Error('a state without me');
  const words = () =>
    shown.screen.container.querySelector<HTMLElement>('[data-tip]:has(.lamp)')?.dataset['tip'];
  await expect.poll(words).toBe('Do not disturb');
  shown.fixture.change({ me: { ...me, state: 'on-call' } });
  await expect.poll(words).toBe('Do not disturb · On a call');
  // The small window has no header, and the same lamp.
  shown.fixture.change({ settings: { ...settings, pinned: true } });
  await expect.element(shown.screen.getByText('Do not disturb · On a call')).toBeInTheDocument();
  shown.fixture.change({ me, myExtension: myCallsStates['mine-forwarding'].myExtension });
  await expect.poll(words).toBe('Forwarding to mobile');
  shown.fixture.change({ myExtension: mine() });
  await expect.poll(words).toBe('Free');
});

test('where calls are lost now, the header says so instead', async () => {
  const shown = await showPanel(myCallsStates['mine-lost']);
  await expect.element(statusButton(shown)).toHaveTextContent('To Elif Yılmaz, who’s offline');
  await statusButton(shown).click();
  await expect.element(menu).toMatchTextContent(/Elif Yılmaz \(1006\) is offline/);
});

test('do not disturb for an hour: three clicks', async () => {
  const shown = await showPanel(myCallsStates.mine);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Do not disturb/ }).click();
  await menu.getByRole('button', { name: '1 hour' }).click();
  expect(shown.asked('status.set')).toEqual([
    { status: { kind: 'do-not-disturb' }, until: NOW + HOUR, anyway: false },
  ]);
  await expect.element(menu).not.toBeInTheDocument();
});

test('forward to mobile until tomorrow at 8:00: four clicks', async () => {
  const shown = await showPanel(myCallsStates.mine);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Forward all calls/ }).click();
  await menu.getByRole('button', { name: /^My mobile/ }).click();
  await menu.getByRole('button', { name: /^Until tomorrow/ }).click();
  expect(shown.asked('status.set')).toEqual([
    {
      status: { kind: 'forward', destination: { kind: 'mobile', prefix: '0' } },
      until: TOMORROW_8,
      anyway: false,
    },
  ]);
});

test('the menu is worked with the keyboard alone: arrows, right to unfold, Escape to leave', async () => {
  const shown = await showPanel(myCallsStates.mine);
  statusButton(shown).element().focus();
  await press('{Enter}');
  await expect.element(menu.getByRole('button', { name: /^Ring normally/ })).toHaveFocus();
  await press('{ArrowDown}{ArrowRight}{ArrowRight}');
  await expect.element(menu.getByRole('button', { name: '30 minutes' })).toHaveFocus();
  await press('{ArrowRight}{ArrowRight}{ArrowLeft}');
  await expect.element(menu.getByRole('button', { name: '1 hour' })).toHaveFocus();
  await press('{Escape}');
  await expect.element(menu.getByRole('button', { name: /^Do not disturb/ })).toHaveFocus();
  await expect.element(menu.getByRole('button', { name: '1 hour' })).not.toBeInTheDocument();
  await press('{Escape}');
  await expect.element(menu).not.toBeInTheDocument();
  await expect.element(statusButton(shown)).toHaveFocus();
  expect(shown.asked('panel.close')).toEqual([]);
  await press('{Enter}');
  await expect.element(menu.getByRole('button', { name: /^Ring normally/ })).toHaveFocus();
  await press('{ArrowDown}{Enter}{ArrowDown}{ArrowDown}{Enter}');
  expect(shown.asked('status.set')).toEqual([
    { status: { kind: 'do-not-disturb' }, until: NOW + HOUR, anyway: false },
  ]);
});

test('Escape takes back one level of the menu, and the focus is on what had opened it', async () => {
  const shown = await showPanel(myCallsStates['mine-no-mobile']);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Forward all calls/ }).click();

  await menu.getByRole('button', { name: /^A colleague/ }).click();
  await press('elif{Escape}{Escape}');
  await expect.element(menu.getByRole('button', { name: /^A colleague/ })).toHaveFocus();
  await expect.element(menu.getByRole('combobox', { name: 'A colleague…' })).not.toBeInTheDocument();

  await menu.getByRole('button', { name: /^A number/ }).click();
  await press('0301234567');
  await expect.element(menu.getByRole('button', { name: '1 hour' })).toBeVisible();
  await menu.getByRole('button', { name: 'Outside line…' }).click();
  await press('9{Escape}');
  await expect.element(menu.getByText('Dials 0301234567')).toBeVisible();
  await press('{Escape}');
  await expect.element(menu.getByRole('textbox', { name: 'A number…' })).toHaveFocus();
  // What was typed is gone with the first, and so is what it would have led to.
  await press('{Escape}');
  await expect.element(menu.getByRole('button', { name: '1 hour' })).not.toBeInTheDocument();
  await press('{Escape}');
  await expect.element(menu.getByRole('button', { name: /^A number/ })).toHaveFocus();

  await press('{Escape}');
  await expect.element(menu.getByRole('button', { name: /^Forward all calls/ })).toHaveFocus();
  await menu.getByRole('button', { name: /^Do not disturb/ }).click();
  await menu.getByRole('button', { name: 'A time…' }).click();
  await menu.getByRole('combobox', { name: 'Day' }).click();
  await expect.element(page.getByRole('listbox', { name: 'Day' })).toBeVisible();
  await press('{Escape}');
  await expect.element(page.getByRole('listbox', { name: 'Day' })).not.toBeInTheDocument();
  await expect.element(menu.getByRole('combobox', { name: 'Day' })).toHaveFocus();
  await press('{Escape}');
  await expect.element(menu.getByRole('button', { name: 'A time…' })).toHaveFocus();
  await press('{Escape}{Escape}');
  await expect.element(menu).not.toBeInTheDocument();
  await expect.element(statusButton(shown)).toHaveFocus();
  expect(shown.asked('panel.close')).toEqual([]);
  await press('{Escape}');
  expect(shown.asked('panel.close')).toEqual([{}]);
});

test('the menu is closed when the panel is hidden', async () => {
  const shown = await showPanel(myCallsStates.mine);
  await statusButton(shown).click();
  await expect.element(menu).toBeVisible();
  hidePage()();
  await expect.element(menu).not.toBeInTheDocument();
});

test('the state that is on is the one marked', async () => {
  const shown = await showPanel(myCallsStates['mine-do-not-disturb']);
  await statusButton(shown).click();
  const marked = menu
    .getByRole('button')
    .elements()
    .filter((one) => one.getAttribute('aria-current') === 'true');
  expect(marked.map((one) => one.textContent.trim())).toEqual([expect.stringMatching(/^Do not disturb/)]);
});

test('a time of one’s own must be ahead; only then is it sent', async () => {
  const shown = await showPanel({ ...myCallsStates.mine, locale: 'en-GB' });
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Do not disturb/ }).click();
  await menu.getByRole('button', { name: 'A time…' }).click();
  const hour = menu.getByRole('spinbutton', { name: /hour/ });
  hour.element().focus();
  await press('08');
  await menu.getByRole('button', { name: 'Set' }).click();
  await expect.element(menu.getByText('Choose a time in the future.')).toBeVisible();
  expect(shown.asked('status.set')).toEqual([]);
  await menu.getByRole('combobox', { name: 'Day' }).click();
  await page.getByRole('option', { name: 'Tomorrow' }).click();
  await menu.getByRole('button', { name: 'Set' }).click();
  expect(shown.asked('status.set')).toEqual([
    { status: { kind: 'do-not-disturb' }, until: TOMORROW_8, anyway: false },
  ]);
});

test('an answer that comes after the menu was closed leaves a newly opened one alone, and a refusal is shown', async () => {
  const shown = await showPanel(myCallsStates.mine);
  const choose = async (): Promise<() => void> => {
    const answer = shown.fixture.holdNext('status.set');
    await statusButton(shown).click();
    await menu.getByRole('button', { name: /^Do not disturb/ }).click();
    await menu.getByRole('button', { name: '1 hour' }).click();
    await press('{Escape}{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    return answer;
  };
  const agree = await choose();
  await statusButton(shown).click();
  await expect.element(menu).toBeVisible();
  agree();
  await nextFrames();
  await expect.element(menu).toBeVisible();
  await press('{Escape}');

  const refuse = await choose();
  shown.fixture.failNext('status.set', { code: 'extension.not-mine', detail: {} });
  refuse();
  await expect.element(shown.screen.getByText(/belong to someone else/)).toBeVisible();
});

test('without a mobile number the menu asks for it, and saves it without an end', async () => {
  const shown = await showPanel(myCallsStates['mine-no-mobile']);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Forward all calls/ }).click();
  await menu.getByRole('button', { name: /^My mobile.*Add number…/ }).click();
  const field = menu.getByRole('textbox', { name: 'Your mobile number' });
  await expect.element(field).toHaveFocus();
  expect(menu.getByRole('button', { name: '1 hour' }).query()).toBeNull();
  await field.fill('0151 / 234-56 78');
  await expect.element(menu.getByText('Dials 01512345678')).toBeVisible();
  await menu.getByRole('button', { name: '1 hour' }).click();
  const mobile = { ...current.mobile, number: '0151 / 234-56 78', prefix: '', usedAsExtension: false };
  expect(shown.asked('my-extension.set')).toEqual([
    { changes: [{ setting: 'mobile', value: mobile }], until: null, anyway: false },
  ]);
  await expect
    .poll(() => shown.asked('status.set'))
    .toEqual([
      {
        status: { kind: 'forward', destination: { kind: 'mobile', prefix: '' } },
        until: NOW + HOUR,
        anyway: false,
      },
    ]);
});

test('a colleague is found by name; forwarding to someone offline asks once more, in words', async () => {
  const shown = await showPanel(myCallsStates.mine);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Forward all calls/ }).click();
  await menu.getByRole('button', { name: /^A colleague/ }).click();
  await expect.element(menu.getByRole('combobox', { name: 'A colleague…' })).toHaveFocus();
  await press('elif{Enter}');
  shown.fixture.failNext('status.set', { code: 'extension.dead-end', detail: { count: 1 } });
  await menu.getByRole('button', { name: 'Until I change it' }).click();
  await expect.element(menu.getByRole('alert')).toMatchTextContent(/Elif Yılmaz \(1006\) is offline/);
  await menu.getByRole('button', { name: 'Do it anyway' }).click();
  const status = { kind: 'forward', destination: { kind: 'extension', extension: '1006' } };
  expect(shown.asked('status.set')).toEqual([
    { status, until: null, anyway: false },
    { status, until: null, anyway: true },
  ]);
  await expect.element(menu).not.toBeInTheDocument();
});

test('a preset shows what changes, asks once for it however many snapshots come, and takes an end', async () => {
  const shown = await showPanel(myCallsStates.mine);
  shown.fixture.answerNext('preset.preview', presetPreview);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Lunch/ }).click();
  await expect.element(menu.getByRole('listitem')).toHaveTextContent('Do not disturb: On');
  for (let i = 0; i < 5; i += 1) shown.fixture.change({});
  await menu.getByRole('button', { name: '1 hour' }).click();
  expect(shown.asked('preset.preview')).toEqual([{ id: 'p1' }]);
  expect(shown.asked('status.set')).toEqual([
    { status: { kind: 'preset', id: 'p1' }, until: NOW + HOUR, anyway: false },
  ]);
});

test('not connected, the menu says why nothing can be chosen', async () => {
  const shown = await showPanel(myCallsStates['mine-offline']);
  await statusButton(shown).click();
  await expect.element(menu.getByText(/^You’re not connected/)).toBeVisible();
  await expect.element(menu.getByRole('button', { name: /^Do not disturb/ })).toBeDisabled();
  await expect.element(menu.getByRole('button', { name: 'My calls…' })).toBeEnabled();
});

test('what the administrator sets is said, not offered', async () => {
  const shown = await showPanel(withMine({ editable: ['doNotDisturb'] }));
  await statusButton(shown).click();
  const forward = menu.getByRole('button', { name: /^Forward all calls/ });
  await expect.element(forward).toBeDisabled();
  await expect.element(forward).toMatchTextContent(/Set by your administrator/);
  await expect.element(menu.getByRole('button', { name: /^Do not disturb/ })).toBeEnabled();
});

test('ringing normally is one choice, and My calls opens from the menu', async () => {
  const shown = await showPanel(myCallsStates['mine-forwarding']);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Ring normally/ }).click();
  expect(shown.asked('status.set')).toEqual([{ status: { kind: 'normal' }, until: null, anyway: false }]);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: 'My calls…' }).click();
  await expect
    .element(shown.screen.getByRole('tab', { name: 'My calls' }))
    .toHaveAttribute('aria-selected', 'true');
});

test('while it connects, the header says that my settings are being read; later, that they couldn’t be', async () => {
  const { screen, fixture } = await showPanel(states.connecting);
  await expect.element(screen.getByText('Checking your settings…')).toBeVisible();
  fixture.change({ connection: states['never-reached'].connection });
  await expect.element(screen.getByText('Your settings couldn’t be read')).toBeVisible();
});

test('before my settings were read the header says so, and nothing can be pressed', async () => {
  const shown = await showPanel({ ...myCallsStates.mine, myExtension: null });
  const reading = shown.screen.getByRole('button', { name: 'Checking your settings…', exact: true });
  await expect.element(reading).toBeDisabled();
  shown.fixture.change({ myExtension: mine() });
  await expect.element(statusButton(shown)).toBeEnabled();
});

test('why the phone can’t ring normally is said at the menu’s foot, in sight', async () => {
  const shown = await showAt([200, 320], myCallsStates['mine-forwarding']);
  await statusButton(shown).click();
  await menu.getByRole('button', { name: /^Do not disturb/ }).click();
  shown.fixture.failNext('status.set', { code: 'extension.not-mine', detail: {} });
  await menu.getByRole('button', { name: /^Ring normally/ }).click();
  await expect.element(menu.getByRole('alert')).toMatchTextContent(/belong to someone else/);
  await expect.element(menu.getByRole('alert')).toBeInViewport({ ratio: 0.9 });
  await expect.element(menu.getByRole('button', { name: '1 hour' })).not.toBeInTheDocument();
  await menu.getByRole('button', { name: 'My calls…' }).click();
  await expect.element(shown.screen.getByRole('tab', { name: 'My calls' })).toBeVisible();
});
