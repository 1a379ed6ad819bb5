/** Cases of the Basel LCR and NSFR on Spark. */

import { describe, expect, it } from 'vitest';
import type { LcrCase } from '../regulation/basel/case.ts';
import { CASE_GROUPS } from '../regulation/basel/case-groups.ts';
import { expectedRows, onEngine } from '../regulation/basel/run-case.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSparkEngine } from './shared-engine.ts';

describe.skipIf(isSparkMissing())('the regulation on Spark (npm run services)', () => {
  const engine = sharedSparkEngine();
  for (const [group, definition, cases] of CASE_GROUPS) {
    for (const test of chosen(group, cases)) {
      it(`${group}: ${test.name}`, async () => {
        const run = () =>
          onEngine(engine(), definition, test, async (rows) => {
            for (const [stage, expected] of Object.entries(test.expected ?? { metrics: [{ value: null }] })) {
              const { columns, rows: texts } = expectedRows(expected);
              expect(await rows(stage, columns), stage).toEqual(texts);
            }
          });
        if (test.error === undefined) await run();
        else await expect(run()).rejects.toThrow(test.error);
      });
    }
  }
});

/** A few, and every one with PLIMSOLL_SPARK_CASES=all: those that come from deals take Spark half a minute each, most of it to plan. */
function chosen(group: string, cases: readonly LcrCase[]): readonly LcrCase[] {
  if (process.env['PLIMSOLL_SPARK_CASES'] === 'all') return cases;
  return cases.slice(0, FEW[group] ?? 0);
}

const FEW: Readonly<Record<string, number>> = { 'caps alone': 4, deposits: 1, 'amounts by line': 1 };
