/** Adds up what all runners of `npm test` say, and words the last line. */
import type { FailedTest, SkippedTest } from './tally-reporter.ts';
import { NO_REASON } from './tally-reporter.ts';

/** What a runner contributes. */
export interface Part {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly FailedTest[];
  readonly skipped: readonly SkippedTest[];
}

/** How many are named: they must fit into the last lines of a long log. */
const maxNamed = 12;
const longestLine = 200;
/** Where no more than this fail, there is room for the end of each message: what a program wrote before it died stands there. */
const maxExplained = 2;
const maxLinesOfEnd = 8;

function errorLines(error: string, isExplained: boolean): string[] {
  const [first = '', ...rest] = error.split('\n');
  const end = isExplained ? rest.slice(-maxLinesOfEnd) : [];
  return [first, ...end].map((line) => `    ${line.slice(0, longestLine)}`);
}

function failureLines(failures: readonly FailedTest[]): string[] {
  const isExplained = failures.length <= maxExplained;
  const lines = failures
    .slice(0, maxNamed)
    .flatMap(({ name, error }) => [`FAILED: ${name}`, ...errorLines(error, isExplained)]);
  const more = failures.length - maxNamed;
  return more > 0 ? [...lines, `… and ${more} more, further up`] : lines;
}

/** The lines to print at the very end, and the exit code. A test skipped without a reason is a failure. */
export function sumUp(parts: readonly Part[]): { readonly lines: string[]; readonly exitCode: number } {
  const skipped = parts.flatMap((part) => part.skipped);
  const silent = skipped.filter(({ reason }) => reason === NO_REASON).length;
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0) + silent;
  const excused = skipped.length - silent;
  const lines = skipped.map(({ name, reason }) => `skipped: ${name}: ${reason}`);
  const last = `${passed} passed, ${failed} failed`;
  lines.push(...failureLines(parts.flatMap(({ failures }) => failures)));
  lines.push(excused > 0 ? `${last}, ${excused} skipped` : last);
  return { lines, exitCode: failed > 0 || passed === 0 ? 1 : 0 };
}
