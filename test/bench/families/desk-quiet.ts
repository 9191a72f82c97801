/** What polls without news cause, from the core's snapshots to the page of a real browser, and what one change touches. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Frame, type Page } from 'playwright';
import { browserLaunch } from '../../../build/machine/find-browser.ts';
import { ensureRendererBuilt } from '../../../build/bundle/renderer-build.ts';
import { createTranslate } from '../../../electron/contract/text/translate.ts';
import { openDesk } from '../../desk/desk-server.ts';
import { startDevice } from '../device.ts';
import { startPacedCore } from '../paced-core.ts';
import type { Row } from '../row.ts';

const people = 500;
const quietPolls = 1_000;
const words = createTranslate('en');

export async function deskQuiet(folder: string): Promise<Row[]> {
  await ensureRendererBuilt(fileURLToPath(new URL('../../..', import.meta.url)));
  const device = await startDevice(people);
  const { core, nextPoll } = await startPacedCore(device, join(folder, 'quiet'));
  let snapshots = 0;
  core.onEvent((event) => {
    if (event.name === 'snapshot') snapshots += 1;
  });
  const desk = await openDesk(core);
  const browser = await chromium.launch(browserLaunch());
  try {
    const page = await browser.newPage();
    let messages = 0;
    page.on('websocket', (socket) => socket.on('framereceived', () => (messages += 1)));
    const panel = await openStillPanel(page, desk.url);
    await nextPoll();
    await settled(panel);

    snapshots = messages = 0;
    await observe(panel);
    for (let poll = 0; poll < quietPolls; poll += 1) await nextPoll();
    await settled(panel);
    const quiet = { snapshots, messages, mutations: (await observed(panel)).mutations };

    const shown = await panel.locator('[data-number]').nth(3).getAttribute('data-number');
    if (shown === null) throw new Error('the list shows nobody');
    await observe(panel);
    await device.setStatus(shown, 'Malfunction');
    await nextPoll();
    await panel.locator(`[data-number="${shown}"]`).getByText(words('presence.fault')).waitFor();
    await settled(panel);
    const { rows } = await observed(panel);
    if (rows.some((number) => number !== shown)) throw new Error('a change touched another row');

    const count = (what: string, value: number, limit = 0): Row => ({
      what,
      limit: { kind: 'exactly', value: limit },
      unit: 'count',
      cells: { [people]: { value } },
    });
    const polls = quietPolls.toLocaleString('en');
    return [
      count(`${polls} unchanged polls: snapshots`, quiet.snapshots),
      count(`${polls} unchanged polls: messages to the page`, quiet.messages),
      count(`${polls} unchanged polls: DOM mutations`, quiet.mutations),
      count('one changed status: rows touched', rows.length, 1),
    ];
  } finally {
    await browser.close();
    await desk.close();
    await core.stop();
    await device.close();
  }
}

/** In a page whose clock stands still: "4 min" that becomes "5 min" is no poll's doing. */
async function openStillPanel(page: Page, url: string): Promise<Frame> {
  await page.clock.setFixedTime(Date.now());
  await page.goto(url);
  await page.locator('.tray').click();
  await page.frameLocator('iframe').locator('[data-number]').nth(3).waitFor();
  const panel = page.frames().find((frame) => frame.url().includes('/panel/'));
  if (panel === undefined) throw new Error('the desk shows no panel');
  return panel;
}

/** Two frames: what a message has caused is drawn by then. */
async function settled(panel: Frame): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await panel.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
}

declare global {
  var seenByBench: { mutations: number; rows: Set<string> };
}

/** Begins to count mutations of the panel. */
function observe(panel: Frame): Promise<void> {
  return panel.evaluate(() => {
    const seen = (globalThis.seenByBench = { mutations: 0, rows: new Set<string>() });
    new MutationObserver((records) => {
      seen.mutations += records.length;
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest('[data-number]')?.getAttribute('data-number');
        if (row !== null && row !== undefined) seen.rows.add(row);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

function observed(panel: Frame): Promise<{ mutations: number; rows: string[] }> {
  return panel.evaluate(() => ({
    mutations: globalThis.seenByBench.mutations,
    rows: [...globalThis.seenByBench.rows],
  }));
}
