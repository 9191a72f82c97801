/** For tests: what an X11 display and its window manager say about the windows on it, whatever their program believes; and its pointer. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface X11Window {
  /** Pixels, without what the window manager draws around it. */
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** `NORMAL`, `TOOLBAR` and the like: the end of `_NET_WM_WINDOW_TYPE_…`. */
  readonly type: string;
  /** `ABOVE`, `SKIP_TASKBAR` and the like: the ends of `_NET_WM_STATE_…`. */
  readonly states: readonly string[];
}

/** The windows that the window manager has on the screen, oldest first. */
export async function windowsOnScreen(env: NodeJS.ProcessEnv): Promise<readonly X11Window[]> {
  const list = await ask(env, 'xprop', '-root', '-notype', '_NET_CLIENT_LIST');
  const ids = list.match(/0x[\da-f]+/g) ?? [];
  const windows = await Promise.all(ids.map((id) => windowOnScreen(env, id)));
  return windows.filter((window) => window !== undefined);
}

async function windowOnScreen(env: NodeJS.ProcessEnv, id: string): Promise<X11Window | undefined> {
  const [sight, properties] = await Promise.all([
    ask(env, 'xwininfo', '-id', id),
    ask(env, 'xprop', '-id', id, '-notype', '_NET_WM_WINDOW_TYPE', '_NET_WM_STATE'),
  ]);
  if (!sight.includes('Map State: IsViewable')) return undefined;
  const pixels = (name: string): number => Number(new RegExp(`${name}: +(-?\\d+)`).exec(sight)?.[1]);
  const ends = (name: string): string[] =>
    [...properties.matchAll(new RegExp(`_NET_WM_${name}_([A-Z_]+)`, 'g'))].map(([, end = '']) => end);
  return {
    bounds: {
      x: pixels('Absolute upper-left X'),
      y: pixels('Absolute upper-left Y'),
      width: pixels('Width'),
      height: pixels('Height'),
    },
    type: ends('WINDOW_TYPE').join(' '),
    states: ends('STATE'),
  };
}

/** Moves the pointer as a mouse does. Pixels. */
export async function movePointer(
  env: NodeJS.ProcessEnv,
  { x, y }: { readonly x: number; readonly y: number },
): Promise<void> {
  await ask(env, 'xdotool', 'mousemove', String(x), String(y));
}

async function ask(env: NodeJS.ProcessEnv, program: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(program, args, { env })).stdout;
}
