/** What needs the person: one banner each, with the one thing to do, and nothing done by itself. */
import { expect, test } from 'vitest';
import { myCallsStates } from './fixtures/my-calls-snapshots.ts';
import { nextFrames, showPanel } from './fixtures/show-panel.ts';
import { certificate, otherCertificate, states } from './fixtures/snapshots.ts';

test('a changed certificate shows old and new side by side; only a yes continues', async () => {
  const { screen, asked } = await showPanel(states['certificate-changed']);
  await screen.getByRole('button', { name: 'Compare' }).click();
  const sections = [...screen.container.querySelectorAll('.both > section')];
  expect(sections.map((one) => one.querySelector('h2')?.textContent)).toEqual([
    'Confirmed before',
    'Shown now',
  ]);
  const lines = sections.map((one) =>
    one.querySelector('.fingerprint')?.textContent?.replaceAll(' ', '').toLowerCase(),
  );
  expect(lines).toEqual([certificate.sha256, otherCertificate.sha256]);
  expect(asked('certificate.decide')).toEqual([]);
  await screen.getByRole('button', { name: 'Yes, this is my PBX' }).click();
  expect(asked('certificate.decide')).toEqual([{ sha256: otherCertificate.sha256, decision: 'trust' }]);
});

test('a refused certificate stays refused until a person looks again', async () => {
  const { screen, asked } = await showPanel(states['certificate-refused']);
  await expect.element(screen.getByText('You refused this certificate')).toBeVisible();
  await screen.getByRole('button', { name: 'Look again' }).click();
  await screen.getByRole('button', { name: 'No, don’t connect' }).click();
  expect(asked('certificate.decide')).toEqual([{ sha256: otherCertificate.sha256, decision: 'refuse' }]);
});

test('a refused password is asked for again; the list stays underneath', async () => {
  const { screen, fixture, asked } = await showPanel(states['password-refused']);
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await screen.getByLabelText('Password').fill('hunter-two');
  await screen.getByRole('button', { name: 'Sign in' }).last().click();
  expect(asked('account.sign-in')).toEqual([{ username: 'api', password: 'hunter-two' }]);
  expect(document.documentElement.outerHTML).not.toContain('hunter-two');
  fixture.change({ connection: { kind: 'live', plainHttp: false, contended: false } });
  await expect.element(screen.getByRole('list', { name: 'Colleagues' })).toBeVisible();
  await expect.element(screen.getByLabelText('Password')).not.toBeInTheDocument();
});

test('signed out, the form stays as it is while it is sent, and shows why it failed', async () => {
  const { screen, fixture } = await showPanel(states['signed-out']);
  const account = screen.getByLabelText('Account name');
  const form = screen.container.querySelector('form');
  await account.fill('other');
  await screen.getByLabelText('Password').fill('hunter-two');
  fixture.failNext('account.sign-in', { code: 'network.timeout', detail: {} });
  const answer = fixture.holdNext('account.sign-in');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(screen.getByRole('button', { name: /^Signing in/ })).toBeDisabled();
  answer();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/isn’t answering/);
  await expect.element(account).toHaveValue('other');

  await screen.getByLabelText('Password').fill('hunter-two');
  fixture.failNext('account.sign-in', { code: 'pbx.bad-credentials', detail: {} });
  const refuse = fixture.holdNext('account.sign-in');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  const need = { kind: 'password', username: 'other', triesLeft: 3 } as const;
  fixture.change({ connection: { kind: 'blocked', confirmedAt: null, need } });
  refuse();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/refused the account name or password/);
  await expect.element(screen.getByText(/^3 tries left/)).toBeVisible();
  expect(screen.container.querySelector('form')).toBe(form);
  await expect.element(account).toHaveValue('other');
  await expect.element(screen.getByLabelText('Password')).toHaveFocus();
});

test('a lock-out takes the place of the form that led to it', async () => {
  const { screen, fixture } = await showPanel(states['signed-out']);
  await screen.getByLabelText('Password').fill('hunter-two');
  fixture.failNext('account.sign-in', { code: 'pbx.locked-out', detail: {} });
  const answer = fixture.holdNext('account.sign-in');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  fixture.change({ connection: states['locked-out-alone'].connection });
  answer();
  await expect.element(screen.getByRole('timer')).toBeVisible();
  await nextFrames();
});

test('a form that wasn’t answered no longer says that a password was refused', async () => {
  const { screen, fixture } = await showPanel(states['password-refused']);
  await screen.getByRole('button', { name: 'Sign in' }).click();
  const page = screen.getByRole('region', { name: 'Sign in again' });
  await expect.element(page.getByText(/refused/)).toBeVisible();
  fixture.failNext('account.sign-in', { code: 'network.timeout', detail: {} });
  await page.getByLabelText('Password').fill('hunter-two');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(page.getByRole('alert')).toMatchTextContent(/isn’t answering/);
  await expect.element(page.getByText(/refused/)).not.toBeInTheDocument();
});

