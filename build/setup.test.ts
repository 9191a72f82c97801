/** Runs the set-up as npm does, in trees of its own: what it installs when, and that it stands in for the real script. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const SETUP = resolve('build/setup.mjs');
const LOCK = {
  packages: {
    '': { name: 'sample' },
    'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};
/** Stands in for npm's own program: notes how it was called and "installs" by writing npm's hidden lock file. */
const FAKE_NPM = `
import { writeFileSync, mkdirSync, copyFileSync } from 'node:fs';
writeFileSync('npm-call.json', JSON.stringify({ args: process.argv.slice(2), skip: process.env.ELECTRON_SKIP_BINARY_DOWNLOAD }));
if (process.env.FAIL_INSTALL) process.exit(1);
mkdirSync('node_modules', { recursive: true });
copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lampfield-setup-'));
  write('package-lock.json', JSON.stringify(LOCK));
  write('npm-cli.mjs', FAKE_NPM);
  mkdirSync(join(root, 'build'));
  copyFileSync(SETUP, join(root, 'build/setup.mjs'));
  linkNode();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function linkNode(): void {
  const windows = process.platform === 'win32';
  const path = join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node');
  mkdirSync(dirname(path), { recursive: true });
  if (windows) copyFileSync(process.execPath, path);
  else symlinkSync(process.execPath, path);
}

function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, npm_execpath: join(root, 'npm-cli.mjs'), ...extra };
  if (!('ELECTRON_SKIP_BINARY_DOWNLOAD' in extra)) delete env['ELECTRON_SKIP_BINARY_DOWNLOAD'];
  return env;
}

function setup(args: readonly string[], options: { input?: string; env?: NodeJS.ProcessEnv } = {}) {
  return spawnSync(process.execPath, ['build/setup.mjs', ...args], {
    cwd: root,
    env: environment(options.env),
    input: options.input ?? '',
    encoding: 'utf8',
  });
}

function npmCall(): unknown {
  try {
    return JSON.parse(readFileSync(join(root, 'npm-call.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

describe('installs', () => {
  beforeEach(() => write('script.mjs', "console.log('ran');"));

  test('on a fresh clone, without Electron’s runtime, and then runs the script', () => {
    const result = setup(['script.mjs']);
    expect(npmCall()).toEqual({ args: ['ci', '--include=dev', '--no-audit', '--no-fund'], skip: '1' });
    expect(result).toMatchObject({ status: 0, stdout: 'ran\n' });
  });

  test('with Electron’s runtime when asked to', () => {
    setup(['script.mjs'], { env: { ELECTRON_SKIP_BINARY_DOWNLOAD: '' } });
    expect(npmCall()).toMatchObject({ skip: '' });
  });

  test('not when the packages are those of the lock file, though this system lacks the optional ones', () => {
    write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/zod': LOCK.packages['node_modules/zod'] } }),
    );
    expect(setup(['script.mjs'])).toMatchObject({ status: 0, stdout: 'ran\n', stderr: '' });
    expect(npmCall()).toBeUndefined();
  });

  test.each([
    ['another version', { version: '3.9.0', integrity: 'sha512-a' }],
    ['another content', { version: '4.0.0', integrity: 'sha512-z' }],
    ['nothing', undefined],
  ])('when there is %s of a package', (_name, entry) => {
    write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/zod': entry } }));
    expect(setup(['script.mjs']).stderr).toContain('zod is not at 4.0.0');
    expect(npmCall()).toBeDefined();
  });

  test('when an install was cut off', () => {
    write('node_modules/.package-lock.json', '{"packages":{"node_mod');
    setup(['script.mjs']);
    expect(npmCall()).toBeDefined();
  });

  test('and stops when npm fails', () => {
    const result = setup(['script.mjs'], { env: { FAIL_INSTALL: '1' } });
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toContain('npm ci failed');
  });
});

describe('runs the script in its place', () => {
  beforeEach(() => write('node_modules/.package-lock.json', JSON.stringify(LOCK)));

  test('with the project’s Node, its arguments, input and exit code', () => {
    write(
      'script.mjs',
      `let text = ''; for await (const chunk of process.stdin) text += chunk;
       console.log(JSON.stringify({ argv: process.argv.slice(2), text, cwd: process.cwd(), path: process.env.PATH }));
       process.exitCode = 7;`,
    );
    const result = setup(['script.mjs', '--port', '0', 'a b'], { input: 'hello' });
    expect(result.status).toBe(7);
    const seen: unknown = JSON.parse(result.stdout);
    expect(seen).toMatchObject({ argv: ['--port', '0', 'a b'], text: 'hello' });
    expect(seen).toHaveProperty('path', expect.stringContaining(join('node_modules', '.bin')));
  });

  test('and passes a signal on, once', async (context) => {
    if (process.platform === 'win32') context.skip('needs signals, which Windows doesn’t have');
    write(
      'script.mjs',
      `process.on('SIGTERM', () => { console.log('closing'); process.exit(5); });
       console.log('up'); setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, ['build/setup.mjs', 'script.mjs'], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (chunk.includes('up')) child.kill('SIGTERM');
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(5);
    expect(output).toBe('up\nclosing\n');
  });
});
