/** What people would install, packed with a hollow runtime: right as it is, and each fault is found. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { appUserModelId } from '../../electron/shell/prepare-app.ts';
import { requiredFuses } from './fuses.ts';
import { makePackageIcons } from '../pictures/make-pictures.ts';
import { packHollow } from './pack-product.ts';
import { packedFacts, type PackedTarget } from './packed-faults.ts';
import { buildRenderer } from '../bundle/renderer-build.ts';
import { buildShell } from '../bundle/shell-build.ts';
import { LICENCES_FILE, shippedPackages } from './shipped-packages.ts';
import { makeHollowRuntime } from './hollow-runtime.ts';

const root = join(import.meta.dirname, '../..');
const config: unknown = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
let folder: string;
let packed: readonly PackedTarget[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lampfield-packages-'));
  // `npm test` has built everything by now; what is packed here is looked at by name and size only.
  if (!existsSync(join(root, 'dist/renderer/index.html'))) await buildRenderer(root);
  const built = ['main/main.js', 'tray', LICENCES_FILE];
  if (!built.every((name) => existsSync(join(root, 'dist', name)))) await buildShell(root);
  makePackageIcons(root);
  packed = await packHollow(root, folder, [{ platform: 'linux', arch: 'x64' }]);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('packages contain what they should and no more, within their size, with fuses set', async () => {
  expect(packed).toHaveLength(1);
  for (const target of packed) {
    const facts = await packedFacts(target);
    expect(facts.faults, target.platform).toEqual([]);
    expect(facts.files).toBeGreaterThan(300);
  }
});

test('beside the archive is the licence of each package that ships', () => {
  for (const { folder: packedFolder } of packed) {
    const text = readFileSync(join(packedFolder, 'resources', LICENCES_FILE), 'utf8');
    for (const { name, version, text: licence } of shippedPackages(root)) {
      expect(text).toContain(`\n${name} ${version}`);
      expect(text).toContain(licence ?? 'brings no text');
    }
  }
});

test('the configuration burns the fuses that are required, and only those', () => {
  expect(config).toMatchObject({ electronFuses: requiredFuses });
  expect(Object.keys(requiredFuses).length).toBe(
    Object.keys((config as { electronFuses: object }).electronFuses).length,
  );
});

test('the keychain’s binary is there for every target', () => {
  for (const target of [
    'linux-x64',
    'linux-arm64',
    'win32-x64',
    'win32-arm64',
    'darwin-x64',
    'darwin-arm64',
  ]) {
    expect(existsSync(join(root, `node_modules/keytar/prebuilds/${target}/keytar.node`)), target).toBe(true);
  }
});

test('macOS, which is packed on macOS only, names its own binary as the others do', () => {
  const own = 'node_modules/keytar/prebuilds/darwin-${arch}';
  expect(config).toMatchObject({
    appId: appUserModelId,
    mac: { files: [{ from: own, to: own }], hardenedRuntime: true },
  });
});

test('a configuration with a word that electron-builder does not know is refused', async () => {
  const { build, Platform, Arch } = await import('electron-builder');
  const wrong = { electronFuses: { runAsNodes: false } } as unknown as {
    electronFuses: { runAsNode: false };
  };
  const targets = Platform.LINUX.createTarget('dir', Arch.x64);
  await expect(build({ projectDir: root, publish: 'never', targets, config: wrong })).rejects.toThrow(
    /configuration\.electronFuses should be/,
  );
});

describe('a fault is found:', () => {
  /** A package made by hand out of `files`, with a runtime whose fuses nobody has burnt. */
  async function made(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const place = mkdtempSync(join(folder, 'made-'));
    const app = join(place, 'app');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(app, name, '..'), { recursive: true });
      writeFileSync(join(app, name), text);
    }
    makeHollowRuntime(root, place, '45.0.0');
    await createPackageWithOptions(app, join(place, 'resources/app.asar'), {});
    cpSync(app, join(place, 'resources/app'), { recursive: true });
    const executable = join(place, 'electron');
    return (await packedFacts({ platform: 'linux', arch: 'x64', folder: place, executable })).faults;
  }

  test('foreign files, missing ones, loose code, a binary for another system, fuses that are not burnt', async () => {
    const faults = await made({
      'package.json': '{}',
      'dist/main/main.js': '',
      'dist/main/main.js.map': '{}',
      'test/pbx/main.ts': '',
      'node_modules/keytar/prebuilds/win32-x64/keytar.node': '',
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        '/dist/main/main.js.map has no business in the package',
        '/test/pbx/main.ts has no business in the package',
        '/dist/preload/preload.cjs is missing',
        '/node_modules/keytar/prebuilds/win32-x64/keytar.node is for another system',
        '/node_modules/keytar/prebuilds/linux-x64/keytar.node is not unpacked',
        '/dist/icon.png is not unpacked',
        'resources/third-party-licences.txt is missing',
        'resources/app would be loaded besides the archive',
        'runAsNode is 1, expected 0',
        'onlyLoadAppFromAsar is 0, expected 1',
      ]),
    );
  });

  test('too much of it', async () => {
    const faults = await made({ 'dist/main/main.js': 'x'.repeat(4_000_001) });
    expect(faults).toContain('4000001 bytes are more than 4000000');
  });

  test('none at all', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    const target = { platform: 'linux', arch: 'x64', folder: empty, executable: join(empty, 'x') } as const;
    expect((await packedFacts(target)).faults).toEqual([`there is no ${join(empty, 'resources/app.asar')}`]);
  });
});
