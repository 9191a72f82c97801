/** `npm run check`: everything that can be checked without running the product. */
import { CHECKS_AT_ONCE, CHECK_STEPS } from './check/check-steps.ts';
import { runSteps } from './run/run-steps.ts';

const results = await runSteps(CHECK_STEPS, process.cwd(), CHECKS_AT_ONCE);
const failed = results.filter((result) => !result.passed).length;
console.log(`\n${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
