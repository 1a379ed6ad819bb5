import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDb } from '../../engine/duckdb.ts';
import type { Engine } from '../../engine/engine.ts';
import { lookupColumn, pass } from '../../pipeline/build.ts';
import { checkPipeline } from '../../pipeline/check.ts';
import type { CustomStage, Stage } from '../../pipeline/stage.ts';
import { checkRule } from '../../rules/check.ts';
import { readRules } from '../../rules/parse.ts';
import { rewritePipeline } from '../../rules/rewrite.ts';
import { decimal, INTEGER, TEXT } from '../../schema/types.ts';
import { codeTypes } from '../code-types.ts';
import type { Dialect } from '../dialect.ts';
import { DUCKDB } from '../duckdb/dialect.ts';
import { branchesOf } from '../slice.ts';
import { stageQuery } from '../stage-query.ts';

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-custom-'));
  engine = await openDuckDb({ temporaryFolder: folder, threads: 2 });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const AMOUNT = decimal(18, 2);
const KIND = { kind: 'values', values: ['stock', 'flow'] } as const;

const DEAL: Stage = {
  kind: 'source',
  name: 'deal',
  table: {
    name: 'deal',
    key: ['id', 'leg'],
    columns: [
      { name: 'id', type: TEXT, nullable: false },
      { name: 'leg', type: INTEGER, nullable: false },
      { name: 'kind', type: TEXT, nullable: false, domain: KIND },
      { name: 'amount', type: AMOUNT, nullable: true },
    ],
  },
};

const DEALS = `(SELECT * FROM (VALUES
  ('a', CAST(1 AS BIGINT), 'stock', CAST(10 AS DECIMAL(18,2))),
  ('a', CAST(2 AS BIGINT), 'flow', CAST(-2.5 AS DECIMAL(18,2))),
  ('b', CAST(1 AS BIGINT), 'stock', NULL)) AS t(id, leg, kind, amount))`;

const LARGEST: CustomStage = {
  kind: 'custom',
  name: 'largest',
  inputs: ['deal'],
  columns: [
    { name: 'id', type: TEXT, nullable: false },
    { name: 'kind', type: TEXT, nullable: true, domain: KIND },
    { name: 'amount', type: AMOUNT, nullable: true, adjustable: true },
  ],
  key: ['id'],
  lineage: { form: 'group', input: 'deal', columns: { id: 'id' } },
  sql: {
    duckdb:
      'SELECT id, kind, amount FROM {{deal}} QUALIFY row_number() OVER (PARTITION BY id ORDER BY amount DESC, leg) = 1',
  },
};

const BOUND = {
  parameters: { calculation_date: 0, reporting_currency: 'EUR', jurisdiction: 'basel' },
  sources: { deal: DEALS },
};

const pipelineOf = (stage: Partial<CustomStage> = {}, ...more: readonly Stage[]) =>
  checkPipeline({ name: 'p', outputs: [], stages: [DEAL, { ...LARGEST, ...stage }, ...more] });

const rowsOf = (stage: Partial<CustomStage>, sql = (text: string): string => `${text} ORDER BY 1`) =>
  engine.rows(sql(stageQuery(pipelineOf(stage), 'largest', BOUND)));

const LARGEST_ROWS = [
  { id: 'a', kind: 'stock', amount: '10.00' },
  { id: 'b', kind: 'stock', amount: null },
];

test('the text gives the rows; a parameter has its value in it', async () => {
  expect(await rowsOf({})).toEqual(LARGEST_ROWS);
  const text =
    'SELECT id, {{:jurisdiction}} AS kind, amount FROM {{deal}} WHERE leg = 1 AND id <> {{:reporting_currency}}';
  const columns = LARGEST.columns.map(({ domain: _, ...column }) => column);
  expect(await rowsOf({ columns, sql: { duckdb: text } })).toEqual([
    { id: 'a', kind: 'basel', amount: '10.00' },
    { id: 'b', kind: 'basel', amount: null },
  ]);
});

