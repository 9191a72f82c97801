/** A small JSON file that is checked when read, written atomically, and kept aside when it turns out broken. */

import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { ZodType } from 'zod';
import { AppError } from '../app-error.ts';
import type { Clock, Log } from '../ports.ts';

/** Why a file was not used. Names are without their folder: they are shown to people and go into the log. */
export type JsonFileProblem =
  /** Not JSON, or not what the schema asks for. `keptAs`: the dated copy; absent when it could not be moved aside. */
  | {
      readonly kind: 'corrupt';
      readonly file: string;
      readonly reason: 'syntax' | 'schema';
      readonly keptAs?: string;
    }
  /** It is there but cannot be read; `errno` as Node names it (`EACCES`, `EISDIR`). */
  | { readonly kind: 'unreadable'; readonly file: string; readonly errno: string };

export interface JsonFileReading<T> {
  readonly value: T;
  /** Present when `value` is the fallback although there is a file. */
  readonly problem?: JsonFileProblem;
}

export interface JsonFile<T> {
  /** Never rejects: a missing file is the fallback, a broken one is the fallback with a problem. */
  read(): Promise<JsonFileReading<T>>;
  /**
   * Replaces the whole file, in the order of the calls; makes the folder when it is missing.
   * Rejects with `settings.unwritable {file, errno}`; the old file is untouched then. A file that could be neither read nor
   * moved aside is never written over (`errno` is `unread`).
   */
  write(value: T): Promise<void>;
}

export interface JsonFileOptions<T> {
  /** Absolute path. */
  readonly file: string;
  readonly schema: ZodType<T>;
  readonly fallback: () => T;
  /** Turns the JSON of an older version into what `schema` reads; what it throws counts as a broken file. */
  readonly migrate?: (json: unknown) => unknown;
  readonly clock: Clock;
  readonly log: Log;
}

export function createJsonFile<T>(options: JsonFileOptions<T>): JsonFile<T> {
  const { file, schema, fallback, migrate, clock, log } = options;
  const name = basename(file);
  let mayWrite = true;
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function read(): Promise<JsonFileReading<T>> {
    mayWrite = true;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === 'ENOENT') return { value: fallback() };
      mayWrite = false;
      log.error('file.unreadable', { file: name, errno });
      return { value: fallback(), problem: { kind: 'unreadable', file: name, errno } };
    }

    const parsed = parse(text, schema, migrate);
    if (parsed.ok) return { value: parsed.value };

    const keptAs = await keepAside();
    mayWrite = keptAs !== undefined;
    log.error('file.corrupt', { file: name, reason: parsed.reason, keptAs });
    const problem = { kind: 'corrupt', file: name, reason: parsed.reason } as const;
    return { value: fallback(), problem: keptAs === undefined ? problem : { ...problem, keptAs } };
  }

  function write(value: T): Promise<void> {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    const written = lastWrite.then(() => replace(text));
    lastWrite = written.catch(() => undefined);
    return written;
  }

  async function replace(text: string): Promise<void> {
    if (!mayWrite) throw new AppError('settings.unwritable', { file: name, errno: 'unread' });
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFileAtomic(file, text, { mode: 0o600 });
    } catch (error) {
      const errno = errnoOf(error);
      log.error('file.unwritable', { file: name, errno });
      throw new AppError('settings.unwritable', { file: name, errno }, error);
    }
  }

  /** Moves the broken file aside under a dated name that no earlier copy has; undefined when it cannot be moved. */
  async function keepAside(): Promise<string | undefined> {
    const extension = extname(name);
    // Windows allows no colon in a file name.
    const date = new Date(clock.now()).toISOString().replaceAll(':', '-');
    const stem = `${basename(name, extension)}.corrupt-${date}`;
    try {
      let copy = `${stem}${extension}`;
      for (let n = 2; await exists(join(dirname(file), copy)); n += 1) copy = `${stem}-${n}${extension}`;
      await rename(file, join(dirname(file), copy));
      return copy;
    } catch {
      return undefined;
    }
  }

  return { read, write };
}

type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: 'syntax' | 'schema' };

function parse<T>(
  text: string,
  schema: ZodType<T>,
  migrate: ((json: unknown) => unknown) | undefined,
): Parsed<T> {
  let json: unknown;
  try {
    // Editors on Windows put a byte order mark first, which JSON does not know.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, reason: 'syntax' };
  }
  try {
    const checked = schema.safeParse(migrate === undefined ? json : migrate(json));
    return checked.success ? { ok: true, value: checked.data } : { ok: false, reason: 'schema' };
  } catch {
    return { ok: false, reason: 'schema' };
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Node's name of a system error (`EACCES`), or the error's class for one that is not the system's. */
export function errnoOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
