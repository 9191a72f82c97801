/** A vitest reporter that writes what the sum of `npm test` is made of: counts, what failed, and each skipped test with its reason. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** One runner's result, as JSON. */
export interface Tally {
  readonly passed: number;
  /** Failed tests, files that could not be loaded, hooks that threw and unhandled errors. */
  readonly failed: number;
  /** Each of those that `failed` counts, by name. */
  readonly failures: readonly FailedTest[];
  readonly skipped: readonly SkippedTest[];
}

/** A test that failed, or what went wrong around the tests. */
export interface FailedTest {
  /** The file first. */
  readonly name: string;
  /** The message of what was thrown, line by line, without empty ones. */
  readonly error: string;
}

/** A test that skipped itself. */
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

function messageOf(error: { readonly message?: string } | undefined): string {
  const lines = stripVTControlCharacters(error?.message ?? '').split('\n');
  const told = lines.map((line) => line.trim()).filter((line) => line !== '');
  return told.length === 0 ? 'without a message' : told.join('\n');
}

/** Counts a finished run. */
export function tally(
  modules: readonly TestModule[],
  unhandledErrors: readonly { readonly message?: string }[],
): Tally {
  let passed = 0;
  const failures: FailedTest[] = [];
  const skipped: SkippedTest[] = [];
  for (const module of modules) {
    const file = module.relativeModuleId;
    const [broken] = module.errors();
    if (broken !== undefined) failures.push({ name: file, error: messageOf(broken) });
    for (const suite of module.children.allSuites()) {
      const [thrown] = suite.errors();
      if (thrown !== undefined)
        failures.push({ name: `${file} > ${suite.fullName}`, error: messageOf(thrown) });
    }
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      const name = `${file} > ${test.fullName}`;
      if (state === 'passed') passed += 1;
      else if (state === 'skipped') skipped.push({ name, reason: reasonOf(test) });
      else if (state === 'failed') failures.push({ name, error: messageOf(errors[0]) });
      else failures.push({ name, error: 'never came to an end' });
    }
  }
  for (const error of unhandledErrors)
    failures.push({ name: 'outside of any test', error: messageOf(error) });
  return { passed, failed: failures.length, failures, skipped };
}

/** Writes the tally of a run to the file that `LAMPFIELD_TALLY` names. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const path = process.env['LAMPFIELD_TALLY'];
    if (path === undefined) throw new Error('LAMPFIELD_TALLY names no file');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(tally(modules, unhandledErrors), null, 2));
  }
}
