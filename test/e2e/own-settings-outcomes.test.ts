/** What can come of a save of my extension's settings, produced on the PBX and answered in the panel. */

import { afterEach, expect, it } from 'vitest';
import { me, openForm, openOwnSettings, soon, type OwnSettings } from './open-own-settings.ts';

let own: OwnSettings;
afterEach(async () => {
  expect(own.pageErrors).toEqual([]);
  await own.close();
});

const start = (fields: Record<string, string> = {}) =>
  openOwnSettings({
    prepare: (pbx) =>
      pbx.extensions.set(me, { dnd: 'off', ringtimeout: '30', email: 'amy@example.com', ...fields }),
  });

const press = (name: string) => own.panel.getByRole('button', { name, exact: true }).click();
const ringFor = (words: string) => own.row('ringTimeoutSeconds').getByRole('combobox').selectOption(words);
const changes = (count: number) => own.bar.getByText(`${count} change`).waitFor();

it('asks field by field when somebody else changed the same, and leaves their other changes alone', async () => {
  own = await start();
  const { panel, pbx, row, bar, device, updates } = own;
  await ringFor('1 minute');
  await row('email').getByRole('textbox').fill('mine@example.com');
  await changes(2);
  pbx.extensions.set(me, { ringtimeout: '120', email: 'theirs@example.com', mobile: '1511111111' });
  await bar.getByRole('button', { name: 'Save', exact: true }).click();
  const note = panel.getByRole('region', { name: 'Somebody else changed the same' });
  await note.waitFor();
  expect(updates()).toEqual([]);
  expect(await note.getByRole('heading').evaluate((element) => element === document.activeElement)).toBe(
    true,
  );
  const choice = (field: string, side: RegExp) =>
    note.getByRole('group', { name: field }).getByRole('radio', { name: side });
  expect(await note.getByRole('button', { name: 'Save my choice' }).isDisabled()).toBe(true);
  await choice('Rings for', /Mine.*1 minute/s).check();
  await choice('E-mail', /On the PBX now.*theirs@example.com/s).check();
  await note.getByRole('button', { name: 'Save my choice' }).click();
  await own.saved();
  expect(device()).toMatchObject({ ringtimeout: '60', email: 'theirs@example.com', mobile: '1511111111' });
  expect(updates()).toEqual([{ extid: me, ringtimeout: '60' }]);
});

it('reports field by field what the PBX did not do although it said so', async () => {
  own = await start();
  const { panel, pbx, row, bar, device } = own;
  pbx.faults.set({ kind: 'not-applied', fields: ['ringtimeout'] }, { path: 'extension/update', times: 1 });
  await ringFor('1 minute');
  await row('email').getByRole('textbox').fill('mine@example.com');
  await changes(2);
  await bar.getByRole('button', { name: 'Save', exact: true }).click();
  const note = panel.getByRole('region', { name: 'The PBX did not take everything' });
  await note.getByText('Wanted: 1 minute. Found: 30 seconds.').waitFor();
  expect(await note.getByText('E-mail').count()).toBe(0);
  expect(device()).toMatchObject({ ringtimeout: '30', email: 'mine@example.com' });
  await changes(1);
  await own.save();
  expect(device().ringtimeout).toBe('60');
});

it('undoes a save to exactly what was before', async () => {
  own = await start({ ringtimeout: '15' });
  const { row, device } = own;
  const before = device();
  await ringFor('5 minutes');
  await row('doNotDisturb').getByRole('switch').click();
  await changes(2);
  await own.save();
  expect(device()).toMatchObject({ ringtimeout: '300', dnd: 'on' });
  await press('Undo');
  await expect.poll(() => own.device(), soon).toEqual(before);
});

it('keeps the draft and says why when the PBX refuses', async () => {
  own = await start();
  const { pbx, bar, device } = own;
  pbx.faults.set({ kind: 'errno', errno: 30001 }, { path: 'extension/update', times: 1 });
  await ringFor('1 minute');
  await changes(1);
  await bar.getByRole('button', { name: 'Save', exact: true }).click();
  await bar.getByText('Nothing was saved, your changes are still here.').waitFor();
  await bar.getByText('30001').waitFor();
  expect(device().ringtimeout).toBe('30');
  await bar.getByRole('button', { name: 'Try again' }).click();
  await own.saved();
  expect(device().ringtimeout).toBe('60');
});

