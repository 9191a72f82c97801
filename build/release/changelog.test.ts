/** Release notes out of a changelog. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { releaseNotes } from './changelog.ts';

const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-12-01

### Added

- One thing.

## [1.1.0] - 2026-11-30

- Another.
`;

test('release notes are the section of that version and no other', () => {
  expect(releaseNotes(changelog, '1.2.0')).toBe('### Added\n\n- One thing.');
  expect(releaseNotes(changelog, '1.1.0')).toBe('- Another.');
});

test('a version that is missing or empty has no release notes', () => {
  expect(releaseNotes(changelog, '1.3.0')).toBeUndefined();
  expect(releaseNotes(changelog, 'Unreleased')).toBeUndefined();
  expect(releaseNotes(changelog, '1.2')).toBeUndefined();
});

test('the project’s own changelog has notes for what comes next, or for what was just released', () => {
  const own = readFileSync('CHANGELOG.md', 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
  expect(releaseNotes(own, 'Unreleased') ?? releaseNotes(own, version)).toContain('### ');
});
