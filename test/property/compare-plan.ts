/**
 * One random pipeline as a run does it: planned, executed into a store, and every kept stage read back from the files that its
 * manifest names. The rows must be those of the reference interpreter, errors as in compare-pipeline.ts.
 *
 * Then one result is taken away and the pipeline planned again: what is left must be found and used, and the rows must be the same.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/engine/engine.ts';
import { PlimsollError } from '../../src/errors/error.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import { fingerprint, stageFingerprints } from '../../src/pipeline/fingerprint.ts';
import type { CheckedStage, Pipeline } from '../../src/pipeline/pipeline.ts';
import { buildPlan } from '../../src/plan/build-plan.ts';
import type { SourceRelation } from '../../src/plan/pieces.ts';
import type { Plan, StageStep } from '../../src/plan/plan.ts';
import { executePlan } from '../../src/run/execute.ts';
import { MANIFEST_FORMAT } from '../../src/store/manifest.ts';
import {
  findResult,
  openStore,
  resultFolder,
  type Store,
  type StoredResult,
  writeResult,
} from '../../src/store/store.ts';
import type { PlanCase } from '../oracle/generate-plan.ts';
import { createTable, dropTable, engineTexts, quoted } from '../oracle/on-engine.ts';
import {
  count,
  describeCase,
  type Expected,
  expectedStages,
  type Found,
  type PipelineCounts,
  problemOf,
} from './compare-pipeline.ts';
import { hasFailingConstant } from './failing-constant.ts';

export interface PlanCounts extends PipelineCounts {
  /** Data files that were read back. */
  files: number;
}

interface Planning {
  readonly engine: Engine;
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly plan: PlanCase;
  readonly sources: Readonly<Record<string, SourceRelation>>;
  readonly expected: ReadonlyMap<string, Expected>;
  readonly counts: PlanCounts;
}

