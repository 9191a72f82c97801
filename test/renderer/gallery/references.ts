/** The pictures that are kept: every state of the design, in both themes, at 100 % and at 200 %, and the machine that drew them. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { states } from '../snapshots.ts';
import type { Gallery } from './gallery-server.ts';
import { drawPage, showView, switchTheme, themes } from './show-view.ts';
import { views } from './views.ts';
import type { PictureView } from './views.ts';

export const referenceFolder = fileURLToPath(new URL('../../visual/', import.meta.url));
const machineFile = `${referenceFolder}machine.json`;

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

export const referenceViews: readonly PictureView[] = views.filter(
  ({ name }) => name in states || more.includes(name),
);

export interface Drawn {
  /** The file's name in the folder. */
  readonly name: string;
  readonly png: Buffer;
}

/** Four pictures of one view. */
export async function drawReferences(page: Page, gallery: Gallery, view: PictureView): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const zoom of [1, 2] as const) {
    await showView(page, gallery, view, { theme: 'light', zoom });
    for (const theme of themes) {
      await switchTheme(page, theme);
      drawn.push({ name: `${view.name}-${theme}-${zoom * 100}.png`, png: await drawPage(page) });
    }
  }
  return drawn;
}

/** What decides how text looks: system, browser, and how wide its fonts are. */
async function machineOf(browser: Browser): Promise<string> {
  const page = await browser.newPage();
  try {
    const widths = await page.evaluate(() => {
      const pen = document.createElement('canvas').getContext('2d');
      if (pen === null) return [];
      return ['system-ui', 'monospace'].map((font) => {
        pen.font = `40px ${font}`;
        return pen.measureText('Lampfield 0123456789 ÄÖÜ יעל Соколов 王小明 🎧').width;
      });
    });
    return JSON.stringify({
      platform: process.platform,
      arch: process.arch,
      browser: browser.version(),
      widths,
    });
  } finally {
    await page.close();
  }
}

export async function keepMachine(browser: Browser): Promise<void> {
  await writeFile(machineFile, `${await machineOf(browser)}\n`);
}

/** Were the references drawn on a machine like this one? */
export async function isReferenceMachine(browser: Browser): Promise<boolean> {
  const kept = await readFile(machineFile, 'utf8').catch(() => '');
  return kept.trim() === (await machineOf(browser));
}
