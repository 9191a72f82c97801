/** A vitest reporter that writes what the sum of `npm test` is made of: counts, and each skipped test with its reason. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** One runner's result, as JSON. */
export interface Tally {
  readonly passed: number;
  /** Failed tests, files that could not be loaded, hooks that threw and unhandled errors. */
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
}

/** A test that did not run, by its own wish. */
export interface SkippedTest {
  readonly name: string;
  readonly reason: string;
}

export const NO_REASON = 'no reason given';

function hasFailedHook(test: TestCase): boolean {
  let parent: TestSuite | TestModule = test.parent;
  for (;;) {
    if (parent.errors().length > 0) return true;
    if (parent.type === 'module') return false;
    parent = parent.parent;
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined && result.note !== '') return result.note;
  if (hasFailedHook(test)) return 'its set-up failed';
  if (test.options.mode === 'todo') return 'still to be written';
  // `describe.skipIf(…)('… (needs Electron)')` has no better place for its reason than the name.
  return /\((needs [^)]+)\)/.exec(test.fullName)?.[1] ?? NO_REASON;
}

/** Counts a finished run. */
export function tally(modules: readonly TestModule[], unhandledErrorCount: number): Tally {
  const counts = { passed: 0, failed: unhandledErrorCount };
  const skipped: SkippedTest[] = [];
  for (const module of modules) {
    if (module.errors().length > 0) counts.failed += 1;
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) counts.failed += 1;
    }
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'skipped') {
        skipped.push({ name: `${module.relativeModuleId} > ${test.fullName}`, reason: reasonOf(test) });
      } else counts.failed += 1; // failed, or never came to an end
    }
  }
  return { ...counts, skipped };
}

/** Writes the tally of a run to the file that `LAMPFIELD_TALLY` names. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const path = process.env['LAMPFIELD_TALLY'];
    if (path === undefined) throw new Error('LAMPFIELD_TALLY names no file');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(tally(modules, unhandledErrors.length), null, 2));
  }
}
