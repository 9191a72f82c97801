/** The administrator's file: whole or not at all, with a line and a reason that never repeats the password in it. */

import { managedFileSchema } from '../../../../electron/core/settings/managed-schema.ts';
import { parseWithLines } from '../../../../electron/core/settings/parse-with-lines.ts';
import { CANARY, refuseSecret } from '../judge-outcome.ts';

/** A key that we don't know is named to the administrator; a secret is a value. */
const inKey = new RegExp(`${CANARY}(?:[^"\\\\\\n]|\\\\.)*"\\s*:`);

export function fuzz(data: Buffer): void {
  const content = data.toString('utf8');
  const parsed = parseWithLines(content, managedFileSchema);
  if (parsed.ok) return;
  if (!inKey.test(content)) refuseSecret(parsed.reason);
  const lines = content.split('\n').length;
  if (parsed.line < 1 || parsed.line > lines) throw new Error(`line ${parsed.line} of ${lines}`);
}
