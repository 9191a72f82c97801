/** The product as a person sees it: desk, core and demo PBX, in a real browser. */

import { chromium } from 'playwright';
import { expect, it } from 'vitest';
import { browserLaunch } from '../../build/find-browser.ts';
import { signInto, startCore } from '../core/start-core.ts';
import { openDesk } from '../desk/desk-server.ts';
import { startDemoPbx } from '../pbx/demo-pbx.ts';

it('shows a colleague’s call in the panel that opens from the tray', async () => {
  const pbx = await startDemoPbx({ people: 12 });
  const running = await startCore();
  const desk = await openDesk(running.core);
  const browser = await chromium.launch(browserLaunch());
  try {
    await signInto(running, pbx, '1000');
    pbx.extensions.set('1003', { username: 'Zoë Quillfeather', status: 'Busy' });
    const page = await browser.newPage();
    await page.goto(desk.url);
    await page.locator('.tray').click();
    const row = page.frameLocator('iframe').getByText('Zoë Quillfeather');
    await row.waitFor({ timeout: 20_000 });
    expect(await row.count()).toBe(1);
  } finally {
    await browser.close();
    await desk.close();
    await running.close();
    await pbx.close();
  }
}, 60_000);
