/** The machine that provisioning works on, as it really is. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BROWSER_VARIABLE, findBrowsers } from './find-browser.ts';
import type { Machine } from './provision.ts';

const LIBRARY_FOLDERS = [
  '/usr/lib',
  '/usr/lib64',
  '/lib',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib/arm-linux-gnueabihf',
];

/** Long enough to download 150 MB over a slow line. */
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
const VERSION_TIMEOUT_MS = 20_000;

/** A browser from a package manager has its libraries; one that was only unpacked may lack some. */
function canStart(path: string): boolean {
  if (process.platform !== 'linux' || path.startsWith('/usr/bin/')) return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: VERSION_TIMEOUT_MS }).status === 0;
}

/** `env` is read and changed: when the first browser found cannot start, it gets the one that can. */
export function thisMachine(
  root: string,
  env: NodeJS.ProcessEnv = process.env,
  output: 'inherit' | 'ignore' = 'inherit',
): Machine {
  const run = (command: string, args: readonly string[], timeout?: number): boolean =>
    spawnSync(command, args, { cwd: root, env, stdio: ['ignore', output, output], timeout }).status === 0;
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasCommand: (name) =>
      (env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name))),
    hasLibrary: (file) => LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, file))),
    aptKnows: (name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0,
    hasBrowser: () => {
      const browsers = findBrowsers(env);
      const working = browsers.find(canStart);
      if (working !== undefined && working !== browsers[0]) env[BROWSER_VARIABLE] = working;
      return working !== undefined;
    },
    downloadBrowser: () => {
      const cli = join(root, 'node_modules/playwright/cli.js');
      return run(process.execPath, [cli, 'install', 'chromium'], DOWNLOAD_TIMEOUT_MS);
    },
    run: (command, args) => {
      env['DEBIAN_FRONTEND'] ??= 'noninteractive';
      return run(command, args);
    },
    say: (line) => process.stderr.write(`${line}\n`),
  };
}
