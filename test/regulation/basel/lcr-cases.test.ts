/** Every case of the Basel LCR and NSFR on the reference interpreter and on DuckDB. */

import { describe, expect, it } from 'vitest';
import { sharedDuckDb } from '../../support/shared-engine.ts';
import type { LcrCase } from './case.ts';
import { CASE_GROUPS } from './case-groups.ts';
import { expectedRows, onEngine, onOracle } from './run-case.ts';

const duckdb = sharedDuckDb();

type Rows = ReturnType<typeof onOracle>;

/** Compares every stage that the case names; a case that expects an error asks for the last stage. */
async function compare(test: LcrCase, rows: Rows): Promise<void> {
  const wanted = Object.entries(test.expected ?? { metrics: [{ value: null }] });
  for (const [stage, expected] of wanted) {
    const { columns, rows: texts } = expectedRows(expected);
    expect(await rows(stage, columns), stage).toEqual(texts);
  }
}

for (const [group, definition, cases] of CASE_GROUPS) {
  describe(group, () => {
    for (const test of cases) {
      it(`${test.name}, on the reference interpreter`, async () => {
        const run = async () => compare(test, onOracle(definition, test));
        if (test.error === undefined) await run();
        else await expect(run()).rejects.toThrow(test.error);
      });

      it(`${test.name}, on DuckDB`, async () => {
        const run = async () => onEngine(duckdb(), definition, test, (rows) => compare(test, rows));
        if (test.error === undefined) await run();
        else await expect(run()).rejects.toThrow(test.error);
      });
    }
  });
}
