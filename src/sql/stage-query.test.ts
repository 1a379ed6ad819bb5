import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { compute, lookupColumn, pass } from '../pipeline/build.ts';
import { checkPipeline } from '../pipeline/check.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { PipelineDefinition } from '../pipeline/stage.ts';
import { DATE, decimal, TEXT } from '../schema/types.ts';
import { parseDate } from '../values/date.ts';
import { stageQuery } from './stage-query.ts';

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-sql-'));
  engine = await openDuckDb({ temporaryFolder: folder, threads: 2 });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const DEFINITION: PipelineDefinition = {
  name: 'small',
  outputs: ['totals'],
  stages: [
    {
      kind: 'source',
      name: 'deal',
      table: {
        name: 'deal',
        key: ['deal_id'],
        columns: [
          { name: 'deal_id', type: TEXT, nullable: false },
          { name: 'line', type: TEXT, nullable: false },
          { name: 'amount', type: decimal(18, 2), nullable: true },
        ],
      },
    },
    {
      kind: 'source',
      name: 'factor',
      validity: { from: 'valid_from', to: 'valid_to' },
      table: {
        name: 'factor',
        key: ['line', 'valid_from'],
        columns: [
          { name: 'line', type: TEXT, nullable: false },
          { name: 'valid_from', type: DATE, nullable: false },
          { name: 'valid_to', type: DATE, nullable: true },
          {
            name: 'factor',
            type: decimal(7, 6),
            nullable: false,
            domain: { kind: 'range', min: '0', max: '1' },
          },
        ],
      },
    },
    {
      kind: 'derive',
      name: 'liquidity',
      input: 'deal',
      lookups: [{ name: 'f', table: 'factor', on: { line: 'line' }, miss: 'error' }],
      columns: [
        ...pass('deal_id', 'line', 'amount'),
        lookupColumn('f', 'factor'),
        compute('weight', 'factor * (1 - factor)', decimal(9, 8)),
        compute('value', 'amount * weight', decimal(18, 4)),
      ],
      filter: 'value != 0',
    },
    {
      kind: 'aggregate',
      name: 'totals',
      input: 'liquidity',
      groupBy: ['line'],
      measures: [
        { name: 'value', fn: 'sum', column: 'value' },
        { name: 'deals', fn: 'count' },
      ],
    },
  ],
};

const table = (columns: string, rows: string): string => `(SELECT * FROM (VALUES ${rows}) AS t(${columns}))`;
const FACTORS = table(
  'line, valid_from, valid_to, factor',
  `('A', DATE '2020-01-01', DATE '2023-12-31', CAST(0.9 AS DECIMAL(7,6))), ('A', DATE '2024-01-01', NULL, CAST(0.25 AS DECIMAL(7,6)))`,
);

function query(pipeline: Pipeline, stage: string, deals: string): string {
  return stageQuery(pipeline, stage, {
    parameters: {
      calculation_date: parseDate('2024-01-31') ?? 0,
      reporting_currency: 'EUR',
      jurisdiction: 'BASEL',
    },
    sources: { deal: table('deal_id, line, amount', deals), factor: FACTORS },
  });
}

test('a look-up into a dated table, exact products of amounts beyond 10 billion, and a sum', async () => {
  const pipeline = checkPipeline(DEFINITION);
  const deals = `('d1', 'A', CAST('99999999999999.99' AS DECIMAL(18,2))), ('d2', 'A', CAST('-0.03' AS DECIMAL(18,2))), ('d3', 'A', NULL)`;
  // weight = 0.25 · 0.75 = 0.1875; −0.03 · 0.1875 = −0.005625 → −0.0056
  expect(await engine.rows(`${query(pipeline, 'liquidity', deals)} ORDER BY 1`)).toEqual([
    {
      deal_id: 'd1',
      line: 'A',
      amount: '99999999999999.99',
      factor: '0.250000',
      weight: '0.18750000',
      value: '18749999999999.9981',
    },
    { deal_id: 'd2', line: 'A', amount: '-0.03', factor: '0.250000', weight: '0.18750000', value: '-0.0056' },
  ]);
  expect(await engine.rows(query(pipeline, 'totals', deals))).toEqual([
    { line: 'A', value: '18749999999999.9925', deals: 2n },
  ]);
});

