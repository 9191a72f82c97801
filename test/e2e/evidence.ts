/** For the canary test: everything that leaves traces, and the search for secrets in it. */

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../electron/core/lib/files/errno-of.ts';
import type { NamedSecret } from '../pbx/demo-pbx.ts';

export interface Trace {
  /** For example `file settings.json`, `DOM`, `message to the renderer`. */
  readonly where: string;
  readonly text: string;
}

/**
 * Which secret was found where; its value is not repeated. Secrets are of letters, digits, `-` and `_` only, so it is enough to
 * look through the different words of all that text.
 */
export function secretsIn(traces: readonly Trace[], secrets: readonly NamedSecret[]): string[] {
  const wordsAt = new Map<string, Set<string>>();
  for (const { where, text } of traces) {
    const words = wordsAt.get(where) ?? new Set();
    wordsAt.set(where, words);
    for (const [word] of text.toLowerCase().matchAll(/[\w-]{6,}/g)) words.add(word);
  }
  const wanted = secrets.map(({ name, value }) => ({ name, value: value.toLowerCase() }));
  for (const { name, value } of wanted)
    if (!/^[\w-]{6,}$/.test(value)) throw new Error(`${name} is no word that can be searched for`);
  return [...wordsAt].flatMap(([where, words]) => {
    const all = [...words].join(' ');
    return wanted.filter(({ value }) => all.includes(value)).map(({ name }) => `${name} in ${where}`);
  });
}

/** Every file under a folder, as text; empty for one that has gone meanwhile, as locks do. */
export async function filesIn(folder: string): Promise<Trace[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(
    files.map(async (file) => ({
      where: `file ${file.slice(folder.length + 1)}`,
      text: await readFile(file, 'latin1').catch((error: unknown) => {
        if (errnoOf(error) === 'ENOENT') return '';
        throw error;
      }),
    })),
  );
}

/** The arguments and the environment of every process that this user may see (Linux). */
export async function processTraces(): Promise<Trace[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = { cmdline: 'arguments', environ: 'environment' };
  return Promise.all(
    ids.flatMap((id) =>
      Object.entries(places).map(async ([file, what]) => ({
        where: `${what} of process ${id}`,
        text: await readFile(`/proc/${id}/${file}`, 'utf8').catch(() => ''),
      })),
    ),
  );
}
