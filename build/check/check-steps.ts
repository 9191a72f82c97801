/** What `npm run check` runs: format, lint, types, dead code, import directions. The slowest come first. */
import { availableParallelism } from 'node:os';
import type { Step } from '../run/run-steps.ts';

/** How many run side by side: each takes a core, and up to 800 MB. */
export const CHECKS_AT_ONCE = Math.min(4, availableParallelism());

/** Each counts as one test. */
export const CHECK_STEPS: readonly Step[] = [
  {
    name: 'format (oxfmt)',
    args: ['node_modules/oxfmt/bin/oxfmt', '--check'],
    remedy: '`npm run format` formats them.',
  },
  // Each file with the options of the nearest tsconfig.json that includes it, as the compiler would check it.
  { name: 'lint and types (oxlint)', args: ['node_modules/oxlint/bin/oxlint', '--type-check'] },
  {
    name: 'types of components (svelte-check)',
    args: [
      'node_modules/svelte-check/bin/svelte-check',
      '--tsgo',
      '--tsconfig=renderer/components.tsconfig.json',
      '--fail-on-warnings',
      '--output=human',
    ],
  },
  {
    name: 'lint of components (eslint)',
    args: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'],
  },
  { name: 'lint of component scripts (oxlint)', args: ['build/check/lint-component-scripts.ts'] },
  {
    name: 'dead files, exports and packages (knip)',
    args: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
    remedy: 'Delete what nothing uses. A file that is started by its path is named in knip.json.',
  },
  {
    name: 'import directions',
    args: ['build/check/check-imports.ts'],
    remedy: 'What each part may import is written in build/check/import-rules.ts.',
  },
];
