/** Packs the built product as electron-builder would for people, with a stand-in for Electron's runtime. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, Platform, build } from 'electron-builder';
import { z } from 'zod';
import type { PackedTarget } from './packed-faults.ts';
import { makeStandInRuntime } from './stand-in-runtime.ts';

/** Where the packages look for newer ones; stands in electron-builder.yml. */
export const UPDATES_VARIABLE = 'LAMPFIELD_UPDATES_URL';

export type StandInTarget = Pick<PackedTarget, 'arch'> & { readonly platform: 'linux' | 'win32' };

/**
 * Below `folder`, an empty one. `dist` must be built. The configuration is held against electron-builder's own schema before
 * anything is packed. Rejects with what electron-builder says.
 */
export async function packWithStandIn(
  root: string,
  folder: string,
  targets: readonly StandInTarget[],
): Promise<readonly PackedTarget[]> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')));
  makeStandInRuntime(root, join(folder, 'electron'), version);
  process.env[UPDATES_VARIABLE] ??= 'https://updates.example.invalid';
  const archesOf = (platform: StandInTarget['platform']): Arch[] =>
    targets.filter((target) => target.platform === platform).map(({ arch }) => Arch[arch]);
  const wanted = ([Platform.LINUX, Platform.WINDOWS] as const).flatMap((platform) => {
    const arches = archesOf(platform === Platform.LINUX ? 'linux' : 'win32');
    return arches.length === 0 ? [] : [...platform.createTarget('dir', ...arches)];
  });
  await build({
    projectDir: root,
    publish: 'never',
    targets: new Map(wanted),
    config: {
      electronDist: join(folder, 'electron'),
      directories: { output: join(folder, 'release') },
      // The stand-in has no icon and no names that could be edited.
      win: { signAndEditExecutable: false },
    },
  });
  return targets.map(({ platform, arch }) => {
    const system = platform === 'linux' ? 'linux' : 'win';
    const packed = join(folder, 'release', `${system}${arch === 'x64' ? '' : `-${arch}`}-unpacked`);
    const executable = join(packed, platform === 'linux' ? 'lampfield' : 'lampfield.exe');
    return { platform, arch, folder: packed, executable };
  });
}
