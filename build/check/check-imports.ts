/** The import-direction check of `npm run check`: prints each import that goes the wrong way. */
import { countImports, importViolations } from './import-rules.ts';

const root = process.cwd();
const violations = importViolations(root);
for (const violation of violations) console.error(violation);
const count = countImports(root);
console.log(`${count} imports, ${violations.length} of them forbidden`);
process.exitCode = violations.length > 0 || count === 0 ? 1 : 0;
