/** Small windows, twice the size, and names as long as they may be: rows stay in sight, and nothing is pushed out of it. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { longNameStates, type LongNameStateName } from './fixtures/long-name-snapshots.ts';
import { showAt } from './fixtures/show-at.ts';
import { nextFrames } from './fixtures/show-panel.ts';
import type { ShownPanel } from './fixtures/show-panel.ts';
import { states } from './fixtures/snapshots.ts';

/** Rows that are seen from top to bottom. */
function wholeRows({ screen }: ShownPanel): number {
  const list = screen.container.querySelector('.scroller')?.getBoundingClientRect();
  if (list === undefined) return 0;
  return [...screen.container.querySelectorAll('[data-number]')].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= list.top - 1 && bottom <= list.bottom + 1;
  }).length;
}

test.for([
  ['the smallest window', 320, 400, 4],
  ['200 % zoom', 200, 320, 2],
] as const)('%s shows rows enough', async ([, width, height, rows]) => {
  const shown = await showAt([width, height], states.live);
  await expect.poll(() => wholeRows(shown)).toBeGreaterThanOrEqual(rows);
});

test('where the filters have no line of their own they are in the menu', async () => {
  const { screen, numbers } = await showAt([320, 400], states.live);
  expect(screen.getByRole('radio', { name: /^Free/ }).query()).toBeNull();
  await screen.getByRole('button', { name: 'List options' }).click();
  await screen.getByRole('menuitemcheckbox', { name: /^Favourites/ }).click();
  await expect.poll(numbers).toEqual(['1013', '1003', '1016']);
});

/** What is wider than the panel, or cut off although nothing says so. */
function pushedOut(root: Element): string[] {
  const edge = root.getBoundingClientRect().right;
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const { right, width } = element.getBoundingClientRect();
    const scrolls = element.closest('.filters, .visually-hidden') !== null;
    if (width === 0 || scrolls || right <= edge + 1) return [];
    return [`${element.tagName}.${element.getAttribute('class') ?? ''}: ${Math.round(right - edge)} px`];
  });
}
/** What scrolls sideways although only the chips may. */
function movesSideways(root: Element): string[] {
  return [...root.querySelectorAll('*')]
    .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
    .filter(
      (element) => element.closest('.filters') === null && element.scrollWidth > element.clientWidth + 1,
    )
    .map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`);
}

const press =
  (name: string | RegExp) =>
  async ({ screen }: Pick<ShownPanel, 'screen'>) =>
    screen.getByRole('button', { name }).first().click();
const settings = () => userEvent.keyboard('{Control>},{/Control}');
const arrived = () => Promise.resolve();
type Place = readonly [name: string, go: (shown: ShownPanel) => Promise<unknown>, state?: LongNameStateName];
const places: readonly Place[] = [
  ['the list', arrived],
  ['a colleague', () => userEvent.keyboard('maxi{Enter}')],
  ['alerts', press(/^(Alerts|Hinweise)/)],
  [
    'an alert',
    async (shown) => {
      await press(/^(Alerts|Hinweise)/)(shown);
      await press(/^(Change|Ändern)/)(shown);
    },
  ],
  [
    'groups',
    async ({ screen }) => {
      await screen.getByRole('button', { name: /^List/ }).click();
      await screen.getByRole('menuitem', { name: /^(Edit groups|Gruppen)/ }).click();
    },
  ],
  [
    'a group',
    async ({ screen }) => {
      await screen.getByRole('button', { name: /^List/ }).click();
      await screen.getByRole('menuitem', { name: /^(Edit groups|Gruppen)/ }).click();
      await screen.getByRole('button', { name: /^(Edit|Maximiliane.*bearbeiten)/ }).click();
    },
  ],
  ['settings', settings],
  ['the status', arrived, 'long-names-mine'],
  [
    'the status menu, forwarding',
    async ({ screen }) => {
      await screen.getByRole('button', { name: /Change what callers get|Ändern, wie Anrufe/ }).click();
      await screen.getByRole('button', { name: /^(Forward all calls|Alle Anrufe weiterleiten)/ }).click();
    },
    'long-names-mine',
  ],
  ['my calls', settings, 'long-names-mine'],
  ['a call', arrived, 'long-names-call'],
  ['the choice of an extension', arrived, 'long-names-extension'],
  ['a set-up line', arrived, 'long-names-line'],
  ['notices', arrived, 'long-names-notices'],
];
const sizes = [
  [400, 640],
  [320, 400],
  [200, 320],
] as const;

test.for(
  places.flatMap(([place, go, state = 'long-names']) =>
    sizes.flatMap((size) =>
      (['en', 'de'] as const).map((language) => ({ place, go, state, size, language })),
    ),
  ),
)('$place at $size in $language holds names of 100 characters', async ({ go, state, size, language }) => {
  const shown = await showAt(size, longNameStates[state], language);
  if (longNameStates[state].setup === null)
    await expect.element(shown.screen.getByRole('searchbox')).toBeVisible();
  await go(shown);
  await nextFrames();
  expect(pushedOut(shown.screen.container)).toEqual([]);
  expect(movesSideways(shown.screen.container)).toEqual([]);
  expect(shown.screen.container.scrollWidth).toBeLessThanOrEqual(size[0]);
});

test.for(
  (
    [
      [220, 160],
      [150, 210],
    ] as const
  ).flatMap((size) =>
    (['password-refused', 'locked-out', 'cannot-go-on'] as const).flatMap((state) =>
      (['en', 'de'] as const).map((language) => ({ size, state, language })),
    ),
  ),
)('pinned at $size in $language, $state and a failure fit', async ({ size, state, language }) => {
  const settings = { ...states[state].settings, pinned: true };
  const { screen, fixture } = await showAt(size, { ...states[state], settings }, language);
  fixture.failNext('panel.pin', { code: 'settings.unwritable', detail: {} });
  await press(/^(Show the whole panel|Ganzes Fenster anzeigen)$/)({ screen });
  await expect.element(screen.getByRole('alert')).toBeVisible();
  expect(pushedOut(screen.container)).toEqual([]);
  expect(movesSideways(screen.container)).toEqual([]);
});

test('at 200 %, the way to hang up stays in sight however long a name is', async () => {
  const { screen } = await showAt([200, 320], longNameStates['long-names-call'], 'de');
  const button = screen.getByRole('button', { name: 'Auflegen' });
  await expect.element(button).toBeVisible();
  const strip = screen.getByRole('region', { name: 'Anruf' }).element().getBoundingClientRect();
  expect(button.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(strip.bottom);
});

test('at 200 %, the guess who I am leaves my name in sight', async () => {
  const { screen } = await showAt([200, 320], states['setup-extension'], 'de');
  const mine = screen.getByRole('option', { name: /Ina Tang/ });
  await expect.element(mine).toBeVisible();
  expect(mine.element().querySelector('.name')?.clientWidth).toBeGreaterThan(60);
});
