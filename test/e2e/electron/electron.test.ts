/** The whole product in a real Electron, as a person meets it, from the first start to a PBX that is no longer the same. */

import { expect, test } from 'vitest';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { busAddressOf } from '../../desktop/bus-service.ts';
import { requestOf, snapshotOf } from '../../desktop/panel-bridge.ts';
import { startNotificationDaemon, type NotificationDaemon } from '../../desktop/notification-daemon.ts';
import { startTrayPanel, type TrayPanel } from '../../desktop/tray-panel.ts';
import { setUpElectron, whyNoElectron, type ElectronDesk } from '../../desktop/run-electron.ts';
import { walkFirstRun } from '../desk/walk-first-run.ts';
import { soon } from '../../soon.ts';

const reason = whyNoElectron();
const me = '1002';
const colleague = '1005';

interface World {
  readonly pbx: DemoPbx;
  readonly electron: ElectronDesk;
  readonly tray: TrayPanel;
  readonly daemon: NotificationDaemon;
}

async function inWorld(use: (world: World) => Promise<void>): Promise<void> {
  const pbx = await startDemoPbx({ people: 12, quirks: 'none' });
  for (const number of pbx.extensions.numbers()) pbx.extensions.setStatus(number, 'Registered');
  pbx.extensions.set(me, { username: 'Amy Pond' });
  pbx.extensions.set(colleague, { username: 'Zoe Quill' });
  const electron = await setUpElectron();
  const bus = busAddressOf(electron.desktop.env);
  const tray = await startTrayPanel(bus);
  const daemon = await startNotificationDaemon(bus);
  try {
    await use({ pbx, electron, tray, daemon });
  } finally {
    await daemon.stop();
    await tray.stop();
    await electron.close();
    await pbx.close();
  }
}

const logins = (pbx: DemoPbx): number => pbx.log.filter(({ path }) => path === 'login').length;

test(
  'first run, trust, sign in, list, status, tray, notification, own settings, restart, another certificate',
  { timeout: 180_000 },
  async (context) => {
    if (reason !== undefined) return context.skip(`needs ${reason}`);
    await inWorld(async ({ pbx, electron, tray, daemon }) => {
      const first = await electron.start();
      const page = await first.page();
      await walkFirstRun(page, pbx, 'Amy Pond');

      // The list, and a colleague's call in it; my own call in the tray.
      await page.getByRole('button', { name: /^Zoe Quill, 1005, Free/ }).waitFor();
      pbx.extensions.setStatus(colleague, 'Busy');
      await page.getByRole('button', { name: /^Zoe Quill, 1005, On a call/ }).waitFor();
      pbx.extensions.setStatus(me, 'Busy');
      await expect.poll(() => tray.items.at(-1)?.toolTip(), soon).toContain('Amy Pond · On a call');
      pbx.extensions.setStatus(me, 'Registered');

      // An alert for when Zoe Quill is free, and she is.
      await page.getByRole('button', { name: /^Zoe Quill, 1005/ }).hover();
      await page.getByRole('button', { name: /^Zoe Quill.*: Alert me when free/ }).click();
      pbx.extensions.setStatus(colleague, 'Registered');
      await expect.poll(() => daemon.received.at(-1)?.title, soon).toBe('Zoe Quill is free');

      // My own settings, saved and found on the PBX.
      await requestOf(page, 'status.set', { status: { kind: 'do-not-disturb' }, until: null, anyway: false });
      await expect.poll(() => pbx.extensions.get(me)?.fields.dnd, soon).toBe('on');
      await expect
        .poll(async () => (await snapshotOf(page)).myExtension?.status.kind, soon)
        .toBe('do-not-disturb');
      await first.quit();

      // The next start needs no login: token and account were in the keychain.
      const before = logins(pbx);
      const second = await electron.start();
      const secondPage = await second.page();
      await secondPage.getByRole('button', { name: /^Zoe Quill, 1005/ }).waitFor();
      expect(logins(pbx)).toBe(before);

      // Another certificate: nothing is sent until a person has decided.
      await pbx.changeCertificate();
      await secondPage.getByText('The certificate is different').waitFor();
      pbx.clearLog();
      await expect.poll(() => tray.items.at(-1)?.toolTip(), soon).toBe('Lampfield: action needed');
      expect(pbx.log).toEqual([]);
      await second.quit();
    });
  },
);

test('the page has no Node and no way out', { timeout: 120_000 }, async (context) => {
  if (reason !== undefined) return context.skip(`needs ${reason}`);
  await inWorld(async ({ electron }) => {
    const running = await electron.start();
    const page = await running.page();
    await page.getByRole('button', { name: 'Set up' }).waitFor();
    expect(page.url()).toBe('app://lampfield/index.html');
    const found = await page.evaluate(async () => ({
      node: typeof Reflect.get(globalThis, 'process') + typeof Reflect.get(globalThis, 'require'),
      bridge: Object.keys(Reflect.get(globalThis, 'lampfield') as object).sort(),
      opened: globalThis.open('https://example.com/') === null,
      fetched: await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      ),
      notifies: await Notification.requestPermission(),
    }));
    expect(found).toEqual({
      node: 'undefinedundefined',
      bridge: ['invoke', 'subscribe'],
      opened: true,
      fetched: 'refused',
      notifies: 'denied',
    });
    await running.quit();
  });
});
