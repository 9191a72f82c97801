/** A D-Bus of a test's own, and on it a real Secret Service (gnome-keyring) that the test starts, locks, freezes and kills. */

import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { giveTo, makeFolderFor, type Account } from '../desktop/person.ts';
import { missingPrograms } from '../missing-programs.ts';

const run = promisify(execFile);
const service = 'org.freedesktop.secrets';
const masterPassword = 'of-this-test-run';

export interface PrivateKeyring {
  /** For processes that must find this bus and no other. */
  readonly env: NodeJS.ProcessEnv;
  /** `unlocked`: as after a login with a password; otherwise as after one without: nothing to store in yet. */
  startService(kind?: 'unlocked' | 'not-set-up'): Promise<void>;
  /** As in a crash. */
  killService(): Promise<void>;
  /** The service is there and does not answer, as while it asks someone. */
  freezeService(): void;
  thawService(): void;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  stop(): Promise<void>;
}

/** Why there can be no private keyring here; undefined where there can. */
export function whyNoKeyring(): string | undefined {
  if (process.platform !== 'linux') return 'a Secret Service exists on Linux only';
  const missing = missingPrograms('dbus-daemon', 'dbus-send', 'gnome-keyring-daemon');
  return missing.length === 0
    ? undefined
    : `not installed: ${missing.join(', ')} (Debian: dbus, gnome-keyring)`;
}

export interface KeyringOptions {
  /** The bus's policy keeps everyone from the keyring. */
  readonly denied?: boolean;
  /** Who owns bus and keyring; this account by default. */
  readonly account?: Account;
}

export async function startPrivateKeyring(options: KeyringOptions = {}): Promise<PrivateKeyring> {
  const { denied = false, account = {} } = options;
  const folder = await makeFolderFor(account, 'lampfield-keyring-');
  const runtime = join(folder, 'run');
  await mkdir(runtime, { mode: 0o700 });
  await giveTo(account, runtime);
  await writeFile(join(folder, 'bus.conf'), busConfig(join(folder, 'bus'), denied));
  const bus = spawn(
    'dbus-daemon',
    ['--nofork', '--nosyslog', '--print-address=1', `--config-file=${join(folder, 'bus.conf')}`],
    { ...account, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const address = await firstOf(bus, firstData(bus.stdout), 'dbus-daemon');
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: address.toString().trim(),
  };
  let daemon: ChildProcess | undefined;

  const send = (to: string, path: string, method: string, ...values: string[]) =>
    run('dbus-send', ['--session', '--print-reply', `--dest=${to}`, path, method, ...values], { env });

  async function killService(): Promise<void> {
    if (daemon) await end(daemon);
    daemon = undefined;
  }

  return {
    env,
    async startService(kind = 'unlocked') {
      const options = ['--foreground', '--components=secrets', ...(kind === 'unlocked' ? ['--unlock'] : [])];
      daemon = spawn('gnome-keyring-daemon', options, {
        ...account,
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      daemon.stdin?.end(masterPassword);
      for (let left = 500; ; left -= 1) {
        const { stdout } = await send(
          'org.freedesktop.DBus',
          '/',
          'org.freedesktop.DBus.NameHasOwner',
          `string:${service}`,
        );
        if (stdout.includes('boolean true')) return;
        if (left === 0 || daemon.exitCode !== null) throw new Error('expected a keyring to come, got none');
      }
    },
    killService,
    freezeService: () => void daemon?.kill('SIGSTOP'),
    thawService: () => void daemon?.kill('SIGCONT'),
    async lock() {
      const collection = 'array:objpath:/org/freedesktop/secrets/collection/login';
      await send(service, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', collection);
    },
    unlock: () => unlockOverControlSocket(account, join(runtime, 'keyring', 'control')),
    async stop() {
      await killService();
      await end(bus);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function busConfig(socket: string, denied: boolean): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="root"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    ${denied ? `<deny send_destination="${service}"/>` : ''}
  </policy>
</busconfig>
`;
}

/** What the desktop's login does when the screen is unlocked: one packet of length, operation (1: unlock) and password. */
async function unlockOverControlSocket(account: Account, path: string): Promise<void> {
  const password = Buffer.from(masterPassword);
  const packet = Buffer.alloc(12 + password.length);
  packet.writeUInt32BE(packet.length, 0);
  packet.writeUInt32BE(1, 4);
  packet.writeUInt32BE(password.length, 8);
  password.copy(packet, 12);
  const socket = connectAs(account, path);
  // The first byte carries the sender's credentials.
  socket.write(Buffer.concat([Buffer.alloc(1), packet]));
  const answer = await firstData(socket);
  socket.destroy();
  if (answer.readUInt32BE(4) !== 0) throw new Error('expected the keyring to unlock, got a refusal');
}

/** The daemon listens to its own account only, and the system tells it who connected. */
function connectAs({ uid }: Account, path: string): Socket {
  if (uid === undefined) return connect(path);
  process.seteuid?.(uid);
  try {
    return connect(path);
  } finally {
    process.seteuid?.(0);
  }
}

function firstData(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => stream.once('data', resolve).once('error', reject));
}

async function firstOf<T>(child: ChildProcess, awaited: Promise<T>, name: string): Promise<T> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`expected ${name} to start, got its end`);
  });
  return Promise.race([awaited, ended]);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
