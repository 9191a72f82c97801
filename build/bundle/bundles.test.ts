/** The bundles as they ship: they load, contain what they should, and show nothing of the machine that built them. */

import { spawnSync } from 'node:child_process';
import { isBuiltin } from 'node:module';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleShell } from './shell-build.ts';
import { measureStartUpLoad } from './start-up-load.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;
let imports: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-bundles-'));
  imports = await bundleShell(root, folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the main bundle loads in plain Node as far as its first call to Electron', async () => {
  const load = await measureStartUpLoad(join(folder, 'main/main.js'));
  expect(load.firstCall).toBe('app.getPath');
  // HTTP client, D-Bus, keychain and updater are read when they are first needed.
  expect(load.files).toEqual(['main.js', 'rolldown-runtime.js']);
  const text = await readFile(join(folder, 'main/main.js'), 'utf8');
  expect(text).not.toContain('UND_ERR_INFO');
});

test('a bundle writes files: CommonJS packages find the names that Node gives them', async () => {
  const place = await mkdtemp(join(tmpdir(), 'lampfield-bundle-writes-'));
  try {
    const file = join(place, 'written.json');
    await bundleShell(root, place, 'build/bundle/write-file.fixture.ts');
    const program = spawnSync(process.execPath, [join(place, 'main/main.js'), file], { encoding: 'utf8' });
    expect(program.stderr.slice(0, 200)).toBe('');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ written: true });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});

test('no bundle uses a name that its kind of module doesn’t have', async () => {
  for (const name of await readdir(join(folder, 'main'))) {
    const text = await readFile(join(folder, 'main', name), 'utf8');
    expect(text.match(/\b__(?:filename|dirname)\b/g), name).toBeNull();
  }
});

test('the bundles need nothing but Electron, Node and the keychain module', () => {
  const foreign = imports.filter(
    (name) => !/^(?:electron|keytar)$/.test(name) && !isBuiltin(name) && !name.endsWith('.js'),
  );
  expect(imports).toContain('electron');
  expect(foreign).toEqual([]);
});

test('the preload script is one file and runs with what a sandbox gives it', async () => {
  expect(await readdir(join(folder, 'preload'))).toEqual(['preload.cjs']);
  const text = await readFile(join(folder, 'preload/preload.cjs'), 'utf8');
  const exposed: Record<string, unknown> = {};
  const asked: string[] = [];
  const sent: unknown[] = [];
  const heard = new Map<string, (...args: unknown[]) => void>();
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => (exposed[name] = api) },
    ipcRenderer: {
      invoke: (...args: unknown[]) => {
        sent.push(args);
        return args[1] === 'broken' ? Promise.reject(new Error('no handler')) : Promise.resolve({ ok: true });
      },
      on: (name: string, listener: (...args: unknown[]) => void) => heard.set(name, listener),
      off: (name: string) => heard.delete(name),
    },
  };
  // No process, no Buffer, no module but Electron's: less than a sandboxed script may use.
  const sandbox = createContext({
    require: (name: string) => {
      asked.push(name);
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return electron;
    },
  });
  runInContext(text, sandbox);
  expect(asked).toEqual(['electron']);
  expect(Object.keys(exposed)).toEqual(['lampfield']);

  const { invoke, subscribe } = exposed['lampfield'] as {
    invoke: (name: string, payload: unknown) => Promise<unknown>;
    subscribe: (name: string, listener: (payload: unknown) => void) => () => void;
  };
  // Asked before the page's code is read, and not once more.
  const first = ['lampfield:request', 'snapshot.first', {}];
  expect(sent).toEqual([first]);
  expect(await invoke('snapshot.first', {})).toEqual({ ok: true });
  expect(await invoke('snapshot.get', {})).toEqual({ ok: true });
  expect(sent).toEqual([first, ['lampfield:request', 'snapshot.get', {}]]);
  expect(await invoke('broken', {})).toEqual({
    ok: false,
    failure: { code: 'ipc.disconnected', detail: {} },
  });
  const told: unknown[] = [];
  const stop = subscribe('show', (payload) => told.push(payload));
  heard.get('lampfield:event')?.({ sender: 'never passed on' }, 'snapshot', 1);
  heard.get('lampfield:event')?.({ sender: 'never passed on' }, 'show', 2);
  expect(told).toEqual([2]);
  stop();
  expect(heard.size).toBe(0);
});

test('they contain nothing of the machine that built them: no path, no source map, no test', async () => {
  const traces = [
    root,
    folder,
    'sourceMappingURL',
    'vitest',
    'fast-check',
    'playwright',
    'startDemoPbx',
    'selfsigned',
  ];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const { parentPath, name } of files) {
    expect(name).toMatch(/\.c?js$/);
    const text = await readFile(join(parentPath, name), 'utf8');
    for (const trace of traces) expect(text.includes(trace), `${name} holds ${trace}`).toBe(false);
  }
});
