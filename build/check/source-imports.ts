/** Reads what each source file of a tree imports: `import`, `import type`, `export … from`, `import()` and `require()`. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { blankMarkup } from './blank-markup.ts';

/** One import as it is written and as it is meant; paths are relative to the root, with forward slashes. */
export interface SourceImport {
  readonly from: string;
  /** From 1. */
  readonly line: number;
  readonly specifier: string;
  /** `electron/core/app.ts` for a file of the tree, otherwise undefined. */
  readonly file?: string;
  /** `zod` for `zod/mini`, `node:fs` for `node:fs/promises` and for `fs`; otherwise undefined. */
  readonly package?: string;
}

const SOURCE = /\.(?:ts|mts|js|mjs|cjs|svelte)$/;
const NODE_MODULES = new Set(process.getBuiltinModule('node:module').builtinModules);

function packageOf(specifier: string): string {
  const [first = specifier, second] = specifier.replace(/^node:/, '').split('/');
  if (specifier.startsWith('node:') || NODE_MODULES.has(first)) return `node:${first}`;
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}

/** The imports of one file; `text` is its content. */
function importsOf(from: string, text: string): SourceImport[] {
  const script = from.endsWith('.svelte') ? blankMarkup(text) : text;
  const { importedFiles } = ts.preProcessFile(script, true, true);
  return importedFiles.map(({ fileName: specifier, pos }) => {
    const line = script.slice(0, pos).split('\n').length;
    if (!specifier.startsWith('.')) return { from, line, specifier, package: packageOf(specifier) };
    const file = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
    return { from, line, specifier, file };
  });
}

/** The imports of all source files below `folders` of `root`, links and `node_modules` left out. */
export function importsBelow(root: string, folders: readonly string[]): SourceImport[] {
  const entries = folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  return entries
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .flatMap((path) => {
      const from = relative(root, path).split(sep).join('/');
      return importsOf(from, readFileSync(path, 'utf8'));
    });
}
