/**
 * The desktop's own "do not disturb", where it can be asked: GNOME's setting, and the `Inhibited` property of other Linux desktops'
 * notification servers. Windows and macOS tell no program; there the system itself holds notifications back.
 */

import type { RunCommand, WatchCommand } from './run-command.ts';

export interface DoNotDisturbPorts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunCommand;
  readonly watch: WatchCommand;
  readonly told: (on: boolean) => void;
}

interface Source {
  readonly command: string;
  readonly ask: readonly string[];
  readonly watch: readonly string[];
  /** Undefined where a line says nothing about it. */
  readonly read: (line: string) => boolean | undefined;
}

const server = ['--session', '--dest', 'org.freedesktop.Notifications'];
const path = ['--object-path', '/org/freedesktop/Notifications'];

const gnome: Source = {
  command: 'gsettings',
  ask: ['get', 'org.gnome.desktop.notifications', 'show-banners'],
  watch: ['monitor', 'org.gnome.desktop.notifications', 'show-banners'],
  // It says whether banners are shown.
  read: (line) => invert(word(line.replace(/^show-banners:/, '').trim())),
};

const others: Source = {
  command: 'gdbus',
  ask: [
    ...['call', ...server, ...path],
    ...['--method', 'org.freedesktop.DBus.Properties.Get', 'org.freedesktop.Notifications', 'Inhibited'],
  ],
  watch: ['monitor', ...server, ...path],
  read: (line) => word(/^\(<(\w+)>,\)|'Inhibited': <(\w+)>/.exec(line)?.slice(1).find(Boolean)),
};

/** Tells the state at the start where it is on, and every change. Returns how to end it. */
export function watchDoNotDisturb({ platform, env, run, watch, told }: DoNotDisturbPorts): () => void {
  if (platform !== 'linux') return () => undefined;
  const source = /GNOME|Unity|Pantheon|Budgie/i.test(env['XDG_CURRENT_DESKTOP'] ?? '') ? gnome : others;
  let on = false;
  const take = (line: string): void => {
    const next = source.read(line.trim());
    if (next === undefined || next === on) return;
    on = next;
    told(on);
  };
  const stop = watch(source.command, source.watch, take);
  void run(source.command, source.ask).then((answer) => take(answer ?? ''));
  return stop;
}

function word(text: string | undefined): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function invert(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
