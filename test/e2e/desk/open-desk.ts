/** For end-to-end tests: desk, core and demo PBX signed in on a data folder of their own, the panel open in a real browser. */

import { chromium, type Browser, type FrameLocator, type Page } from 'playwright';
import { browserLaunch } from '../../../build/machine/find-browser.ts';
import type { CorePorts } from '../../../electron/core/create-core.ts';
import { signInto, startCore, type RunningCore } from '../../core/fixtures/start-core.ts';
import { openDesk, type Desk } from '../../desk/desk-server.ts';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../../pbx/demo-pbx.ts';

export interface DeskOptions {
  readonly pbx?: DemoPbxOptions;
  readonly ports?: Partial<CorePorts>;
  /** Whose program it is; `1000` by default. Null stays at the first run. */
  readonly extension?: string | null;
  /** Runs before the panel opens: what the PBX holds by then. */
  readonly prepare?: (pbx: DemoPbx) => void | Promise<void>;
}

export interface OpenedDesk {
  readonly pbx: DemoPbx;
  readonly running: RunningCore;
  readonly desk: Desk;
  readonly browser: Browser;
  /** The desk's own page: tray, menu, notifications. */
  readonly page: Page;
  /** The panel, which is a frame of that page. */
  readonly panel: FrameLocator;
  /** Uncaught errors of the page and refusals by its content security policy; a test ends with none. */
  readonly pageErrors: readonly string[];
  /** Opens the panel if it is closed; the focus is in it. */
  readonly openPanel: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openDeskInBrowser(options: DeskOptions = {}): Promise<OpenedDesk> {
  const closings: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closings.splice(0).reverse()) await end();
  };
  try {
    const pbx = await startDemoPbx({ people: 12, ...options.pbx });
    closings.push(() => pbx.close());
    await options.prepare?.(pbx);
    const running = await startCore(options.ports);
    closings.push(() => running.close());
    if (options.extension !== null) await signInto(running, pbx, options.extension ?? '1000');
    const desk = await openDesk(running.core);
    closings.push(() => desk.close());
    const browser = await chromium.launch(browserLaunch());
    closings.push(() => browser.close());
    const page = await browser.newPage();
    const pageErrors: string[] = [];
    page.on('pageerror', (error) => pageErrors.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) pageErrors.push(line.text());
    });
    await page.goto(desk.url);
    const panel = page.frameLocator('iframe');
    const openPanel = async (): Promise<void> => {
      if (await page.locator('.panel').isHidden()) await page.locator('.tray').click();
      await panel.getByRole('main').waitFor();
    };
    await openPanel();
    return { pbx, running, desk, browser, page, panel, pageErrors, openPanel, close };
  } catch (error) {
    await close();
    throw error;
  }
}
