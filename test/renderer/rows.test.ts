/** What a snapshot touches of the page: nothing when nothing is new, one row for one change, never all of thousands. */
import { expect, test } from 'vitest';
import { nextFrames, showPanel } from './fixtures/show-panel.ts';
import { company, NOW, snapshot } from './fixtures/snapshots.ts';

async function show(size: number) {
  const first = snapshot({
    favourites: [],
    roster: { confirmedAt: NOW, staleAfterMs: 45_000, colleagues: company(size) },
  });
  const { fixture, screen, numbers } = await showPanel(first);
  await expect.poll(() => numbers().length).toBeGreaterThan(5);
  // The list measures its rows in the first frames.
  await mutationsOf(screen.container, () => undefined);
  await mutationsOf(screen.container, () => undefined);
  return { fixture, screen, first };
}

/** Snapshots are applied before the next frame but one. */
async function mutationsOf(root: Element, act: () => void): Promise<MutationRecord[]> {
  const seen: MutationRecord[] = [];
  const observer = new MutationObserver((records) => seen.push(...records));
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  act();
  await nextFrames();
  observer.disconnect();
  return seen;
}

test('a snapshot with nothing new touches nothing, and one changed status touches one row', async () => {
  const { fixture, screen, first } = await show(60);
  const idle = await mutationsOf(screen.container, () => fixture.change({}));
  const what = idle.map(
    ({ target, attributeName, type }) => `${type} ${attributeName ?? ''} ${target.nodeName}`,
  );
  expect(what).toEqual([]);

  const [one, ...others] = first.roster.colleagues;
  if (one === undefined) throw new Error('nobody there');
  const colleagues = [{ ...one, state: 'on-call' as const, rawStatus: 'Busy' }, ...others];
  const records = await mutationsOf(screen.container, () =>
    fixture.change({ roster: { ...first.roster, colleagues } }),
  );
  const inRows = records.map(({ target }) =>
    (target instanceof Element ? target : target.parentElement)?.closest('[data-number]'),
  );
  const touched = new Set(inRows.flatMap((row) => row?.getAttribute('data-number') ?? []));
  expect([...touched]).toEqual([one.number]);
});

test('rows in the page do not grow with the company', async () => {
  const { screen } = await show(5000);
  expect(screen.container.querySelectorAll('[data-number]').length).toBeLessThan(60);
});
