/** What people install, packed by electron-builder around a real runtime: its fuses hold, and it runs from the first start to the list. */

import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { findElectron } from '../../../build/electron/find-electron.ts';
import { makePackageIcons } from '../../../build/pictures/make-pictures.ts';
import { packRunning } from '../../../build/package/pack-product.ts';
import { packedFacts, type PackedTarget } from '../../../build/package/packed-faults.ts';
import { evaluateInPanel } from '../../desktop/main-inspector.ts';
import { giveTo } from '../../desktop/person.ts';
import { startPrivateDesktop, type PrivateDesktop } from '../../desktop/private-desktop.ts';
import { whyNoElectron } from '../../desktop/run-electron.ts';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../soon.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const lacking = process.platform === 'linux' && process.arch === 'x64' ? whyNoElectron() : 'Linux on x64';

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
      await desktop.stop();
      await rm(folder, { recursive: true, force: true });
    });

    /** Starts it on a data folder of its own; `seen` is what it wrote. */
    function start(
      args: readonly string[],
      env: NodeJS.ProcessEnv = {},
      data = join(desktop.home, randomUUID()),
    ) {
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
      /** Its log is opened before anything else, and may stay empty. */
      const started = () =>
        access(join(data, 'lampfield.log')).then(
          () => 'started',
          () => '',
        );
      return { child, data, ended, seen: () => seen, started };
    }

    async function quit({ child, ended }: ReturnType<typeof start>): Promise<void> {
      child.kill('SIGTERM');
      await ended;
    }

    test('contains what it should, with its fuses set', async () => {
      const { faults } = await packedFacts(packed);
      // What an old stand-in lacks is filled by these two.
      expect(faults.filter((fault) => !fault.startsWith('/stand-in/'))).toEqual([]);
      // Chromium's fields for a time read by its own language.
      const locales = await readdir(join(packed.folder, 'locales'));
      expect(locales).toEqual(
        expect.arrayContaining(['en-GB.pak', 'en-US.pak', 'de.pak', 'fr.pak', 'sv.pak']),
      );
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

    test(
      'asks the feed that it was packed with, fetches nothing unasked, and puts the new version in its own place when told to',
      { timeout: 240_000 },
      async () => {
        const place = join(desktop.home, 'Lampfield.AppImage');
        const ran = join(desktop.home, 'ran');
        const next = `#!/bin/sh\ntouch '${ran}'\n`;
        const feed = await startFeed(next);
        await writeFile(place, 'this version', { mode: 0o755 });
        await giveTo(desktop.account, place);
        // As electron-builder writes it into an AppImage; a folder alone has none.
        const about = join(packed.folder, 'resources/app-update.yml');
        await writeFile(
          about,
          `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: lampfield-updates\n`,
        );
        closings.push(() => rm(about));
        // Someone must press the button, and only a debugger can here.
        await setInspect(true);
        closings.push(() => setInspect(false));
        const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
        closings.push(() => pbx.close());
        const managedFile = join(desktop.home, `${randomUUID()}.json`);
        const { url, username, password, fingerprint } = pbx;
        await writeFile(
          managedFile,
          JSON.stringify({ pbx: { url, username, password, fingerprint }, extension: '1002' }),
        );

        const run = start(['--inspect=0', `--managed=${managedFile}`], { APPIMAGE: place });
        const inspector = () => /ws:\S+/.exec(run.seen())?.[0] ?? '';
        await expect.poll(inspector, soon).not.toBe('');
        const button = `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Install and restart')`;
        const sees = () => evaluateInPanel(inspector(), `${button} !== undefined`).catch(() => false);
        await expect.poll(sees, { timeout: 120_000 }).toBe(true);
        expect(feed.asked).toEqual([expect.stringMatching(/^\/latest-linux\.yml/)]);
        expect(await readFile(place, 'utf8')).toBe('this version');

        await evaluateInPanel(inspector(), `${button}.click()`);
        await run.ended;
        expect(run.child.exitCode).toBe(0);
        expect(feed.asked.slice(1)).toContain('/Lampfield-99.0.0.AppImage');
        expect(await readFile(place, 'utf8')).toBe(next);
        await expect
          .poll(
            () =>
              access(ran).then(
                () => true,
                () => false,
              ),
            soon,
          )
          .toBe(true);
      },
    );

    /** An update feed on this machine, as a company would run it. */
    async function startFeed(program: string) {
      const asked: string[] = [];
      const name = 'Lampfield-99.0.0.AppImage';
      const sha512 = createHash('sha512').update(program).digest('base64');
      const about = {
        version: '99.0.0',
        files: [{ url: name, sha512, size: Buffer.byteLength(program) }],
        path: name,
        sha512,
        releaseDate: '2026-01-01T00:00:00.000Z',
      };
      const server = createServer((request, response) => {
        const path = request.url ?? '';
        asked.push(path);
        if (path.startsWith('/latest-linux.yml')) response.end(stringify(about));
        else if (path === `/${name}`) response.end(program);
        else response.writeHead(404).end();
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      closings.push(async () => {
        server.close();
        server.closeAllConnections();
      });
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('expected a port');
      return { url: `http://127.0.0.1:${address.port}`, asked };
    }

    async function setInspect(on: boolean): Promise<void> {
      // A run has ended, but a process that helped it may hold the file a moment longer.
      await vi.waitFor(async () => (await open(packed.executable, 'r+')).close(), soon);
      await flipFuses(packed.executable, {
        version: FuseVersion.V1,
        [FuseV1Options.EnableNodeCliInspectArguments]: on,
      });
    }

    test('goes from its first start to the list, keeps the password in the keyring, and starts at login when set to', async () => {
      const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
      closings.push(() => pbx.close());
      const { url, username, password, fingerprint } = pbx;
      const managedFile = join(desktop.home, 'managed.json');
      const managed = {
        pbx: { url, username, password, fingerprint },
        extension: '1002',
        settings: { startAtLogin: true },
      };
      await writeFile(managedFile, JSON.stringify(managed));
      const entry = join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'autostart/lampfield.desktop');
      const entryText = () => readFile(entry, 'utf8').catch(() => '');
      const carriedOut = (data: string) =>
        readFile(join(data, 'start-at-login.json'), 'utf8').catch(() => '');
      const logins = () => pbx.log.filter(({ path }) => path === 'login').length;
      const lists = () => pbx.log.filter(({ path }) => path === 'extensionlist/query').length;

      const first = start([`--managed=${managedFile}`]);
      await expect.poll(lists, soon).toBeGreaterThan(1);
      expect(logins()).toBe(1);
      await expect.poll(entryText, soon).toContain(`Exec=${packed.executable} --hidden `);
      // The next login starts it with the same folder and the same file.
      expect(await entryText()).toMatch(
        new RegExp(`^Exec=.* --hidden .*--data=${first.data}.* .*--managed=${managedFile}`, 'm'),
      );
      await expect.poll(() => carriedOut(first.data), soon).toContain('true');
      await quit(first);

      await writeFile(managedFile, JSON.stringify({ ...managed, settings: { startAtLogin: false } }));
      const second = start([`--managed=${managedFile}`], {}, first.data);
      await expect.poll(entryText, soon).toBe('');
      await expect.poll(() => carriedOut(first.data), soon).toContain('false');
      await quit(second);

      // Switched off in the desktop's own settings, it stays off.
      await writeFile(managedFile, JSON.stringify(managed));
      const third = start([`--managed=${managedFile}`], {}, first.data);
      await expect.poll(entryText, soon).toContain('Autostart-enabled=true');
      await expect.poll(() => carriedOut(first.data), soon).toContain('true');
      await quit(third);
      const off = (await entryText()).replace('Autostart-enabled=true', 'Autostart-enabled=false');
      await writeFile(entry, off);
      // The token was kept as well: no one signs in again.
      pbx.clearLog();
      const fourth = start([`--managed=${managedFile}`], {}, first.data);
      await expect.poll(lists, soon).toBeGreaterThan(1);
      expect(logins()).toBe(0);
      await quit(fourth);
      expect(await entryText()).toBe(off);
    });
  },
);
