/** Runs commands side by side, shows the output of those that fail, and says how each ended. */
import { spawn } from 'node:child_process';

/** One command of the project's own Node; its exit code decides. */
export interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** What to do when it fails, where its own output doesn't say. */
  readonly remedy?: string;
}

/** How it ended. */
export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly durationMs: number;
}

async function runStep(step: Step, cwd: string): Promise<StepResult> {
  const startMs = performance.now();
  const env = { ...process.env };
  if (process.stdout.isTTY && env['NO_COLOR'] === undefined) env['FORCE_COLOR'] ??= '1';
  const child = spawn(process.execPath, step.args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: string): void => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const passed = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      collect(`${error.message}\n`);
      resolve(false);
    });
    child.on('close', (code, signal) => {
      if (signal !== null) collect(`ended by ${signal}\n`);
      resolve(code === 0);
    });
  });
  return { name: step.name, passed, output, durationMs: performance.now() - startMs };
}

function report(result: StepResult, remedy: string | undefined): void {
  const seconds = (result.durationMs / 1000).toFixed(1);
  console.log(`${result.passed ? '✓' : '✗'} ${result.name} (${seconds} s)`);
  if (result.passed) return;
  console.log(result.output.trimEnd().replace(/^/gm, '    '));
  if (remedy !== undefined) console.log(`    ${remedy}`);
}

/** Runs all steps, at most `atOnce` together, in the order given; never rejects because a step failed. */
export async function runSteps(steps: readonly Step[], cwd: string, atOnce: number): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step, cwd);
      report(result, step.remedy);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