const UNIQUE = 'SELECT id, leg, kind, amount FROM {{deal}}';
const LEGS: Partial<CustomStage> = {
  columns: [
    { name: 'id', type: TEXT, nullable: true },
    { name: 'leg', type: INTEGER, nullable: true },
    { name: 'amount', type: AMOUNT, nullable: true },
  ],
  key: ['id', 'leg'],
  lineage: { form: 'key', input: 'deal' },
  sql: { duckdb: UNIQUE },
};
const edges = (sql: string): Partial<CustomStage> => ({
  ...LEGS,
  lineage: { form: 'edges', edges: [{ input: 'deal', sql: { duckdb: sql } }] },
});

test('a violation names the stage and the key', async () => {
  const columns = [...(LEGS.columns ?? []).slice(0, 2), { name: 'amount', type: AMOUNT, nullable: false }];
  const positive = {
    ...LEGS,
    columns: [
      ...columns.slice(0, 2),
      { name: 'amount', type: AMOUNT, nullable: true, domain: { kind: 'range', min: '0' } as const },
    ],
  };
  const violations: readonly (readonly [Partial<CustomStage>, string])[] = [
    [{ sql: { duckdb: UNIQUE } }, 'Stage largest: its text gives two rows of one key: id = a.'],
    [
      { ...LEGS, sql: { duckdb: 'SELECT id, leg + 5 AS leg, amount FROM {{deal}} WHERE amount < 0' } },
      'Stage largest: deal has no row from which its lineage says that it comes: id = a, leg = 7.',
    ],
    [
      { ...LEGS, sql: { duckdb: "SELECT nullif(id, 'b') AS id, leg, amount FROM {{deal}} WHERE id = 'b'" } },
      'Stage largest: deal has no row from which its lineage says that it comes: id = NULL, leg = 1.',
    ],
    [
      { sql: { duckdb: "SELECT 'z' AS id, kind, amount FROM {{deal}} WHERE leg = 2" } },
      'Stage largest: deal has no group from which its lineage says that it comes: id = z.',
    ],
    [
      edges('SELECT id, leg, id AS parent_id, leg AS parent_leg FROM {{deal}} WHERE leg = 1'),
      'Stage largest: no edge of its lineage leads to the row id = a, leg = 2.',
    ],
    [
      edges(
        "SELECT id, leg, id AS parent_id, leg + 1 AS parent_leg FROM {{deal}} WHERE id = 'b' UNION ALL SELECT id, leg, id, leg FROM {{deal}} WHERE id = 'a'",
      ),
      'Stage largest: an edge comes from a row that deal does not have: parent_id = b, parent_leg = 2.',
    ],
    [
      { ...LEGS, columns },
      'Stage largest: column amount is NULL, which its declaration excludes, in the row id = b, leg = 1.',
    ],
    [positive, 'Stage largest: column amount is outside 0 to any in the row id = a, leg = 2.'],
    [
      { ...LEGS, sql: { duckdb: 'SELECT id, leg, CAST(amount AS DOUBLE) AS amount FROM {{deal}}' } },
      'Stage largest, column amount: its text gives DOUBLE, declared is decimal(18,2).',
    ],
    [
      edges('SELECT id, leg, id AS parent_id, CAST(leg AS INTEGER) AS parent_leg FROM {{deal}}'),
      'Stage largest, column parent_leg: its text gives INTEGER, declared is integer.',
    ],
  ];
  for (const [stage, message] of violations) await expect(rowsOf(stage), message).rejects.toThrow(message);
  expect((await rowsOf(LEGS)).length).toBe(3);
  expect(
    (await rowsOf(edges('SELECT id, leg, id AS parent_id, leg AS parent_leg FROM {{deal}}'))).length,
  ).toBe(3);
});

