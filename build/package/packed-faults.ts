/** Looks into a packed program: exactly the files that it should hold, small enough, the keychain's binary for its system, fuses burnt. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader, listPackage, statFile } from '@electron/asar';
import { fuseFaults } from './fuses.ts';
import { LICENCES_FILE } from './shipped-packages.ts';

export interface PackedTarget {
  /** As Node names it: also the folder of the keychain's binary. */
  readonly platform: 'linux' | 'win32' | 'darwin';
  readonly arch: 'x64' | 'arm64';
  /** The folder with `resources`. */
  readonly folder: string;
  /** Absolute; its fuses are read. */
  readonly executable: string;
}

export interface PackedFacts {
  readonly files: number;
  readonly bytes: number;
  /** One sentence each. */
  readonly faults: readonly string[];
}

/** Each file in the archive must match one of these. */
const ALLOWED: readonly RegExp[] = [
  /^\/package\.json$/,
  /^\/LICENSE$/,
  /^\/dist\/main\/(?:main\d*|rolldown-runtime|dbus-native|undici|sax)\.js$/,
  /^\/dist\/preload\/preload\.cjs$/,
  /^\/dist\/renderer\/index\.html$/,
  /^\/dist\/renderer\/assets\/[\w-]+\.(?:js|css|woff2|svg|png)$/,
  /^\/dist\/tray\/(?:template|on-light|on-dark|plain)\/[\w-]+(?:@[\d.]+x)?\.png$/,
  /^\/dist\/icon\.png$/,
  /^\/node_modules\/keytar\/package\.json$/,
  /^\/node_modules\/keytar\/lib\/keytar\.js$/,
  /^\/node_modules\/keytar\/prebuilds\/[\w-]+\/keytar\.node$/,
];

const REQUIRED: readonly string[] = [
  '/package.json',
  '/dist/main/main.js',
  '/dist/preload/preload.cjs',
  '/dist/renderer/index.html',
  '/dist/tray/plain/free-none.png',
  '/dist/icon.png',
  '/node_modules/keytar/lib/keytar.js',
];

/** Of the archive with what lies beside it. A new dependency shows here before people download it. */
const MOST_BYTES = 4_000_000;

export async function packedFacts({
  platform,
  arch,
  folder,
  executable,
}: PackedTarget): Promise<PackedFacts> {
  const archive = join(folder, 'resources/app.asar');
  if (!existsSync(archive)) return { files: 0, bytes: 0, faults: [`there is no ${archive}`] };
  const entries = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const files = entries.flatMap((path) => {
    const stat = statFile(archive, path.slice(1));
    return 'size' in stat ? [{ path, bytes: stat.size }] : [];
  });
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const native = `/node_modules/keytar/prebuilds/${platform}-${arch}/keytar.node`;
  const names = new Set(files.map(({ path }) => path));
  const faults = [
    ...files
      .filter(({ path }) => !ALLOWED.some((allowed) => allowed.test(path)))
      .map(({ path }) => `${path} has no business in the package`),
    ...[...REQUIRED, native].filter((path) => !names.has(path)).map((path) => `${path} is missing`),
    ...files
      .filter(({ path }) => path.endsWith('.node') && path !== native)
      .map(({ path }) => `${path} is for another system`),
    ...[native, '/dist/icon.png']
      .filter((path) => !existsSync(join(folder, 'resources/app.asar.unpacked', path)))
      .map((path) => `${path} is not unpacked`),
    ...(existsSync(join(folder, 'resources', LICENCES_FILE))
      ? []
      : [`resources/${LICENCES_FILE} is missing`]),
    ...(bytes > MOST_BYTES ? [`${bytes} bytes are more than ${MOST_BYTES}`] : []),
    ...integrityFaults(archive),
    ...readdirSync(join(folder, 'resources'))
      .filter((name) => name === 'app' || name === 'default_app.asar')
      .map((name) => `resources/${name} would be loaded besides the archive`),
    ...(await fuseFaults(executable)),
  ];
  return { files: files.length, bytes, faults };
}

/** Without a hash of each file in its header, the fuse for integrity would have nothing to check. */
function integrityFaults(archive: string): readonly string[] {
  const { headerString } = getRawHeader(archive);
  return headerString.includes('"integrity"') ? [] : ['the archive holds no hashes'];
}
