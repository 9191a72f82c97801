/**
 * The desktop's own "do not disturb", where it can be asked: GNOME's setting, and what other Linux desktops' notification servers
 * report. Windows and macOS keep it to themselves and hold notifications back on their own.
 */

import type { NotificationServer } from '../notifications/notification-server.ts';
import type { RunCommand } from './run-command.ts';
import type { SessionBus } from './session-bus.ts';

export interface DoNotDisturbPorts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly bus: Pick<SessionBus, 'listen'>;
  readonly server: Pick<NotificationServer, 'watchInhibited'>;
  readonly run: RunCommand;
  readonly onChange: (on: boolean) => void;
}

const schema = 'org.gnome.desktop.notifications';
/** Where GNOME keeps its settings; the desktop signals each change there. */
const folder = '/org/gnome/desktop/notifications/';

/** Reports every change, and the state at the start if it's on. */
export function watchDoNotDisturb({ platform, env, bus, server, run, onChange }: DoNotDisturbPorts): void {
  if (platform !== 'linux') return;
  if (!/GNOME|Unity|Pantheon|Budgie/i.test(env['XDG_CURRENT_DESKTOP'] ?? '')) {
    server.watchInhibited(onChange);
    return;
  }
  let on = false;
  async function askGnome(): Promise<void> {
    const answer = (await run('gsettings', ['get', schema, 'show-banners']))?.trim();
    if (answer !== 'true' && answer !== 'false') return;
    const next = answer === 'false';
    if (next === on) return;
    on = next;
    onChange(on);
  }
  bus.listen(
    { path: '/ca/desrt/dconf/Writer/user', interface: 'ca.desrt.dconf.Writer', member: 'Notify' },
    ([prefix]) => {
      if (typeof prefix === 'string' && (prefix.startsWith(folder) || folder.startsWith(prefix)))
        void askGnome();
    },
  );
  void askGnome();
}
