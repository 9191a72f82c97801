/** The documents name files: renaming one must not leave a dead name behind. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const pages = ['*.md', 'docs/**/*.md', '.github/**/*.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: root }),
);
/** Folders that a path in backticks may start from: ARCHITECTURE shortens those of the core and the contract. */
const bases = ['', 'electron', 'electron/core'];

const exists = (path: string): boolean => existsSync(join(root, path));

/** Targets of links into the tree. */
function linkedFiles(page: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) =>
    join(dirname(page), target),
  );
}

/** Source files that are named with their folder, such as `polling/poller.ts`. */
function namedFiles(text: string): string[] {
  return [...text.matchAll(/`([\w-]+(?:\/[\w.-]+)+\.(?:ts|svelte))`/g)].map(([, path = '']) => path);
}

it.each(pages)('%s links to files that exist', (page) => {
  const links = linkedFiles(page, readFileSync(join(root, page), 'utf8'));
  expect(links.filter((path) => !exists(path))).toEqual([]);
});

it.each(pages.filter((page) => page !== 'CHANGELOG.md'))('%s names source files that exist', (page) => {
  const files = namedFiles(readFileSync(join(root, page), 'utf8'));
  expect(files.filter((path) => !bases.some((base) => exists(join(base, path))))).toEqual([]);
});

it('finds the files that a page names', () => {
  expect(linkedFiles('docs/a.md', 'see [it](../gone.md#part) and [the web](https://example.com)')).toEqual([
    'gone.md',
  ]);
  expect(namedFiles('`polling/poller.ts` and `poller.ts`')).toEqual(['polling/poller.ts']);
});

it('ARCHITECTURE gives a reason for every package that ships', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const [, section = ''] = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('## Dependencies');
  expect(Object.keys(dependencies).filter((name) => !section.includes(name))).toEqual([]);
});
