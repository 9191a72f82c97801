/** The whole shell in plain Node: real core, real demo PBX, and an Electron of small objects. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCore } from '../../electron/core/create-core.ts';
import type { Core } from '../../electron/core/core.ts';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';
import type { StartAction } from '../../electron/shell/command-line.ts';
import { collectLaterStarts } from '../../electron/shell/handle-starts.ts';
import { createOrderlyQuit } from '../../electron/shell/orderly-quit.ts';
import { openPanelMemory } from '../../electron/shell/panel/panel-memory.ts';
import { runShell } from '../../electron/shell/run-shell.ts';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { fakeElectron, type FakeElectron } from './fakes/fake-electron.ts';
import { preventable } from './fakes/fake-events.ts';
import { recordingLog, type RecordingLog } from './fakes/recording-log.ts';

let dataFolder: string;
let core: Core;
let electron: FakeElectron;
let log: RecordingLog;
let pbx: DemoPbx | undefined;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-shell-'));
  electron = fakeElectron();
  log = recordingLog();
});
afterEach(async () => {
  electron.objects.app.quit();
  await vi.waitFor(() => expect(electron.state.exitCode).toBe(0), { timeout: 20_000 });
  await pbx?.close();
  pbx = undefined;
  await rm(dataFolder, { recursive: true, force: true });
});

/** `platform` is one on which no desktop has to be asked: this machine may have none. */
async function start(action: StartAction = 'open', platform: NodeJS.Platform = 'win32'): Promise<void> {
  const orderlyQuit = createOrderlyQuit({
    app: electron.objects.app,
    autoUpdater: electron.objects.autoUpdater,
    clock: systemClock,
    log: { ...log, close: async () => undefined },
    nativeCallsEnd: async () => true,
    kill: () => undefined,
  });
  const laterStarts = collectLaterStarts(electron.objects.app, () => orderlyQuit.quit());
  core = await createCore({
    clock: systemClock,
    random: Math.random,
    secrets: createMemorySecrets(),
    log,
    dataFolder,
    locale: 'en-GB',
    version: '0.0.0-test',
    person: { login: '', fullName: '' },
  });
  await runShell(electron.objects, core, log, {
    platform,
    env: {},
    clock: systemClock,
    builtFolder: '/built',
    dataFolder,
    panelMemory: await openPanelMemory({
      file: join(dataFolder, 'panel.json'),
      folder: core.folder,
      clock: systemClock,
      log,
    }),
    firstStart: { action },
    laterStarts,
    startArguments: [],
    loadUpdater: () => Promise.reject(new Error('not in this test')),
    orderlyQuit,
  });
}

/** What the panel's page does when it has loaded. */
async function paint(): Promise<void> {
  electron.windows.at(-1)?.events.emit('ready-to-show');
  await electron.ask('snapshot.get', {});
}

async function signIn(): Promise<void> {
  pbx = await startDemoPbx({ people: 8 });
  const { url, fingerprint, username, password } = pbx;
  const steps: readonly (readonly [string, unknown])[] = [
    ['setup.open', { at: 'address' }],
    ['setup.address', { address: url, plainHttpConfirmed: false }],
    ['setup.certificate', { sha256: fingerprint, decision: 'trust' }],
    ['setup.account', { username, password }],
    ['setup.extension', { number: '1000' }],
  ];
  for (const [name, payload] of steps) {
    const reply = await electron.ask(name, payload);
    expect(reply, `${name}: ${JSON.stringify(reply)}`).toMatchObject({ ok: true });
  }
  await expect
    .poll(() => electron.told('snapshot').at(-1))
    .toMatchObject({
      connection: { kind: 'live' },
      me: { number: '1000' },
    });
}

test('the tray is there before anything was asked, and the panel opens on a first start', async () => {
  await start();
  expect(electron.tray.picture).toBe(join('/built', 'tray', 'on-dark', 'none-attention.png'));
  expect(electron.tray.toolTip).toContain('not set up');
  expect(electron.windows).toHaveLength(1);
});

