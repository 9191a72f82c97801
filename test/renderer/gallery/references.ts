/** The pictures that are kept: every state of the design, in both themes, at 100 % and at 200 %. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { rowOutcomes } from '../fixtures/row-outcomes.ts';
import { states } from '../fixtures/snapshots.ts';
import type { Gallery } from './gallery-server.ts';
import { drawPage, showView, switchTheme, themes } from './show-view.ts';
import { views } from './views.ts';
import type { PictureView } from './views.ts';

export const referenceFolder = fileURLToPath(new URL('../../visual/', import.meta.url));

/** Views that no state shows by itself. */
const more = [
  'search',
  'search-none',
  'row-focused',
  'colleague-alerted',
  'need-changed',
  'group-chosen',
  'groups',
  'group-edit',
  'alerts',
  'alert-change',
  'snoozed',
  'quiet-hours',
  'live-german',
];

/** Every row of "My calls" with every outcome, in both languages; and what else its page, the header and its menu show. */
const outcomes = Object.keys(rowOutcomes).flatMap((name) => [name, `${name}-german`]);
const myCalls = [
  'home-mine',
  'home-mine-forwarding',
  'home-mine-do-not-disturb',
  'home-mine-lost',
  'home-forwarding-german',
  'status-menu',
  'status-menu-german',
  'status-menu-do-not-disturb',
  'status-menu-forward',
  'status-menu-preset',
  'page-whole',
  'page-everything-whole',
  'page-mine-stranger',
  'page-mine-reminder',
  'page-mine-on-calls',
  'page-mine-offline',
  'page-number',
  'page-end',
  'page-pin',
];

export const referenceViews: readonly PictureView[] = views.filter(
  ({ name }) => name in states || [...more, ...outcomes, ...myCalls].includes(name),
);

export interface Drawn {
  /** The file's name in the folder. */
  readonly name: string;
  readonly png: Buffer;
}

/** Four pictures of one view, or two. */
export async function drawReferences(page: Page, gallery: Gallery, view: PictureView): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const zoom of [1, 2] as const) {
    await showView(page, gallery, view, { theme: 'light', zoom });
    for (const theme of themes) {
      if (view.sparse === true && (theme === 'light') !== (zoom === 1)) continue;
      await switchTheme(page, theme);
      drawn.push({ name: `${view.name}-${theme}-${zoom * 100}.png`, png: await drawPage(page) });
    }
  }
  return drawn;
}
