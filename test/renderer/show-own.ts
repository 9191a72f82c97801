/** Shows the form of my extension's settings, over a bridge and a clock that the test steers. */
import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { OwnExtension } from '../../electron/contract/own-extension.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { showPanel } from './show-panel.ts';
import type { ShownPanel } from './show-panel.ts';

export interface ShownForm extends ShownPanel {
  /** A setting's row, by its name of the contract. */
  readonly row: (field: string) => HTMLElement;
  /** What the core says next, over what it said first. */
  readonly become: (changes: Partial<OwnExtension>) => void;
}

export async function showOwn(first: Snapshot): Promise<ShownForm> {
  const shown = await showPanel(first);
  const { own } = first;
  if (own === null) throw new Error('a snapshot without settings');
  await expect.element(shown.screen.getByRole('searchbox')).toBeVisible();
  await userEvent.keyboard('{Control>},{/Control}');
  await expect.element(shown.screen.getByRole('heading', { name: 'Availability' })).toBeInTheDocument();
  let current = own;
  return {
    ...shown,
    row(field) {
      const found = shown.screen.container.querySelector<HTMLElement>(`[data-field="${field}"]`);
      if (found === null) throw new Error(`no row for ${field}`);
      return found;
    },
    become(changes) {
      current = { ...current, ...changes };
      shown.fixture.change({ own: current });
    },
  };
}
