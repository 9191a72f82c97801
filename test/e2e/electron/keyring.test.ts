/** The real program with a real keyring in each state that one can be in. */

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import type { Connection } from '../../../electron/contract/snapshot.ts';
import { busAddressOf } from '../../desktop/bus-service.ts';
import { startCancellingPrompter } from '../../desktop/keyring-prompter.ts';
import { askBridge, requestOf, signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import type { DesktopOptions } from '../../desktop/private-desktop.ts';
import { canRunElectron, inElectron, setUpElectron, type ElectronDesk } from '../../desktop/run-electron.ts';
import { startTrayPanel } from '../../desktop/tray-panel.ts';
import { startWindowManager } from '../../desktop/window-manager.ts';
import { windowsOnScreen } from '../../desktop/x11-windows.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../../soon.ts';

const extension = '1002';

async function setUp(
  options: DesktopOptions,
): Promise<{ readonly pbx: DemoPbx; readonly desk: ElectronDesk }> {
  const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
  onTestFinished(() => pbx.close());
  const desk = await setUpElectron(options);
  onTestFinished(() => desk.close());
  return { pbx, desk };
}

const logins = (pbx: DemoPbx): number => pbx.log.filter(({ path }) => path === 'login').length;

async function untilConnection(page: Page, kind: Connection['kind']): Promise<Connection> {
  await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe(kind);
  return (await snapshotOf(page)).connection;
}

/** Signed in, and ended as a person does. */
async function signedInBefore() {
  const world = await setUp({});
  const first = await world.desk.start();
  const page = await first.page();
  await signIn(page, world.pbx, extension);
  await untilConnection(page, 'live');
  await first.quit();
  return world;
}

test.skipIf(!canRunElectron)(
  inElectron('without a keyring, the password is kept for this run only, when asked to'),
  async () => {
    const { pbx, desk } = await setUp({ keyring: 'absent' });
    const first = await desk.start();
    const page = await first.page();
    await signIn(page, pbx, extension);
    expect(await untilConnection(page, 'blocked')).toMatchObject({
      need: { kind: 'keychain', failure: { code: 'keychain.unavailable' } },
    });
    await requestOf(page, 'keychain.keep-for-this-run', {});
    await untilConnection(page, 'live');
    await first.quit();
    const second = await desk.start();
    await untilConnection(await second.page(), 'blocked');
    await second.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('where no keyring was ever made, one dialog asks for one; cancelled, this run goes on without'),
  async () => {
    const { pbx, desk } = await setUp({ keyring: 'not-set-up' });
    const prompter = await startCancellingPrompter(busAddressOf(desk.desktop.env));
    onTestFinished(() => prompter.stop());
    const first = await desk.start();
    const page = await first.page();
    await signIn(page, pbx, extension);
    await untilConnection(page, 'live');
    expect((await snapshotOf(page)).notices).toContainEqual(
      expect.objectContaining({ code: 'secrets-in-memory' }),
    );
    await first.quit();
    expect(prompter.dialogs()).toBe(1);
  },
);

test.skipIf(!canRunElectron)(
  inElectron('a keyring that comes after the program is used when asked again'),
  async () => {
    const { pbx, desk } = await setUp({ keyring: 'absent' });
    const first = await desk.start();
    const page = await first.page();
    await signIn(page, pbx, extension);
    await untilConnection(page, 'blocked');
    await requestOf(page, 'keychain.keep-for-this-run', {});
    await untilConnection(page, 'live');
    await desk.desktop.keyring.startService();
    await requestOf(page, 'keychain.retry', {});
    await first.quit();
    const before = logins(pbx);
    const second = await desk.start();
    await untilConnection(await second.page(), 'live');
    expect(logins(pbx)).toBe(before);
    await second.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('a locked keyring sends nothing, and once it opens no one signs in again'),
  async () => {
    const { pbx, desk } = await signedInBefore();
    await desk.desktop.keyring.lock();
    pbx.clearLog();
    const second = await desk.start();
    const page = await second.page();
    expect(await untilConnection(page, 'blocked')).toMatchObject({
      need: { kind: 'keychain', failure: { code: 'keychain.locked' } },
    });
    expect(pbx.log).toEqual([]);
    expect(await askBridge(page, 'keychain.retry', {})).toMatchObject({ ok: false });
    await desk.desktop.keyring.unlock();
    await requestOf(page, 'keychain.retry', {});
    await untilConnection(page, 'live');
    expect(logins(pbx)).toBe(0);
    await second.quit();
  },
);

test.skipIf(!canRunElectron)(inElectron('signing out takes the account out of the keyring'), async () => {
  const { pbx, desk } = await signedInBefore();
  const second = await desk.start();
  const page = await second.page();
  await untilConnection(page, 'live');
  const loggedOut = pbx.nextRequest('logout');
  await requestOf(page, 'account.sign-out', {});
  await loggedOut;
  await second.quit();
  const before = logins(pbx);
  const third = await desk.start();
  await untilConnection(await third.page(), 'signed-out');
  expect(logins(pbx)).toBe(before);
  await third.quit();
});

test.skipIf(!canRunElectron)(
  inElectron(
    'while the keyring asks a person, the panel says so and is not above the dialog; quitting doesn’t wait',
  ),
  async () => {
    const { desk } = await signedInBefore();
    onTestFinished(await startWindowManager(desk.desktop));
    // With a tray it's a popover, which is above other windows otherwise.
    const tray = await startTrayPanel(busAddressOf(desk.desktop.env));
    onTestFinished(() => tray.stop());
    const statesOnScreen = async () =>
      (await windowsOnScreen(desk.desktop.env)).map(({ states }) => states.join(' '));
    desk.desktop.keyring.freezeService();
    const second = await desk.start();
    await untilConnection(await second.page(), 'waiting-for-keychain');
    await expect.poll(statesOnScreen, soon).toEqual(['']);

    const gone = once(second.app.process(), 'exit');
    const beganMs = performance.now();
    process.kill(second.pid, 'SIGTERM');
    // It kills itself in the middle of the call, while nobody has answered.
    expect(await gone).toEqual([null, 'SIGKILL']);
    expect(performance.now() - beganMs).toBeLessThan(6_000);

    // The next start is not held up by the one before, and finds everything.
    desk.desktop.keyring.thawService();
    const third = await desk.start();
    await untilConnection(await third.page(), 'live');
    await expect.poll(statesOnScreen, soon).toEqual(['ABOVE']);
    await third.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('asked to end at any moment of its start, it ends well'),
  async () => {
    const { desk } = await signedInBefore();
    for (const delayMs of [0, 100, 200, 300, 400, 500, 700, 1_000]) {
      const start = desk.launch();
      await expect
        .poll(() => readFile(`/proc/${start.process.pid}/cmdline`, 'utf8'), soon)
        .toSatisfy((line: string) => line.startsWith(desk.runtime.executable));
      await sleep(delayMs);
      start.process.kill('SIGTERM');
      const { code, signal } = await start.ended;
      // Before Electron listens, the signal itself ends it; after that it is an end in order. Never an abort.
      expect([code ?? signal], `${delayMs} ms`).toEqual([
        expect.toSatisfy((end) => end === 0 || end === 'SIGTERM' || end === 143),
      ]);
    }
  },
);
