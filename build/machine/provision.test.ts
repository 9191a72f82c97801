/** Provisioning on machines of every kind, and Playwright's download against a real refusal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Machine } from './provision.ts';
import { provision } from './provision.ts';
import { thisMachine } from './this-machine.ts';

interface Sketch {
  platform?: NodeJS.Platform;
  isRoot?: boolean;
  commands?: readonly string[];
  libraries?: readonly string[];
  /** Since 2024 Debian has other names for libraries with 64-bit times. */
  newDebian?: boolean;
  browser?: boolean;
  downloadWorks?: boolean;
  aptWorks?: boolean;
}

/** Debian's packages, and what each brings. */
const BRINGS: Readonly<Record<string, string>> = {
  'gnome-keyring': 'gnome-keyring-daemon',
  dbus: 'dbus-daemon',
  'libsecret-1-0': 'libsecret-1.so.0',
  xvfb: 'Xvfb',
  openbox: 'openbox',
  sway: 'sway',
  wtype: 'wtype',
  'x11-utils': 'xprop xwininfo',
  xdotool: 'xdotool',
  'libgtk-3-0': 'libgtk-3.so.0',
  libnss3: 'libnss3.so',
  libgbm1: 'libgbm.so.1',
  libasound2: 'libasound.so.2',
};

/** A made-up machine that changes as commands are run on it. */
function sketch(parts: Sketch) {
  const commands = new Set(parts.commands ?? []);
  const lines: string[] = [];
  const ran: string[] = [];
  let browser = parts.browser ?? false;
  const libraries = new Set(parts.libraries ?? []);
  const machine: Machine = {
    platform: parts.platform ?? 'linux',
    isRoot: parts.isRoot ?? false,
    hasCommand: (name) => commands.has(name),
    hasLibrary: (file) => libraries.has(file),
    aptKnows: (name) => (parts.newDebian ?? false) || !name.endsWith('t64'),
    hasBrowser: () => browser,
    downloadBrowser: () => {
      ran.push('download');
      browser ||= parts.downloadWorks ?? false;
      return parts.downloadWorks ?? false;
    },
    run: (command, args) => {
      ran.push([command, ...args].join(' '));
      if (!(parts.aptWorks ?? true)) return false;
      if (args.includes('chromium')) browser = true;
      for (const [name, brings] of Object.entries(BRINGS)) {
        if (!args.some((arg) => arg === name || arg === `${name}t64`)) continue;
        for (const one of brings.split(' ')) commands.add(one);
        libraries.add(brings);
      }
      return true;
    },
    say: (line) => lines.push(line),
  };
  return { machine, lines, ran };
}

/** All that Linux needs besides the browser. */
const COMPLETE: Sketch = {
  commands: [
    'gnome-keyring-daemon',
    'dbus-daemon',
    'Xvfb',
    'openbox',
    'sway',
    'wtype',
    'xprop',
    'xwininfo',
    'xdotool',
    'apt-get',
  ],
  libraries: Object.values(BRINGS).filter((name) => name.startsWith('lib')),
};
const ALL = Object.keys(BRINGS).join(' ');

test('a machine that has everything is left alone', () => {
  const { machine, lines, ran } = sketch({ ...COMPLETE, browser: true, isRoot: true });
  expect(provision(machine)).toBe(true);
  expect(ran).toEqual([]);
  expect(lines).toEqual([]);
});

test("Playwright's own download is enough where it works", () => {
  const { machine, ran } = sketch({ ...COMPLETE, downloadWorks: true });
  expect(provision(machine)).toBe(true);
  expect(ran).toEqual(['download']);
});

test('root gets from apt-get what is missing, and only that', () => {
  const { machine, ran } = sketch({ ...COMPLETE, isRoot: true });
  expect(provision(machine)).toBe(true);
  expect(ran).toEqual(['download', 'apt-get update', 'apt-get install -y --no-install-recommends chromium']);
});

test('root on a bare machine gets everything', () => {
  const { machine, ran } = sketch({ isRoot: true, commands: ['apt-get'] });
  expect(provision(machine)).toBe(true);
  expect(ran.at(-1)).toBe(`apt-get install -y --no-install-recommends chromium ${ALL}`);
});

test('a newer Debian is asked for packages by its own names', () => {
  const { machine, ran } = sketch({
    ...COMPLETE,
    browser: true,
    libraries: ['libgbm.so.1'],
    isRoot: true,
    newDebian: true,
  });
  expect(provision(machine)).toBe(true);
  expect(ran.at(-1)).toMatch(/ libsecret-1-0 libgtk-3-0t64 libnss3 libasound2t64$/);
});

test.each<[string, Sketch, string]>([
  [
    'anyone else on Debian',
    { commands: ['apt-get'] },
    `sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium ${ALL}`,
  ],
  [
    'someone with a browser',
    { commands: ['apt-get'], browser: true },
    `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${ALL}`,
  ],
  [
    'root when apt-get fails',
    {
      ...COMPLETE,
      commands: ['apt-get', 'Xvfb', 'openbox', 'sway', 'wtype', 'xprop', 'xwininfo', 'xdotool'],
      isRoot: true,
      aptWorks: false,
      browser: true,
    },
    'apt-get update && apt-get install -y --no-install-recommends gnome-keyring dbus',
  ],
  [
    'Fedora',
    { commands: ['dnf'] },
    'sudo dnf install -y chromium gnome-keyring dbus-daemon libsecret xorg-x11-server-Xvfb openbox sway wtype xprop xwininfo xdotool gtk3 nss mesa-libgbm alsa-lib',
  ],
  [
    'Arch',
    { commands: ['pacman'] },
    'sudo pacman -S --needed chromium gnome-keyring dbus libsecret xorg-server-xvfb openbox sway wtype xorg-xprop xorg-xwininfo xdotool gtk3 nss mesa alsa-lib',
  ],
  ['macOS', { platform: 'darwin' }, 'npx playwright install chromium'],
  ['Windows', { platform: 'win32' }, 'npx playwright install chromium'],
])('%s is given the one command to run', (_who, parts, command) => {
  const { machine, lines } = sketch(parts);
  expect(provision(machine)).toBe(false);
  expect(lines.filter((line) => line.startsWith('    '))).toEqual([`    ${command}`]);
});

test('a download that is refused says so, and a browser that is not there is not found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lampfield-browsers-'));
  try {
    const machine = thisMachine(
      process.cwd(),
      {
        ...process.env,
        LAMPFIELD_BROWSER: join(folder, 'chromium'),
        PLAYWRIGHT_BROWSERS_PATH: folder,
        // Nothing listens on port 1.
        PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:1',
      },
      'ignore',
    );
    expect(machine.hasBrowser()).toBe(false);
    expect(machine.downloadBrowser()).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);

test('this machine is seen as having a browser that starts', () => {
  expect(thisMachine(process.cwd()).hasBrowser()).toBe(true);
});