test('after four wrong passwords nothing can be sent before a person allows one more', async () => {
  const { screen, fixture, asked } = await showPanel(states['password-refused']);
  const { connection } = states['password-refused'];
  if (connection.kind !== 'blocked') throw new Error('expected a need');
  const need = { kind: 'password', username: 'api', triesLeft: 0 } as const;
  fixture.change({ connection: { ...connection, need } });
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await screen.getByLabelText('Password').fill('hunter-two');
  await expect.element(screen.getByRole('button', { name: 'Sign in' }).last()).toBeDisabled();
  await screen.getByRole('button', { name: /allow one more try/ }).click();
  expect(asked('account.allow-one-more-try')).toEqual([{}]);
  expect(asked('account.sign-in')).toEqual([]);
  fixture.change({ connection: { ...connection, need: { ...need, triesLeft: 1 } } });
  await screen.getByRole('button', { name: 'Sign in' }).last().click();
  expect(asked('account.sign-in')).toHaveLength(1);
});

test('a changed certificate that was refused is compared as warily as before', async () => {
  const refused = {
    kind: 'certificate-refused',
    host: 'pbx.example.com:8088',
    known: certificate,
    offered: otherCertificate,
    likely: 'other-device',
  } as const;
  const { screen } = await showPanel({
    ...states['certificate-refused'],
    connection: { kind: 'blocked', confirmedAt: null, need: refused },
  });
  await screen.getByRole('button', { name: 'Look again' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Confirmed before' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Yes, this is my PBX' })).toHaveClass('danger');
  await expect.element(screen.getByRole('button', { name: 'Copy for my administrator' })).toBeVisible();
});

test('locked out: the time counts down, and there is nothing to press', async () => {
  const { screen, time } = await showPanel(states['locked-out']);
  await expect.element(screen.getByText(/tries again in 6:12/)).toBeVisible();
  time.advance(12_000);
  await expect.element(screen.getByText(/tries again in 6:00/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Sign in' }).query()).toBeNull();
});

test('without a keychain both ways on are offered', async () => {
  const { screen, asked } = await showPanel(states['no-keychain']);
  await screen.getByRole('button', { name: 'Try again' }).click();
  await screen.getByRole('button', { name: 'Continue without saving' }).click();
  expect(asked('keychain.retry')).toEqual([{}]);
  expect(asked('keychain.keep-for-this-run')).toEqual([{}]);
});

test('an extension that is gone is reported in the header', async () => {
  const { screen, asked } = await showPanel(states['extension-gone']);
  await screen.getByRole('button', { name: 'Choose extension' }).click();
  expect(asked('setup.open')).toEqual([{ at: 'extension' }]);
});

test('asked whether the extension is still mine, a press leads to where I answer', async () => {
  const { screen, asked } = await showPanel({
    ...myCallsStates['mine-stranger'],
    notices: [
      {
        id: 'extension-stranger',
        code: 'extension-stranger',
        detail: { number: '1002', name: 'Rolf Aster' },
        dismissible: false,
      },
    ],
  });
  await expect.element(screen.getByText(/seems to belong to Rolf Aster/)).toBeVisible();
  await screen.getByRole('button', { name: 'My calls', exact: true }).click();
  await screen.getByRole('button', { name: 'Yes, it’s mine' }).click();
  expect(asked('my-extension.confirm-mine')).toEqual([{}]);
});

test('a notice that can be dismissed is dismissed with one press; the others stay', async () => {
  const { screen, asked } = await showPanel(states.notices);
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  expect(asked('notice.dismiss')).toEqual([{ id: 'update' }]);
});

test.for([
  ['favourite.set', 'Zoë Müller: Remove from favourites'],
  ['alert.set', 'Zoë Müller: Alert me next time'],
] as const)('the failure of %s is shown above the list and can be dismissed', async ([request, button]) => {
  const { screen, fixture } = await showPanel(states.live);
  fixture.failNext(request, { code: 'settings.unwritable', detail: {} });
  await screen.getByRole('button', { name: button }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/couldn’t be saved/);
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
});

test('a failed poll says nothing until the list has aged with it, and then at the foot only', async () => {
  const { screen, time } = await showPanel(states.retrying);
  await expect.element(screen.getByText(/Updated 14\ss\sago/)).toBeVisible();
  expect(screen.getByText(/isn’t answering. It may be restarting/).query()).toBeNull();
  time.advance(40_000);
  await expect.element(screen.getByText(/isn’t answering. It may be restarting/)).toBeVisible();
});
