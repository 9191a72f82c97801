/** What the bundled main process reads and runs before its first call to Electron: measured in plain Node, with no runtime. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const reportSchema = z.strictObject({
  /** The first `object.member` of Electron that it used. */
  firstCall: z.string(),
  /** Names of the files that were loaded, Node's own aside. */
  files: z.array(z.string()),
  bytes: z.number().int(),
  /** Node's own modules that were loaded for it. */
  builtins: z.array(z.string()),
  /** From the start of loading to that call. */
  ms: z.number(),
});
export type StartUpLoad = z.output<typeof reportSchema>;

/** Loads `mainFile` in a child of its own. Rejects when it ends, or fails, before it calls Electron. */
export async function measureStartUpLoad(mainFile: string): Promise<StartUpLoad> {
  const hooks = join(import.meta.dirname, 'start-up-hooks.mjs');
  const args = ['--disable-warning=ExperimentalWarning', '--import', hooks, mainFile];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
  return reportSchema.parse(JSON.parse(stdout));
}
