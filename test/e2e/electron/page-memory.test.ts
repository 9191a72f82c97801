/** What the panel's page holds in memory: whatever a person sees there, no secret that the core uses for it. */

import { expect, onTestFinished, test } from 'vitest';
import { requestOf, signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import { setUpElectron, whyNoElectron } from '../../desktop/run-electron.ts';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';
import { secretsInMemory, whyNoMemory } from '../process-memory.ts';
import { soon } from '../../soon.ts';

const reason = whyNoElectron() ?? whyNoMemory();
const me = '1002';

test(
  'no password, token, PIN or MD5 of one is in the memory of the page’s process',
  { timeout: 240_000 },
  async (context) => {
    if (reason !== undefined) return context.skip(`needs ${reason}`);
    const pbx = await startDemoPbx({ people: 12, quirks: 'none' });
    onTestFinished(() => pbx.close());
    const electron = await setUpElectron();
    onTestFinished(() => electron.close());
    const first = await electron.start();
    await signIn(await first.page(), pbx, me);
    await expect.poll(async () => (await snapshotOf(await first.page())).connection.kind, soon).toBe('live');
    await first.quit();

    // A page in which nobody has typed a password: the account comes from the keychain.
    const second = await electron.start();
    const page = await second.page();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: /Change PIN…$/ }).waitFor();
    await requestOf(page, 'my-extension.read', {});
    await requestOf(page, 'diagnosis.get', {});
    const login = pbx.nextRequest('login');
    pbx.killAllTokens();
    await login;
    await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe('live');

    const pids = await second.app.evaluate(({ BrowserWindow }) => ({
      core: process.pid,
      page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    }));
    const secrets = pbx.secrets();
    const inCore = await secretsInMemory(pids.core, secrets);
    const inPage = await secretsInMemory(pids.page, secrets);
    // The search finds what is there: in the core, what it signs in with.
    expect(inCore.found.length).toBeGreaterThan(0);
    expect(inPage.searchedBytes).toBeGreaterThan(1_000_000);
    expect(inPage.found).toEqual([]);

    // And in the page, what is planted there, with one byte a letter or with two.
    for (const letter of ['a', '→']) {
      const one = { name: letter, value: `planted-${crypto.randomUUID()}` };
      await page.evaluate(
        (text) => Object.assign(globalThis, { planted: text.repeat(2) }),
        letter + one.value,
      );
      expect((await secretsInMemory(pids.page, [...secrets, one])).found).toEqual([letter]);
    }
    await second.quit();
  },
);
