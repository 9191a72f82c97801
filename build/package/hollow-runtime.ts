/** A folder that looks to electron-builder like an unpacked Electron: enough to pack an archive and to burn fuses, not to run. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** What `@electron/fuses` looks for in an executable: its sentinel, the version of the wire, the number of fuses, one character each. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As many as Electron 45 has; `r`: no longer a fuse, `0`: off, `1`: on; as Electron ships them. */
const UNBURNT = '101100011';

/** Something that Windows calls an executable: electron-builder writes the archive's hash into it. */
const WINDOWS_BINARY = 'node_modules/keytar/prebuilds/win32-x64/keytar.node';

export function makeHollowRuntime(root: string, folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([1, UNBURNT.length]),
    Buffer.from(UNBURNT),
  ]);
  const programs = {
    electron: Buffer.from('no program '),
    'electron.exe': windowsProgram(join(root, WINDOWS_BINARY)),
  };
  for (const [name, program] of Object.entries(programs)) {
    writeFileSync(join(folder, name), Buffer.concat([program, wire, Buffer.alloc(64)]));
    chmodSync(join(folder, name), 0o755);
  }
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'locales/en-US.pak',
    'locales/de.pak',
    'chrome-sandbox',
  ]) {
    writeFileSync(join(folder, name), '');
  }
  writeFileSync(join(folder, 'version'), version);
}

/** With a version resource, which the hash is written beside. */
function windowsProgram(file: string): Uint8Array {
  const program = NtExecutable.from(readFileSync(file));
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion(1, 0, 0, 0, 1033);
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return new Uint8Array(program.generate());
}
