/** Every row of the table of factors is walked: a position of a case by hand lands on its line, and is computed with its factor and haircut. */

import { describe, expect, it } from 'vitest';
import { LCR_FACTOR_TABLE } from '../../../src/regulation/basel/factors.ts';
import { BASEL_LCR } from '../../../src/regulation/basel/lcr.ts';
import { LINES } from '../../../src/regulation/basel/lines.ts';
import { CASE_GROUPS } from './case-groups.ts';
import { onOracle } from './run-case.ts';

/** `line factor haircut` of every part of every position of the cases. */
async function landed(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const cases = CASE_GROUPS.flatMap(([, pipeline, each]) => (pipeline === BASEL_LCR ? each : []));
  for (const test of cases.filter(({ error }) => error === undefined))
    for (const row of await onOracle(BASEL_LCR, test)('liquidity', ['line', 'liquidity_factor', 'haircut']))
      found.add((JSON.parse(row) as readonly string[]).join(' '));
  return found;
}

describe('positions of the cases', () => {
  it('land on every line, and on every row of the table of factors with its factor and haircut', async () => {
    const found = await landed();
    const lines = new Set([...found].map((row) => row.split(' ')[0]));
    expect(LINES.map(({ id }) => id).filter((id) => !lines.has(id))).toEqual([]);
    const rows = LCR_FACTOR_TABLE.rows.map((row) =>
      [row['line'], row['liquidity_factor'], row['haircut']].join(' '),
    );
    expect(rows).toHaveLength(LINES.filter(({ rate }) => 'value' in rate).length);
    expect(rows.filter((row) => !found.has(row))).toEqual([]);
  });
});
