/** From a fresh installation to the live list with what an administrator has handed out, counted in clicks. */

import type { FrameLocator } from 'playwright';
import { expect, it } from 'vitest';
import { openDeskInBrowser } from './open-desk.ts';

/** What a person's paste does, wherever the focus is. */
async function paste(panel: FrameLocator, text: string): Promise<void> {
  await panel.getByRole('main').evaluate((main, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    const target = document.activeElement ?? main;
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

it('leads from installed to the list in one paste and one click, in under a minute', async () => {
  const { pbx, panel, running, pageErrors, close } = await openDeskInBrowser({ extension: null });
  try {
    // The harness has opened the wizard: a new employee sees the welcome.
    await running.request('setup.cancel', {});
    await panel.getByRole('button', { name: 'Set up' }).waitFor();
    const { url, username, password, fingerprint } = pbx;
    const beganAt = performance.now();
    await paste(panel, JSON.stringify({ url, username, password, fingerprint, extension: '1002' }));
    await panel.getByText(url, { exact: true }).waitFor();
    const shown = await panel.getByRole('main').innerHTML();
    let clicks = 0;
    await panel.getByRole('button', { name: 'Connect', exact: true }).click();
    clicks += 1;
    await panel.getByRole('list', { name: 'Colleagues' }).waitFor();
    expect(clicks).toBe(1);
    expect(performance.now() - beganAt).toBeLessThan(60_000);
    expect(running.snapshot().me?.number).toBe('1002');
    expect(shown + (await panel.getByRole('main').innerHTML())).not.toContain(password);
    expect(pageErrors).toEqual([]);
  } finally {
    await close();
  }
});

it('asks for the password alone when the line came as a link', async () => {
  const { pbx, panel, running, pageErrors, close } = await openDeskInBrowser({ extension: null });
  try {
    await panel.getByLabel('Address of the PBX').waitFor();
    const { url, username, password, fingerprint } = pbx;
    const link = new URLSearchParams({ url, username, fingerprint, extension: '1002' });
    await paste(panel, `lampfield:set-up?${link.toString()}`);
    await panel.getByRole('button', { name: 'Connect', exact: true }).click();
    await panel.getByLabel('Password').fill(password);
    await panel.getByLabel('Password').press('Enter');
    await panel.getByRole('list', { name: 'Colleagues' }).waitFor();
    expect(running.snapshot().me?.number).toBe('1002');
    expect(pageErrors).toEqual([]);
  } finally {
    await close();
  }
});
