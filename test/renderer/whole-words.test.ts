/** What stands in a small or zoomed window can be read: no word in two, no hint or value cut, nothing below something else. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { peopleStates } from './fixtures/people-snapshots.ts';
import { rowOutcomes } from './fixtures/row-outcomes.ts';
import { showAt } from './fixtures/show-at.ts';
import { nextFrames, type ShownPanel } from './fixtures/show-panel.ts';
import { states } from './fixtures/snapshots.ts';
import './gallery/fonts.css';

type Language = 'en' | 'de';
const tabs = { en: ['My calls', 'Alerts', 'App'], de: ['Meine Anrufe', 'Hinweise', 'App'] } as const;

async function openTab({ screen }: ShownPanel, name: string): Promise<void> {
  await expect.element(screen.getByRole('searchbox')).toBeVisible();
  await userEvent.keyboard('{Control>},{/Control}');
  await screen.getByRole('tab', { name }).click();
}

/** Words that go on in the next line although nothing in them, such as a hyphen, says so. Addresses may. */
function brokenWords(root: Element): string[] {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const broken: string[] = [];
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    if (text.parentElement?.closest('.visually-hidden') !== null) continue;
    for (const word of (text.textContent ?? '').matchAll(/[^\s\-–·]+/g)) {
      if (/[@.:]\w/.test(word[0])) continue;
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => top);
      if (Math.max(...tops) - Math.min(...tops) > 5) broken.push(word[0]);
    }
  }
  return broken;
}

/** Placeholders and values that are wider than their fields. */
function cutFields(root: Element): string[] {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) throw new Error('no canvas to measure with');
  const fields = root.querySelectorAll<HTMLInputElement>('input:is([type=text], [type=email])');
  return [...fields].flatMap((field) => {
    const style = getComputedStyle(field);
    pen.font = style.font;
    const shown = field.value === '' ? field.placeholder : field.value;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return pen.measureText(shown).width > room + 0.5 ? [shown] : [];
  });
}

const arrived = () => Promise.resolve();
const places: readonly [
  name: string,
  snapshot: Snapshot,
  go: (s: ShownPanel, l: Language) => Promise<unknown>,
][] = [
  ['the first step of set-up', states['setup-address'], arrived],
  ['the account', states['setup-account'], arrived],
  ['the choice of an extension', states['setup-extension'], arrived],
  ['a set-up line', states['setup-line'], arrived],
  ['alert settings', peopleStates.quiet, async (shown, language) => openTab(shown, tabs[language][1])],
  [
    'settings of the app',
    peopleStates['administered-settings'],
    async (shown, language) => openTab(shown, tabs[language][2]),
  ],
  [
    'my calls and what was changed',
    rowOutcomes['rows-undo'],
    async (shown, language) => {
      await openTab(shown, tabs[language][0]);
      await shown.screen.getByRole('button', { name: /^(Recent changes|Letzte Änderungen)$/ }).click();
    },
  ],
];

test.for(
  places.flatMap(([place, snapshot, go]) =>
    (['en', 'de'] as const).map((language) => ({ place, snapshot, go, language })),
  ),
)('at 200 % in $language, $place breaks no word and cuts no hint', async ({ snapshot, go, language }) => {
  const shown = await showAt([200, 320], snapshot, language);
  await go(shown, language);
  await nextFrames();
  expect(brokenWords(shown.screen.container)).toEqual([]);
  expect(cutFields(shown.screen.container).filter((text) => !text.includes('@'))).toEqual([]);
});

test.for(
  (['password-refused', 'locked-out', 'cannot-go-on'] as const).flatMap((state) =>
    (['en', 'de'] as const).map((language) => ({ state, language })),
  ),
)('pinned at 200 % in $language, $state breaks no word', async ({ state, language }) => {
  const settings = { ...states[state].settings, pinned: true };
  const { screen } = await showAt([150, 210], { ...states[state], settings }, language);
  const need = screen.getByRole('region', { name: /^(Action needed|Aktion nötig)$/ });
  await expect.element(need).toBeVisible();
  expect(brokenWords(need.element())).toEqual([]);
});

test.for(
  (['en', 'de'] as const).flatMap((language) =>
    ([400, 320, 200] as const).flatMap((width) => tabs[language].map((tab) => ({ language, width, tab }))),
  ),
)(
  'at $width px in $language with "$tab" open, the tabs stand in one line',
  async ({ language, width, tab }) => {
    const shown = await showAt([width, 640], rowOutcomes['rows-saved'], language);
    await openTab(shown, tab);
    const title = shown.screen.getByRole('heading', { name: /^(Settings|Einstellungen)$/ }).element();
    const tops = shown.screen
      .getByRole('tab')
      .elements()
      .map((one) => Math.round(one.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
    expect(title.scrollWidth).toBeLessThanOrEqual(title.clientWidth + 1);
    if (width === 400) expect(tops[0]).toBeLessThan(title.getBoundingClientRect().bottom);
  },
);

test('an e-mail address is seen whole', async () => {
  const shown = await showAt([400, 640], rowOutcomes['rows-saved']);
  await openTab(shown, 'My calls');
  const field = shown.screen.getByRole('textbox', { name: 'Email' });
  await expect.element(field).toHaveValue('ina.tang-lindqvist@example.com');
  expect(cutFields(shown.screen.container)).toEqual([]);
});

test.for([
  [400, 640],
  [200, 320],
] as const)('at %s × %s the way back from a change covers nothing', async (size) => {
  const shown = await showAt(size, rowOutcomes['rows-saved'], 'de');
  await openTab(shown, 'Meine Anrufe');
  const bar = shown.screen.getByRole('region', { name: 'Letzte Änderung' });
  await expect.element(bar).toBeVisible();
  const body = shown.screen.container.querySelector('.page > .body');
  expect(body?.getBoundingClientRect().bottom).toBeLessThanOrEqual(
    bar.element().getBoundingClientRect().top + 1,
  );
  await expect.element(bar.getByRole('button', { name: 'Rückgängig' })).toBeVisible();
  expect(body?.clientHeight).toBeGreaterThanOrEqual(100);
});

test('the chosen group stands clear of where the row of chips fades out', async () => {
  const { screen } = await showAt([340, 640], peopleStates['with-groups']);
  await userEvent.click(screen.getByRole('radio', { name: /^Support/ }), { force: true });
  const chip = screen.container.querySelector('label:has(:checked)');
  const row = screen.container.querySelector('.filters');
  await expect
    .poll(() => (row?.getBoundingClientRect().right ?? 0) - (chip?.getBoundingClientRect().right ?? 0))
    .toBeGreaterThanOrEqual(19);
});
