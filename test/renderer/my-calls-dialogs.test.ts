/** The dialogs of My calls: a new PIN, presets; what they check, and what becomes of an answer that comes after they were left. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { myCallsStates } from './fixtures/my-calls-snapshots.ts';
import { showMyCalls } from './fixtures/show-my-calls.ts';
import { nextFrames } from './fixtures/show-panel.ts';

const press = (keys: string) => userEvent.keyboard(keys);

test('Escape leaves a dialog and not the page, however soon, and while it is being saved too', async () => {
  const { screen, fixture, asked } = await showMyCalls(myCallsStates.mine);
  await screen.getByRole('button', { name: 'Presets' }).click();
  const opener = screen.getByRole('button', { name: 'New preset…' });
  const dialog = page.getByRole('dialog', { name: 'New preset' });
  opener.element().focus();
  await press('{Enter}{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
  await press('{Enter}');
  await expect.element(dialog.getByRole('textbox', { name: 'Name' })).toHaveFocus();
  await dialog.getByRole('combobox').click();
  await press('{Escape}');
  await expect.element(dialog).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lunch 2');
  const answer = fixture.holdNext('preset.save');
  await press('{Enter}');
  await expect.poll(() => asked('preset.save')).toHaveLength(1);
  await press('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
  answer();
  await expect.element(screen.getByRole('heading', { name: 'Forwarding' })).toBeVisible();
  await press('{Escape}');
  await expect.element(screen.getByRole('searchbox')).toBeVisible();
});

test('the PIN dialog checks the rule while typing, can show the PIN, and waits for the outcome', async () => {
  const { screen, asked, fixture } = await showMyCalls(myCallsStates.mine);
  const open = screen.getByRole('button', { name: 'PIN: Change PIN…' });
  await open.click();
  const dialog = page.getByRole('dialog', { name: 'New voicemail PIN' });
  const field = dialog.getByLabelText('New PIN', { exact: true });
  await expect.element(field).toHaveFocus();
  await press('1234');
  await expect.element(dialog.getByText('That’s easy to guess.')).toBeVisible();
  await press('x');
  await expect.element(dialog.getByText('Use digits only.')).toBeVisible();
  await press('{Enter}');
  expect(asked('my-extension.set-secret')).toEqual([]);
  await field.fill('482913');
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect.element(field).toHaveAttribute('type', 'text');
  fixture.failNext('my-extension.set-secret', {
    code: 'network.timeout',
    detail: { host: 'pbx.example.com' },
  });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(asked('my-extension.set-secret')).toHaveLength(2);
  await expect.element(open).toHaveFocus();
});

test('a PIN that is refused after its dialog was left is reported on the page', async () => {
  const { screen, fixture } = await showMyCalls(myCallsStates.mine);
  await screen.getByRole('button', { name: 'PIN: Change PIN…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New voicemail PIN' });
  await dialog.getByLabelText('New PIN', { exact: true }).fill('482913');
  const answer = fixture.holdNext('my-extension.set-secret');
  fixture.failNext('my-extension.set-secret', { code: 'extension.not-mine', detail: {} });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  answer();
  const myCalls = screen.getByRole('tabpanel', { name: 'My calls' });
  await expect.element(myCalls.getByText(/belong to someone else/)).toBeInViewport();
});

test('a preset is kept from the settings as they are, with its usual end, and removed after a question', async () => {
  const { screen, asked } = await showMyCalls(myCallsStates.mine);
  await screen.getByRole('button', { name: 'Presets' }).click();
  await screen.getByRole('button', { name: 'New preset…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New preset' });
  await dialog.getByRole('button', { name: 'Save preset' }).click();
  await expect.element(dialog.getByText('Give it a name.')).toBeVisible();
  await dialog.getByLabelText('Name').fill('Focus');
  await dialog.getByRole('checkbox', { name: /^Do not disturb/ }).click();
  await dialog.getByRole('combobox', { name: 'Usually lasts' }).click();
  await page.getByRole('option', { name: '1 hour' }).click();
  await dialog.getByRole('button', { name: 'Save preset' }).click();
  expect(asked('preset.save')).toEqual([
    { name: 'Focus', settings: ['forwardAll', 'doNotDisturb'], endsAfter: 'hour' },
  ]);
  await screen.getByRole('button', { name: 'More for “Lunch”' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove “Lunch”?' }).getByRole('button', { name: 'Remove' }).click();
  expect(asked('preset.remove')).toEqual([{ id: 'p1' }]);
});

test('a preset that is refused after its dialog was left is reported on the page, and the dialog opened since stays', async () => {
  const { screen, fixture } = await showMyCalls(myCallsStates.mine);
  await screen.getByRole('button', { name: 'Presets' }).click();
  const dialog = page.getByRole('dialog', { name: 'New preset' });
  const leave = async (): Promise<() => void> => {
    const answer = fixture.holdNext('preset.save');
    await screen.getByRole('button', { name: 'New preset…' }).click();
    await dialog.getByLabelText('Name').fill('Focus');
    await press('{Enter}{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    return answer;
  };
  const agree = await leave();
  await screen.getByRole('button', { name: 'New preset…' }).click();
  await expect.element(dialog).toBeVisible();
  agree();
  await nextFrames();
  await expect.element(dialog).toBeVisible();
  await press('{Escape}');

  const refuse = await leave();
  fixture.failNext('preset.save', { code: 'extension.not-mine', detail: {} });
  refuse();
  const myCalls = screen.getByRole('tabpanel', { name: 'My calls' });
  await expect.element(myCalls.getByText(/belong to someone else/)).toBeInTheDocument();
});
