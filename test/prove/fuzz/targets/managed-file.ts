/** The administrator's file: whole or not at all, with a line and a reason that never repeats the password in it. */

import { managedFileSchema } from '../../../../electron/core/settings/managed-schema.ts';
import { parseWithLines } from '../../../../electron/core/settings/parse-with-lines.ts';
import { refuseSecret } from '../judge-outcome.ts';

export function fuzz(data: Buffer): void {
  const content = data.toString('utf8');
  const parsed = parseWithLines(content, managedFileSchema);
  if (parsed.ok) return;
  refuseSecret(parsed.reason);
  const lines = content.split('\n').length;
  if (parsed.line < 1 || parsed.line > lines) throw new Error(`line ${parsed.line} of ${lines}`);
}
