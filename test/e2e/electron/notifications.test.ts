/** Notifications as the desktop's server receives them, and what becomes of a person's answers. */

import { stat } from 'node:fs/promises';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { busAddressOf } from '../../desktop/bus-service.ts';
import {
  startNotificationDaemon,
  type NotificationDaemon,
  type ReceivedNotification,
} from '../../desktop/notification-daemon.ts';
import { requestOf, signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import {
  canRunElectron,
  inElectron,
  setUpElectron,
  type RunningElectron,
} from '../../desktop/run-electron.ts';
import { startTrayPanel } from '../../desktop/tray-panel.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../../soon.ts';

const me = '1002';
const colleague = '1005';

interface World {
  readonly pbx: DemoPbx;
  readonly bus: string;
  readonly running: RunningElectron;
  readonly page: Page;
  /** The group that the alerts are on; its name is in the notification's body. */
  readonly groupId: string;
}

const groupName = 'R&D <b>Süd</b>';

async function setUp(): Promise<World> {
  const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
  onTestFinished(() => pbx.close());
  for (const number of pbx.extensions.numbers()) pbx.extensions.setStatus(number, 'Registered');
  pbx.extensions.set(colleague, { username: 'Zoe <i>Quill</i>', status: 'Busy' });
  const desk = await setUpElectron();
  onTestFinished(() => desk.close());
  const bus = busAddressOf(desk.desktop.env);
  const tray = await startTrayPanel(bus);
  onTestFinished(() => tray.stop());
  const running = await desk.start();
  const page = await running.page();
  await signIn(page, pbx, me);
  await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe('live');
  await requestOf(page, 'settings.change', { notifications: { settleMs: 0 } });
  const { id: groupId } = await requestOf(page, 'group.set', { name: groupName, numbers: [colleague] });
  return { pbx, bus, running, page, groupId };
}

async function startDaemon(bus: string, capabilities?: readonly string[]): Promise<NotificationDaemon> {
  const daemon = await startNotificationDaemon(bus, capabilities);
  onTestFinished(() => daemon.stop());
  return daemon;
}

/** Sets an alert for when someone in the group is free, and frees one. */
async function alertOnce({ pbx, page, groupId }: World): Promise<void> {
  pbx.extensions.setStatus(colleague, 'Busy');
  await expect
    .poll(
      async () => (await snapshotOf(page)).roster.colleagues.find((one) => one.number === colleague)?.state,
      soon,
    )
    .toBe('on-call');
  await requestOf(page, 'alert.set', {
    target: { kind: 'group', groupId },
    mode: 'once',
    states: ['free'],
    expiresAt: null,
  });
  pbx.extensions.setStatus(colleague, 'Registered');
}

async function lastOf(daemon: NotificationDaemon, count: number): Promise<ReceivedNotification> {
  await expect.poll(() => daemon.received.length, soon).toBe(count);
  const last = daemon.received.at(-1);
  if (last === undefined) throw new Error('expected a notification');
  return last;
}

const isOpen = ({ app }: RunningElectron): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

test.skipIf(!canRunElectron)(
  inElectron('names are literal in title and body, whether or not the server reads markup'),
  async () => {
    const world = await setUp();
    const reading = await startDaemon(world.bus);
    await alertOnce(world);
    const marked = await lastOf(reading, 1);
    expect(marked).toMatchObject({ app: 'Lampfield', replaces: 0 });
    expect(marked.title).toContain('Zoe <i>Quill</i>');
    expect(marked.body).toContain('R&amp;D &lt;b&gt;Süd&lt;/b&gt;');
    expect((await stat(marked.icon)).isFile()).toBe(true);

    // Another server takes its place, as after an update of the desktop.
    await reading.stop();
    const plain = await startDaemon(world.bus, ['actions', 'body']);
    await alertOnce(world);
    const unmarked = await lastOf(plain, 1);
    expect(unmarked.body).toContain(groupName);
    expect(unmarked.body).not.toContain('&amp;');

    // A newer one of the same takes the older one's place.
    await alertOnce(world);
    expect((await lastOf(plain, 2)).replaces).toBe(unmarked.id);
    await expect.poll(() => plain.received.filter(({ open }) => open).length, soon).toBe(1);
    await world.running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron(
    'one closed by a person does nothing, a click opens the panel there, a button does what it says',
  ),
  async () => {
    const world = await setUp();
    const daemon = await startDaemon(world.bus);
    await requestOf(world.page, 'panel.close', {});
    await expect.poll(() => isOpen(world.running), soon).toBe(false);

    await alertOnce(world);
    daemon.dismiss(await lastOf(daemon, 1));
    await alertOnce(world);
    const second = await lastOf(daemon, 2);
    expect(await isOpen(world.running)).toBe(false);
    daemon.use(second);
    await expect.poll(() => isOpen(world.running), soon).toBe(true);
    await world.page.getByRole('heading', { name: 'Zoe <i>Quill</i>' }).waitFor();

    await alertOnce(world);
    await expect.poll(async () => (await snapshotOf(world.page)).alerts, soon).toEqual([]);
    daemon.use(await lastOf(daemon, 3), 'Alert me again');
    await expect.poll(async () => (await snapshotOf(world.page)).alerts.length, soon).toBe(1);
    await world.running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron(
    'news without a server is shown when one comes; while the desktop wants no disturbance, none is',
  ),
  async () => {
    const world = await setUp();
    await alertOnce(world);
    await expect.poll(async () => (await snapshotOf(world.page)).alerts, soon).toEqual([]);
    const daemon = await startDaemon(world.bus);
    expect((await lastOf(daemon, 1)).title).toContain('Zoe');

    daemon.setInhibited(true);
    await alertOnce(world);
    await expect.poll(async () => (await snapshotOf(world.page)).alerts, soon).toEqual([]);
    daemon.setInhibited(false);
    // What was held back is told afterwards.
    await lastOf(daemon, 2);
    await world.running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('the program closes one that’s outdated, so nobody has to'),
  async () => {
    const { bus, pbx, page, running } = await setUp();
    const daemon = await startDaemon(bus);
    const readMine = async () => {
      await requestOf(page, 'my-extension.read', {});
      return (await snapshotOf(page)).myExtension?.rows.forwardAll;
    };
    await expect.poll(async () => (await snapshotOf(page)).myExtension, soon).not.toBeNull();
    pbx.extensions.set(me, { alwaysforward: 'on', atransferto: 'Extension', atransferext: colleague });
    await expect.poll(readMine, soon).toMatchObject({ kind: 'elsewhere' });
    const told = await lastOf(daemon, 1);
    expect(told).toMatchObject({ open: true, closedByProgram: false });

    const changeId = (await readMine())?.changeId ?? '';
    await requestOf(page, 'change.keep', { changeId });
    await expect.poll(() => told, soon).toMatchObject({ open: false, closedByProgram: true });
    await running.quit();
  },
);
