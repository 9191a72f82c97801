/** What the search finds, marks and counts, and what stands where it finds nobody. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { hidePage } from './fixtures/hide-page.ts';
import { showPanel } from './fixtures/show-panel.ts';
import { office, officeWith, snapshot, states } from './fixtures/snapshots.ts';

const live = snapshot();
const others = office.filter(({ number }) => number !== live.me?.number);

async function find(query: string) {
  const panel = await showPanel(live);
  await expect.element(panel.screen.getByRole('searchbox')).toHaveFocus();
  await userEvent.keyboard(query);
  const marks = () => [...panel.screen.container.querySelectorAll('mark')].map((mark) => mark.textContent);
  return { ...panel, marks };
}

test.for([
  ['ben', '1003', ['Ben']],
  ['okaf b', '1003', ['Ben', 'Okafor']],
  ['nunez', '1004', ['Núñez']],
  ['gross', '1009', ['Groß']],
  ['yilmaz', '1006', ['Yılmaz']],
  ['1013', '1013', ['1013']],
  ['соколов', '1015', ['Соколов']],
] as const)('“%s” finds %s first and marks what it matched', async ([query, number, marked]) => {
  const { numbers, marks } = await find(query);
  await expect.poll(() => numbers()[0]).toBe(number);
  for (const part of marked) {
    await expect
      .poll(() => marks().some((mark) => part.startsWith(mark) || mark.startsWith(part)))
      .toBe(true);
  }
});

test('a typo is forgiven', async () => {
  const { numbers } = await find('okafro');
  await expect.poll(() => numbers()[0]).toBe('1003');
});

test('the filters count what the search found', async () => {
  const { screen } = await find('a');
  const free = screen.getByRole('radio', { name: /^Free/ });
  const words = (name: string) =>
    screen.container.querySelector(`input[value="${name}"] + .words`)?.textContent;
  await expect.element(free).toBeInTheDocument();
  const found = office.filter(({ name }) => /(^|[\s-(])[aáà]/i.test(name.normalize('NFD')));
  expect(found.length).toBeGreaterThan(1);
  await expect.poll(() => Number(words('all')?.replace(/\D/g, ''))).toBeGreaterThanOrEqual(found.length);
  const before = Number(words('all')?.replace(/\D/g, ''));
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => words('all')).toBe(`All ${others.length}`);
  expect(before).toBeLessThan(others.length);
  const freeCount = others.filter(({ state }) => state === 'free').length;
  expect(words('free')).toBe(`Free ${freeCount}`);
  expect(words('favourites')).toBe('Favourites 3');
});

test('the filter for free people shows no one else, and follows their states', async () => {
  const { screen, numbers, fixture } = await showPanel(live);
  await screen.getByRole('radio', { name: /^Free/ }).click({ force: true });
  const free = others.filter(({ state }) => state === 'free').map(({ number }) => number);
  await expect.poll(() => numbers().toSorted()).toEqual(free.toSorted());
  await screen.getByRole('searchbox').click();
  fixture.change({ roster: { ...live.roster, colleagues: officeWith({ '1013': 'on-call' }) } });
  await expect.poll(() => numbers().includes('1013')).toBe(false);
});

test('where the search finds no one, the text says so and quotes it', async () => {
  const { screen } = await find('qqqq');
  await expect.element(screen.getByText('No one found for “qqqq”')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByText('No one found for “qqqq”')).not.toBeInTheDocument();
});

test('while nothing is known yet the filters count nothing', async () => {
  const { screen } = await showPanel(states.connecting);
  await expect.element(screen.getByRole('status').first()).toBeInTheDocument();
  const texts = [...screen.container.querySelectorAll('.filter .words')].map(({ textContent }) =>
    textContent?.trim(),
  );
  expect(texts).toEqual(['All', 'Favourites', 'Free']);
});

test('a PBX without extensions says so, instead of “no match”', async () => {
  const { screen } = await showPanel(states['no-extensions']);
  await expect.element(screen.getByText('The phone system has no extensions yet')).toBeVisible();
});

test('letters typed before the panel knows that it was opened stay', async () => {
  const { screen, fixture } = await find('ok');
  const field = screen.getByRole('searchbox');
  fixture.send('show', { view: 'list' });
  await userEvent.keyboard('af');
  await expect.element(field).toHaveValue('okaf');
});

test('what is left in the search from last time is replaced by the first letter', async () => {
  const { screen, fixture } = await find('okaf');
  const field = screen.getByRole('searchbox');
  hidePage()();
  await userEvent.keyboard('b');
  fixture.send('show', { view: 'list' });
  await userEvent.keyboard('en');
  await expect.element(field).toHaveValue('ben');
});