test('a missed required look-up names stage, look-up and key', async () => {
  const pipeline = checkPipeline(DEFINITION);
  await expect(
    engine.rows(query(pipeline, 'totals', `('d9', 'B', CAST(1 AS DECIMAL(18,2)))`)),
  ).rejects.toThrow(/Stage liquidity: look-up f finds no row of factor for line = B \(row deal_id = d9\)/);
});

test('an amount that does not fit its type is an error', async () => {
  const [first, second, third, ...rest] = DEFINITION.stages;
  if (first === undefined || second === undefined || third?.kind !== 'derive') throw new Error('test set-up');
  const columns = [...third.columns.slice(0, -1), compute('value', 'amount * 1000000', decimal(18, 4))];
  const pipeline = checkPipeline({ ...DEFINITION, stages: [first, second, { ...third, columns }, ...rest] });
  await expect(
    engine.rows(query(pipeline, 'totals', `('d1', 'A', CAST('99999999999999.99' AS DECIMAL(18,2)))`)),
  ).rejects.toThrow(/does not fit/);
});

/** `shares` is a row stage on a group-by of its own; `low` and `high` read it as rows, `both` reads the two of them. */
function groupedPipeline(readersOfSums: 'shares' | 'shares and both'): Pipeline {
  const [deal] = DEFINITION.stages;
  if (deal === undefined) throw new Error('test set-up');
  const part = (name: string, filter: string): PipelineDefinition['stages'][number] => {
    return { kind: 'derive', name, input: 'shares', lookups: [], columns: pass('line', 'half'), filter };
  };
  const found = {
    name: 'h',
    table: 'high',
    on: { line: 'line' },
    miss: { defaults: { half: '0' } },
  } as const;
  const summed = { name: 's', table: 'sums', on: { line: 'line' }, miss: 'error' } as const;
  return checkPipeline({
    name: 'grouped',
    outputs: ['both'],
    stages: [
      deal,
      {
        kind: 'aggregate',
        name: 'sums',
        input: 'deal',
        groupBy: ['line'],
        measures: [{ name: 'total', fn: 'sum', column: 'amount' }],
      },
      {
        kind: 'derive',
        name: 'shares',
        input: 'sums',
        lookups: [],
        columns: [
          ...pass('line'),
          compute('whole', 'total', decimal(18, 2)),
          compute('half', 'div(whole, 2, 2)', decimal(18, 2)),
        ],
      },
      part('low', 'half <= 5'),
      part('high', 'half >= 2'),
      {
        kind: 'derive',
        name: 'both',
        input: 'low',
        lookups: readersOfSums === 'shares' ? [found] : [found, summed],
        columns: [
          ...pass('line', 'half'),
          lookupColumn('h', 'again', { column: 'half' }),
          ...(readersOfSums === 'shares' ? [] : [lookupColumn('s', 'total')]),
        ],
      },
    ],
  });
}

/** The stages that a query calculates once for all of their readers. */
function materialized(sql: string): readonly string[] {
  return [...sql.matchAll(/"(\w+)" AS MATERIALIZED \(/g)].map(([, name]) => name ?? '');
}

test('a row stage on a group-by of its own is calculated once where two read it, and fused where one does', async () => {
  const pipeline = groupedPipeline('shares');
  // A: 2 + 4 = 6, its half is 3; B: 1, its half is 0.50; C: 20, its half is 10.
  const deals = `('d1', 'A', CAST(2 AS DECIMAL(18,2))), ('d2', 'A', CAST(4 AS DECIMAL(18,2))), ('d3', 'B', CAST(1 AS DECIMAL(18,2))), ('d4', 'C', CAST(20 AS DECIMAL(18,2)))`;
  const both = query(pipeline, 'both', deals);
  expect(materialized(both)).toEqual(['shares']);
  expect(both).toContain('"sums" AS NOT MATERIALIZED (');
  expect(await engine.rows(`${both} ORDER BY 1`)).toEqual([
    { line: 'A', half: '3.00', again: '3.00' },
    { line: 'B', half: '0.50', again: '0.00' },
  ]);
  const low = query(pipeline, 'low', deals);
  expect(materialized(low)).toEqual([]);
  expect(low).toContain('"shares" AS NOT MATERIALIZED (');
});

test('where the group-by itself is calculated once, for another reader too, the row stage on it is fused', () => {
  const both = query(groupedPipeline('shares and both'), 'both', `('d1', 'A', CAST(2 AS DECIMAL(18,2)))`);
  expect(materialized(both)).toEqual(['sums']);
});
