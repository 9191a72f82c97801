/** A copy without the keys that say nothing: for patches, where an absent key and an undefined one must mean the same. */

export function withoutUndefined<T extends object>(of: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