test('a hidden start makes no window', async () => {
  await start('nothing');
  expect(electron.windows).toHaveLength(0);
  expect(electron.tray.toolTip).not.toBe('');
});

test('a click on an icon that has only just appeared opens the panel too', async () => {
  const { makeTray } = electron.objects;
  Object.assign(electron.objects, {
    makeTray: (picture: Parameters<typeof makeTray>[0]) => {
      queueMicrotask(() => electron.tray.events.emit('click'));
      return makeTray(picture);
    },
  });
  await start('nothing');
  expect(electron.windows).toHaveLength(1);
});

test('requests go in, events come out: from the wizard to the live list, and a call changes the tray', async () => {
  await start();
  await paint();
  await signIn();
  expect(electron.tray.toolTip).toMatch(/^.+ · Free$/);
  pbx?.extensions.set('1000', { status: 'Busy' });
  await expect.poll(() => electron.tray.picture).toContain('on-call-none.png');
  expect(electron.tray.toolTip).toContain('On a call');
});

test('a page that isn’t listening yet learns what it was opened at once it listens', async () => {
  await start('settings');
  expect(electron.told('show')).toEqual([]);
  await paint();
  expect(electron.told('show')).toEqual([{ view: 'settings' }]);
});

test('a page that has only asked for its first snapshot is told nothing until it listens', async () => {
  await start('settings');
  electron.windows.at(-1)?.events.emit('ready-to-show');
  expect(await electron.ask('snapshot.first', {})).toMatchObject({ ok: true });
  expect(electron.told('show')).toEqual([]);
  await electron.ask('snapshot.get', {});
  expect(electron.told('show')).toEqual([{ view: 'settings' }]);
});

test('a second start opens the panel, and a launcher’s action its settings', async () => {
  await start('nothing');
  electron.app.emit('second-instance', {}, [], '', { action: 'open' });
  await paint();
  expect(electron.windows.at(-1)?.state.visible).toBe(true);
  electron.app.emit('second-instance', {}, [], '', { action: 'settings' });
  expect(electron.told('show').at(-1)).toEqual({ view: 'settings' });
});

test('a second start while the first isn’t ready yet opens its panel', async () => {
  const starting = start('nothing');
  electron.app.emit('second-instance', {}, [], '', { action: 'settings' });
  await starting;
  await paint();
  expect(electron.windows.at(-1)?.state.visible).toBe(true);
  expect(electron.told('show').at(-1)).toEqual({ view: 'settings' });
});

test('a second start that asks to quit ends a first that isn’t ready yet', async () => {
  const starting = start('nothing');
  electron.app.emit('second-instance', {}, [], '', { action: 'quit' });
  await expect.poll(() => electron.state.exitCode).toBe(0);
  await starting;
});

test('a set-up link opens the set-up with what it says, from a start, a second start and the system', async () => {
  const link = 'lampfield:set-up?url=pbx.example.com';
  const shown = (): Promise<unknown> => electron.ask('snapshot.get', {});
  await start('nothing');
  electron.app.emit('second-instance', {}, [], '', { action: 'open', link });
  await paint();
  await expect.poll(shown).toMatchObject({ value: { setup: { line: { url: 'pbx.example.com' } } } });
  let prevented = false;
  electron.app.emit('open-url', { preventDefault: () => (prevented = true) }, 'lampfield:set-up?url=other');
  await expect.poll(shown).toMatchObject({ value: { setup: { line: { url: 'other' } } } });
  expect(prevented).toBe(true);
});

test('Esc in the page closes the panel', async () => {
  await start();
  await paint();
  expect(await electron.ask('panel.close', {})).toMatchObject({ ok: true });
  expect(electron.windows.at(-1)?.state.visible).toBe(false);
});

