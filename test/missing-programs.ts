/** For tests that need programs of the system's own. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Those of `programs` that aren't on the path. */
export function missingPrograms(...programs: readonly string[]): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
}
