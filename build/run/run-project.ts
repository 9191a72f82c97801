/** Runs one of vitest's projects, shows its output as it comes, and reads its tally. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Tally } from './tally-reporter.ts';

const tallySchema = z.object({
  passed: z.number(),
  failed: z.number(),
  failures: z.array(z.object({ name: z.string(), error: z.string() })),
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
});

/** A project's tally, and what is wrong with the run itself. */
export interface ProjectResult extends Tally {
  readonly project: string;
  readonly fault?: string;
}

function readTally(path: string): Tally | undefined {
  try {
    return tallySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined; // the runner died before it had counted
  }
}

/**
 * What the numbers alone do not say: a runner that crashed, that ran nothing, or that is unhappy although no test
 * failed. Each counts as one failure.
 */
export function judgeRun(tally: Tally | undefined, exitCode: number): string | undefined {
  if (tally === undefined) return `the runner ended with ${exitCode} before it counted its tests`;
  if (tally.passed + tally.failed === 0) return 'no test ran';
  if (exitCode !== 0 && tally.failed === 0)
    return `the runner ended with ${exitCode} although no test failed`;
  return undefined;
}

/** Runs `project` from `root`, showing vitest's output unless asked not to. Never rejects because of what the tests do. */
export async function runProject(
  root: string,
  project: string,
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<ProjectResult> {
  const path = join(root, 'dist/test-results', `${project}.json`);
  rmSync(path, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporter = join(root, 'build/run/tally-reporter.ts');
  const args = [vitest, 'run', '--project', project, '--reporter=default', `--reporter=${reporter}`];
  const child = spawn(process.execPath, [...args, '--allowOnly=false'], {
    cwd: root,
    env: { ...process.env, LAMPFIELD_TALLY: path },
    stdio: ['ignore', output, output],
  });
  const exitCode = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
  const counted = readTally(path);
  const fault = judgeRun(counted, exitCode);
  const base = counted ?? { passed: 0, failed: 0, failures: [], skipped: [] };
  if (fault === undefined) return { project, ...base };
  const failures = [...base.failures, { name: project, error: fault }];
  return { project, ...base, failed: failures.length, failures, fault };
}
