import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { compute, lookupColumn, pass, passAs } from '../pipeline/build.ts';
import { checkPipeline } from '../pipeline/check.ts';
import { fingerprint, stageFingerprints } from '../pipeline/fingerprint.ts';
import type { PipelineDefinition, Stage } from '../pipeline/stage.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { SourceRelation } from '../plan/pieces.ts';
import type { Piece, Plan } from '../plan/plan.ts';
import type { TableSchema } from '../schema/table.ts';
import { decimal, TEXT } from '../schema/types.ts';
import { MANIFEST_FORMAT } from '../store/manifest.ts';
import { findResult, openStore, resultFolder, type Store, writeResult } from '../store/store.ts';
import { parseDate } from '../values/date.ts';
import { executePlan, type WrittenPart } from './execute.ts';

let folder: string;
let engine: Engine;
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-run-'));
  engine = await openDuckDb({ temporaryFolder: folder, threads: 2 });
  store = await openStore(join(folder, 'store'));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const deal = (name: string): TableSchema => ({
  name,
  key: [`${name}_id`],
  columns: [
    { name: `${name}_id`, type: TEXT, nullable: false },
    { name: 'entity_id', type: TEXT, nullable: false },
    { name: 'amount', type: decimal(18, 2), nullable: false },
  ],
});

const branch = (name: string): Stage => ({
  kind: 'derive',
  name: `${name}_deals`,
  input: name,
  lookups: [],
  columns: [passAs('deal_id', `${name}_id`), ...pass('entity_id', 'amount')],
});

const DEFINITION: PipelineDefinition = {
  name: 'two-branches',
  outputs: ['by_entity'],
  stages: [
    {
      kind: 'source',
      name: 'entity',
      table: {
        name: 'entity',
        key: ['entity_id'],
        columns: [
          { name: 'entity_id', type: TEXT, nullable: false },
          {
            name: 'type',
            type: TEXT,
            nullable: false,
            domain: { kind: 'values', values: ['bank', 'branch'] },
          },
        ],
      },
    },
    { kind: 'source', name: 'account', table: deal('account') },
    { kind: 'source', name: 'loan', table: deal('loan') },
    branch('account'),
    branch('loan'),
    {
      kind: 'aggregate',
      name: 'account_total',
      input: 'account',
      groupBy: ['entity_id'],
      measures: [{ name: 'total', fn: 'sum', column: 'amount' }],
    },
    {
      kind: 'union',
      name: 'deals',
      tagColumn: 'source',
      branches: [
        { tag: 'account', input: 'account_deals' },
        { tag: 'loan', input: 'loan_deals' },
      ],
    },
    {
      kind: 'derive',
      name: 'fact',
      input: 'deals',
      persist: { partitionBy: 'entity_type', orderBy: ['entity_id'] },
      lookups: [
        { name: 'e', table: 'entity', on: { entity_id: 'entity_id' }, miss: 'error' },
        {
          name: 't',
          table: 'account_total',
          on: { entity_id: 'entity_id' },
          miss: { defaults: { total: '0.00' } },
        },
      ],
      columns: [
        ...pass('source', 'deal_id', 'entity_id'),
        lookupColumn('e', 'entity_type', { column: 'type' }),
        ...pass('amount'),
        lookupColumn('t', 'total'),
        compute('whole', 'total', decimal(20, 2)),
        compute('share', 'div(amount, whole, 6)', decimal(18, 6)),
      ],
    },
    {
      kind: 'aggregate',
      name: 'by_entity',
      input: 'fact',
      groupBy: ['entity_id'],
      measures: [
        { name: 'amount', fn: 'sum', column: 'amount' },
        { name: 'rows', fn: 'count' },
      ],
    },
  ],
};

const PIPELINE = checkPipeline(DEFINITION);
const PARAMETERS = {
  calculation_date: parseDate('2024-01-31') ?? 0,
  reporting_currency: 'EUR',
  jurisdiction: 'BASEL',
};
const money = (text: string): string => `CAST('${text}' AS DECIMAL(18,2))`;
const values = (rows: string, columns: string): string => `(SELECT * FROM (VALUES ${rows}) AS t(${columns}))`;

