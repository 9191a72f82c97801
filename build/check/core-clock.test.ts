import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** No lint rule of oxlint sees this one; `Date.now` and the like are in oxlint.config.ts. */
const readsTheClock = (source: string): boolean => /\bnew Date(?!\w)(?!\s*\(\s*[^\s)])/.test(source);

it('tells a date that reads the clock from one that is given its time', () => {
  expect(['new Date()', 'new Date( )', 'x = new Date;'].map(readsTheClock)).toEqual([true, true, true]);
  expect(['new Date(ms)', 'new Date(\n  2026, 1)', 'new DateField()'].map(readsTheClock)).toEqual([
    false,
    false,
    false,
  ]);
});

it('the core reads the time from its Clock port only', () => {
  const files = globSync('electron/core/**/*.ts').filter(
    (file) => !file.endsWith('.test.ts') && !file.endsWith('lib/system-clock.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => readsTheClock(readFileSync(file, 'utf8')))).toEqual([]);
});
