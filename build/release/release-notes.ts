/** Prints what CHANGELOG.md says about one version, for the release's page: `node build/release/release-notes.ts 1.2.0`. */
import { readFileSync } from 'node:fs';
import { releaseNotes } from './changelog.ts';

const [, , version = ''] = process.argv;
const notes = releaseNotes(readFileSync('CHANGELOG.md', 'utf8'), version);
if (notes === undefined) {
  console.error(`CHANGELOG.md has no section "## [${version}]", or nothing in it.`);
  process.exitCode = 1;
} else {
  console.log(notes);
}
