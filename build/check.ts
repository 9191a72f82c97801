/** `npm run check`: everything that can be said about the sources without running them. */
import { CHECK_STEPS } from './check/check-steps.ts';
import { runSteps } from './run/run-steps.ts';

const results = await runSteps(CHECK_STEPS, process.cwd(), 2);
const failed = results.filter((result) => !result.passed).length;
console.log(`\n${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