test('a reader that needs no column, or one row, has the checks done too', async () => {
  const twice = { sql: { duckdb: UNIQUE } };
  await expect(rowsOf(twice, (sql) => `SELECT count(*) AS n FROM (${sql})`)).rejects.toThrow(
    /two rows of one key/,
  );
  await expect(rowsOf(twice, (sql) => `SELECT * FROM (${sql}) WHERE amount < 0`)).rejects.toThrow(
    /two rows of one key/,
  );
});

test('an engine for which there is no text refuses the stage by name', () => {
  const other: Dialect = { ...DUCKDB, name: 'spark' };
  const asked = (): string => stageQuery(pipelineOf(), 'largest', BOUND, other);
  expect(asked).toThrow('Stage `largest` is custom and has no text for spark; it has one for duckdb.');
  const spark = { duckdb: UNIQUE, spark: 'SELECT id, kind, amount FROM {{deal}} WHERE leg = 1' };
  expect(stageQuery(pipelineOf({ sql: spark }), 'largest', BOUND, other)).toContain('WHERE leg = 1');
});

const AGAIN: Stage = {
  kind: 'derive',
  name: 'again',
  input: 'largest',
  lookups: [{ name: 'l', table: 'largest', on: { id: 'id' }, miss: 'error' }],
  columns: [...pass('id', 'kind'), lookupColumn('l', 'other', { column: 'amount' })],
};

test('two readers share one calculation, and rows come from no single row', async () => {
  const pipeline = pipelineOf({}, AGAIN);
  const sql = stageQuery(pipeline, 'again', BOUND);
  expect(sql).toMatch(/"largest" AS MATERIALIZED/);
  expect(sql.match(/QUALIFY/g)?.length).toBe(1);
  expect(branchesOf(pipeline, 'largest')).toBeNull();
  expect(branchesOf(pipeline, 'again')).toBeNull();
});

test('a text sees texts where others see codes', async () => {
  const pipeline = pipelineOf({}, { ...AGAIN, lookups: [], columns: pass('id', 'kind') });
  const [, , again] = pipeline.stages;
  if (again === undefined) throw new Error('test set-up');
  const codes = codeTypes(pipeline, again);
  expect([...codes.keys()]).toContain('largest');
  await engine.execute(`CREATE TYPE "kind_codes" AS ENUM ('flow', 'stock')`);
  const rows = await engine.rows(`${stageQuery(pipeline, 'again', { ...BOUND, codes })} ORDER BY 1`);
  expect(rows).toEqual(LARGEST_ROWS.map(({ id, kind }) => ({ id, kind })));
});

test('a rule acts on the rows that the text gives, before the filter; excluded rows and entries too', async () => {
  const pipeline = pipelineOf({ filter: 'amount > 15' });
  const text = JSON.stringify(
    [
      {
        rule_id: 'R1',
        stage: 'largest',
        effective_date: '1960-01-01',
        conditions: [{ field: 'kind', operator: '=', value: 'stock' }],
        adjustments: [{ field: 'amount', operation: 'multiply', value: 2 }],
      },
      {
        rule_id: 'R2',
        stage: 'largest',
        effective_date: '1960-01-01',
        conditions: [{ field: 'amount', operator: 'is_null' }],
        adjustments: [{ operation: 'exclude' }],
        entries: [],
      },
      {
        rule_id: 'R3',
        stage: 'largest',
        effective_date: '1960-01-01',
        entries: [{ kind: 'flow', amount: 99 }],
      },
    ].map(({ entries, ...rule }) =>
      entries === undefined || entries.length === 0 ? rule : { ...rule, entries },
    ),
  );
  const rules = readRules(text, 'rules.json').map(({ document, placeOf }) =>
    checkRule(document, pipeline, placeOf),
  );
  const sql = stageQuery(rewritePipeline(pipeline, rules), 'largest', BOUND);
  expect(await engine.rows(`${sql} ORDER BY 1`)).toEqual([
    { id: 'a', kind: 'stock', amount: '20.00' },
    { id: 'entry:R3:1', kind: 'flow', amount: '99.00' },
  ]);
});
