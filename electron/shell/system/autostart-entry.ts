/**
 * The XDG autostart entry, one for each data folder: `lampfield.desktop` in the person's autostart folder, or `lampfield-….desktop`
 * (freedesktop's Autostart and Desktop Entry specifications).
 */

import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

export interface AutostartEntry {
  /** Whether the desktop will follow it: it is there, and nobody has switched it off in the desktop's settings. */
  isOn(): Promise<boolean>;
  write(): Promise<void>;
  /** An AppImage may have moved: names it where it is now, and leaves the rest as a person may have changed it. */
  refreshCommand(): Promise<void>;
  /** Removes our entry; one that someone made without our mark stays. */
  remove(): Promise<void>;
}

export interface AutostartPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Undefined for the person's own data folder. */
  readonly profile: string | undefined;
  /** The program's own path; an AppImage is mounted somewhere else each time and names itself in `APPIMAGE`. */
  readonly executable: string;
  readonly args: readonly string[];
}

const mark = 'X-Lampfield-Autostart=true';

export function createAutostartEntry({
  env,
  home,
  profile,
  executable,
  args,
}: AutostartPorts): AutostartEntry {
  const configFolder = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const name = profile === undefined ? 'lampfield' : `lampfield-${profile}`;
  const file = join(configFolder, 'autostart', `${name}.desktop`);
  const command = [env['APPIMAGE'] || executable, ...args].map(quoted).join(' ');
  const text = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Lampfield',
    'Comment=Who is free on the phone',
    `Exec=${command}`,
    'Icon=lampfield',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    mark,
    '',
  ].join('\n');

  const present = (): Promise<string> => readFile(file, 'utf8').catch(() => '');
  return {
    async isOn() {
      const entry = await present();
      return entry !== '' && !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(entry);
    },
    async refreshCommand() {
      const entry = await present();
      const refreshed = entry.replace(/^Exec=.*$/m, () => `Exec=${command}`);
      if (entry.includes(mark) && refreshed !== entry) await writeFileAtomic(file, refreshed);
    },
    async write() {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, text);
    },
    async remove() {
      if ((await present()).includes(mark)) await rm(file, { force: true });
    },
  };
}

/** Quoted for an `Exec` key, whose value is unescaped twice: as a string, then as an argument. `%` begins a field code. */
function quoted(argument: string): string {
  const escaped = argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  const value = /[^\w@%+=:,./-]/.test(argument) ? `"${escaped}"` : escaped;
  return value.replaceAll('\\', '\\\\');
}
