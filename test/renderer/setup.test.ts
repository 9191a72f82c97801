/** The wizard: each step asks for what it needs, can be gone back from and left, and keeps no password in the page. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { showPanel } from './fixtures/show-panel.ts';
import { states } from './fixtures/snapshots.ts';

test('the welcome leads into the set-up and into the demo', async () => {
  const { screen, asked } = await showPanel(states.welcome);
  await screen.getByRole('button', { name: 'Set up' }).click();
  await screen.getByRole('button', { name: 'Try the demo' }).click();
  expect(asked('setup.open')).toEqual([{ at: 'address' }]);
  expect(asked('setup.demo')).toEqual([{}]);
});

test('the address is typed and sent with Enter; it may be an empty mistake', async () => {
  const { screen, asked } = await showPanel(states['setup-address']);
  await expect.element(screen.getByLabelText('Address of the PBX')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(asked('setup.address')).toEqual([]);
  await userEvent.keyboard('pbx.example.com{Enter}');
  expect(asked('setup.address')).toEqual([{ address: 'pbx.example.com', plainHttpConfirmed: false }]);
});

test('a typing error is shown beside the field, which keeps what was typed', async () => {
  const { screen } = await showPanel(states['setup-address-failed']);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/pbx.exmaple.com/);
  await expect.element(screen.getByLabelText('Address of the PBX')).toHaveValue('pbx.exmaple.com');
  await expect.element(screen.getByLabelText('Address of the PBX')).toHaveAttribute('aria-invalid', 'true');
});

test('without encryption it continues only after the warning was confirmed', async () => {
  const { screen, asked } = await showPanel(states['setup-plain-http']);
  const next = screen.getByRole('button', { name: 'Continue' });
  await expect.element(next).toBeDisabled();
  await screen.getByRole('checkbox').click();
  await next.click();
  expect(asked('setup.address')).toEqual([{ address: 'pbx.example.com', plainHttpConfirmed: true }]);
});

test('a new certificate is shown in groups to read aloud, and answered with an explicit yes or no', async () => {
  const { screen, asked } = await showPanel(states['setup-certificate']);
  const groups = [...screen.container.querySelectorAll('.fingerprint > span')].map((one) =>
    one.textContent?.trim(),
  );
  expect(groups.length).toBe(16);
  expect(groups[0]).toBe('3FA9');
  await screen.getByRole('button', { name: 'No, don’t connect' }).click();
  await screen.getByRole('button', { name: 'Yes, this is my PBX' }).click();
  const sha256 = states['setup-certificate'].setup?.certificate?.offered.sha256;
  expect(asked('setup.certificate')).toEqual([
    { sha256, decision: 'refuse' },
    { sha256, decision: 'trust' },
  ]);
});

test('no key answers the question about a certificate by accident', async () => {
  const { screen, asked } = await showPanel(states['setup-certificate']);
  await expect.element(screen.getByRole('heading', { name: 'Is this your PBX?' })).toHaveFocus();
  await userEvent.keyboard('{Enter} y');
  expect(asked('setup.certificate')).toEqual([]);
});

test('the password leaves its field with the request and is nowhere in the page after that', async () => {
  const { screen, fixture, asked } = await showPanel(states['setup-account']);
  await expect.element(screen.getByLabelText('Password')).toHaveFocus();
  fixture.failNext('setup.account', { code: 'pbx.bad-credentials', detail: { errno: 20003 } });
  await userEvent.keyboard('hunter-two{Enter}');
  expect(asked('setup.account')).toEqual([{ username: 'api', password: 'hunter-two' }]);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/refused the account name or password/);
  expect(document.documentElement.outerHTML).not.toContain('hunter-two');
  await expect.element(screen.getByLabelText('Password')).toHaveValue('');
  await expect.element(screen.getByLabelText('Password')).toHaveFocus();
});

test('how many tries are left is said beside the password', async () => {
  const { screen } = await showPanel(states['setup-account-refused']);
  await expect.element(screen.getByText(/^2 tries left before Lampfield stops/)).toBeVisible();
});

test('while signing in is held back nothing can be sent, and the time counts down', async () => {
  const { screen, time, asked } = await showPanel(states['setup-account-wait']);
  await expect.element(screen.getByText('You can try again in 9:41.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  time.advance(41_000);
  await expect.element(screen.getByText('You can try again in 9:00.')).toBeVisible();
  await screen.getByLabelText('Password').fill('x');
  await userEvent.keyboard('{Enter}');
  expect(asked('setup.account')).toEqual([]);
  time.advance(9 * 60_000);
  await expect.element(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
});

test('the likely extension is chosen already; arrows and letters choose another', async () => {
  const { screen, asked } = await showPanel(states['setup-extension']);
  await expect
    .element(screen.getByRole('option', { name: /Ina Tang/ }))
    .toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Enter}');
  expect(asked('setup.extension')).toEqual([{ number: '1002' }]);
  await userEvent.keyboard('zoe{Enter}');
  expect(asked('setup.extension')).toEqual([{ number: '1002' }, { number: '1013' }]);
});

test('the certificate is a question with two answers, and a way back', async () => {
  const { screen, asked } = await showPanel(states['setup-certificate']);
  await expect.element(screen.getByRole('button', { name: 'No, don’t connect' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Cancel' }).query()).toBeNull();
  await screen.getByRole('button', { name: 'Back' }).click();
  expect(asked('setup.back')).toEqual([{}]);
});

test.for(['setup-account', 'setup-extension'] as const)('%s can be gone back from and left', async (name) => {
  const { screen, asked } = await showPanel(states[name]);
  await screen.getByRole('button', { name: 'Back' }).click();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(asked('setup.back')).toEqual([{}]);
  expect(asked('setup.cancel')).toEqual([{}]);
});

test('the first step has nowhere to go back to', async () => {
  const { screen } = await showPanel(states['setup-address']);
  await expect.element(screen.getByLabelText('Address of the PBX')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Back' }).query()).toBeNull();
});

test.for(['setup-address', 'setup-certificate', 'setup-account', 'setup-extension'] as const)(
  'Escape goes one step back from %s, and closes nothing',
  async (name) => {
    const { setup } = states[name];
    const { screen, fixture, asked } = await showPanel(states[name]);
    await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(asked('setup.back')).toEqual([{}]);
    expect(asked('panel.close')).toEqual([]);
    // While a step is being tried, it would come too late.
    fixture.change({ setup: setup && { ...setup, working: true } });
    await userEvent.keyboard('{Escape}');
    expect(asked('setup.back')).toEqual([{}]);
    expect(asked('panel.close')).toEqual([]);
  },
);

test('a press on a name chooses it, and the keys go on from there', async () => {
  const { screen, asked } = await showPanel(states['setup-extension']);
  await screen.getByRole('option', { name: /Zoë Müller/ }).click();
  await expect.element(screen.getByRole('combobox')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(asked('setup.extension')).toEqual([{ number: '1013' }]);
});

test('while a step is being tried, the way back waits', async () => {
  const { setup } = states['setup-account'];
  const { screen, fixture } = await showPanel(states['setup-account']);
  await expect.element(screen.getByRole('button', { name: 'Back' })).toBeEnabled();
  fixture.change({ setup: setup && { ...setup, working: true } });
  await expect.element(screen.getByRole('button', { name: 'Back' })).toBeDisabled();
});

test('no view opens behind the set-up or the welcome', async () => {
  const { screen, fixture } = await showPanel(states.welcome);
  await userEvent.keyboard('{Control>},{/Control}');
  fixture.send('show', { view: 'settings' });
  fixture.change(states['setup-address']);
  fixture.send('show', { view: 'settings' });
  fixture.change(states.live);
  await expect.element(screen.getByRole('list', { name: 'Colleagues' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Settings' }).query()).toBeNull();
});

test('Escape in the last step empties the search first', async () => {
  const { screen, asked } = await showPanel(states['setup-extension']);
  await userEvent.keyboard('zoe{Escape}');
  await expect.element(screen.getByRole('combobox')).toHaveValue('');
  expect(asked('setup.back')).toEqual([]);
  await userEvent.keyboard('{Escape}');
  expect(asked('setup.back')).toEqual([{}]);
});

test('who asks only for another extension is shown no steps, and is back in the settings afterwards', async () => {
  const { setup } = states['setup-extension'];
  const { screen, fixture, asked } = await showPanel(states.live);
  await userEvent.keyboard('{Control>},{/Control}');
  await screen.getByRole('tab', { name: 'App' }).click();
  await screen.getByRole('button', { name: 'Change extension…' }).click();
  expect(asked('setup.open')).toEqual([{ at: 'extension' }]);
  fixture.change({ setup: setup && { ...setup, extensionOnly: true } });
  await expect.element(screen.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
  expect(screen.getByText(/^Step /).query()).toBeNull();
  await screen.getByRole('button', { name: 'Back' }).click();
  expect(asked('setup.back')).toEqual([{}]);
  fixture.change({ setup: null });
  await expect.element(screen.getByRole('button', { name: 'Change extension…' })).toBeVisible();
});

test('another extension can be chosen once there is a list to choose from', async () => {
  const { screen, fixture } = await showPanel(states.connecting);
  await userEvent.keyboard('{Control>},{/Control}');
  await screen.getByRole('tab', { name: 'App' }).click();
  await expect.element(screen.getByRole('button', { name: 'Change extension…' })).toBeDisabled();
  fixture.change(states.live);
  await expect.element(screen.getByRole('button', { name: 'Change extension…' })).toBeEnabled();
});

const line = {
  url: 'https://pbx.example.com:8088',
  username: 'api',
  extension: '1002',
  hasFingerprint: true,
  hasPassword: true,
  replaces: null,
} as const;

function paste(text: string, target: EventTarget = window): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

test.for(['welcome', 'setup-address'] as const)(
  'on %s a pasted set-up line goes to the core and is nowhere in the page',
  async (name) => {
    const { screen, asked } = await showPanel(states[name]);
    const text = '{"url":"pbx","username":"api","password":"hunter-two"}';
    paste(text, screen.getByRole('textbox').query() ?? window);
    await expect.poll(() => asked('setup.line')).toEqual([{ text }]);
    expect(document.documentElement.outerHTML).not.toContain('hunter-two');
    for (const field of screen.container.querySelectorAll('input'))
      expect(field.value).not.toContain('hunter-two');
  },
);

test('an address that is pasted stays in its field', async () => {
  const { asked } = await showPanel(states['setup-address']);
  paste('pbx.example.com');
  expect(asked('setup.line')).toEqual([]);
});

test('a file is taken where it is dropped, and where it is chosen; one that is far too large is not', async () => {
  const { screen, asked } = await showPanel(states['setup-address']);
  const drop = (text: string): void => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'lampfield.json', { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  };
  drop('{"url":"pbx"}');
  await expect.poll(() => asked('setup.line')).toEqual([{ text: '{"url":"pbx"}' }]);
  const chooser = screen.container.querySelector('input[type=file]');
  if (chooser === null) throw new Error('no file can be chosen');
  await userEvent.upload(chooser, new File(['lampfield:x'], 'a.txt'));
  await expect.poll(() => asked('setup.line').length).toBe(2);
  drop('x'.repeat(100_000));
  await expect.element(screen.getByText(/too large to be a set-up file/)).toBeVisible();
  expect(asked('setup.line')).toHaveLength(2);
});

test('a set-up line is shown before it is used, and can be dismissed', async () => {
  const shown = states['setup-address'];
  const { screen, asked, fixture } = await showPanel(shown);
  const { setup } = shown;
  if (setup === null) throw new Error('no set-up');
  fixture.change({ setup: { ...setup, line: { ...line, replaces: 'https://old.example.com:8088' } } });
  await expect.element(screen.getByRole('heading', { name: 'Your set-up line' })).toBeVisible();
  await expect.element(screen.getByText('https://pbx.example.com:8088')).toBeVisible();
  await expect.element(screen.getByText('api, with password')).toBeVisible();
  await expect.element(screen.getByText(/replaces your connection to https:\/\/old/)).toBeVisible();
  await screen.getByRole('button', { name: 'Connect' }).click();
  await screen.getByRole('button', { name: 'Don’t use it' }).click();
  expect(asked('setup.use-line')).toEqual([{}]);
  expect(asked('setup.back')).toEqual([{}]);
});

test.for(['welcome', 'setup-address', 'setup-account'] as const)(
  'on %s there is a text for IT for those who have nothing of it',
  async (name) => {
    const { screen } = await showPanel(states[name]);
    await screen.getByRole('button', { name: 'I don’t have these' }).click();
    const text = screen.getByRole('textbox', { name: 'Ask your IT team' });
    await expect.element(text).toBeVisible();
    const shown = text.element();
    expect(shown instanceof HTMLTextAreaElement ? shown.value : '').toMatch(
      /lampfield:set-up\?url=.*fingerprint.*extension/s,
    );
    await expect.element(screen.getByRole('button', { name: 'Copy text' })).toBeVisible();
  },
);
