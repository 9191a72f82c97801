/** What a screen reader is told: favourites and alerted people, politely, one sentence at a time; and what each row is called. */
import { expect, test } from 'vitest';
import type { PresenceState } from '../../electron/contract/presence.ts';
import { nextFrames, showPanel } from './fixtures/show-panel.ts';
import type { ShownPanel } from './fixtures/show-panel.ts';
import { company, NOW, office, officeWith, snapshot, states } from './fixtures/snapshots.ts';

const live = states.live;

function become(panel: ShownPanel, changes: Readonly<Record<string, PresenceState>>): void {
  panel.fixture.change({ roster: { ...live.roster, colleagues: officeWith(changes) } });
}

test('a favourite’s and an alerted person’s change is said, no one else’s is', async () => {
  const panel = await showPanel(live);
  become(panel, { '1010': 'on-call' });
  become(panel, { '1010': 'on-call', '1013': 'ringing' });
  await expect.poll(panel.heard).toBe('Zoë Müller: Ringing');
});

test('a second change waits until the first was heard', async () => {
  const panel = await showPanel(live);
  become(panel, { '1013': 'ringing' });
  await expect.poll(panel.heard).toBe('Zoë Müller: Ringing');
  become(panel, { '1013': 'on-call' });
  panel.time.advance(3000);
  await nextFrames();
  expect(panel.heard()).toBe('Zoë Müller: Ringing');
  panel.time.advance(1000);
  await expect.poll(panel.heard).toBe('Zoë Müller: On a call');
});

test('many changes at once are one sentence', async () => {
  const many = company(12);
  const panel = await showPanel(
    snapshot({
      favourites: many.map(({ number }) => number),
      alerts: [],
      roster: { confirmedAt: NOW, staleAfterMs: 45_000, colleagues: many },
    }),
  );
  await expect.poll(() => panel.numbers().length).toBeGreaterThan(5);
  const colleagues = many.map((one) => ({ ...one, state: 'fault' as const }));
  panel.fixture.change({ roster: { confirmedAt: NOW, staleAfterMs: 45_000, colleagues } });
  await expect.poll(panel.heard).toBe('12 colleagues you follow have a new status');
});

test('the list is a list named so, and a row says name, number, state and favourite', async () => {
  const { screen } = await showPanel(live);
  const list = screen.getByRole('list', { name: 'Colleagues' });
  await expect.element(list).toBeVisible();
  await expect
    .element(list.getByRole('button', { name: 'Ben Okafor, 1003, On a call, 4 min, favourite' }))
    .toBeVisible();
  await expect.element(list.getByRole('button', { name: '1014, Free, just now' })).toBeVisible();
  const row = screen.container.querySelector('[data-number="1003"]');
  expect(row?.getAttribute('aria-posinset')).toBe('2');
  expect(row?.getAttribute('aria-setsize')).toBe(String(office.length - 1));
});

test('a right-to-left name reads in its own direction and is aligned like its neighbours', async () => {
  const { screen } = await showPanel(live);
  await expect.element(screen.getByRole('listitem').first()).toBeVisible();
  const name = (number: string) => screen.container.querySelector(`[data-number="${number}"] .name`);
  await expect.poll(() => name('1016')).not.toBeNull();
  const textOf = (number: string): DOMRect => {
    const node = name(number);
    if (node === null) throw new Error(`${number} is not there`);
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const hebrew = name('1016');
  if (hebrew === null) throw new Error('the row is not there');
  expect(getComputedStyle(hebrew).direction).toBe('rtl');
  expect(Math.abs(textOf('1016').left - textOf('1013').left)).toBeLessThan(1);
  const row = hebrew.closest('[data-number]')?.getBoundingClientRect();
  expect(row?.height).toBe(44);
});
