/** Where `npm start` and `npm run demo` run: in which Electron, or on the desk, and why. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { soon } from '../../test/soon.ts';
import { electronToStart, type StartMachine } from './electron-to-start.ts';
import type { ElectronOptions, ElectronRuntime } from './find-electron.ts';

const own: ElectronRuntime = {
  folder: '/own',
  executable: '/own/electron',
  version: '45.0.0',
  isStandIn: false,
};
const standIn: ElectronRuntime = { ...own, folder: '/old', version: '33.2.1', isStandIn: true };
const reason = 'its runtime is not installed';

/** Someone's desktop; only the stand-in is there. */
const desktop: StartMachine = {
  platform: 'linux',
  isRoot: false,
  hasDisplay: true,
  provideElectron: async (_root: string, options: ElectronOptions) =>
    options.standIn ? standIn : { reason },
  whyNoSandbox: () => undefined,
};

test('the demo may run on the stand-in, real accounts never', async () => {
  expect(await electronToStart('/tree', { demo: true }, desktop)).toBe(standIn);
  expect(await electronToStart('/tree', { demo: false }, desktop)).toEqual({ reason });
  const installed = { ...desktop, provideElectron: async () => own };
  expect(await electronToStart('/tree', { demo: false }, installed)).toBe(own);
});

test.each<[string, Partial<StartMachine>, string]>([
  ['as root', { isRoot: true }, "you are root, whom Chromium's sandbox refuses"],
  ['without a display', { hasDisplay: false }, 'there is no display'],
  ['without a sandbox', { whyNoSandbox: () => ({ reason: 'no sandbox' }) }, 'no sandbox'],
])('%s, it’s the desk, and nothing is fetched where that is clear before', async (_, parts, why) => {
  let fetched = false;
  const provideElectron: StartMachine['provideElectron'] = async () => {
    fetched = true;
    return own;
  };
  const machine = { ...desktop, provideElectron, ...parts };
  expect(await electronToStart('/tree', { demo: true }, machine)).toEqual({ reason: why });
  expect(fetched).toBe(parts.whyNoSandbox !== undefined);
});

test.skipIf(process.platform !== 'linux')(
  'without a display, or as root, the demo starts on the desk and says why (needs Linux)',
  { timeout: 240_000 },
  async () => {
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
    const child = spawn(process.execPath, ['build/start.ts', '--demo'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    onTestFinished(async () => {
      child.kill('SIGTERM');
      await ended;
    });
    let said = '';
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    await expect.poll(() => printed, soon).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\S*\n$/m);
    const why =
      process.getuid?.() === 0 ? "you are root, whom Chromium's sandbox refuses" : 'there is no display';
    expect(said).toContain(`Starting on the desk, in a browser, not as a tray program: ${why}.\n`);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  },
);