it('finds out what became of a save whose answer was lost', async () => {
  own = await start();
  const { pbx, bar, device } = own;
  await ringFor('1 minute');
  await changes(1);
  pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
  await bar.getByRole('button', { name: 'Save', exact: true }).click();
  await bar.getByText(/Saved and checked on the PBX|The PBX says now that it was saved/).waitFor();
  expect(device().ringtimeout).toBe('60');
});

it('ends a change for a while early, and keeps another for good', async () => {
  own = await start();
  const { panel, row, device } = own;
  await row('doNotDisturb').getByRole('switch').click();
  await changes(1);
  await press('For a while…');
  await panel.getByText('1 hour').click();
  await own.save();
  expect(device().dnd).toBe('on');
  const pending = panel.getByRole('region', { name: /^Change for a while/ });
  await pending.getByText('then it is as before again').waitFor();
  await pending.getByRole('button', { name: 'End now' }).click();
  await pending.waitFor({ state: 'detached' });
  await expect.poll(() => device().dnd, soon).toBe('off');

  await ringFor('2 minutes');
  await changes(1);
  await press('For a while…');
  await own.save();
  await pending.getByRole('button', { name: 'Keep for good' }).click();
  await pending.waitFor({ state: 'detached' });
  expect(device().ringtimeout).toBe('120');
});

it('keeps a preset, shows what it would change, applies, renames and removes it', async () => {
  own = await start();
  const { panel, row, device } = own;
  await row('doNotDisturb').getByRole('switch').click();
  await ringFor('15 seconds');
  await changes(2);
  await press('New preset');
  await panel.getByRole('textbox', { name: 'Name' }).first().fill('Lunch');
  await press('Save preset');
  await press('Reset all');
  await press('Lunch');
  const looked = panel.getByRole('region', { name: 'Lunch' });
  await looked.getByText('Do not disturb').waitFor();
  await looked.getByText('15 seconds').waitFor();
  expect(device().dnd).toBe('off');
  await looked.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => device(), soon).toMatchObject({ dnd: 'on', ringtimeout: '15' });

  await press('Lunch');
  await looked.getByText('Everything is so already.').waitFor();
  await looked.getByRole('button', { name: 'Rename' }).click();
  const name = looked.getByRole('textbox', { name: 'Name' });
  await name.fill('Lunch break');
  await name.press('Enter');
  await panel.getByRole('button', { name: 'Lunch break', exact: true }).waitFor();
  await panel.getByRole('region', { name: 'Lunch break' }).getByRole('button', { name: 'Remove' }).click();
  await panel.getByRole('button', { name: 'Lunch break', exact: true }).waitFor({ state: 'detached' });
});

it('tells of a change made elsewhere, and puts it back', async () => {
  own = await start();
  const { panel, page, pbx, device } = own;
  await page.keyboard.press('Escape');
  pbx.extensions.set(me, { dnd: 'on' });
  await openForm(panel);
  const note = panel.getByRole('region', { name: 'Changed elsewhere' });
  await note.getByText('Do not disturb').waitFor();
  await note.getByRole('button', { name: 'Put back' }).click();
  await expect.poll(() => device().dnd, soon).toBe('off');
  await note.waitFor({ state: 'detached' });

  await page.keyboard.press('Escape');
  pbx.extensions.set(me, { ringtimeout: '300' });
  await openForm(panel);
  await note.getByRole('button', { name: 'That is fine' }).click();
  await note.waitFor({ state: 'detached' });
  expect(device().ringtimeout).toBe('300');
});

it('shows the call that I am on', async () => {
  own = await start();
  const { panel, page, pbx } = own;
  await page.keyboard.press('Escape');
  pbx.extensions.setCalls(me, {
    inbound: [
      {
        id: 7,
        from: '0301234567',
        to: me,
        trunk: 'sip-trunk',
        status: 'Talking',
        party: { key: 'outer', number: '0301234567' },
      },
    ],
  });
  await openForm(panel);
  await panel.getByText('Call from 0301234567').waitFor();
  await panel.getByText('Talking · through sip-trunk').waitFor();
});