/** Puts a table in the store, as the import does: sorted by entity and key. */
async function storeTable(print: string, rows: string, columns: string): Promise<SourceRelation> {
  const { manifest } = await writeResult(store, async (work) => {
    const sql = `SELECT * FROM ${values(rows, columns)} ORDER BY entity_id, 1`;
    const files = [
      ...(await engine.writeParquet(sql, { folder: work, name: 'part', partitionBy: null, codes: {} })),
    ];
    const count = files.reduce((sum, file) => sum + file.rows, 0);
    return {
      format: MANIFEST_FORMAT,
      fingerprint: print,
      name: 'x',
      columns: [],
      key: [],
      order: [],
      rows: count,
      files,
      details: null,
    };
  });
  return {
    fingerprint: print,
    rows: manifest.rows,
    relation: `read_parquet('${resultFolder(store, print)}/*.parquet')`,
    order: ['entity_id', columns.split(',')[0] ?? ''],
  };
}

async function planned(loanRows: string, smallRows = 0, salt = ''): Promise<Plan> {
  const sources: Record<string, SourceRelation> = {
    entity: {
      fingerprint: 'e1',
      rows: 2,
      relation: values(`('A', 'bank'), ('B', 'branch')`, 'entity_id, type'),
      order: [],
    },
    account: await storeTable(
      'a1',
      `('a1', 'B', ${money('4.00')}), ('a2', 'A', ${money('2.50')}), ('a3', 'A', ${money('7.50')})`,
      'account_id, entity_id, amount',
    ),
    loan: await storeTable(fingerprint(loanRows), loanRows, 'loan_id, entity_id, amount'),
  };
  const stored = new Set((await readdir(join(store.root, 'results'))).values());
  return buildPlan({
    pipeline: PIPELINE,
    fingerprints: stageFingerprints(PIPELINE, {
      sources: Object.fromEntries(
        Object.entries(sources).map(([name, source]) => [name, source.fingerprint]),
      ),
      parameters: PARAMETERS,
      salt,
    }),
    isStored: (fingerprint) => stored.has(fingerprint),
    sources,
    parameters: PARAMETERS,
    resultRelation: (fingerprint) =>
      `read_parquet('${resultFolder(store, fingerprint)}/**/*.parquet', hive_partitioning = false)`,
    persist: true,
    smallRows,
  });
}

const run = (plan: Plan) =>
  executePlan(plan, { engine, store, pipeline: PIPELINE, nowMs: () => performance.now() });

test('a persisted stage is written in pieces per branch, cut by entity type, shared groups once, and everything is found again', async () => {
  const loans = `('l1', 'A', ${money('1.00')})`;
  const plan = await planned(loans);
  expect(plan.steps.map((step) => [step.stage, step.why, step.state])).toEqual([
    ['account_total', 'shared', 'compute'],
    ['fact', 'persisted', 'compute'],
    ['by_entity', 'output', 'compute'],
  ]);
  const outcomes = await run(plan);
  expect(outcomes.map((outcome) => [outcome.stage, outcome.state, outcome.rows])).toEqual([
    ['account_total', 'compute', 2],
    ['fact', 'compute', 4],
    ['by_entity', 'compute', 2],
  ]);
  const fact = await findResult(store, plan.steps[1]?.fingerprint ?? '');
  expect(fact?.manifest.files.map((file) => [file.path, file.partition, file.rows])).toEqual([
    ['entity_type=bank/part-001-0.parquet', 'bank', 2],
    ['entity_type=branch/part-001-0.parquet', 'branch', 1],
    ['entity_type=bank/part-002-0.parquet', 'bank', 1],
  ]);
  expect(await engine.rows(`SELECT * FROM '${fact?.folder}/**/*.parquet' ORDER BY deal_id`)).toEqual([
    {
      source: 'account',
      deal_id: 'a1',
      entity_id: 'B',
      entity_type: 'branch',
      amount: '4.00',
      total: '4.00',
      whole: '4.00',
      share: '1.000000',
    },
    {
      source: 'account',
      deal_id: 'a2',
      entity_id: 'A',
      entity_type: 'bank',
      amount: '2.50',
      total: '10.00',
      whole: '10.00',
      share: '0.250000',
    },
    {
      source: 'account',
      deal_id: 'a3',
      entity_id: 'A',
      entity_type: 'bank',
      amount: '7.50',
      total: '10.00',
      whole: '10.00',
      share: '0.750000',
    },
    {
      source: 'loan',
      deal_id: 'l1',
      entity_id: 'A',
      entity_type: 'bank',
      amount: '1.00',
      total: '10.00',
      whole: '10.00',
      share: '0.100000',
    },
  ]);

  const again = await planned(loans);
  expect(again.steps.map((step) => [step.stage, step.state])).toEqual([
    ['fact', 'stored'],
    ['by_entity', 'stored'],
  ]);
  expect(again.sources).toEqual([]);
});

