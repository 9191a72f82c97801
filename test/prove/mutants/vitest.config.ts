/** The tests that run against each mutant: the core's, one process at a time. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['electron/core/**/*.test.ts', 'test/core/**/*.test.ts'],
    environment: 'node',
    // Thousands of mutants live fewer of the oracle's days.
    env: { LAMPFIELD_RUNS: '50' },
    // Stryker ends what a mutant hangs up; without one, a busy machine may take its time.
    testTimeout: 60_000,
    maxWorkers: 1,
  },
});
