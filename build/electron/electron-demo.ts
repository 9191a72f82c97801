/** The demo in Electron: a demo PBX in the starting process, and a managed file that hands the product its address and account. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoPbx } from '../../test/pbx/demo-pbx.ts';
import { livelyPace } from '../../test/pbx/office/office-day.ts';

export interface ElectronDemo {
  /** For the product's command line; nothing secret among them. */
  readonly args: readonly string[];
  readonly managedFile: string;
  readonly dataFolder: string;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}

/** Only a demo PBX's account; even so, nobody else may read the file. */
export async function startElectronDemo(): Promise<ElectronDemo> {
  const pbx = await startDemoPbx({ people: 60, pace: livelyPace, frontDesk: true });
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-demo-'));
  const dataFolder = join(folder, 'data');
  const managedFile = join(folder, 'managed.json');
  const { url, username, password, fingerprint } = pbx;
  const managed = { pbx: { url, username, password, fingerprint }, extension: pbx.extensions.numbers()[0] };
  await writeFile(managedFile, JSON.stringify(managed), { mode: 0o600 });
  return {
    args: ['--demo', `--data=${dataFolder}`, `--managed=${managedFile}`],
    managedFile,
    dataFolder,
    close: async () => {
      await pbx.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
