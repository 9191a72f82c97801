/** Loaded before the bundle in a child process: stands in for Electron's module, and reports at the first use of any of its objects. */
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const STAND_IN = 'stand-in:electron';
const EXPORTS = [
  'app',
  'autoUpdater',
  'BrowserWindow',
  'dialog',
  'globalShortcut',
  'ipcMain',
  'Menu',
  'nativeImage',
  'nativeTheme',
  'net',
  'Notification',
  'powerMonitor',
  'protocol',
  'screen',
  'session',
  'shell',
  'Tray',
];

const files = [];
const builtins = new Set();
let bytes = 0;
const startMs = performance.now();

globalThis.firstElectronCall = (name) => {
  const ms = performance.now() - startMs;
  process.stdout.write(
    JSON.stringify({ firstCall: name, files, bytes, builtins: [...builtins].sort(), ms }),
    () => process.exit(0),
  );
  // The program must not run past its first call.
  throw new Error('stopped at the first call to Electron');
};
process.on('uncaughtException', () => undefined);

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: STAND_IN, format: 'module', shortCircuit: true }
      : next(specifier, context),
  load(url, context, next) {
    if (url === STAND_IN) {
      const source = EXPORTS.map(
        (name) =>
          `export const ${name} = new Proxy(function () {}, { get: (_, member) => firstElectronCall('${name}.' + String(member)), apply: () => firstElectronCall('${name}'), construct: () => firstElectronCall('new ${name}') });`,
      ).join('\n');
      return { format: 'module', source, shortCircuit: true };
    }
    if (url.startsWith('node:')) builtins.add(url);
    if (url.startsWith('file:')) {
      files.push(basename(url));
      bytes += statSync(fileURLToPath(url)).size;
    }
    return next(url, context);
  },
});
