/** For end-to-end tests: the product in a real Electron, with a person's keychain and folder that last from start to start. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { findUsableElectron, type ElectronRuntime } from '../../build/find-electron.ts';
import { ensureRendererBuilt } from '../../build/renderer-build.ts';
import { buildShell } from '../../build/shell-build.ts';
import { startPrivateKeyring, whyNoKeyring, type PrivateKeyring } from '../keyring/private-keyring.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the shell showed outside its window, newest last. */
export interface Shown {
  readonly toolTips: readonly string[];
  readonly notifications: readonly string[];
}

export interface RunningElectron {
  readonly app: ElectronApplication;
  readonly page: Page;
  shown(): Promise<Shown>;
  /** As by the tray's menu; resolves when the program has ended. */
  quit(): Promise<void>;
}

export interface ElectronDesk {
  start(...args: readonly string[]): Promise<RunningElectron>;
  /** Starts it once more while it runs; resolves when that start has given up. */
  startAgain(...args: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Why the whole product cannot run here, in words that follow "needs"; undefined where it can. */
export function whyNoElectron(): string | undefined {
  const runtime = findUsableElectron(root);
  if ('reason' in runtime) return `Electron's runtime: ${runtime.reason}`;
  if (process.platform === 'linux') return whyNoKeyring();
  return process.env['CI'] ? undefined : 'a keychain that is nobody’s own; CI=true says that this one is';
}

export async function setUpElectron(): Promise<ElectronDesk> {
  const runtime: ElectronRuntime = findUsableElectron(root);
  if ('reason' in runtime) throw new Error(runtime.reason);
  await ensureRendererBuilt(root);
  await buildShell(root);
  const dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-electron-'));
  const keyring = await privateKeyring();
  const env = { ...process.env, ...keyring?.env };
  const launch = (args: readonly string[]): Promise<ElectronApplication> =>
    _electron.launch({
      executablePath: runtime.path,
      args: [...sandboxArguments(), root, `--data=${dataFolder}`, '--lang=en-GB', ...args],
      env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1])),
    });
  let running: ElectronApplication | undefined;

  return {
    async start(...args) {
      const app = await launch(args);
      running = app;
      await recordShown(app);
      return {
        app,
        page: await app.firstWindow(),
        shown: () => app.evaluate(() => (globalThis as { shown?: Shown }).shown ?? noneShown),
        async quit() {
          const closed = app.waitForEvent('close');
          await app.evaluate(({ app: inside }) => inside.quit()).catch(() => undefined);
          await closed;
          running = undefined;
        },
      };
    },
    async startAgain(...args) {
      const second = await launch(args).catch(() => undefined);
      await second?.waitForEvent('close').catch(() => undefined);
    },
    async close() {
      await running?.close();
      await keyring?.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

const noneShown: Shown = { toolTips: [], notifications: [] };

async function privateKeyring(): Promise<PrivateKeyring | undefined> {
  if (process.platform !== 'linux') return undefined;
  const keyring = await startPrivateKeyring();
  await keyring.startService();
  return keyring;
}

/** Chromium refuses to start its sandbox as root. */
function sandboxArguments(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Tray and notifications have no page to look at: what they are told is noted down on its way. */
async function recordShown(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Tray, Notification }) => {
    const shown: { toolTips: string[]; notifications: string[] } = { toolTips: [], notifications: [] };
    Object.assign(globalThis, { shown });
    const setToolTip = Reflect.get(Tray.prototype, 'setToolTip');
    Tray.prototype.setToolTip = function (text) {
      shown.toolTips.push(text);
      setToolTip.call(this, text);
    };
    const show = Reflect.get(Notification.prototype, 'show');
    Notification.prototype.show = function () {
      shown.notifications.push(this.title);
      show.call(this);
    };
  });
}
