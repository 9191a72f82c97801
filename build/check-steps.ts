/** What `npm run check` runs: format, lint, types, dead code, import directions. The slowest come first. */
import type { Step } from './run-steps.ts';

const TSC = 'node_modules/typescript/bin/tsc';

function types(project: string): Step {
  return { name: `types of ${project}`, args: [TSC, '--project', project] };
}

/** Each counts as one test. */
export const CHECK_STEPS: readonly Step[] = [
  { name: 'lint (eslint)', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'] },
  {
    name: 'types of renderer (svelte-check)',
    args: [
      'node_modules/svelte-check/bin/svelte-check',
      '--tsconfig=renderer/tsconfig.json',
      '--fail-on-warnings',
      '--output=human',
    ],
  },
  { name: 'format (prettier)', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
  types('electron/contract'),
  types('electron/core'),
  types('electron'),
  types('test'),
  {
    name: 'dead files, exports and packages (knip)',
    args: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  },
  { name: 'import directions', args: ['build/check-imports.ts'] },
];
