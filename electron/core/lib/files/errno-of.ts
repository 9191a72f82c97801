/** Node's name of a system error (`EACCES`), or the error's class for one that is not the system's. */
export function errnoOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
