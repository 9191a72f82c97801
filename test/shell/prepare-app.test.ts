/** What is settled before Electron is ready. */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { prepareApp } from '../../electron/shell/prepare-app.ts';
import { fakeElectron, type FakeElectron } from './fakes/fake-electron.ts';

let electron: FakeElectron;
beforeEach(() => {
  electron = fakeElectron();
});

describe('before Electron is ready', () => {
  const line = { action: 'settings', data: undefined, managed: undefined, demo: false } as const;

  test('folders are set before the lock is asked for, and Chromium’s own lie apart', () => {
    const prepared = prepareApp(electron.objects, line, 'linux');
    expect(prepared).toEqual({ dataFolder: join('/data', 'Lampfield'), keychainService: 'Lampfield' });
    expect(electron.state.paths.get('userData')).toBe(join('/data', 'Lampfield'));
    expect(electron.state.paths.get('sessionData')).toBe(join('/data', 'Lampfield', 'chromium'));
    expect(electron.state.locked).toEqual({ action: 'settings' });
  });

  test('another folder has a keychain entry of its own', () => {
    const service = (data: string): string | undefined =>
      prepareApp(fakeElectron().objects, { ...line, data }, 'linux')?.keychainService;
    expect(service('/tmp/a')).toMatch(/^Lampfield [0-9a-f]{12}$/);
    expect(service('/tmp/a')).not.toBe(service('/tmp/b'));
  });

  test('a second instance goes no further', () => {
    expect(prepareApp(fakeElectron({ hasLock: false }).objects, line, 'linux')).toBeUndefined();
  });

  test('--quit starts nothing: it ends the running program, and without one makes not even a folder', async () => {
    const quit = { ...line, action: 'quit' } as const;
    const nowhere = fakeElectron();
    expect(prepareApp(nowhere.objects, quit, 'linux')).toBeUndefined();
    expect(nowhere.state.locked).toBeUndefined();

    const running = fakeElectron({ hasLock: false, appData: tmpdir() });
    expect(prepareApp(running.objects, { ...quit, data: tmpdir() }, 'linux')).toBeUndefined();
    expect(running.state.locked).toEqual({ action: 'quit' });

    const ended = fakeElectron();
    expect(prepareApp(ended.objects, { ...quit, data: tmpdir() }, 'linux')).toBeUndefined();
    expect(ended.state.locked).toBeUndefined();
  });

  test('Windows opens set-up links with us, with nothing after them that could be a switch', () => {
    const windows = fakeElectron({ packaged: true });
    prepareApp(windows.objects, line, 'win32');
    expect(windows.state.schemes).toEqual([['lampfield', '--']]);
    const linux = fakeElectron({ packaged: true });
    prepareApp(linux.objects, line, 'linux');
    expect(linux.state.schemes).toEqual([]);
  });

  test('a package drops the switches that open it to debugging; a tree keeps them', () => {
    const switches = ['remote-debugging-port', 'remote-debugging-pipe', 'lang'];
    const packaged = fakeElectron({ packaged: true, switches });
    prepareApp(packaged.objects, line, 'linux');
    expect(packaged.state.removedSwitches).toEqual(['remote-debugging-port', 'remote-debugging-pipe']);
    const loose = fakeElectron({ switches });
    prepareApp(loose.objects, line, 'linux');
    expect(loose.state.removedSwitches).toEqual([]);
  });

  test('Windows knows the program by its id', () => {
    prepareApp(electron.objects, line, 'win32');
    expect(electron.state.appUserModelId).toBe('io.github.lampfield.Lampfield');
  });
});
