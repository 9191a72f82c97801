/** One program at a time: a small file that names who holds it, and is taken over when its holder is gone. */

import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { errnoOf } from './errno-of.ts';
import { systemClock } from '../system-clock.ts';
import { wait } from '../wait.ts';

export interface FileLock {
  /** Says that the holder is alive; a lock kept for long must say so before `staleAfterMs` is over. */
  renew(): Promise<void>;
  /** Lets others in. Never rejects. */
  release(): Promise<void>;
}

export interface FileLockOptions {
  /** Absolute path; its folder must exist. */
  readonly file: string;
  /** A holder that has been silent for this long is gone, whatever its process number says. */
  readonly staleAfterMs: number;
}

const holderSchema = z.object({
  token: z.string(),
  pid: z.number().int(),
  host: z.string(),
  /** The machine's uptime when the holder last said that it is alive. */
  uptimeMs: z.number(),
});
type Holder = z.output<typeof holderSchema>;

/** A process number alone says little: after a restart of the machine, or in a container, it may be ours. */
const heldHere = new Set<string>();
/** Programs read their uptime a little differently. */
const uptimeJitterMs = 5_000;
/** Writing it takes a moment. What can't be read for longer was left behind by a program that died in the middle of it. */
const tornMs = 500;
/** Two programs that take over a stale file at once: whose name stands there after this has it. */
const takeOverMs = 50;

/**
 * Undefined while another program (or another part of this one) has it. Rejects as file calls do.
 * The machine's own clock counts here, since the other holder goes by it too.
 */
export async function tryLock({ file, staleAfterMs }: FileLockOptions): Promise<FileLock | undefined> {
  const token = randomUUID();
  const text = () =>
    JSON.stringify({ token, pid: process.pid, host: hostname(), uptimeMs: systemClock.uptimeMs() });

  if (!(await createAlone(file, text()))) {
    if (!(await isStale(file, staleAfterMs))) return undefined;
    const mine = `${file}.${token}`;
    await writeFile(mine, text(), { mode: 0o600 });
    await rename(mine, file);
    await wait(systemClock, takeOverMs);
    if (!(await isHeldWith(token, file))) return undefined;
  }
  heldHere.add(token);

  return {
    async renew() {
      if (await isHeldWith(token, file)) await writeFile(file, text(), { mode: 0o600 });
    },
    async release() {
      heldHere.delete(token);
      try {
        if (await isHeldWith(token, file)) await rm(file, { force: true });
      } catch {
        // What stays behind is taken over as stale.
      }
    },
  };
}

/** False when the file is there already. */
async function createAlone(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** `torn`: what the file says names no one. `unreadable`: it can't be opened, as when it is another account's. */
async function readHolder(file: string): Promise<Holder | 'torn' | 'unreadable' | 'gone'> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'gone' : 'unreadable';
  }
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return 'torn';
  }
}

async function isHeldWith(token: string, file: string): Promise<boolean> {
  const holder = await readHolder(file);
  return typeof holder === 'object' && holder.token === token;
}

async function isStale(file: string, staleAfterMs: number): Promise<boolean> {
  let holder = await readHolder(file);
  if (holder === 'torn') {
    await wait(systemClock, tornMs);
    holder = await readHolder(file);
  }
  if (holder === 'torn') return true;
  // The next try finds the way free.
  if (holder === 'gone') return false;
  // Another machine's uptime says nothing here: the file's date must do.
  if (holder === 'unreadable' || holder.host !== hostname()) return (await ageMs(file)) > staleAfterMs;
  const silentMs = systemClock.uptimeMs() - holder.uptimeMs;
  if (silentMs < -uptimeJitterMs || silentMs > staleAfterMs) return true;
  return holder.pid === process.pid ? !heldHere.has(holder.token) : !isAlive(holder.pid);
}

async function ageMs(file: string): Promise<number> {
  try {
    return systemClock.now() - (await stat(file)).mtimeMs;
  } catch {
    // Gone by now: the next try finds the way free.
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}
