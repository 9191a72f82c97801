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
  libsecret?: boolean;
  browser?: boolean;
  downloadWorks?: boolean;
  aptWorks?: boolean;
}

/** A machine on paper that changes as it is worked on. */
function sketch(parts: Sketch) {
  const commands = new Set(parts.commands ?? []);
  const lines: string[] = [];
  const ran: string[] = [];
  let browser = parts.browser ?? false;
  let libsecret = parts.libsecret ?? false;
  const machine: Machine = {
    platform: parts.platform ?? 'linux',
    isRoot: parts.isRoot ?? false,
    hasCommand: (name) => commands.has(name),
    hasLibsecret: () => libsecret,
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
      if (args.includes('gnome-keyring')) commands.add('gnome-keyring-daemon');
      if (args.includes('dbus')) commands.add('dbus-daemon');
      if (args.includes('libsecret-1-0')) libsecret = true;
      return true;
    },
    say: (line) => lines.push(line),
  };
  return { machine, lines, ran };
}

const KEYRING: Sketch = { commands: ['gnome-keyring-daemon', 'dbus-daemon', 'apt-get'], libsecret: true };

test('a machine that has everything is left alone', () => {
  const { machine, lines, ran } = sketch({ ...KEYRING, browser: true, isRoot: true });
  expect(provision(machine)).toBe(true);
  expect(ran).toEqual([]);
  expect(lines).toEqual([]);
});

test("Playwright's own download is enough where it works", () => {
  const { machine, ran } = sketch({ ...KEYRING, downloadWorks: true });
  expect(provision(machine)).toBe(true);
  expect(ran).toEqual(['download']);
});

test('root gets from apt-get what is missing, and only that', () => {
  const { machine, ran } = sketch({ ...KEYRING, isRoot: true });
  expect(provision(machine)).toBe(true);
  expect(ran).toEqual(['download', 'apt-get update', 'apt-get install -y --no-install-recommends chromium']);
});

test('root on a bare machine gets all four', () => {
  const { machine, ran } = sketch({ isRoot: true, commands: ['apt-get'] });
  expect(provision(machine)).toBe(true);
  expect(ran.at(-1)).toMatch(/ chromium gnome-keyring dbus libsecret-1-0$/);
});

test.each<[string, Sketch, string]>([
  [
    'anybody else on Debian',
    { commands: ['apt-get'] },
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium gnome-keyring dbus libsecret-1-0',
  ],
  [
    'somebody with a browser',
    { commands: ['apt-get'], browser: true },
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends gnome-keyring dbus libsecret-1-0',
  ],
  [
    'root when apt-get fails',
    { commands: ['apt-get'], isRoot: true, aptWorks: false, browser: true, libsecret: true },
    'apt-get update && apt-get install -y --no-install-recommends gnome-keyring dbus',
  ],
  ['Fedora', { commands: ['dnf'] }, 'sudo dnf install -y chromium gnome-keyring dbus-daemon libsecret'],
  ['Arch', { commands: ['pacman'] }, 'sudo pacman -S --needed chromium gnome-keyring dbus libsecret'],
  ['macOS', { platform: 'darwin' }, 'npx playwright install chromium'],
  ['Windows', { platform: 'win32' }, 'npx playwright install chromium'],
])('%s is told the one command', (_who, parts, command) => {
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
