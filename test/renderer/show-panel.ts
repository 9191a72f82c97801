/** Shows the panel in the test's browser, over a bridge and a clock that the test steers. */
import { expect } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import App from '../../renderer/App.svelte';
import '../../renderer/style/index.css';
import { createFixture } from './fixture-transport.ts';
import type { Fixture, Recorded } from './fixture-transport.ts';
import { NOW } from './snapshots.ts';
import { createSteeredTime } from './steered-time.ts';
import type { SteeredTime } from './steered-time.ts';

export interface ShownPanel {
  readonly screen: Awaited<ReturnType<typeof render<typeof App>>>;
  readonly fixture: Fixture;
  readonly time: SteeredTime;
  /** The numbers of the rows in the page, from the top. */
  readonly numbers: () => string[];
  /** What was asked for under that name, oldest first. */
  readonly asked: (name: Recorded['name']) => unknown[];
}

export async function showPanel(first: Snapshot): Promise<ShownPanel> {
  const fixture = createFixture(first);
  const time = createSteeredTime(NOW);
  const screen = await render(App, { bridge: fixture.bridge, time });
  screen.container.style.height = '640px';
  await expect.element(screen.getByRole('main')).toBeVisible();
  return {
    screen,
    fixture,
    time,
    numbers: () =>
      [...screen.container.querySelectorAll<HTMLElement>('[data-number]')]
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((row) => row.dataset['number'] ?? ''),
    asked: (name) =>
      fixture.requests.filter((request) => request.name === name).map(({ payload }) => payload),
  };
}
