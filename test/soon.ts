/**
 * How long an end-to-end test waits for what must come. On a computer with other work that's long: a closed panel asks every 15 s,
 * and slow answers cost packets, of which there are only so many a minute.
 */
export const soon = { timeout: 90_000 } as const;
