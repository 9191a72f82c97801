/** A Wayland compositor of a test's own: sway without a screen. Nobody sees it; a test asks it which windows are there. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { missingPrograms } from '../missing-programs.ts';
import { giveTo, type Account } from './person.ts';

export interface VirtualCompositor {
  /** For programs that are to have their windows on it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A window that is mapped: the compositor shows it, whatever its program believes. */
export interface MappedWindow {
  readonly name: string;
  readonly focused: boolean;
}

/** Why there can be none here, in words that follow "needs"; undefined where there can. */
export function whyNoCompositor(): string | undefined {
  const missing = missingPrograms('sway', 'swaymsg', 'wtype');
  return missing.length === 0 ? undefined : `${missing.join(', ')} (Debian: sway, wtype)`;
}

/** `env` has the bus and the runtime folder, `folder` is the person's. */
export async function startVirtualCompositor(
  folder: string,
  account: Account,
  env: NodeJS.ProcessEnv,
): Promise<VirtualCompositor> {
  const config = join(folder, 'sway-config');
  await writeFile(config, 'output HEADLESS-1 resolution 1280x800\nxwayland disable\n');
  await giveTo(account, config);
  const sway = spawn('sway', ['--config', config], {
    ...account,
    env: { ...env, WLR_BACKENDS: 'headless', WLR_LIBINPUT_NO_DEVICES: '1', WLR_RENDERER: 'pixman' },
    stdio: 'ignore',
  });
  const stop = async (): Promise<void> => {
    if (sway.exitCode !== null || sway.signalCode !== null) return;
    const gone = once(sway, 'exit');
    sway.kill('SIGKILL');
    await gone;
  };
  try {
    const runtime = env['XDG_RUNTIME_DIR'] ?? '';
    const display = await appearing(runtime, /^wayland-\d+$/, () => sway.exitCode);
    const socket = await appearing(runtime, /^sway-ipc\..*\.sock$/, () => sway.exitCode);
    return {
      env: { WAYLAND_DISPLAY: display, SWAYSOCK: join(runtime, socket), XDG_SESSION_TYPE: 'wayland' },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const nodeSchema: z.ZodType<readonly MappedWindow[]> = z
  .object({
    type: z.string(),
    name: z.string().nullable(),
    focused: z.boolean(),
    pid: z.number().optional(),
    nodes: z.array(z.lazy(() => nodeSchema)),
    floating_nodes: z.array(z.lazy(() => nodeSchema)),
  })
  .transform(({ name, focused, pid, nodes, floating_nodes: floating }) => [
    ...(pid === undefined ? [] : [{ name: name ?? '', focused }]),
    ...nodes.flat(),
    ...floating.flat(),
  ]);

export async function mappedWindows(env: NodeJS.ProcessEnv): Promise<readonly MappedWindow[]> {
  const { stdout } = await promisify(execFile)('swaymsg', ['-t', 'get_tree', '--raw'], { env });
  return nodeSchema.parse(JSON.parse(stdout));
}

/** One command of sway's, about the focused window where it is about one. */
export async function tellCompositor(env: NodeJS.ProcessEnv, command: string): Promise<void> {
  await promisify(execFile)('swaymsg', [command], { env });
}

/**
 * A key of a keyboard that is plugged in for it, into the window with the focus. It may come before that window's program knows of
 * the keyboard, and is lost then.
 */
export async function pressKey(env: NodeJS.ProcessEnv, key: string): Promise<void> {
  await promisify(execFile)('wtype', ['-s', '200', '-k', key], { env });
}

/** The name of a file that its program makes when it is ready. */
async function appearing(folder: string, name: RegExp, exitCode: () => number | null): Promise<string> {
  for (;;) {
    const found = (await readdir(folder)).find((entry) => name.test(entry));
    if (found !== undefined) return found;
    if (exitCode() !== null) throw new Error('expected sway to start, got its end');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
