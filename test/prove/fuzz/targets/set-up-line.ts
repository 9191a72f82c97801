/** What an administrator hands out: any text is read or refused by name, and no refusal repeats the password in it. */

import { readSetUpLine } from '../../../../electron/core/setup/set-up-line.ts';
import { returnOrRefuse } from '../judge-outcome.ts';

export function fuzz(data: Buffer): void {
  const text = data.toString('utf8');
  const line = returnOrRefuse(() => readSetUpLine(text));
  if (line === undefined) return;
  if (line.url.trim() === '') throw new Error('a line without an address was read');
  if (line.password !== undefined && /^\s*lampfield:/i.test(text)) throw new Error('a link gave a password');
}
