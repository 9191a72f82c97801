/** `npm test`: everything. Provides what the machine lacks, checks the sources, builds, runs all test projects, adds up. */
import { CHECKS_AT_ONCE, CHECK_STEPS } from './check/check-steps.ts';
import { describeElectron, provideElectron } from './electron/find-electron.ts';
import { whyNoElectronTests } from './electron/sandbox.ts';
import { findBrowsers } from './machine/find-browser.ts';
import { provision } from './machine/provision.ts';
import type { ProjectResult } from './run/run-project.ts';
import { runProject } from './run/run-project.ts';
import type { StepResult } from './run/run-steps.ts';
import { runSteps } from './run/run-steps.ts';
import type { Part } from './run/test-sum.ts';
import { sumUp } from './run/test-sum.ts';
import { thisMachine } from './machine/this-machine.ts';

const PROJECTS = ['node', 'renderer', 'e2e'];

function stepsAsPart(results: readonly StepResult[]): Part {
  const failures = results
    .filter((result) => !result.passed)
    .map(({ name, output }) => ({ name, error: output.trim().split('\n')[0] ?? '' }));
  return { passed: results.length - failures.length, failed: failures.length, failures, skipped: [] };
}

function describeProject(result: ProjectResult): string {
  const skipped = result.skipped.length > 0 ? `, ${result.skipped.length} skipped` : '';
  const fault = result.fault === undefined ? '' : ` (${result.fault})`;
  return `${result.project}: ${result.passed} passed, ${result.failed} failed${skipped}${fault}`;
}

async function testEverything(root: string): Promise<number> {
  if (!provision(thisMachine(root))) return 1;
  console.log(`Browser: ${findBrowsers()[0] ?? 'none'}`);
  const electron = await provideElectron(root, { standIn: true });
  const described = 'reason' in electron ? `none: ${electron.reason}` : describeElectron(root, electron);
  console.log(`Electron: ${described}`);
  const why = 'reason' in electron ? undefined : whyNoElectronTests();
  if (why !== undefined) {
    console.error(why);
    return 1;
  }
  const checks = await runSteps(CHECK_STEPS, root, CHECKS_AT_ONCE);
  const build = await runSteps([{ name: 'build', args: ['build/build.ts'] }], root, 1);
  const steps = [...checks, ...build];
  const projects: ProjectResult[] = [];
  for (const project of PROJECTS) projects.push(await runProject(root, project));

  // What went wrong has scrolled away by now.
  for (const project of projects) console.log(describeProject(project));
  const sum = sumUp([stepsAsPart(steps), ...projects]);
  console.log(`Electron: ${described}`);
  for (const line of sum.lines) console.log(line);
  return sum.exitCode;
}

process.exitCode = await testEverything(process.cwd());
