/** The log on disk: one JSON object a line, of allow-listed fields only, in a few files that follow each other. */

import { basename, dirname, sep } from 'node:path';
import { createStream } from 'rotating-file-stream';
import type { Clock, Log, LogFields } from '../ports.ts';
import { makePrivateFolder } from '../lib/files/private-folder.ts';
import { allowedFields } from './log-fields.ts';

export interface FileLog extends Log {
  /** Writes what is pending. Never rejects: a log that cannot be written stops nothing. */
  close(): Promise<void>;
}

export interface FileLogOptions {
  /** Absolute path of the present file; older ones are `name.1`, `name.2`, … */
  readonly file: string;
  readonly clock: Clock;
}

const fileSize = '1M';
const olderFilesKept = 3;

/** Makes the folder where it is missing, closed to others. Never rejects. */
export async function createFileLog({ file, clock }: FileLogOptions): Promise<FileLog> {
  const name = basename(file);
  let broken = false;
  await makePrivateFolder(dirname(file)).catch(() => {
    broken = true;
  });
  // In this mode the library gives the number of an older file as the first argument, and null for the present one.
  const stream = createStream((older) => (older ? `${name}.${String(Number(older))}` : name), {
    path: `${dirname(file)}${sep}`,
    size: fileSize,
    rotate: olderFilesKept,
    mode: 0o600,
  });
  stream.on('error', () => {
    broken = true;
  });

  const write =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      if (broken) return;
      const known = /^[a-z-]{1,30}(\.[a-z-]{1,40})?$/.test(event) ? event : 'log.bad-event';
      const time = new Date(clock.now()).toISOString();
      stream.write(`${JSON.stringify({ time, level, event: known, ...allowedFields(fields) })}\n`);
    };
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    close: () =>
      new Promise((resolve) => {
        if (broken || stream.destroyed) return resolve();
        stream.once('close', () => resolve());
        stream.end();
      }),
  };
}
