/** The first of `PREFIX-1`, `PREFIX-2`, … that isn't taken. */
export function freeId(prefix: string, taken: readonly unknown[]): string {
  let next = 1;
  while (taken.includes(`${prefix}-${next}`)) next += 1;
  return `${prefix}-${next}`;
}
