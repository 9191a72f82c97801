/**
 * `npm run desk -- [--demo] [--port N] [--data DIR] [--managed FILE]`: runs the product without Electron, in a browser.
 * The last line that it prints is the address, alone.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { createTranslate } from '../../electron/contract/text/translate.ts';
import { isAppError } from '../../electron/core/app-error.ts';
import { createCore, type CorePorts } from '../../electron/core/create-core.ts';
import type { Core } from '../../electron/core/core.ts';
import { createFileLog } from '../../electron/core/support/file-log.ts';
import { createKeychain } from '../../electron/core/keychain/keychain.ts';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { managedSettingsFile } from '../../electron/core/settings/managed-settings.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { openDesk } from './desk-server.ts';

const { values: args } = parseArgs({
  options: {
    demo: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    managed: { type: 'string' },
    people: { type: 'string', default: '60' },
  },
});

const demoPace = 20;
/** Ending takes no longer than this, whatever a PBX, a tab or a keychain does. */
const endMs = 3_000;
/** Of these, for what the core must save and say, and for a call to the keychain that is under way. */
const stopMs = 2_000;
const nativeMs = 500;
const clock = systemClock;
let demoPbx: DemoPbx | undefined;

async function startDemo() {
  demoPbx ??= await startDemoPbx({ people: Number(args.people), pace: demoPace, frontDesk: true });
  const { url, fingerprint, username, password } = demoPbx;
  return {
    url,
    fingerprint,
    username,
    password,
    extension: demoPbx.extensions.list()[0]?.fields.extnumber ?? '',
  };
}

/** The demo leaves nothing behind: neither files nor entries in the keychain. */
const ownFolder =
  args.data === undefined && args.demo ? await mkdtemp(join(tmpdir(), 'lampfield-')) : undefined;
const dataFolder = args.data === undefined ? (ownFolder ?? defaultDataFolder()) : resolve(args.data);

const log = await createFileLog({ file: join(dataFolder, 'logs', 'lampfield.log'), clock });
/** Not the installed program's: signing out here must not sign out there. */
const service = `Lampfield desk ${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`;
const keychain = createKeychain({ service, clock });
const core = await createCoreOrSayWhy({
  clock,
  random: Math.random,
  secrets: args.demo ? createMemorySecrets() : keychain,
  log,
  dataFolder,
  ...managedFile(),
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  version: packageJson.version,
  person: { login: userInfo().username, fullName: '' },
  startDemo,
});
const desk = await openDesk(core, { port: Number(args.port) });
await core.start();
if (args.demo && !(await namesAnotherPbx())) {
  const reply = await core.request('setup.demo', {});
  if (!reply.ok)
    console.error(`The demo could not be set up (${reply.failure.code}): try it from the panel.`);
}

async function createCoreOrSayWhy(ports: CorePorts): Promise<Core> {
  try {
    return await createCore(ports);
  } catch (error) {
    if (!isAppError(error, 'settings.in-use')) throw error;
    console.error(createTranslate('en')('failure.settings.in-use', { folder: error.detail.folder }));
    process.exit(1);
  }
}

/** The demo shows itself, and nothing that an administrator has set up on this computer, unless it is asked to. */
function managedFile(): Pick<CorePorts, 'managedFile'> {
  if (args.managed !== undefined) return { managedFile: { file: resolve(args.managed), required: true } };
  if (args.demo) return {};
  return { managedFile: { file: managedSettingsFile(process.platform, process.env), required: false } };
}

async function namesAnotherPbx(): Promise<boolean> {
  if (args.managed === undefined) return false;
  const reply = await core.request('snapshot.get', {});
  return reply.ok && (reply.value as Snapshot).settings.pbx !== null;
}

function defaultDataFolder(): string {
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'Lampfield');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Lampfield');
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Lampfield');
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clock.after(endMs, kill);
  await desk.close();
  const waits = new Promise<void>((resolve) => void clock.after(stopMs, resolve));
  await Promise.race([core.stop(), waits]);
  await log.close();
  await demoPbx?.close();
  if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
  // Node would wait for a thread in which the keychain waits for a person.
  if (await keychain.close(nativeMs)) process.exit(0);
  kill();
}
function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

console.log(desk.url);
