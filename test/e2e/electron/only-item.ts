/** For tests: the one item that is in a tray. */
import { expect } from 'vitest';
import type { TrayItem, TrayPanel } from '../../desktop/tray-panel.ts';
import { soon } from '../../soon.ts';

export async function onlyItem({ items }: TrayPanel): Promise<TrayItem> {
  await expect.poll(() => items.length, soon).toBe(1);
  const [item] = items;
  if (item === undefined) throw new Error('expected a tray item');
  return item;
}