test('a changed source recomputes only what reads it', async () => {
  const plan = await planned(`('l1', 'A', ${money('3.00')})`);
  expect(plan.steps.map((step) => [step.stage, step.state])).toEqual([
    ['account_total', 'stored'],
    ['fact', 'compute'],
    ['by_entity', 'compute'],
  ]);
  await run(plan);
  const totals = await findResult(store, plan.steps[2]?.fingerprint ?? '');
  expect(await engine.rows(`SELECT * FROM '${totals?.folder}/**/*.parquet' ORDER BY 1`)).toEqual([
    { entity_id: 'A', amount: '13.00', rows: 3n },
    { entity_id: 'B', amount: '4.00', rows: 1n },
  ]);
});

test('small branches go together in one query and give the same rows', async () => {
  const loans = `('l1', 'A', ${money('1.00')})`;
  const [apart, together] = [await planned(loans, 0, 'a'), await planned(loans, 1000, 'b')];
  const facts = [];
  for (const plan of [apart, together]) {
    await run(plan);
    const fact = await findResult(store, plan.steps.find((step) => step.stage === 'fact')?.fingerprint ?? '');
    facts.push(await engine.rows(`SELECT * FROM '${fact?.folder}/**/*.parquet' ORDER BY deal_id`));
  }
  const names = (plan: Plan) =>
    plan.steps.find((step) => step.stage === 'fact')?.pieces.map((piece) => piece.name);
  expect([names(apart), names(together)]).toEqual([['part-001', 'part-002'], ['part-001']]);
  expect(facts[1]).toEqual(facts[0]);
  expect(facts[1]).toHaveLength(4);
});

test('an error leaves nothing behind', async () => {
  const plan = await planned(`('l1', 'C', ${money('3.00')})`);
  await expect(run(plan)).rejects.toThrow(/look-up e finds no row of entity for entity_id = C/);
  expect(await readdir(join(store.root, 'work'))).toEqual([]);
});

/** A plan whose pieces of the fact are others. */
const withPieces = (plan: Plan, change: (pieces: readonly Piece[]) => readonly Piece[]): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => (step.stage === 'fact' ? { ...step, pieces: change(step.pieces) } : step)),
});

const BROKEN = 'SELECT * FROM "computed elsewhere"';

const runBeside = (plan: Plan, small: Plan, rowsMax: number, onPart?: (part: WrittenPart) => void) => {
  const sourceRows = { entity: 2, account: 3, loan: 1 };
  return executePlan(plan, {
    engine,
    store,
    pipeline: PIPELINE,
    nowMs: () => performance.now(),
    small: { engine, rowsMax, steps: small.steps, sourceRows },
    ...(onPart === undefined ? {} : { onPart }),
  });
};

test('a piece that reads few rows is computed beside the engine, any other on it', async () => {
  const plan = await planned(`('l1', 'A', ${money('1.00')})`, 0, 'beside');
  // With entities and totals, 7 rows for the accounts and 5 for the loan.
  const [large, small] = ['account', 'loan'].map((source) =>
    withPieces(plan, (pieces) =>
      pieces.map((piece) => (piece.reads.includes(source) ? piece : { ...piece, sql: BROKEN })),
    ),
  );
  expect(plan.steps.find(({ stage }) => stage === 'fact')?.pieces.map(({ reads }) => reads)).toEqual([
    ['entity', 'account_total', 'account'],
    ['entity', 'account_total', 'loan'],
  ]);
  if (large === undefined || small === undefined) throw new Error('there are two plans');
  const parts: WrittenPart[] = [];
  await expect(runBeside(large, small, 4, (part) => parts.push(part))).rejects.toThrow('computed elsewhere');
  expect(parts.at(-1)).toMatchObject({ stage: 'fact', engine: 'duckdb', files: null });
  expect(parts.slice(0, -1).every(({ files }) => files !== null)).toBe(true);
  const outcomes = await runBeside(large, small, 6);
  expect(outcomes.find(({ stage }) => stage === 'fact')).toMatchObject({ rows: 4, files: 3 });
});

test('a stage cut into parts that has no rows is one file without rows, wherever it is computed', async () => {
  const plan = await planned(`('l1', 'A', ${money('1.00')})`, 0, 'empty');
  const empty = withPieces(plan, ([piece]) =>
    piece === undefined ? [] : [{ ...piece, name: 'part', sql: `SELECT * FROM (${piece.sql}) WHERE false` }],
  );
  const outcomes = await runBeside(empty, empty, 100);
  expect(outcomes.find(({ stage }) => stage === 'fact')).toMatchObject({ rows: 0, files: 1 });
});