test('a menu’s choice goes to the core, and quitting by it ends in order', async () => {
  await start('nothing');
  const quit = electron.tray.menu.find(({ label }) => label === 'Quit Lampfield');
  quit?.click?.({} as never, undefined, {});
  await expect.poll(() => electron.state.exitCode).toBe(0);
  expect(electron.tray.destroyed).toBe(true);
});

test('an update that closes the windows first, as on macOS, is not held up by the panel, and ends in order', async () => {
  await start('open', 'darwin');
  await paint();
  const close = () => {
    const closing = preventable({});
    electron.windows.at(-1)?.events.emit('close', closing);
    return closing.prevented;
  };
  expect(close()).toBe(true);
  electron.autoUpdater.emit('before-quit-for-update');
  expect(close()).toBe(false);
  expect(electron.state.exitCode).toBeUndefined();
  electron.objects.app.quit();
  await expect.poll(() => electron.state.exitCode).toBe(0);
});

test.each([
  ['darwin', [{ role: 'appMenu' }, { role: 'editMenu' }]],
  ['win32', null],
] as const)('on %s, text fields have what they need of an application menu', async (platform, menu) => {
  await start('nothing', platform);
  expect(electron.state.applicationMenu).toEqual(menu);
});

test('settings reach the desktop: theme, shortcut', async () => {
  await start();
  await paint();
  await electron.ask('settings.change', { theme: 'dark', shortcut: 'CommandOrControl+Shift+L' });
  await expect.poll(() => electron.state.themeSource).toBe('dark');
  expect(electron.state.shortcut).toBe('CommandOrControl+Shift+L');
  await electron.ask('settings.change', { shortcut: null });
  await expect.poll(() => electron.state.shortcut).toBeUndefined();
});

test('a pinned panel stays on top and open without the focus, and the setting is remembered', async () => {
  await start();
  await paint();
  const window = electron.windows.at(-1);
  expect(await electron.ask('panel.pin', { pinned: true })).toMatchObject({ ok: true });
  await expect.poll(() => electron.told('snapshot').at(-1)).toMatchObject({ settings: { pinned: true } });
  window?.events.emit('blur');
  expect(window?.state).toMatchObject({ visible: true, onTop: true });
  expect(await electron.ask('panel.pin', { pinned: 'yes' })).toMatchObject({
    failure: { code: 'ipc.invalid-payload' },
  });
  expect(await electron.ask('panel.pin', { pinned: false })).toMatchObject({ ok: true });
  window?.events.emit('blur');
  await expect.poll(() => window?.state.visible).toBe(false);
});

test('sleep and lock reach the core', async () => {
  await start();
  await paint();
  await signIn();
  electron.power.emit('lock-screen');
  await expect
    .poll(() => electron.told('snapshot').at(-1))
    .toMatchObject({
      connection: { kind: 'paused', because: 'lock' },
    });
  electron.power.emit('unlock-screen');
  await expect.poll(() => electron.told('snapshot').at(-1)).toMatchObject({ connection: { kind: 'live' } });
});

test.each([
  ['another page', { id: 4_711 }],
  ['a foreign address', { url: 'https://evil.example/' }],
  ['a frame inside the panel', { parent: {} }],
])('a request from %s is refused unread, and learns nothing', async (_, as) => {
  await start();
  expect(await electron.ask('snapshot.get', {}, as)).toEqual({
    ok: false,
    failure: { code: 'ipc.forbidden', detail: {} },
  });
  expect(log.events).toContain('shell.sender-refused');
  core.signal({ kind: 'tray-clicked' });
  expect(electron.told('show')).toEqual([]);
});

test('what is no request is an answer too', async () => {
  await start();
  expect(await electron.ask(undefined, {})).toMatchObject({ failure: { code: 'ipc.forbidden' } });
  expect(await electron.ask('nonsense', {})).toMatchObject({ failure: { code: 'ipc.unknown-request' } });
  expect(await electron.ask('favourite.set', { number: 5 })).toMatchObject({
    failure: { code: 'ipc.invalid-payload' },
  });
});
