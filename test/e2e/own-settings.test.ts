/** Every setting of my extension, edited in the panel and found on the PBX; and drafts, problems, warnings. */

import { afterEach, expect, it } from 'vitest';
import { me, openForm, openOwnSettings, soon, type OwnSettings } from './open-own-settings.ts';

let own: OwnSettings;
afterEach(async () => {
  expect(own.pageErrors).toEqual([]);
  await own.close();
});

it('saves every field in one go, and sends only what changed', async () => {
  own = await openOwnSettings({ prepare: (pbx) => pbx.extensions.set(me, { dnd: 'on', mobile: '' }) });
  const { panel, row, device, updates, save } = own;
  const pin = '48151623';

  await row('doNotDisturb').getByRole('switch').click();
  await row('ringTimeoutSeconds').getByRole('combobox').selectOption('1 minute');

  await row('forward.always.enabled').getByRole('switch').click();
  const always = row('forward.always.destination');
  await always.getByRole('combobox', { name: 'Goes to' }).selectOption('A colleague');
  const picker = always.getByRole('combobox', { name: 'Colleague' });
  await picker.fill('ina ta');
  await panel.getByRole('option', { name: 'Ina Tang' }).click();
  await expect.poll(() => picker.inputValue(), soon).toBe('Ina Tang (1001)');

  await row('mobile').getByRole('textbox').fill('1399999999');
  const noAnswer = row('forward.noAnswer.destination');
  await noAnswer.getByRole('combobox').selectOption('My mobile');
  await noAnswer.getByLabel('Dial prefix').fill('9');

  const busy = row('forward.busy.destination');
  await busy.getByRole('combobox').selectOption('Another number');
  await busy.getByLabel('Dial prefix').fill('0');
  await busy.getByLabel('Number', { exact: true }).fill('95923333');

  await row('voicemailToEmail').getByRole('switch').click();
  await row('voicemailPin').locator('input').fill(pin);
  await row('mobilityEnabled').getByRole('switch').click();
  await row('ringSimultaneously').getByRole('switch').click();
  await row('mobilePrefix').getByRole('textbox').fill('91');
  await row('name').getByRole('textbox').fill('Amy Pond');
  await row('email').getByRole('textbox').fill('pond@example.com');
  await row('agentId').getByRole('textbox').fill('6932');
  await panel.getByText('15 changes').waitFor();
  expect(await panel.locator('html').innerHTML()).not.toContain(pin);
  expect(await row('voicemailPin').locator('input').inputValue()).toBe('');
  await panel.getByText('All calls go to Ina Tang.').waitFor();
  await save();

  const wanted = {
    dnd: 'off',
    ringtimeout: '60',
    alwaysforward: 'on',
    atransferto: 'Extension',
    atransferext: '1001',
    ntransferto: 'Mobile Number',
    ntransferprefix: '9',
    btransferto: 'Custom Number',
    btransferprefix: '0',
    btransfernum: '95923333',
    enablevmtoemail: 'on',
    vmsecret: pin,
    enablemobile: 'on',
    ringsimultaneous: 'on',
    mobileprefix: '91',
    mobile: '1399999999',
    username: 'Amy Pond',
    email: 'pond@example.com',
    agentid: '6932',
  };
  expect(device()).toMatchObject(wanted);
  const sent = updates().flatMap((update) => Object.keys(update));
  for (const untouched of ['callerid', 'registername', 'hasvoicemail', 'monitormode', 'maxduration']) {
    expect(sent).not.toContain(untouched);
  }
  expect(updates().every(({ extid }) => extid === me)).toBe(true);
  expect(await panel.locator('[data-field].changed').count()).toBe(0);
});

