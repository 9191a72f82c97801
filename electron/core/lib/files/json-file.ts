/** A small JSON file: checked when read, written atomically, moved aside when broken. */

import { readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { ZodType } from 'zod';
import { AppError } from '../../app-error.ts';
import type { Clock, Log } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { errnoOf } from './errno-of.ts';
import { tryLock, type FileLock } from './file-lock.ts';
import { makePrivateFolder } from './private-folder.ts';
import { createSerialQueue } from '../serial-queue.ts';
import { systemClock } from '../system-clock.ts';

/** Why a file was not used. Names are without their folder: they are shown to people and go into the log. */
export type JsonFileProblem =
  /**
   * Not JSON, or not what the schema asks for. `keptAs`: the dated copy; absent when it could not be moved aside.
   * `restored`: the last good content was used in its place, and nothing is lost.
   */
  | {
      readonly kind: 'corrupt';
      readonly file: string;
      readonly reason: 'syntax' | 'schema';
      readonly keptAs?: string;
      readonly restored: boolean;
    }
  /** It is there but cannot be read; `errno` as Node names it (`EACCES`, `EISDIR`). */
  | { readonly kind: 'unreadable'; readonly file: string; readonly errno: string };

export interface JsonFileReading<T> {
  readonly value: T;
  /** Present when `value` is not the file's although there is one. */
  readonly problem?: JsonFileProblem;
}

export interface JsonFile<T> {
  /** Never rejects: a missing file is the fallback, a broken one is the last good content or the fallback, with a problem. */
  read(): Promise<JsonFileReading<T>>;
  /**
   * Replaces the whole file, in the order of the calls; makes the folder when it is missing.
   * Rejects with `settings.unwritable {file, errno}`; the old file is untouched then. A file that could be neither read nor
   * moved aside is never written over (`errno` is `unread`).
   */
  write(value: T): Promise<void>;
}

export interface SharedJsonFile<T> extends JsonFile<T> {
  /**
   * Reads what is on disk now, and replaces it with what `change` makes of it: nothing that another program has written in
   * the meantime is lost. A change that returns what it was given writes nothing. Rejects as `write` does, and as `change` does.
   */
  update(change: (current: T) => T): Promise<T>;
}

export interface FilePorts {
  /** Absolute path. */
  readonly file: string;
  /** Nothing is written once the program has let go of it. */
  readonly folder: Pick<DataFolder, 'write'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface JsonFileOptions<T> extends FilePorts {
  readonly schema: ZodType<T>;
  readonly fallback: () => T;
  /** Turns the JSON of an older version into what `schema` reads; what it throws counts as a broken file. */
  readonly migrate?: (json: unknown) => unknown;
  /** The last good content is kept beside it as `NAME.last-good.json`, and used when the file turns out broken. */
  readonly keepsLastGood?: boolean;
}

/** No one holds the file for longer than one read and one write. */
const lockStaleAfterMs = 10_000;
const holdPatienceMs = 5_000;
const holdRetryMs = 15;

export function createJsonFile<T>(options: JsonFileOptions<T>): SharedJsonFile<T> {
  const { file, schema, fallback, migrate, keepsLastGood = false, folder, clock, log } = options;
  const name = basename(file);
  const lastGood = join(dirname(file), `${basename(name, extname(name))}.last-good.json`);
  const inTurn = createSerialQueue();
  let mayWrite = true;

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
    if (parsed.ok) {
      if (keepsLastGood && text !== (await textOf(lastGood))) await keepLastGood(text);
      return { value: parsed.value };
    }

    const keptAs = await keepAside();
    mayWrite = keptAs !== undefined;
    const good = await readLastGood();
    log.error('file.corrupt', { file: name, reason: parsed.reason, keptAs, restored: good !== undefined });
    // Written at once: the next start would take the missing file for a first one.
    if (good !== undefined && mayWrite) await replace(good.text).catch(() => undefined);
    return {
      value: good === undefined ? fallback() : good.value,
      problem: {
        kind: 'corrupt',
        file: name,
        reason: parsed.reason,
        restored: good !== undefined,
        ...(keptAs !== undefined && { keptAs }),
      },
    };
  }

  async function readLastGood(): Promise<{ readonly text: string; readonly value: T } | undefined> {
    const text = keepsLastGood ? await textOf(lastGood) : undefined;
    const parsed = text === undefined ? undefined : parse(text, schema, migrate);
    return text !== undefined && parsed?.ok === true ? { text, value: parsed.value } : undefined;
  }

  async function keepLastGood(text: string): Promise<void> {
    await writeFileAtomic(lastGood, text, { mode: 0o600 }).catch((error: unknown) => {
      log.warn('file.no-copy', { file: name, errno: errnoOf(error) });
    });
  }

  async function replace(text: string): Promise<void> {
    if (!mayWrite) throw new AppError('settings.unwritable', { file: name, errno: 'unread' });
    try {
      await makePrivateFolder(dirname(file));
      await writeFileAtomic(file, text, { mode: 0o600 });
    } catch (error) {
      throw unwritable(error);
    }
    if (keepsLastGood) await keepLastGood(text);
  }

  function unwritable(error: unknown): AppError {
    const errno = errnoOf(error);
    log.error('file.unwritable', { file: name, errno });
    return new AppError('settings.unwritable', { file: name, errno }, error);
  }

  /** Another program may hold it for a moment. */
  async function lock(): Promise<FileLock> {
    const untilMs = systemClock.uptimeMs() + holdPatienceMs;
    try {
      await makePrivateFolder(dirname(file));
      for (;;) {
        const held = await tryLock({ file: `${file}.lock`, staleAfterMs: lockStaleAfterMs });
        if (held !== undefined) return held;
        if (systemClock.uptimeMs() > untilMs) break;
        await new Promise<void>((resolve) => systemClock.after(holdRetryMs, resolve));
      }
    } catch (error) {
      throw unwritable(error);
    }
    throw new AppError('settings.unwritable', { file: name, errno: 'EBUSY' });
  }

  async function update(change: (current: T) => T): Promise<T> {
    const held = await lock();
    try {
      const { value } = await read();
      const next = change(value);
      if (next !== value) await replace(textFor(next));
      return next;
    } finally {
      await held.release();
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

  return {
    read: () => inTurn(read),
    write: (value) => {
      const text = textFor(value);
      return folder.write(() => inTurn(() => replace(text)));
    },
    update: (change) => folder.write(() => inTurn(() => update(change))),
  };
}

function textFor(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'syntax' | 'schema' };

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