/** Throws, with all that is needed to see the difference, at the first kept stage where the two sides differ. */
export async function comparePlan(engine: Engine, plan: PlanCase): Promise<PlanCounts> {
  const pipeline = checkPipeline(plan.test.definition);
  const expected = expectedStages(pipeline, plan.test);
  const counts: PlanCounts = { stages: 0, rows: 0, errorsAgreed: 0, errorsAvoided: 0, files: 0 };
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-plan-'));
  try {
    const store = await openStore(folder);
    const sources = await storeSources(engine, store, pipeline, plan);
    const planning = { engine, store, pipeline, plan, sources, expected, counts };
    const first = await planned(planning);
    if (!(await compareSteps(planning, first))) return counts;
    const gone = first.steps[first.steps.length >> 1];
    if (gone !== undefined) await rm(resultFolder(store, gone.fingerprint), { recursive: true, force: true });
    await compareSteps({ ...planning, counts: { ...counts } }, await planned(planning));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return counts;
}

/** Every table as two Parquet files, each sorted as declared. */
async function storeSources(
  engine: Engine,
  store: Store,
  pipeline: Pipeline,
  plan: PlanCase,
): Promise<Readonly<Record<string, SourceRelation>>> {
  const sources: Record<string, SourceRelation> = {};
  for (const stage of pipeline.stages) {
    if (stage.kind !== 'source') continue;
    const { name, table } = stage;
    const rows = plan.test.tables[name] ?? [];
    const order = plan.orders[name] ?? [];
    const print = fingerprint({ table: name, rows });
    const half = rows.length >> 1;
    const result = await writeResult(store, async (folder) => {
      const files = [];
      for (const [part, some] of [rows.slice(0, half), rows.slice(half)].entries()) {
        try {
          await createTable(engine, 'part', table.columns, some);
          const sql = `SELECT * FROM part${orderText(order)}`;
          const target = { folder, name: `part-${part}`, partitionBy: null, codes: {} };
          files.push(...(await engine.writeParquet(sql, target)));
        } finally {
          await dropTable(engine, 'part');
        }
      }
      const texts = { fingerprint: print, name, columns: [], key: [], order: [...order] };
      return { format: MANIFEST_FORMAT, ...texts, rows: rows.length, files, details: null };
    });
    sources[name] = { fingerprint: print, rows: rows.length, relation: filesText(result), order };
  }
  return sources;
}

function orderText(order: readonly string[]): string {
  if (order.length === 0) return '';
  return ` ORDER BY ${order.map((name) => `${quoted(name)} NULLS FIRST`).join(', ')}`;
}

/** Exactly the files of the manifest. */
function filesText({ folder, manifest }: StoredResult): string {
  return relationOf(manifest.files.map((file) => join(folder, file.path)));
}

/** DuckDB takes every path as a pattern. */
function relationOf(paths: readonly string[]): string {
  const texts = paths.map((path) => `'${path.replaceAll("'", "''").replace(/[*?[]/g, '[$&]')}'`);
  return `read_parquet([${texts.join(', ')}], hive_partitioning = false)`;
}

async function planned({ store, pipeline, plan, sources }: Planning): Promise<Plan> {
  const { parameters } = plan.test;
  const prints = Object.entries(sources).map(([name, source]) => [name, source.fingerprint]);
  const fingerprints = stageFingerprints(pipeline, {
    sources: Object.fromEntries(prints),
    parameters,
    salt: '',
  });
  const stored = new Set<string>();
  for (const print of Object.values(fingerprints)) {
    if ((await findResult(store, print)) !== undefined) stored.add(print);
  }
  return buildPlan({
    pipeline,
    fingerprints,
    isStored: (print) => stored.has(print),
    sources,
    parameters,
    resultRelation: (print) =>
      `read_parquet('${resultFolder(store, print)}/**/*.parquet', hive_partitioning = false)`,
    persist: plan.persist,
    smallRows: plan.smallRows,
  });
}

/** Step by step, so that an error is that of one stage; false where the run ends with one, as it should. */
async function compareSteps(planning: Planning, plan: Plan): Promise<boolean> {
  const { pipeline, expected, counts } = planning;
  for (const step of plan.steps) {
    const stage = pipeline.stages.find((each) => each.name === step.stage);
    const wanted = expected.get(step.stage);
    if (stage === undefined || wanted === undefined) throw new Error(`A step for no stage: ${step.stage}`);
    const found = await foundStep(planning, plan, step, stage);
    const excused =
      found.kind === 'error' && hasFailingConstant(pipeline, planning.plan.test.parameters, stage);
    const problem = excused ? undefined : problemOf(stage, wanted, found);
    if (problem !== undefined) throw new Error(`${problem}\n${describe(planning, step)}`);
    count(counts, wanted, found);
    if (found.kind === 'error') return false;
  }
  return true;
}

async function foundStep(
  planning: Planning,
  plan: Plan,
  step: StageStep,
  stage: CheckedStage,
): Promise<Found> {
  const { engine, store, pipeline, counts } = planning;
  try {
    const context = { engine, store, pipeline, nowMs: () => performance.now() };
    const [outcome] = await executePlan({ ...plan, steps: [step] }, context);
    const result = await findResult(store, step.fingerprint);
    if (result === undefined) throw new Error('its result is not found in the store');
    const texts = await engineTexts(engine, stage.schema, `SELECT * FROM ${filesText(result)}`);
    if (outcome?.rows !== texts.length || result.manifest.rows !== texts.length)
      throw new Error(`the manifest says ${result.manifest.rows} rows, the files hold ${texts.length}`);
    await checkFiles(engine, stage, step, result);
    counts.files += result.manifest.files.length;
    return { kind: 'rows', texts };
  } catch (error) {
    if (error instanceof PlimsollError && error.code !== 'engine.failed') return { kind: 'error', error };
    throw new Error(`stage ${stage.name}: ${error}\n${describe(planning, step)}`, { cause: error });
  }
}

/** How folders are called whose rows have no value. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/** Every file holds as many rows as its manifest says, all of one value of the partition column. */
async function checkFiles(
  engine: Engine,
  stage: CheckedStage,
  step: StageStep,
  { folder, manifest }: StoredResult,
): Promise<void> {
  const partitionBy = step.why === 'persisted' ? stage.persist?.partitionBy : undefined;
  const value = partitionBy === undefined || stage.kind === 'aggregate' ? 'NULL' : quoted(partitionBy);
  for (const file of manifest.files) {
    const from = relationOf([join(folder, file.path)]);
    const rows = await engine.rows(
      `SELECT ${value} AS found, count(*) AS total FROM ${from} GROUP BY ALL ORDER BY 1`,
    );
    const total = rows.reduce((sum, row) => sum + Number(row['total']), 0);
    if (total !== file.rows)
      throw new Error(`${file.path} has ${total} rows, the manifest says ${file.rows}`);
    if (file.partition === null) continue;
    const values = rows.map((row) => row['found'] ?? NO_VALUE);
    if (values.length !== 1 || values[0] !== file.partition)
      throw new Error(`${file.path} is of ${file.partition} and holds rows of ${values.join(', ')}`);
  }
}

function describe({ plan }: Planning, step: StageStep): string {
  const { test, orders, smallRows, persist } = plan;
  const { outputs } = test.definition;
  return [
    describeCase(test),
    `plan: ${JSON.stringify({ outputs, orders, smallRows, persist })}`,
    `codes: ${JSON.stringify(step.codes)}`,
    ...step.pieces.map((piece) => `piece ${piece.name}: ${piece.sql}`),
  ].join('\n');
}
