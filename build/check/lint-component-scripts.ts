/** Lints the scripts of the Svelte components with types. oxlint knows types in .ts files only, so each script gets one. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blankMarkup } from './blank-markup.ts';

const FOLDER = 'dist/component-scripts';
const ENDING = '-script.ts';

/** Relative imports are looked up beside the component as well. */
const TSCONFIG = {
  extends: '../../renderer/tsconfig.json',
  compilerOptions: { rootDirs: ['../..', '.'] },
  files: [],
  include: ['**/*.ts'],
};

rmSync(FOLDER, { recursive: true, force: true });
const scripts = globSync('{renderer,test/renderer}/**/*.svelte').map((component) => {
  const script = join(FOLDER, component + ENDING);
  mkdirSync(dirname(script), { recursive: true });
  writeFileSync(script, blankMarkup(readFileSync(component, 'utf8')));
  return script;
});
writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(TSCONFIG));

// Git ignores the folder, and so would oxlint, had it not been given each file.
const lint = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', ...scripts], {
  encoding: 'utf8',
});
const output = (lint.stdout + lint.stderr).replaceAll('\\', '/');
process.stdout.write(output.replaceAll(`${FOLDER}/`, '').replaceAll(`.svelte${ENDING}`, '.svelte'));
process.exitCode = lint.status ?? 1;
