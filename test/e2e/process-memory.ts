/** For tests: searches a process's own memory for secrets (Linux, as root: a page's process lets nobody else look). */

import { open, readFile } from 'node:fs/promises';
import type { NamedSecret } from '../pbx/demo-pbx.ts';

/** Why memory can't be searched here, in words that follow "needs"; undefined where it can. */
export function whyNoMemory(): string | undefined {
  if (process.platform !== 'linux') return 'Linux';
  return process.getuid?.() === 0 ? undefined : 'root';
}

interface Region {
  readonly start: number;
  readonly end: number;
}

const chunkBytes = 16 * 1024 * 1024;

export interface MemorySearch {
  /** The names of those that were found, whether kept with one byte a letter or with two. */
  readonly found: readonly string[];
  readonly searchedBytes: number;
}

/** @param secrets of letters, digits, `-` and `_` only */
export async function secretsInMemory(pid: number, secrets: readonly NamedSecret[]): Promise<MemorySearch> {
  const regions = ownRegions(await readFile(`/proc/${String(pid)}/smaps`, 'latin1'));
  const longest = Math.max(...secrets.map(({ value }) => value.length));
  // As memory holds it: one byte a letter, or two.
  const spellings = new Map(
    secrets.flatMap(({ name, value }) => [
      [value, name],
      [Buffer.from(value, 'utf16le').toString('latin1'), name],
    ]),
  );
  const any = new RegExp([...spellings.keys()].join('|'), 'g');
  const found = new Set<string>();
  let searchedBytes = 0;
  const memory = await open(`/proc/${String(pid)}/mem`);
  try {
    const buffer = Buffer.alloc(chunkBytes + 2 * longest);
    for (const { start, end } of regions)
      for (let at = start; at < end; at += chunkBytes) {
        // Each piece reaches into the next, so that nothing is cut in two.
        const length = Math.min(buffer.length, end - at);
        const { bytesRead } = await memory.read(buffer, 0, length, at).catch(() => ({ bytesRead: 0 }));
        searchedBytes += Math.min(bytesRead, chunkBytes);
        for (const [text] of buffer.toString('latin1', 0, bytesRead).matchAll(any))
          found.add(spellings.get(text) ?? '');
      }
  } finally {
    await memory.close();
  }
  return { found: [...found].sort(), searchedBytes };
}

/** What is readable, in use, and not the mere content of a file. */
function ownRegions(smaps: string): readonly Region[] {
  return smaps.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m).flatMap((entry) => {
    const [, start, end, mode = '', path = ''] =
      /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *(.*)$/m.exec(entry) ?? [];
    const isUsed = /^(?:Rss|Swap): +[1-9]/m.test(entry);
    const isOwn = !path.startsWith('/') || mode.includes('w') || path.startsWith('/dev/shm');
    if (start === undefined || end === undefined || !mode.startsWith('r') || !isUsed || !isOwn) return [];
    return path === '[vvar]' || path === '[vsyscall]'
      ? []
      : [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }];
  });
}
