/** What people install, packed by electron-builder around a real runtime: its fuses hold, and it runs from the first start to the list. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findElectron } from '../../build/electron/find-electron.ts';
import { makePackageIcons } from '../../build/make-pictures.ts';
import { packRunning } from '../../build/pack-product.ts';
import { packedFacts, type PackedTarget } from '../../build/packed-faults.ts';
import { startPrivateDesktop, type PrivateDesktop } from '../desktop/private-desktop.ts';
import { whyNoElectron } from '../desktop/run-electron.ts';
import { startDemoPbx } from '../pbx/demo-pbx.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lacking = process.platform === 'linux' && process.arch === 'x64' ? whyNoElectron() : 'Linux on x64';
const soon = { timeout: 45_000 };

let folder: string;
let packed: PackedTarget;
let desktop: PrivateDesktop;
const closings: (() => Promise<unknown>)[] = [];

describe.skipIf(lacking !== undefined)(
  `the packed program${lacking === undefined ? '' : ` (needs ${lacking})`}`,
  () => {
    beforeAll(async () => {
      const runtime = findElectron(root, { standIn: true });
      if ('reason' in runtime) throw new Error(runtime.reason);
      folder = await mkdtemp(join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), 'lampfield-packed-'));
      await chmod(folder, 0o755);
      makePackageIcons(root);
      packed = await packRunning(root, folder, runtime);
      desktop = await startPrivateDesktop();
    }, 300_000);
    afterEach(async () => {
      for (const close of closings.splice(0).reverse()) await close();
    });
    afterAll(async () => {
      await desktop?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    /** Starts it on a data folder of its own; `seen` is what it wrote. */
    function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
      const data = join(desktop.home, `data-${closings.length}-${Math.random().toString(36).slice(2)}`);
      const child = spawn(packed.executable, [`--data=${data}`, ...args], {
        cwd: desktop.home,
        env: { ...desktop.env, ...env },
        ...desktop.account,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let seen = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (seen += text));
      const ended = once(child, 'exit');
      closings.push(async () => {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
        await ended;
      });
      const started = () => readFile(join(data, 'lampfield.log'), 'utf8').catch(() => '');
      return { child, data, ended, seen: () => seen, started };
    }

    async function quit({ child, ended }: ReturnType<typeof start>): Promise<void> {
      child.kill('SIGTERM');
      await ended;
    }

    test('holds what it should, with its fuses burnt', async () => {
      const { faults } = await packedFacts(packed);
      // What an old stand-in lacks is filled by these two.
      expect(faults.filter((fault) => !fault.startsWith('/stand-in/'))).toEqual([]);
    });

    test('is no Node for a script of someone else', async () => {
      const script = join(desktop.home, 'script.cjs');
      await writeFile(script, 'console.log("ran as Node"); process.exit(7);');
      const run = start([script], { ELECTRON_RUN_AS_NODE: '1' });
      await expect.poll(run.started, soon).not.toBe('');
      expect(run.seen()).not.toContain('ran as Node');
      await quit(run);
      expect(run.child.exitCode).toBe(0);
    });

    test('takes no code and no debugger from environment or arguments', async () => {
      const script = join(desktop.home, 'before.cjs');
      await writeFile(script, 'console.log("ran before the program");');
      const run = start(['--inspect=0', '--inspect-brk=0', '--remote-debugging-port=0'], {
        NODE_OPTIONS: `--require=${script}`,
      });
      await expect.poll(run.started, soon).not.toBe('');
      expect(run.seen()).not.toMatch(/ran before the program|Debugger listening|DevTools listening/);
      await quit(run);
      expect(run.child.exitCode).toBe(0);
    });

    test('loads no app from outside its archive, and no archive that was changed', async () => {
      const resources = join(packed.folder, 'resources');
      const outside = join(resources, 'app');
      await mkdir(outside);
      closings.push(() => rm(outside, { recursive: true, force: true }));
      await writeFile(join(outside, 'package.json'), '{ "name": "other", "main": "main.js" }');
      await writeFile(join(outside, 'main.js'), 'console.log("ran from outside"); process.exit(7);');
      const run = start([outside]);
      await expect.poll(run.started, soon).not.toBe('');
      expect(run.seen()).not.toContain('ran from outside');
      await quit(run);

      // Without the archive there is nothing that it would run instead.
      const archive = join(resources, 'app.asar');
      await rename(archive, `${archive}.away`);
      closings.push(() => rename(`${archive}.away`, archive));
      const without = start([outside]);
      await without.ended;
      expect(without.seen()).not.toContain('ran from outside');
      expect(without.child.exitCode).not.toBe(0);
    });

    test('shows the region’s times where the language is not one of ours', async () => {
      const run = start([], { LANG: 'fr_FR.UTF-8' });
      await expect.poll(run.started, soon).not.toBe('');
      const locales = await readdir(join(packed.folder, 'locales'));
      expect(locales).toEqual(
        expect.arrayContaining(['en-GB.pak', 'en-US.pak', 'de.pak', 'fr.pak', 'sv.pak']),
      );
      await quit(run);
    });
  },
);
