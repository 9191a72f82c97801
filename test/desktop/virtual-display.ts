/** A display of a test's own, on Xvfb: nobody sees it, and nothing but what holds its cookie may draw on it. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, type Account } from './person.ts';

export interface VirtualDisplay {
  /** `DISPLAY` and `XAUTHORITY`. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** `size`: width, height and depth, as Xvfb takes them. `folder` is the person's. */
export async function startVirtualDisplay(
  folder: string,
  account: Account,
  size = '1280x800x24',
): Promise<VirtualDisplay> {
  const cookieFile = join(folder, 'xauthority');
  await writeFile(cookieFile, cookieForAnyDisplay(), { mode: 0o600 });
  await giveTo(account, cookieFile);
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset', '-auth', cookieFile];
  const server = spawn('Xvfb', args, { ...account, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const numbers = server.stdio[3];
  if (numbers === null || numbers === undefined) throw new Error('Xvfb has no pipe to tell its number by');
  const ended = once(server, 'exit').then(() => {
    throw new Error('expected Xvfb to start, got its end');
  });
  const told = new Promise<string>((resolve) => numbers.once('data', (data) => resolve(String(data).trim())));
  const number = await Promise.race([told, ended]);
  ended.catch(() => undefined);
  return {
    env: { DISPLAY: `:${number}`, XAUTHORITY: cookieFile },
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    },
  };
}

/** An X authority file with one entry: any host, any display number, a random cookie. */
function cookieForAnyDisplay(): Buffer {
  const anyHost = Buffer.from([0xff, 0xff]);
  const empty = Buffer.from([0, 0]);
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([
    anyHost,
    empty,
    empty,
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(randomBytes(16)),
  ]);
}
