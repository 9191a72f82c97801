/** Release notes out of a changelog. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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

test('the project’s own changelog has release notes', () => {
  expect(releaseNotes(readFileSync('CHANGELOG.md', 'utf8'), 'Unreleased')).toContain('### Added');
});
