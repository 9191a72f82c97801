/** Reads the changelog, which is written as "Keep a Changelog" says. */

/** The text below `## [version]`, up to the next version; undefined where there is none, or nothing. */
export function releaseNotes(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  const notes = section?.split('\n').slice(1).join('\n').trim();
  return notes === '' ? undefined : notes;
}