it('keeps a draft while the panel is closed, and forgets it field by field or as a whole', async () => {
  own = await openOwnSettings();
  const { panel, page, row, updates, openPanel } = own;
  await row('hasVoicemail').getByRole('switch').click();
  await row('email').getByRole('textbox').fill('someone@example.com');
  await panel.getByText('2 changes').waitFor();
  await page.locator('.tray').click();
  await page.locator('.panel').waitFor({ state: 'hidden' });
  await openPanel();
  await openForm(panel);
  expect(await row('email').getByRole('textbox').inputValue()).toBe('someone@example.com');

  await row('email').getByText('Stored: amy@example.com').waitFor();
  await row('email').getByRole('button', { name: 'Reset E-mail' }).click();
  await panel.getByText('1 change', { exact: true }).waitFor();
  await expect.poll(() => row('email').getByRole('textbox').inputValue(), soon).toBe('amy@example.com');
  await panel.getByRole('button', { name: 'Reset all' }).click();
  await panel.getByText('1 change', { exact: true }).waitFor({ state: 'hidden' });
  expect(await row('hasVoicemail').getByRole('switch').isChecked()).toBe(true);
  expect(updates()).toEqual([]);
});

it('says the rule while typing, and leads to what has to be corrected', async () => {
  own = await openOwnSettings();
  const { panel, row, updates } = own;
  const email = row('email').getByRole('textbox');
  await email.fill('amy at example');
  await row('email').getByText('An e-mail address has one @ and no spaces.').waitFor();
  expect(await email.getAttribute('aria-invalid')).toBe('true');
  await row('voicemailPin').locator('input').fill('12ab');
  await row('voicemailPin').getByText('Digits only.').waitFor();
  await row('voicemailPin').locator('input').fill('');
  expect(await panel.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await panel.getByRole('button', { name: 'Correct 1 value first' }).click();
  expect(await email.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(updates()).toEqual([]);
  await email.fill('pond@example.com');
  await own.save();
  expect(own.device().email).toBe('pond@example.com');
});

it('warns of a dead end, and saves all the same when told to', async () => {
  own = await openOwnSettings({ prepare: (pbx) => pbx.extensions.setStatus('1003', 'Unavailable') });
  const { panel, row, device } = own;
  await row('forward.busy.destination').getByRole('combobox').selectOption('A colleague');
  const picker = row('forward.busy.destination').getByRole('combobox', { name: 'Colleague' });
  await picker.fill('1003');
  await picker.press('Enter');
  await row('forward.busy.destination').getByText('nobody would answer there').waitFor();
  await panel.getByRole('button', { name: 'Save all the same' }).click();
  await own.saved();
  expect(device()).toMatchObject({ btransferto: 'Extension', btransferext: '1003' });
});

it('is worked with the keyboard alone', async () => {
  own = await openOwnSettings({
    prepare: (pbx) => pbx.extensions.set(me, { dnd: 'off', ringtimeout: '30' }),
  });
  const { panel, page, device } = own;
  await page.keyboard.press('Escape');
  await panel.getByRole('searchbox').waitFor();
  await page.keyboard.press('Control+Comma');
  await panel.getByRole('heading', { name: 'Availability' }).waitFor();
  const focused = () =>
    panel
      .locator(':focus')
      .evaluate((element) => element.closest('[data-field]')?.getAttribute('data-field'));
  const tabTo = async (field: string) => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      if ((await panel.locator(':focus').count()) > 0 && (await focused()) === field) return;
    }
    throw new Error(`Tab never reached ${field}`);
  };
  await tabTo('doNotDisturb');
  await page.keyboard.press('Space');
  await tabTo('ringTimeoutSeconds');
  await page.keyboard.press('ArrowDown');
  await tabTo('email');
  await page.keyboard.type('pond@example.com');
  await panel.getByText('3 changes').waitFor();
  for (let i = 0; i < 30; i += 1) {
    await page.keyboard.press('Tab');
    const name = await panel.locator(':focus').textContent();
    if (name?.trim() === 'Save') break;
  }
  await page.keyboard.press('Enter');
  await own.saved();
  expect(device()).toMatchObject({ dnd: 'on', ringtimeout: '60', email: 'pond@example.com' });
});

it('shows what the administrator keeps, and no control for it', async () => {
  own = await openOwnSettings();
  const { panel } = own;
  const facts = panel.locator('section', { hasText: 'Set by your administrator' }).last();
  await facts.getByText('Caller ID').waitFor();
  expect(await facts.locator('input, select, button').count()).toBe(0);
});
