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
import { busAddressOf } from '../../desktop/bus-service.ts';
import { evaluateInPanel } from '../../desktop/main-inspector.ts';
import { startNotificationDaemon } from '../../desktop/notification-daemon.ts';
import { giveTo } from '../../desktop/person.ts';
import { startPrivateDesktop, type PrivateDesktop } from '../../desktop/private-desktop.ts';
import { whyNoElectron } from '../../desktop/run-electron.ts';
import { startTrayPanel } from '../../desktop/tray-panel.ts';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../../soon.ts';

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

    /** Its panel, for one that was started with `--inspect=0`: nothing else reaches the page of a package. */
    function panelOf({ seen }: ReturnType<typeof start>) {
      const ask = (expression: string) =>
        evaluateInPanel(/ws:\S+/.exec(seen())?.[0] ?? '', expression).catch(() => undefined);
      const button = (name: string) =>
        `[...document.querySelectorAll('button:enabled')].find((one) => one.textContent.trim() === '${name}')`;
      return {
        words: async () => String(await ask('document.body.innerText')),
        request: (name: string, payload: unknown) =>
          ask(`lampfield.invoke('${name}', ${JSON.stringify(payload)})`),
        /** The colleagues in the list, as a screen reader says them. */
        rows: () =>
          ask(`[...document.querySelectorAll('[role=listitem] button')].map((one) => one.ariaLabel)`),
        async press(name: string) {
          await expect.poll(() => ask(`${button(name)} !== undefined`), soon).toBe(true);
          await ask(`${button(name)}.click()`);
        },
        async enterPassword(password: string) {
          const field = `document.querySelector('input[type=password]')`;
          await expect.poll(() => ask(`${field} !== null`), soon).toBe(true);
          await ask(`${field}.focus(); document.execCommand('insertText', false, '${password}')`);
        },
      };
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
      'asks the feed that it was packed with, fetches nothing unasked, says when that fails, and puts the new version in its own place',
      { timeout: 240_000 },
      async () => {
        const folderOfApps = join(desktop.home, 'apps');
        const place = join(folderOfApps, 'Lampfield.AppImage');
        const ran = join(desktop.home, 'ran');
        const next = `#!/bin/sh\ntouch '${ran}'\n`;
        const feed = await startFeed(next);
        await mkdir(folderOfApps);
        await writeFile(place, 'this version', { mode: 0o755 });
        for (const path of [folderOfApps, place]) await giveTo(desktop.account, path);
        // As electron-builder writes it into an AppImage; a folder alone has none.
        const about = join(packed.folder, 'resources/app-update.yml');
        await writeFile(
          about,
          `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: lampfield-updates\n`,
        );
        closings.push(() => rm(about));
        // Someone must press the button.
        const { run, panel } = await startSignedIn({ APPIMAGE: place });
        const failures = async () =>
          (await readFile(join(run.data, 'lampfield.log'), 'utf8')).split('update-install-failed').length - 1;
        async function failsFor(time: number): Promise<void> {
          await expect.poll(failures, soon).toBe(time);
          await expect
            .poll(panel.words, soon)
            .toContain('The update couldn’t be downloaded, verified or installed.');
          expect(await readFile(place, 'utf8')).toBe('this version');
        }
        await expect.poll(panel.words, { timeout: 120_000 }).toContain('Lampfield 99.0.0 is available.');
        expect(feed.asked).toEqual([expect.stringMatching(/^\/latest-linux\.yml/)]);
        expect(await readFile(place, 'utf8')).toBe('this version');

        // What comes isn't what was announced.
        feed.send(next.replace('touch', 'rm -f'));
        await panel.press('Install and restart');
        await failsFor(1);
        expect(feed.asked.slice(1)).toContain('/Lampfield-99.0.0.AppImage');

        // It is, but its place is closed to the person.
        feed.send(next);
        await chmod(folderOfApps, 0o555);
        closings.push(() => chmod(folderOfApps, 0o755));
        await panel.press('Try again');
        await failsFor(2);

        await chmod(folderOfApps, 0o755);
        await panel.press('Try again');
        await run.ended;
        expect(run.child.exitCode).toBe(0);
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

    test('notifies with a picture that another program can read', async () => {
      const daemon = await startNotificationDaemon(busAddressOf(desktop.env));
      closings.push(() => daemon.stop());
      const { run, pbx, panel } = await startSignedIn();
      const colleagues = async () =>
        JSON.stringify(await panel.request('snapshot.get', {}))?.match(/"number":"1005"[^{}]*/)?.[0];
      pbx.extensions.setStatus('1005', 'Busy');
      await expect.poll(colleagues, soon).toContain('"state":"on-call"');
      await panel.request('settings.change', { notifications: { settleMs: 0 } });
      const target = { kind: 'person', number: '1005' };
      await panel.request('alert.set', { target, mode: 'once', states: ['free'], expiresAt: null });
      pbx.extensions.setStatus('1005', 'Registered');
      await expect.poll(() => daemon.received.length, soon).toBe(1);
      const picture = await readFile(daemon.received[0]?.icon ?? '');
      expect(picture.equals(await readFile(join(root, 'dist/icon.png')))).toBe(true);
      await quit(run);
    });

    /** Set up by an administrator, on a data folder of its own, with a debugger, which alone can press something here. */
    async function startSignedIn(env: NodeJS.ProcessEnv = {}) {
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
      const run = start(['--inspect=0', `--managed=${managedFile}`], env);
      return { run, pbx, panel: panelOf(run) };
    }

    /** An update feed on this machine, as a company would run it. */
    async function startFeed(program: string) {
      const asked: string[] = [];
      let sent = program;
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
        else if (path === `/${name}`) response.end(sent);
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
      /** From now on, whatever it announces. */
      const send = (other: string): void => void (sent = other);
      return { url: `http://127.0.0.1:${address.port}`, asked, send };
    }

    async function setInspect(on: boolean): Promise<void> {
      // A run has ended, but a process that helped it may hold the file a moment longer.
      await vi.waitFor(async () => (await open(packed.executable, 'r+')).close(), soon);
      await flipFuses(packed.executable, {
        version: FuseVersion.V1,
        [FuseV1Options.EnableNodeCliInspectArguments]: on,
      });
    }

    test('goes from a set-up link to the live list, keeps the password in the keyring, and starts at login when set to', async () => {
      const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
      closings.push(() => pbx.close());
      for (const number of pbx.extensions.numbers()) pbx.extensions.setStatus(number, 'Registered');
      pbx.extensions.set('1002', { username: 'Amy Pond' });
      pbx.extensions.set('1005', { username: 'Zoe Quill' });
      const tray = await startTrayPanel(busAddressOf(desktop.env));
      closings.push(() => tray.stop());
      const toolTip = () =>
        tray.items
          .at(-1)
          ?.toolTip()
          .catch(() => '');
      const managedFile = join(desktop.home, 'managed.json');
      const setManaged = (startAtLogin: boolean) =>
        writeFile(managedFile, JSON.stringify({ settings: { startAtLogin } }));
      await setManaged(true);
      const entries = join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'autostart');
      const entry = async () => join(entries, ...(await readdir(entries).catch(() => [])).slice(0, 1));
      const entryText = async () => readFile(await entry(), 'utf8').catch(() => '');
      const carriedOut = (data: string) =>
        readFile(join(data, 'start-at-login.json'), 'utf8').catch(() => '');

      // A person opens the link that the administrator has sent, agrees, and types the password.
      await setInspect(true);
      closings.push(() => setInspect(false));
      const { url, username, password, fingerprint } = pbx;
      const link = new URLSearchParams({ url, username, fingerprint, extension: '1002' });
      const first = start(['--inspect=0', `--managed=${managedFile}`, `lampfield:set-up?${link.toString()}`]);
      const panel = panelOf(first);
      await panel.press('Connect');
      await panel.enterPassword(password);
      await panel.press('Sign in');
      await expect.poll(panel.rows, soon).toContainEqual(expect.stringMatching(/^Zoe Quill, 1005, Free/));
      pbx.extensions.setStatus('1005', 'Busy');
      await expect
        .poll(panel.rows, soon)
        .toContainEqual(expect.stringMatching(/^Zoe Quill, 1005, On a call/));
      await expect.poll(toolTip, soon).toBe('Amy Pond · Free');
      await expect.poll(entryText, soon).toContain(`Exec=${packed.executable} --hidden `);
      // The next login starts it with the same folder and the same file.
      expect(await entryText()).toMatch(
        new RegExp(`^Exec=.* --hidden .*--data=${first.data}.* .*--managed=${managedFile}`, 'm'),
      );
      await expect.poll(() => carriedOut(first.data), soon).toContain('true');
      await quit(first);

      // Another folder has its own setting, and nothing to do with this entry.
      const set = await entryText();
      const other = start([]);
      await expect.poll(() => carriedOut(other.data), soon).toContain('false');
      await quit(other);
      expect(await entryText()).toBe(set);

      // From here on as it is shipped.
      await setInspect(false);
      await setManaged(false);
      const second = start([`--managed=${managedFile}`], {}, first.data);
      await expect.poll(entryText, soon).toBe('');
      await expect.poll(() => carriedOut(first.data), soon).toContain('false');
      await quit(second);

      // Switched off in the desktop's own settings, it stays off.
      await setManaged(true);
      const third = start([`--managed=${managedFile}`], {}, first.data);
      await expect.poll(entryText, soon).toContain('Autostart-enabled=true');
      await expect.poll(() => carriedOut(first.data), soon).toContain('true');
      await quit(third);
      const off = (await entryText()).replace('Autostart-enabled=true', 'Autostart-enabled=false');
      await writeFile(await entry(), off);
      // The token was kept as well: no one signs in again, and the tray says how I am now.
      pbx.clearLog();
      pbx.extensions.setStatus('1002', 'Busy');
      const fourth = start([`--managed=${managedFile}`], {}, first.data);
      await expect.poll(toolTip, soon).toBe('Amy Pond · On a call');
      expect(pbx.log.filter(({ path }) => path === 'login')).toEqual([]);
      await quit(fourth);
      expect(await entryText()).toBe(off);
    });
  },
);
