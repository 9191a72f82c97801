/** Shows the page "My calls", over a bridge and a clock that the test steers. */
import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { MyExtension } from '../../electron/contract/my-extension/my-extension.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { showPanel } from './show-panel.ts';
import type { ShownPanel } from './show-panel.ts';

export interface ShownCalls extends ShownPanel {
  /** The row of a setting, or of a part of one. */
  readonly row: (setting: string, part?: string) => HTMLElement;
  /** Chooses an entry of a select by mouse. */
  readonly choose: (select: string, option: string | RegExp) => Promise<void>;
  /** What the core says next, over what it said first. */
  readonly become: (changes: Partial<MyExtension>) => void;
}

export async function showMyCalls(first: Snapshot): Promise<ShownCalls> {
  const shown = await showPanel(first);
  const { screen } = shown;
  let { myExtension } = first;
  if (myExtension === null) throw new Error('a snapshot without my extension');
  await expect.element(screen.getByRole('searchbox')).toBeVisible();
  await userEvent.keyboard('{Control>},{/Control}');
  await expect.element(screen.getByRole('heading', { name: 'Forwarding' })).toBeInTheDocument();
  return {
    ...shown,
    row(setting, part) {
      const which = part === undefined ? '' : `[data-part="${part}"]`;
      const found = screen.container.querySelector<HTMLElement>(`[data-setting="${setting}"]${which}`);
      if (found === null) throw new Error(`no row for ${setting} ${part ?? ''}`);
      return found;
    },
    async choose(select, option) {
      await screen.getByRole('combobox', { name: select }).click();
      await screen.getByRole('option', { name: option }).click();
    },
    become(changes) {
      if (myExtension === null) return;
      myExtension = { ...myExtension, ...changes };
      shown.fixture.change({ myExtension });
    },
  };
}
