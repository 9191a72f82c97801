/** Finds a Chromium on this machine for the renderer's and the end-to-end tests, and says how to start it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';

/** What both Playwright and vitest's browser mode take as launch options. */
export interface BrowserLaunch {
  readonly executablePath: string;
  readonly chromiumSandbox: boolean;
  readonly args: string[];
}

/** The environment variable that names a browser; a wrong path is a mistake worth reporting, so nothing else is tried. */
export const BROWSER_VARIABLE = 'LAMPFIELD_BROWSER';

const QUIET_ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
];

function playwrightsOwn(): string | undefined {
  try {
    return chromium.executablePath();
  } catch {
    return undefined; // Playwright has no build for this system
  }
}

/** Where Chromium and its siblings usually are, best first. */
function browserCandidates(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string[] {
  if (platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    );
    const tails = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return tails.flatMap((tail) => roots.map((root) => join(root, tail)));
  }
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
  ];
}

/** All browsers on this machine, best first. `LAMPFIELD_BROWSER` wins, right or wrong. */
export function findBrowsers(env: NodeJS.ProcessEnv = process.env): string[] {
  const override = env[BROWSER_VARIABLE];
  if (override !== undefined && override !== '') return [override].filter((path) => existsSync(path));
  const own = playwrightsOwn();
  const candidates = [...(own === undefined ? [] : [own]), ...browserCandidates(process.platform, env)];
  return candidates.filter((path) => existsSync(path));
}

/** Launch options for the browser found; throws a sentence for people when there is none. */
export function browserLaunch(env: NodeJS.ProcessEnv = process.env): BrowserLaunch {
  const [executablePath] = findBrowsers(env);
  if (executablePath === undefined) {
    throw new Error(
      `no Chromium found: run "npx playwright install chromium" or set ${BROWSER_VARIABLE} to a browser's path`,
    );
  }
  // Chromium refuses to start its sandbox as root, and Playwright would switch it off for everybody.
  return { executablePath, chromiumSandbox: process.getuid?.() !== 0, args: [...QUIET_ARGS] };
}
