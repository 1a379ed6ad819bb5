/** Test projects: one per gate, so that counts, times and time limits are told apart. Every test file belongs to one. */

import { defineConfig } from 'vitest/config';

const gates = {
  tidy: ['test/tidy.test.ts'],
  layers: ['test/layers.test.ts'],
  property: ['test/property/**/*.test.ts', 'src/**/*.property.test.ts'],
  corpus: ['test/corpus/**/*.test.ts', 'test/corpus.test.ts'],
  golden: ['test/golden/**/*.test.ts', 'test/golden.test.ts'],
  contract: ['test/contract/**/*.test.ts'],
  e2e: ['test/e2e/**/*.test.ts'],
  fuzz: ['test/fuzz/**/*.test.ts'],
  faults: ['test/faults/**/*.test.ts'],
  docs: ['test/docs.test.ts'],
  spark: ['test/spark/**/*.test.ts'],
};

/** Milliseconds for one test and one hook. */
const limitMs: Readonly<Record<string, number>> = {
  property: 900_000,
  corpus: 120_000,
  e2e: 600_000,
  fuzz: 300_000,
  faults: 600_000,
  docs: 600_000,
  spark: 180_000,
};

/** What is started before the first test file of a project and stopped after the last one. */
const shared: Readonly<Record<string, string>> = { spark: 'test/spark/shared-server.ts' };

const project = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', ...exclude],
    testTimeout: limitMs[name] ?? 60_000,
    hookTimeout: limitMs[name] ?? 60_000,
    globalSetup: shared[name] ?? [],
  },
});

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: 2,
    projects: [
      ...Object.entries(gates).map(([name, include]) => project(name, include)),
      project('unit', ['src/**/*.test.ts', 'test/**/*.test.ts'], Object.values(gates).flat()),
    ],
  },
});
