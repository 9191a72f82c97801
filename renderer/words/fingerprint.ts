/** A certificate's fingerprint as a person reads it aloud: short groups, in lines of equal length. */

const GROUP = 4;

/** `sha256`: 64 hex digits. Gives 16 groups of four, upper case. */
export function fingerprintGroups(sha256: string): string[] {
  const groups: string[] = [];
  for (let at = 0; at < sha256.length; at += GROUP) {
    groups.push(sha256.slice(at, at + GROUP).toUpperCase());
  }
  return groups;
}
