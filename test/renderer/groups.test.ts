/** Groups: seen with their head counts, filtered by, made, changed, removed. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { groups, peopleStates } from './people-snapshots.ts';
import { showPanel } from './show-panel.ts';
import { office, states } from './snapshots.ts';

const shown = () => showPanel(peopleStates['with-groups']);
type Shown = Awaited<ReturnType<typeof shown>>;
const filterBy = ({ screen }: Shown, name: RegExp) =>
  screen.getByRole('radio', { name }).click({ force: true });

test('each group is a filter that says how many of it are free', async () => {
  const panel = await shown();
  await expect.element(panel.screen.getByRole('radio', { name: 'Support: 4 of 7 free' })).toBeInTheDocument();
  await filterBy(panel, /^Support/);
  await expect.poll(() => panel.numbers().toSorted()).toEqual(groups[0]?.numbers.toSorted());
  await expect.element(panel.screen.getByText('Support: 4 of 7 free')).toBeVisible();
});

test('the head count follows the phones, and counts only whom the PBX lists', async () => {
  const panel = await shown();
  const { fixture, screen } = panel;
  await expect.element(screen.getByRole('radio', { name: 'Sales: 0 of 2 free' })).toBeInTheDocument();
  const colleagues = office.map((one) => (one.number === '1004' ? { ...one, state: 'free' as const } : one));
  fixture.change({ roster: { ...peopleStates['with-groups'].roster, colleagues } });
  await expect.element(screen.getByRole('radio', { name: 'Sales: 1 of 2 free' })).toBeInTheDocument();
});

test('anybody of a group being free is asked for with one press, and ended with one', async () => {
  const panel = await shown();
  const { screen, fixture, asked } = panel;
  await filterBy(panel, /^Support/);
  await screen.getByRole('button', { name: 'Tell me when anybody is free' }).click();
  const target = { kind: 'group', groupId: 'support' } as const;
  expect(asked('alert.set')).toEqual([{ target, mode: 'once', states: ['free'], expiresAt: null }]);
  fixture.change({ alerts: [{ id: 'w9', target, mode: 'once', states: ['free'], expiresAt: null }] });
  await screen.getByRole('button', { name: 'Alerting: anybody free' }).click();
  expect(asked('alert.remove')).toEqual([{ id: 'w9' }]);
});

test('somebody who is free already is named, seen and heard', async () => {
  const panel = await shown();
  const { screen, fixture } = panel;
  await filterBy(panel, /^Support/);
  const already = { number: '1013', name: 'Zoë Müller', state: 'free' };
  fixture.answerNext('alert.set', { id: 'group:support', kept: false, already });
  await screen.getByRole('button', { name: 'Tell me when anybody is free' }).click();
  await expect
    .element(screen.getByRole('region', { name: 'Needs you' }))
    .toMatchTextContent(/Zoë Müller is free already/);
  const heard = screen.container.querySelector('main > [aria-live]');
  await expect.poll(() => heard?.textContent).toBe('Zoë Müller is free already');
});

test('a group is made with the keyboard alone, and shown at once', async () => {
  const { screen, fixture, asked } = await showPanel(states.live);
  screen.getByRole('button', { name: 'Groups' }).element().focus();
  await userEvent.keyboard('{Enter}');
  screen.getByRole('button', { name: 'New group' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByLabelText('Name of the group')).toHaveFocus();
  await userEvent.keyboard('Reception{Tab}zoe{Enter}kim{Enter}');
  await expect
    .element(screen.getByRole('list', { name: 'Members' }))
    .toMatchTextContent(/Zoë Müller.*David Kim/s);
  screen.getByRole('button', { name: 'Save group' }).element().focus();
  await userEvent.keyboard('{Enter}');
  expect(asked('group.set')).toEqual([{ name: 'Reception', numbers: ['1013', '1005'] }]);
  fixture.change({
    groups: [{ id: 'group-1', name: 'Reception', numbers: ['1013', '1005'], managed: false }],
  });
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByText('Reception: 1 of 2 free')).toBeVisible();
});

test('a name that another group has is refused while it is typed', async () => {
  const { screen } = await shown();
  await screen.getByRole('button', { name: 'Groups' }).click();
  await screen.getByRole('button', { name: 'New group' }).click();
  await screen.getByLabelText('Name of the group').fill('Support');
  await expect.element(screen.getByText('Another group has this name already.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Save group' })).toBeDisabled();
});

test('a group is renamed, and loses a member that the PBX lists no longer', async () => {
  const { screen, asked } = await shown();
  await screen.getByRole('button', { name: 'Groups' }).click();
  await screen.getByRole('button', { name: 'Edit Sales' }).click();
  await screen.getByLabelText('Name of the group').fill('Sales and leasing');
  await screen.getByRole('button', { name: 'Take 1099 out' }).click();
  await screen.getByRole('button', { name: 'Save group' }).click();
  expect(asked('group.set')).toEqual([
    { id: 'group-1', name: 'Sales and leasing', numbers: ['1004', '1016'] },
  ]);
});

test('removing a group asks once more, and looking away takes the question back', async () => {
  const { screen, asked } = await shown();
  await screen.getByRole('button', { name: 'Groups' }).click();
  await screen.getByRole('button', { name: 'Edit Sales' }).click();
  await screen.getByRole('button', { name: 'Remove group' }).click();
  await screen.getByLabelText('Name of the group').click();
  expect(asked('group.remove')).toEqual([]);
  await screen.getByRole('button', { name: 'Remove group' }).click();
  await screen.getByRole('button', { name: 'Really remove “Sales”' }).click();
  expect(asked('group.remove')).toEqual([{ id: 'group-1' }]);
});

test('the administrator’s groups stand first and are not to be changed; the others move', async () => {
  const { screen, asked } = await shown();
  await screen.getByRole('button', { name: 'Groups' }).click();
  expect(screen.getByRole('button', { name: 'Edit Support' }).query()).toBeNull();
  await expect.element(screen.getByRole('button', { name: 'Move Sales up' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Move Sales down' }).click();
  expect(asked('group.order')).toEqual([{ ids: ['group-2', 'group-1'] }]);
});

test('when the group that is filtered by goes, everybody is shown again', async () => {
  const panel = await shown();
  await filterBy(panel, /^Sales/);
  await expect.poll(() => panel.numbers()).toEqual(['1016', '1004']);
  panel.fixture.change({ groups: [] });
  await expect.poll(() => panel.numbers().length).toBeGreaterThan(5);
});
