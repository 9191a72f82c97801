/** Finds an Electron runtime that is already on this machine; never downloads one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The executable, or why there is none, as a clause after a colon. */
export type ElectronRuntime = { readonly path: string } | { readonly reason: string };

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Looks at `ELECTRON_OVERRIDE_DIST_PATH` first, then where Electron's own installer puts its runtime. */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): ElectronRuntime {
  const executable = EXECUTABLES[process.platform] ?? 'electron';
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const path = join(override, executable);
    return existsSync(path) ? { path } : { reason: `ELECTRON_OVERRIDE_DIST_PATH has no ${executable}` };
  }
  const packagePath = join(root, 'node_modules/electron');
  const path = join(packagePath, 'dist', executable);
  // Electron's installer writes path.txt last, so a half unpacked runtime is none.
  if (existsSync(path) && existsSync(join(packagePath, 'path.txt'))) return { path };
  return { reason: 'its runtime is not installed ("npx install-electron" fetches it)' };
}

/** As `findElectron`, and also asks whether a window could be shown here. */
export function findUsableElectron(root: string, env: NodeJS.ProcessEnv = process.env): ElectronRuntime {
  const runtime = findElectron(root, env);
  if ('reason' in runtime) return runtime;
  return hasDisplay(env) ? runtime : { reason: 'there is no display' };
}

/** Whether somebody could see a window: always so on Windows and macOS. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}
