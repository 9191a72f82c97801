/** Lampfield and the bare program on the same Electron, for the bench: built, on desktops of their own, with a demo PBX. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeElectron, provideElectron } from '../../build/electron/find-electron.ts';
import { ensureRendererBuilt } from '../../build/bundle/renderer-build.ts';
import { buildShell } from '../../build/bundle/shell-build.ts';
import { giveTo, personAccount } from '../desktop/person.ts';
import { productFor, runtimeFor } from '../desktop/product-copy.ts';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { openProgramDesk, type ProgramDesk } from './tray-program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ElectronBench {
  readonly pbx: DemoPbx;
  /** Starts hidden, set up by an administrator's file. */
  openLampfield(): Promise<ProgramDesk>;
  openBare(...args: readonly string[]): Promise<ProgramDesk>;
  close(): Promise<void>;
}

/** `settings`: what the administrator's file sets besides the PBX. */
export async function setUpElectronBench(settings: object = {}): Promise<ElectronBench> {
  const found = await provideElectron(root, { standIn: true });
  if ('reason' in found) throw new Error(found.reason);
  process.stderr.write(`On ${describeElectron(root, found)}.\n`);
  await ensureRendererBuilt(root);
  await buildShell(root);
  const account = await personAccount();
  const { executable } = await runtimeFor(account, found);
  const product = await productFor(account, root);
  const bareFolder = await mkdtemp('/tmp/lampfield-bare-');
  await cp(join(import.meta.dirname, 'bare-electron'), bareFolder, { recursive: true });
  await cp(join(root, 'dist/tray/plain/free-none.png'), join(bareFolder, 'icon.png'));
  const pbx = await startDemoPbx({ people: 60, quirks: 'none' });
  const managedFile = join(bareFolder, 'managed.json');
  const { url, username, password, fingerprint } = pbx;
  const extension = pbx.extensions.numbers()[0];
  const managed = { pbx: { url, username, password, fingerprint }, extension, settings };
  await writeFile(managedFile, JSON.stringify(managed), { mode: 0o600 });
  for (const path of [bareFolder, managedFile]) await giveTo(account, path);

  const desks: ProgramDesk[] = [];
  const open: typeof openProgramDesk = async (...program) => {
    const desk = await openProgramDesk(...program);
    desks.push(desk);
    return desk;
  };
  return {
    pbx,
    openLampfield: () =>
      open(executable, (desktop) => [
        product.folder,
        '--hidden',
        `--data=${join(desktop.home, 'data')}`,
        `--managed=${managedFile}`,
      ]),
    openBare: (...args) => open(executable, () => [bareFolder, ...args]),
    async close() {
      for (const desk of desks) await desk.close();
      await product.remove();
      await rm(bareFolder, { recursive: true, force: true });
      await pbx.close();
    },
  };
}
