/** The tests that run against each mutant: the core's, one process at a time. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['electron/core/**/*.test.ts', 'test/core/**/*.test.ts'],
    environment: 'node',
    // Thousands of mutants live fewer of the oracle's days.
    env: { LAMPFIELD_RUNS: '50' },
    testTimeout: 15_000,
    maxWorkers: 1,
  },
});
