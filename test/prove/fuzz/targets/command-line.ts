/** What a program is started with, by anyone: words it knows, files that are named, or nothing; and never a failure. */

import {
  argumentsOfNextStart,
  readCommandLine,
  readLink,
  readAction,
} from '../../../../electron/shell/command-line.ts';

export function fuzz(data: Buffer): void {
  // One word a line: a system's argument holds anything but a null byte.
  const words = data.toString('utf8').replaceAll('\0', '').split('\n');
  const read = readCommandLine(words);
  if (read.data === '' || read.managed === '') throw new Error('a file without a name was read');
  if (read.link !== undefined && !/^lampfield:/i.test(read.link))
    throw new Error('a link that is not the product’s');
  const next = argumentsOfNextStart(read);
  const again = readCommandLine(next);
  if (argumentsOfNextStart(again).join('\n') !== next.join('\n'))
    throw new Error(`the next start reads ${JSON.stringify(again)} from ${JSON.stringify(next)}`);
  if (again.action !== 'open' || again.demo) throw new Error('the next start was told more than its files');

  // What a second start tells the first is JSON of another process.
  let message: unknown;
  try {
    message = JSON.parse(data.toString('utf8'));
  } catch {
    return;
  }
  readAction(message);
  readLink(message);
}
