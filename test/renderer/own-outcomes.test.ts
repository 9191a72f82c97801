/** What can come of a save, and what asks for an answer: shown in words, answered with the right request. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ownStates, ownWith, presetPreview } from './own-snapshots.ts';
import { showOwn } from './show-own.ts';
import { NOW } from './snapshots.ts';

const HALF_HOUR = 30 * 60_000;

test('a dead end is said at its field and at the foot; saving all the same says so to the core', async () => {
  const { screen, asked, row } = await showOwn(ownStates['own-drafted']);
  const warning = 'Elif Yılmaz (1006) is offline: nobody would answer there.';
  expect(row('forward.always.destination').textContent).toContain(warning);
  await expect.element(screen.getByRole('group', { name: 'Save' })).toMatchTextContent(warning);
  await screen.getByRole('button', { name: 'Save all the same' }).click();
  expect(asked('own.save')).toEqual([{ anyway: true, choices: [], until: null }]);
});

test('a dead end that only the core finds is offered again', async () => {
  const { screen, fixture, asked, become } = await showOwn(ownWith());
  become({ draft: { changes: { doNotDisturb: true }, secrets: [], problems: [] } });
  fixture.failNext('own.save', { code: 'extension.dead-end', detail: { count: 1 } });
  await screen.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.element(screen.getByText('With these settings, callers would reach no one.')).toBeVisible();
  await screen.getByRole('button', { name: 'Save all the same' }).click();
  expect(asked('own.save')).toEqual([
    { anyway: false, choices: [], until: null },
    { anyway: true, choices: [], until: null },
  ]);
});

test('what a caller experiences is said for what is stored and for the draft', async () => {
  const { screen, become } = await showOwn(ownStates['own-drafted']);
  const card = screen.getByRole('region', { name: 'What a caller experiences' });
  await expect.element(card).toMatchTextContent('A caller now Rings here for 30 s, then voicemail');
  await expect.element(card).toMatchTextContent('Once this is saved All calls go to Elif Yılmaz.');
  become({ draft: { changes: {}, secrets: [], problems: [] }, draftExperience: null });
  await expect.element(card).not.toMatchTextContent('Once this is saved');
});

test('a conflict takes the focus, wants a choice for each field, and keeps the time of a change for a while', async () => {
  const { screen, asked, become } = await showOwn(ownStates['own-drafted']);
  await screen.getByRole('button', { name: 'For a while…' }).click();
  await screen.getByRole('button', { name: 'Save all the same' }).click();
  become({ save: ownStates['own-conflict'].own?.save ?? { kind: 'idle' } });
  const note = screen.getByRole('region', { name: 'Somebody else changed the same' });
  await expect.element(note.getByRole('heading')).toHaveFocus();
  await expect.element(note).toMatchTextContent(/Rings for.*Mine.*1 minute.*On the PBX now.*2 minutes/);
  const send = note.getByRole('button', { name: 'Save my choice' });
  await note.getByRole('radio', { name: /Mine 1 minute/ }).click();
  await expect.element(send).toBeDisabled();
  await note.getByRole('radio', { name: /On the PBX now 95923333, prefix 9/ }).click();
  await send.click();
  const until = NOW + HALF_HOUR;
  expect(asked('own.save')).toEqual([
    { anyway: true, choices: [], until },
    {
      anyway: true,
      choices: [
        { field: 'ringTimeoutSeconds', choice: 'mine' },
        { field: 'forward.always.destination', choice: 'theirs' },
      ],
      until,
    },
  ]);
});

test('another end than the offered ones, and none that is past', async () => {
  const { screen, asked } = await showOwn(ownStates['own-drafted']);
  await screen.getByRole('button', { name: 'For a while…' }).click();
  await screen.getByText('Until…').click();
  const when = screen.getByLabelText('Until when');
  await when.fill('2026-11-24T10:00');
  await expect.element(screen.getByText('Choose a time that is still to come.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Save all the same' })).toBeDisabled();
  await when.fill('2026-11-26T12:30');
  await screen.getByRole('button', { name: 'Save all the same' }).click();
  expect(asked('own.save')).toEqual([
    { anyway: true, choices: [], until: new Date(2026, 10, 26, 12, 30).getTime() },
  ]);
});

test('what was not applied is listed field by field; a secret without its value', async () => {
  const { screen, asked } = await showOwn(ownStates['own-not-applied']);
  const note = screen.getByRole('region', { name: 'The PBX did not take everything' });
  await expect.element(note).toMatchTextContent('Rings for Wanted: 1 minute. Found: 30 seconds.');
  await expect.element(note).toMatchTextContent('New PIN The new one is not in force.');
  await note.getByRole('button', { name: 'Dismiss' }).click();
  expect(asked('own.dismiss')).toEqual([{}]);
});

test('an unknown outcome says what is known, and nothing more can be saved meanwhile', async () => {
  const { screen } = await showOwn(ownStates['own-not-known']);
  const note = screen.getByRole('region', { name: 'Saved or not? Not known yet' });
  await expect
    .element(note)
    .toMatchTextContent(/Rings for.*Forward all calls.*connection to the phone system dropped/);
  await expect.element(screen.getByRole('button', { name: 'Save all the same' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
});

test('a failure says that nothing was saved, why, and the PBX’s number', async () => {
  const { screen } = await showOwn(ownStates['own-failed']);
  const bar = screen.getByRole('group', { name: 'Save' });
  await expect.element(bar).toMatchTextContent('Nothing was saved, your changes are still here.');
  await expect.element(bar).toMatchTextContent('10017');
  await expect.element(bar.getByRole('button', { name: 'Try again' })).toBeEnabled();
});

test('a save that went well is announced, names what undo cannot bring back, and can be undone', async () => {
  const { screen, asked, become } = await showOwn(ownWith());
  const { own } = ownStates['own-saved'];
  if (own === null) throw new Error('no settings');
  become({ save: own.save, undo: own.undo });
  const bar = screen.getByRole('group', { name: 'Save' });
  await expect
    .element(bar)
    .toMatchTextContent(/Saved and checked on the PBX.*Undo cannot bring back: New PIN\./);
  await expect
    .poll(() => screen.container.querySelector('main > [aria-live]')?.textContent)
    .toContain('Saved and checked on the PBX');
  await bar.getByRole('button', { name: 'Undo' }).click();
  expect(asked('own.undo')).toEqual([{}]);
});

test('pending changes for a while say when and what comes back, and are ended or kept', async () => {
  const { screen, asked } = await showOwn(ownStates['own-timed']);
  const [pending, waiting] = screen.getByRole('region', { name: /^Change for a while/ }).all();
  if (pending === undefined || waiting === undefined) throw new Error('two were expected');
  await expect.element(pending).toMatchTextContent(/Until 11:15.*Do not disturb.*On.*becomes.*Off/);
  await expect.element(waiting).toMatchTextContent(/as soon as the PBX can be reached/);
  expect(waiting.element().querySelector('button')).toBeNull();
  await pending.getByRole('button', { name: 'End now' }).click();
  await pending.getByRole('button', { name: 'Keep for good' }).click();
  expect(asked('timed.end')).toEqual([{ id: 't1' }]);
  expect(asked('timed.keep')).toEqual([{ id: 't1' }]);
});

test('a change for a while that meets somebody else’s asks which value is to hold', async () => {
  const { screen, asked } = await showOwn(ownStates['own-timed-asks']);
  const note = screen.getByRole('region', { name: 'A change for a while has ended' });
  await note.getByRole('radio', { name: /As before 30 seconds/ }).click();
  await note.getByRole('button', { name: 'Apply my choice' }).click();
  expect(asked('timed.answer')).toEqual([
    { id: 't1', choices: [{ field: 'ringTimeoutSeconds', choice: 'mine' }] },
  ]);
});

test('what was changed elsewhere is told before and after, put back or accepted', async () => {
  const { screen, asked } = await showOwn(ownStates['own-foreign']);
  const note = screen.getByRole('region', { name: 'Changed elsewhere' });
  await expect.element(note).toMatchTextContent(/Do not disturb.*Off.*becomes.*On/);
  await note.getByRole('button', { name: 'Put back' }).click();
  await note.getByRole('button', { name: 'That is fine' }).click();
  expect(asked('foreign.put-back')).toEqual([{}]);
  expect(asked('foreign.dismiss')).toEqual([{}]);
});

test('a forgotten “do not disturb” is asked about, with three answers', async () => {
  const { screen, asked } = await showOwn(ownStates['own-reminder']);
  const note = screen.getByRole('region', { name: '“Do not disturb” is still on' });
  for (const name of ['Switch off', 'Leave it on', 'Not today again']) {
    await note.getByRole('button', { name }).click();
  }
  expect(asked('reminder.answer')).toEqual([
    { answer: 'switch-off' },
    { answer: 'leave' },
    { answer: 'not-today' },
  ]);
});

test('a preset is looked at before it is applied; the focus comes back to it', async () => {
  const { screen, fixture, asked } = await showOwn(ownStates.own);
  fixture.answerNext('own-preset.preview', presetPreview);
  await screen.getByRole('button', { name: 'Home office' }).click();
  const looked = screen.getByRole('region', { name: 'Home office' });
  await expect.element(looked).toMatchTextContent(/Rings for.*30 seconds.*becomes.*15 seconds/);
  await looked.getByRole('button', { name: 'Apply' }).click();
  expect(asked('own-preset.apply')).toEqual([{ id: 'p1', anyway: false, until: null }]);
  await expect.element(screen.getByRole('button', { name: 'Home office' })).toHaveFocus();
});

test('a new preset takes the fields that are chosen, the changed ones first', async () => {
  const { screen, asked } = await showOwn(ownStates['own-drafted']);
  await screen.getByRole('button', { name: 'New preset' }).click();
  const maker = screen.getByRole('region', { name: 'New preset' });
  await maker.getByRole('checkbox', { name: /Rings for/ }).click();
  await maker.getByRole('textbox', { name: 'Name' }).fill('  Away ');
  await userEvent.keyboard('{Enter}');
  expect(asked('own-preset.save')).toEqual([
    { name: 'Away', fields: ['forward.always.enabled', 'forward.always.destination'] },
  ]);
});

test('settings that could not be read anew say how old they are, at the top', async () => {
  const { screen, asked } = await showOwn(ownStates['own-unreadable']);
  await expect.element(screen.getByText(/From 12 min ago, and could not be read anew/)).toBeVisible();
  await screen.getByRole('button', { name: 'Read again' }).click();
  await expect.poll(() => asked('own.read')).toEqual([{}, {}]);
});

test('the calls that I am on: with whom, which way, through which trunk', async () => {
  const { screen } = await showOwn(ownStates['own-on-call']);
  const calls = screen.getByRole('list', { name: 'My calls' });
  await expect.element(calls).toMatchTextContent(/Call from 0301234567 Talking · through sip-trunk/);
  await expect.element(calls).toMatchTextContent(/Call to Ben Okafor \(1003\) Ringing/);
});
