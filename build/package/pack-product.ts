/** Packs the built product as `npm run package` does, around a runtime that is already here. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Arch, Platform, build } from 'electron-builder';
import { pinnedVersion, type ElectronRuntime } from '../electron/find-electron.ts';
import { allowSandbox } from '../electron/sandbox.ts';
import { makeHollowRuntime } from './hollow-runtime.ts';
import type { PackedTarget } from './packed-faults.ts';

/** Where the packages look for newer ones; electron-builder.yml reads it. */
export const UPDATES_VARIABLE = 'LAMPFIELD_UPDATES_URL';

export type HollowTarget = Pick<PackedTarget, 'arch'> & { readonly platform: 'linux' | 'win32' };

/**
 * Packs into `folder`, which is empty, around a hollow runtime: for all checks that don't need a real one. `dist` must be built.
 * The configuration is checked against electron-builder's own schema first. Rejects with what electron-builder says.
 */
export async function packHollow(
  root: string,
  folder: string,
  targets: readonly HollowTarget[],
): Promise<readonly PackedTarget[]> {
  const electronDist = join(folder, 'electron');
  makeHollowRuntime(root, electronDist, pinnedVersion(root));
  const archesOf = (platform: HollowTarget['platform']): Arch[] =>
    targets.filter((target) => target.platform === platform).map(({ arch }) => Arch[arch]);
  const wanted = ([Platform.LINUX, Platform.WINDOWS] as const).flatMap((platform) => {
    const arches = archesOf(platform === Platform.LINUX ? 'linux' : 'win32');
    return arches.length === 0 ? [] : [...platform.createTarget('dir', ...arches)];
  });
  const output = await packAround(root, folder, { electronDist, targets: new Map(wanted) });
  return targets.map(({ platform, arch }) => {
    const system = platform === 'linux' ? 'linux' : 'win';
    const packed = join(output, `${system}${arch === 'x64' ? '' : `-${arch}`}-unpacked`);
    const executable = join(packed, platform === 'linux' ? 'lampfield' : 'lampfield.exe');
    return { platform, arch, folder: packed, executable };
  });
}

/** Packs into `folder`, which is empty, around a runtime of this machine (Linux, x64): the program as people install it, ready to run. */
export async function packRunning(
  root: string,
  folder: string,
  runtime: ElectronRuntime,
): Promise<PackedTarget> {
  const electronDist = join(folder, 'electron');
  await cp(runtime.folder, electronDist, { recursive: true });
  // The stand-in's own loader would be packed besides our archive.
  await rm(join(electronDist, 'resources/app'), { recursive: true, force: true });
  const output = await packAround(root, folder, {
    electronDist,
    runtime,
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
  });
  await rm(electronDist, { recursive: true, force: true });
  const packed = join(output, 'linux-unpacked');
  await allowSandbox(packed);
  return { platform: 'linux', arch: 'x64', folder: packed, executable: join(packed, 'lampfield') };
}

/** What an old runtime lacks is filled before the product's own entry; the product itself knows nothing of it. */
const withStandInEntry = {
  files: [{ from: 'build/electron/stand-in-app', to: 'stand-in', filter: ['fill-node.mjs', 'packed.mjs'] }],
  extraMetadata: { main: 'stand-in/packed.mjs' },
};

interface Around {
  readonly electronDist: string;
  readonly runtime?: ElectronRuntime;
  readonly targets: ReturnType<Platform['createTarget']>;
}

/** Resolves to the folder that holds one folder for each system. */
async function packAround(root: string, folder: string, around: Around): Promise<string> {
  process.env[UPDATES_VARIABLE] ??= 'https://updates.example.invalid';
  const output = join(folder, 'release');
  const { electronDist, runtime, targets } = around;
  await build({
    projectDir: root,
    publish: 'never',
    targets,
    config: {
      electronDist,
      ...(runtime !== undefined && { electronVersion: runtime.version }),
      ...(runtime?.isStandIn === true && withStandInEntry),
      directories: { output },
      // A hollow runtime has no icon and no names that could be edited.
      win: { signAndEditExecutable: false },
    },
  });
  return output;
}
