/** `npm run pictures`: redraws the documentation's pictures from the running product on the demo PBX. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureRendererBuilt } from '../../build/bundle/renderer-build.ts';
import { absentSecrets } from '../core/fixtures/absent-secrets.ts';
import { openDeskInBrowser, type DeskOptions, type OpenedDesk } from './desk/open-desk.ts';
import { openPage } from './desk/open-my-calls.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs/pictures');
const me = '1002';

type Theme = 'light' | 'dark';

async function withDesk(options: DeskOptions, draw: (desk: OpenedDesk) => Promise<void>): Promise<void> {
  const desk = await openDeskInBrowser({ extension: me, ...options, pbx: { people: 40, ...options.pbx } });
  try {
    await desk.page.setViewportSize({ width: 1100, height: 720 });
    await draw(desk);
    if (desk.pageErrors.length > 0) throw new Error(desk.pageErrors.join('\n'));
  } finally {
    await desk.close();
  }
}

async function shoot(
  { page }: OpenedDesk,
  name: string,
  what: 'panel' | 'desk',
  theme: Theme,
): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  const path = join(folder, `${name}-${theme}.png`);
  // Two frames, so that the theme has reached the panel.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await (what === 'desk' ? page : page.locator('.panel')).screenshot({ path });
  process.stdout.write(`${path.slice(root.length)}\n`);
}

async function bothThemes(desk: OpenedDesk, name: string, what: 'panel' | 'desk' = 'panel'): Promise<void> {
  await shoot(desk, name, what, 'light');
  await shoot(desk, name, what, 'dark');
}

/** An office in which something goes on. */
const office: DeskOptions = {
  prepare(pbx) {
    const statuses = [
      'Registered',
      'Busy',
      'Registered',
      'Ringing',
      'Registered',
      'Unavailable',
      'Registered',
      'Hold',
    ];
    for (const [at, number] of pbx.extensions.numbers().entries())
      pbx.extensions.setStatus(number, statuses[at % statuses.length] ?? 'Registered');
    pbx.extensions.setStatus(me, 'Registered');
  },
};

async function main(): Promise<void> {
  await ensureRendererBuilt(root);
  await mkdir(folder, { recursive: true });

  await withDesk(office, async (desk) => {
    const { running, panel } = desk;
    for (const number of ['1001', '1005', '1007'])
      await running.request('favourite.set', { number, on: true });
    await panel.getByRole('listitem').nth(8).waitFor();
    await bothThemes(desk, 'list');
    await panel
      .getByRole('button', { name: /voicemail/ })
      .first()
      .click();
    await panel.getByRole('dialog').waitFor();
    await bothThemes(desk, 'status-menu');
    await panel.locator('body').press('Escape');
    await openPage(panel);
    await bothThemes(desk, 'my-calls');
  });

  await withDesk(office, async (desk) => {
    const { running, pbx, page, panel } = desk;
    await running.request('alert.set', {
      target: { kind: 'person', number: '1001' },
      mode: 'once',
      states: ['free'],
      expiresAt: null,
    });
    await panel.getByRole('listitem').nth(8).waitFor();
    await panel.getByRole('listitem').filter({ hasText: '1001' }).first().click();
    await bothThemes(desk, 'alert');
    pbx.extensions.setStatus('1001', 'Registered');
    await page.locator('.toast').first().waitFor({ timeout: 60_000 });
    await bothThemes(desk, 'notification', 'desk');
  });

  await withDesk({ extension: null }, async (desk) => {
    const { panel, pbx, running } = desk;
    await running.request('setup.cancel', {});
    await panel.getByRole('button', { name: 'Set up' }).waitFor();
    await bothThemes(desk, 'first-run');
    await panel.getByRole('button', { name: 'Set up' }).click();
    await panel.getByLabel('Address of the PBX').fill(pbx.url);
    await panel.getByRole('button', { name: 'Continue' }).click();
    await panel.getByRole('button', { name: 'Yes, this is my PBX' }).waitFor();
    await bothThemes(desk, 'certificate-new');
  });

  await withDesk(office, async (desk) => {
    const { panel, pbx, running } = desk;
    await pbx.changeCertificate({ laterDates: true });
    await running.request('connection.retry', {});
    await running.until(({ connection }) => connection.kind === 'blocked');
    await bothThemes(desk, 'certificate-changed-banner');
    await panel.getByRole('button', { name: 'Compare' }).click();
    await panel.getByText('Shown now').waitFor();
    await bothThemes(desk, 'certificate-changed');
  });

  await withDesk({ extension: null, ports: { secrets: absentSecrets } }, async (desk) => {
    const { running, pbx, panel } = desk;
    await running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false });
    await running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' });
    await running.request('setup.account', { username: pbx.username, password: pbx.password });
    await running.request('setup.extension', { number: me });
    await panel.getByRole('button', { name: 'Continue without saving' }).first().waitFor();
    await bothThemes(desk, 'no-keychain');
  });
}

await main();
