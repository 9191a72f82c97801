/** The form of my extension's settings: what it sends, what it marks, what it never holds. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ownStates, ownWith, stored, usuallyEditable } from './own-snapshots.ts';
import { showOwn } from './show-own.ts';
import type { ShownForm } from './show-own.ts';
import { showPanel } from './show-panel.ts';

/** The form's own: the header, out of reach underneath, has one as well. */
const doNotDisturb = (screen: ShownForm['screen']) =>
  screen.getByRole('region', { name: 'Settings' }).getByRole('switch', { name: 'Do not disturb' });
const text = (element: Element) => element.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

test('opening it asks for fresh settings, once', async () => {
  const { asked, become } = await showOwn(ownWith());
  await expect.poll(() => asked('own.read')).toEqual([{}]);
  become({ readAt: 0 });
  await expect.poll(() => asked('own.read')).toEqual([{}]);
});

test('until they were read it says so, and why they cannot be', async () => {
  const { screen, fixture } = await showPanel(ownStates['own-unread']);
  fixture.failNext('own.read', { code: 'network.timeout', detail: {} });
  await userEvent.keyboard('{Control>},{/Control}');
  await screen.getByRole('tab', { name: 'My calls' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent('The PBX did not answer in time.');
});

test('each kind of control sends its field and value, and no extension number', async () => {
  const { screen, asked } = await showOwn(ownWith());
  await doNotDisturb(screen).click();
  await screen.getByRole('combobox', { name: 'Rings for' }).selectOptions('2 minutes');
  await screen.getByRole('switch', { name: 'Send messages by e-mail' }).click();
  await screen.getByRole('textbox', { name: 'Mobile number' }).fill('12');
  await screen.getByRole('combobox', { name: 'Goes to' }).first().selectOptions('Another number');
  expect(asked('own.edit')).toEqual([
    { field: 'doNotDisturb', value: true },
    { field: 'ringTimeoutSeconds', value: 120 },
    { field: 'voicemailToEmail', value: 'on' },
    { field: 'mobile', value: '12' },
    { field: 'forward.noAnswer.destination', value: { kind: 'number', number: '', prefix: '' } },
  ]);
});

test('what is being typed stays while older values arrive, and a reset shows the stored one', async () => {
  const { screen, asked, become, row } = await showOwn(ownWith());
  const email = screen.getByRole('textbox', { name: 'E-mail' });
  await email.click();
  await email.fill('new@example.com');
  become({ draft: { changes: { email: 'new@' }, secrets: [], problems: [] } });
  await expect.element(screen.getByText('1 change')).toBeVisible();
  await expect.element(email).toHaveValue('new@example.com');
  become({ draft: { changes: { email: 'new@example.com' }, secrets: [], problems: [] } });
  await screen.getByRole('button', { name: 'Reset E-mail' }).click();
  expect(asked('own.reset')).toEqual([{ fields: ['email'] }]);
  become({ draft: { changes: {}, secrets: [], problems: [] } });
  await expect.element(email).toHaveValue('ina@example.com');
  expect(row('email').classList.contains('changed')).toBe(false);
});

test('a refused value goes back to what the core holds, and says why', async () => {
  const { screen, fixture } = await showOwn(ownWith());
  fixture.failNext('own.edit', { code: 'extension.not-allowed', detail: { field: 'name' } });
  await screen.getByRole('textbox', { name: 'Name', exact: true }).fill('X');
  await expect.element(screen.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Ina Tang');
  await expect
    .element(screen.getByText('Your administrator doesn’t allow this to be changed here.'))
    .toBeVisible();
});

test('a PIN leaves the page when it is taken, on Enter and on leaving the field', async () => {
  const { screen, asked, become, row } = await showOwn(ownWith());
  const pin = screen.getByLabelText('New PIN');
  await pin.fill('12x');
  await expect.element(screen.getByText('Digits only.')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(asked('own.set-secret')).toEqual([]);
  await pin.fill('48151623');
  await userEvent.keyboard('{Enter}');
  await expect.element(pin).toHaveValue('');
  await pin.fill('42424242');
  await userEvent.tab();
  await expect.element(pin).toHaveValue('');
  expect(asked('own.set-secret')).toEqual([
    { field: 'voicemailPin', value: '48151623' },
    { field: 'voicemailPin', value: '42424242' },
  ]);
  expect(document.documentElement.outerHTML).not.toMatch(/48151623|42424242/);
  become({ draft: { changes: {}, secrets: ['voicemailPin'], problems: [] } });
  await expect.poll(() => text(row('voicemailPin'))).toContain('A new one will be set.');
});

test('a colleague is found by name or number, with his lamp, and never myself', async () => {
  const { screen, asked } = await showOwn(ownWith());
  const picker = screen.getByRole('combobox', { name: 'Colleague' });
  await expect.element(picker).toHaveValue('Ben Okafor (1003)');
  await picker.click();
  await picker.fill('ina');
  await expect.element(screen.getByText('No colleague matches.')).toBeVisible();
  await picker.fill('muller');
  await expect.element(screen.getByRole('option', { name: /Zoë Müller Free/ })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(picker).toHaveValue('Ben Okafor (1003)');
  await expect.element(screen.getByRole('heading', { name: 'Availability' })).toBeInTheDocument();
  await picker.fill('1010');
  await userEvent.keyboard('{Enter}');
  expect(asked('own.edit')).toEqual([
    { field: 'forward.busy.destination', value: { kind: 'extension', extension: '1010' } },
  ]);
});

test('what the PBX did not tell is neither off nor empty, and can be set', async () => {
  const { screen, asked, row } = await showOwn(ownStates['own-untold']);
  expect(row('doNotDisturb').querySelector('[role="switch"]')).toBeNull();
  await screen.getByRole('combobox', { name: 'Do not disturb' }).selectOptions('Off');
  expect(asked('own.edit')).toEqual([{ field: 'doNotDisturb', value: false }]);
  expect(row('email').querySelector('input')?.placeholder).toBe('Not told by the PBX');
  await expect
    .element(screen.getByRole('combobox', { name: 'Send messages by e-mail' }))
    .toHaveDisplayValue('custom');
  await expect
    .element(screen.getByRole('combobox', { name: 'Goes to' }).last())
    .toHaveDisplayValue('ivr6500');
});

test('what the administrator keeps is shown with a lock and cannot be changed; what is given stands as a field', async () => {
  const { screen, row } = await showOwn(ownStates['own-managed']);
  expect(text(row('name'))).toBe('Name Ina Tang Set by your administrator');
  expect(row('name').querySelector('input, button, select')).toBeNull();
  await expect.element(screen.getByRole('textbox', { name: 'Caller ID' })).toHaveValue('1002');
  await expect.element(screen.getByLabelText('New SIP password')).toHaveAttribute('type', 'password');
  const facts = screen.container.querySelector('dl');
  expect(text(facts ?? document.body)).toContain('Registrations allowed 2');
});

test('problems stand at their fields, saving waits for them, and the foot leads to the first', async () => {
  const { screen, row } = await showOwn(ownStates['own-problems']);
  expect(text(row('email'))).toContain('An e-mail address has one @ and no spaces.');
  expect(text(row('forward.busy.destination'))).toContain('Choose a colleague.');
  const number = screen.getByRole('textbox', { name: 'Number', exact: true });
  await expect.element(number).toHaveAttribute('aria-invalid', 'true');
  await expect
    .element(screen.getByRole('textbox', { name: 'Dial prefix', exact: true }))
    .toHaveAttribute('aria-invalid', 'false');
  await expect.element(screen.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await screen.getByRole('button', { name: 'Correct 3 values first' }).click();
  await expect.element(number).toHaveFocus();
});

test('while it is saved nothing can be changed, and the step is said', async () => {
  const { screen } = await showOwn(ownStates['own-saving']);
  await expect.element(doNotDisturb(screen)).toBeDisabled();
  await expect.element(screen.getByRole('textbox', { name: 'E-mail' })).toHaveAttribute('readonly');
  const bar = screen.getByRole('group', { name: 'Save' });
  await expect.element(bar).toMatchTextContent('The PBX is still busy with earlier changes. Waiting for it…');
  expect(bar.element().querySelector('button')).toBeNull();
});

test('long German words and 200 % zoom: nothing is cut off at the side', async () => {
  await page.viewport(200, 320);
  const { screen } = await showPanel({ ...ownStates['own-drafted'], language: 'de' });
  await expect.element(screen.getByRole('searchbox')).toBeVisible();
  await userEvent.keyboard('{Control>},{/Control}');
  await expect.element(screen.getByRole('heading', { name: 'Erreichbarkeit' })).toBeInTheDocument();
  const body = screen.container.querySelector('.body');
  expect(body?.scrollWidth).toBe(body?.clientWidth);
  await page.viewport(380, 640);
});

test('the editable fields of the fixture are all in the form', async () => {
  const { screen } = await showOwn(ownWith({ stored: { ...stored, 'forward.always.enabled': true } }));
  const shown = new Set(
    [...screen.container.querySelectorAll<HTMLElement>('[data-field]')].map(
      ({ dataset }) => dataset['field'],
    ),
  );
  expect(usuallyEditable.filter((field) => !shown.has(field))).toEqual([]);
});
