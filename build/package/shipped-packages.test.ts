/** What ships is known: every package that the product imports, its licence, and the bill of materials that npm makes of it. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { billOfShipped, shippedPackages } from './shipped-packages.ts';
import { importsBelow } from '../check/source-imports.ts';

const root = join(import.meta.dirname, '../..');
const shipped = shippedPackages(root);
const names = new Set(shipped.map(({ name }) => name));

/** Licences that let people use, change and pass on a program without publishing their own code. */
const permissive = new Set([
  ...['MIT', 'ISC', 'Apache-2.0', 'BlueOak-1.0.0', 'Python-2.0'],
  // Names none in its package.json; its text is MIT's.
  'svelte-toolbelt',
]);

test('every package that the product imports ships, and every dependency is one that it imports', () => {
  const isProduct = /^(?:electron|renderer)\/(?!.*\.test\.ts$)(?!vite\.config\.ts$)/;
  const imported = importsBelow(root, ['electron', 'renderer'])
    .filter(({ from }) => isProduct.test(from) && !from.includes('.fixture.'))
    .flatMap(({ package: name }) => (name === undefined || name.startsWith('node:') ? [] : [name]));
  expect(imported).toContain('svelte');
  // Electron is the runtime around it, with files of its own for its licences.
  expect([...new Set(imported)].filter((name) => name !== 'electron' && !names.has(name))).toEqual([]);
  const { dependencies, devDependencies } = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(Object.keys(dependencies).filter((name) => !imported.includes(name))).toEqual([]);
  expect(Object.keys(devDependencies).filter((name) => names.has(name))).toEqual([]);
});

test('every package that ships has a licence that lets people use it freely', () => {
  const strange = shipped.filter(({ name, licence }) => !permissive.has(licence ?? name));
  expect(strange.map(({ name, licence }) => `${name}: ${licence ?? 'none'}`)).toEqual([]);
  const silent = shipped.filter(({ text, licence }) => text === undefined && licence !== 'MIT');
  expect(silent).toEqual([]);
});

test(
  'the bill of materials names what ships, each with version and checksum, and nothing else',
  { timeout: 120_000 },
  (context) => {
    const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'];
    const npm = spawnSync('npm', args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === 'win32',
    });
    context.skip(npm.error !== undefined || /unknown command/i.test(npm.stderr), 'needs npm 10 or newer');
    const bill = billOfShipped(JSON.parse(npm.stdout), shipped);
    const named = bill.components.map(({ name, version }) => `${name} ${version}`);
    const expected = shipped.map(({ name, version }) => `${name} ${version}`);
    expect(named.sort()).toEqual(expected.sort());
    const full = z.object({
      purl: z.string().startsWith('pkg:npm/'),
      hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().length(128) })).min(1),
    });
    for (const component of bill.components)
      expect(full.safeParse(component).error, component.name).toBeUndefined();
    // It says what the product and each package depend on, and names no tool.
    expect(bill.dependencies).toHaveLength(expected.length + 1);
    const [itself] = bill.dependencies;
    expect(itself?.dependsOn).toContain(
      `svelte@${shipped.find(({ name }) => name === 'svelte')?.version ?? ''}`,
    );
    expect(JSON.stringify(bill)).not.toContain('vitest');
  },
);
