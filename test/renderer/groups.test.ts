/** Groups: seen with their head counts, filtered by, made, changed, removed. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { groups, peopleStates } from './fixtures/people-snapshots.ts';
import { nextFrames, showPanel } from './fixtures/show-panel.ts';
import { officeWith, states } from './fixtures/snapshots.ts';

const shown = () => showPanel(peopleStates['with-groups']);
type Shown = Awaited<ReturnType<typeof shown>>;
async function fromMenu(screen: Shown['screen'], entry: string): Promise<void> {
  await screen.getByRole('button', { name: 'List options' }).click();
  await screen.getByRole('menuitem', { name: entry }).click();
}
const filterBy = ({ screen }: Shown, name: RegExp) =>
  screen.getByRole('radio', { name }).click({ force: true });

test('each group is a filter that says how many of it are free', async () => {
  const panel = await shown();
  await expect.element(panel.screen.getByRole('radio', { name: 'Support: 3 of 6 free' })).toBeInTheDocument();
  await filterBy(panel, /^Support/);
  await expect
    .poll(() => panel.numbers().toSorted())
    .toEqual(groups[0]?.numbers.filter((number) => number !== '1002').toSorted());
});

test('the head count follows the phones, and counts only people in the PBX’s list', async () => {
  const panel = await shown();
  const { fixture, screen } = panel;
  await expect.element(screen.getByRole('radio', { name: 'Sales: 0 of 2 free' })).toBeInTheDocument();
  const { roster } = peopleStates['with-groups'];
  fixture.change({ roster: { ...roster, colleagues: officeWith({ '1004': 'free' }) } });
  await expect.element(screen.getByRole('radio', { name: 'Sales: 1 of 2 free' })).toBeInTheDocument();
});

test('an alert for anyone of a group is set with one press, and ended with one', async () => {
  const panel = await shown();
  const { screen, fixture, asked } = panel;
  await filterBy(panel, /^Support/);
  await screen.getByRole('button', { name: 'Alert me next time someone is free' }).click();
  const target = { kind: 'group', groupId: 'support' } as const;
  expect(asked('alert.set')).toEqual([
    { target, mode: 'once', states: ['free'], expiresAt: null, next: true },
  ]);
  fixture.change({ alerts: [{ id: 'w9', target, mode: 'once', states: ['free'], expiresAt: null }] });
  await screen.getByRole('button', { name: 'Alert on: someone free' }).click();
  expect(asked('alert.remove')).toEqual([{ id: 'w9' }]);
});

test('someone who turns out to be free already is named, seen and heard', async () => {
  const panel = await shown();
  const { screen, fixture } = panel;
  await filterBy(panel, /^Support/);
  const already = { number: '1013', name: 'Zoë Müller', state: 'free' };
  fixture.answerNext('alert.set', { id: 'group:support', kept: false, already });
  await screen.getByRole('button', { name: 'Alert me next time someone is free' }).click();
  await expect
    .element(screen.getByRole('group', { name: 'Connection' }))
    .toMatchTextContent(/Zoë Müller is already free/);
  await expect.poll(panel.heard).toBe('Zoë Müller is already free');
  // What was said of her is not said on someone else's page.
  await userEvent.keyboard('{Control>}f{/Control}ben{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible();
  await expect.element(screen.getByRole('group', { name: 'Connection' })).not.toMatchTextContent(/Zoë/);
});

test('a group is made with the keyboard alone, and shown at once', async () => {
  const { screen, fixture, asked } = await showPanel(states.live);
  screen.getByRole('button', { name: 'List options' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await screen.getByRole('menuitem', { name: 'New group…' }).click();
  await expect.element(screen.getByLabelText('Name', { exact: true })).toHaveFocus();
  await userEvent.keyboard('Reception{Tab}zoe{Enter}');
  await expect.element(screen.getByRole('checkbox', { name: /^Zoë Müller/ })).toBeChecked();
  await userEvent.keyboard('{Control>}a{/Control}kim{Enter}');
  await expect.element(screen.getByRole('checkbox', { name: /^David Kim/ })).toBeChecked();
  screen.getByRole('button', { name: 'Save', exact: true }).element().focus();
  await userEvent.keyboard('{Enter}');
  expect(asked('group.set')).toEqual([{ name: 'Reception', numbers: ['1013', '1005'] }]);
  fixture.change({
    groups: [{ id: 'group-1', name: 'Reception', numbers: ['1013', '1005'], managed: false }],
  });
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('radio', { name: 'Reception: 1 of 2 free' })).toBeChecked();
});

test('who looks something up elsewhere finds the group that they had begun; a notification’s click leads away', async () => {
  const { screen, fixture } = await showPanel(states.live);
  await fromMenu(screen, 'New group…');
  await userEvent.keyboard('Reception');
  fixture.send('show', { view: 'list' });
  await nextFrames();
  await expect.element(screen.getByLabelText('Name', { exact: true })).toHaveValue('Reception');
  fixture.send('show', { view: 'colleague', number: '1003' });
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible();
  fixture.send('show', { view: 'list' });
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).not.toBeInTheDocument();
});

test('a group chosen on someone’s page is shown whole', async () => {
  const { screen, numbers } = await shown();
  await userEvent.keyboard('ben{Enter}');
  await screen.getByRole('button', { name: /Support/ }).click();
  await expect.element(screen.getByRole('searchbox')).toHaveValue('');
  await expect.poll(() => numbers().length).toBeGreaterThan(1);
});

test('Escape while a group is being saved leaves its page once, and the group is chosen all the same', async () => {
  const { screen, fixture, asked } = await showPanel(states.live);
  await fromMenu(screen, 'New group…');
  await userEvent.keyboard('Reception');
  const answer = fixture.holdNext('group.set');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => asked('group.set')).toEqual([{ name: 'Reception', numbers: [] }]);
  await userEvent.keyboard('{Escape}');
  await screen.getByRole('button', { name: 'Settings', exact: true }).click();
  fixture.change({ groups: [{ id: 'group-1', name: 'Reception', numbers: [], managed: false }] });
  answer();
  await expect
    .poll(() => screen.container.querySelector('.filters :checked')?.closest('label')?.textContent ?? '')
    .toContain('Reception');
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('a group that is refused after its page was left is reported in the list', async () => {
  const { screen, fixture, asked } = await showPanel(states.live);
  await fromMenu(screen, 'New group…');
  await userEvent.keyboard('Reception');
  const answer = fixture.holdNext('group.set');
  fixture.failNext('group.set', { code: 'settings.unwritable', detail: {} });
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => asked('group.set')).toHaveLength(1);
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('heading', { name: 'New group' })).not.toBeInTheDocument();
  answer();
  await expect.element(screen.getByRole('alert')).toBeVisible();
});

test('Escape empties the search among the members before it leaves the page', async () => {
  const { screen } = await showPanel(states.live);
  await fromMenu(screen, 'New group…');
  await screen.getByRole('searchbox', { name: 'Find colleagues' }).fill('zoe');
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('searchbox', { name: 'Find colleagues' })).toHaveValue('');
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('searchbox', { name: 'Find colleagues' })).not.toBeInTheDocument();
});

test('a name that another group has is refused while it is typed', async () => {
  const { screen } = await shown();
  await fromMenu(screen, 'New group…');
  await screen.getByLabelText('Name', { exact: true }).fill('Support');
  await expect.element(screen.getByText('You already have a group with this name.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
});

test('a group is renamed, and loses a member that the PBX lists no longer', async () => {
  const { screen, asked } = await shown();
  await fromMenu(screen, 'Edit groups…');
  await screen.getByRole('button', { name: 'Edit Sales' }).click();
  await screen.getByLabelText('Name', { exact: true }).fill('Sales and leasing');
  await screen.getByRole('checkbox', { name: /^1099/ }).click();
  await screen.getByRole('button', { name: 'Save', exact: true }).click();
  expect(asked('group.set')).toEqual([
    { id: 'group-1', name: 'Sales and leasing', numbers: ['1004', '1016'] },
  ]);
});

test('deleting a group asks first', async () => {
  const { screen, asked } = await shown();
  await fromMenu(screen, 'Edit groups…');
  await screen.getByRole('button', { name: 'Edit Sales' }).click();
  await screen.getByRole('button', { name: 'Delete…' }).click();
  await expect.element(screen.getByRole('dialog', { name: 'Delete “Sales”?' })).toBeVisible();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(asked('group.remove')).toEqual([]);
  await screen.getByRole('button', { name: 'Delete…' }).click();
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  expect(asked('group.remove')).toEqual([{ id: 'group-1' }]);
});

test('the administrator’s groups come first and can’t be changed; the others can be moved', async () => {
  const { screen, asked } = await shown();
  await fromMenu(screen, 'Edit groups…');
  expect(screen.getByRole('button', { name: 'Edit Support' }).query()).toBeNull();
  await expect.element(screen.getByRole('button', { name: 'Move Sales up' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Move Sales down' }).click();
  expect(asked('group.order')).toEqual([{ ids: ['group-2', 'group-1'] }]);
});

test('when the group that is filtered by goes, everyone is shown again', async () => {
  const panel = await shown();
  await filterBy(panel, /^Sales/);
  await expect.poll(() => panel.numbers()).toEqual(['1016', '1004']);
  panel.fixture.change({ groups: [] });
  await expect.poll(() => panel.numbers().length).toBeGreaterThan(5);
});
