/**
 * `npm run package`: builds the packages of this system (arguments such as `--linux`, `--win`, `--mac` choose others).
 *
 *     --check   packs with a hollow runtime and says what can be said without it
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Platform, build } from 'electron-builder';
import { makePackageIcons } from './pictures/make-pictures.ts';
import { UPDATES_VARIABLE, packHollow } from './package/pack-product.ts';
import { packedFacts, type PackedTarget } from './package/packed-faults.ts';
import { ensureRendererBuilt } from './bundle/renderer-build.ts';
import { buildShell } from './bundle/shell-build.ts';

const PLATFORMS = { '--linux': Platform.LINUX, '--win': Platform.WINDOWS, '--mac': Platform.MAC } as const;

async function buildAll(root: string): Promise<void> {
  await ensureRendererBuilt(root);
  await buildShell(root);
  makePackageIcons(root);
}

/** Prints what it finds; resolves to the number of faults. */
async function report(targets: readonly PackedTarget[]): Promise<number> {
  let faults = 0;
  for (const target of targets) {
    const facts = await packedFacts(target);
    const size = `${facts.files} files, ${(facts.bytes / 1e6).toFixed(2)} MB`;
    console.log(`${facts.faults.length === 0 ? '✓' : '✗'} ${target.platform}-${target.arch}: ${size}`);
    for (const fault of facts.faults) console.log(`    ${fault}`);
    faults += facts.faults.length;
  }
  return faults;
}

/** The keychain's binary for macOS, which cannot be packed on other systems. */
function macFaults(root: string): readonly string[] {
  return (['x64', 'arm64'] as const)
    .map((arch) => `node_modules/keytar/prebuilds/darwin-${arch}/keytar.node`)
    .filter((file) => !existsSync(join(root, file)))
    .map((file) => `${file} is missing`);
}

async function check(root: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'lampfield-package-'));
  try {
    const targets = await packHollow(root, folder, [
      { platform: 'linux', arch: 'x64' },
      { platform: 'linux', arch: 'arm64' },
      { platform: 'win32', arch: 'x64' },
      { platform: 'win32', arch: 'arm64' },
    ]);
    const mac = macFaults(root);
    console.log('');
    const faults = (await report(targets)) + mac.length;
    console.log(`${mac.length === 0 ? '✓' : '✗'} darwin: the keychain's binaries; packed on macOS only`);
    for (const fault of mac) console.log(`    ${fault}`);
    console.log('Not checked without a runtime: installers, signatures, whether the program starts.');
    return faults === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What electron-builder left unpacked, by the names that it gives. */
function unpackedTargets(root: string): readonly PackedTarget[] {
  const release = join(root, 'release');
  return readdirSync(release).flatMap((name): PackedTarget[] => {
    const [, system, arm] = /^(linux|win|mac)(-arm64)?(?:-unpacked)?$/.exec(name) ?? [];
    const arch = arm === undefined ? 'x64' : 'arm64';
    const folder = join(release, name);
    switch (system) {
      case 'linux':
        return [{ platform: 'linux', arch, folder, executable: join(folder, 'lampfield') }];
      case 'win':
        return [{ platform: 'win32', arch, folder, executable: join(folder, 'lampfield.exe') }];
      case 'mac': {
        const contents = join(folder, 'Lampfield.app/Contents');
        return [{ platform: 'darwin', arch, folder: contents, executable: join(folder, 'Lampfield.app') }];
      }
      default:
        return [];
    }
  });
}

async function pack(root: string, args: readonly string[]): Promise<number> {
  const chosen = Object.entries(PLATFORMS).filter(([flag]) => args.includes(flag));
  const platforms = chosen.length > 0 ? chosen.map(([, platform]) => platform) : [Platform.current()];
  const hasFeed = (process.env[UPDATES_VARIABLE] ?? '') !== '';
  if (!hasFeed) console.log(`${UPDATES_VARIABLE} is not set: these packages will not look for updates.`);
  await build({
    projectDir: root,
    publish: 'never',
    targets: new Map(platforms.flatMap((platform) => [...platform.createTarget()])),
    ...(!hasFeed && { config: { publish: null } }),
  });
  return (await report(unpackedTargets(root))) === 0 ? 0 : 1;
}

const [, , ...args] = process.argv;
const root = process.cwd();
await buildAll(root);
process.exitCode = args.includes('--check') ? await check(root) : await pack(root, args);
