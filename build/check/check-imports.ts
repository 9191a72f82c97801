/** The import-direction check of `npm run check`: prints each import that goes the wrong way. */
import { checkImports } from './import-rules.ts';

const { violations, count } = checkImports(process.cwd());
for (const violation of violations) console.error(violation);
console.log(`${count} imports, ${violations.length} of them forbidden`);
process.exitCode = violations.length > 0 || count === 0 ? 1 : 0;
