/** Rows of any stage of a finished run: read where they are stored, computed from what is stored otherwise. */

import { join } from 'node:path';
import { adjustedRows } from '../delta/overlay.ts';
import type { ResultRow } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { checkCondition } from '../expr/check.ts';
import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { ownScope } from '../pipeline/scope.ts';
import type { Column } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { expressionSql } from '../sql/expression.ts';
import { stageQuery } from '../sql/stage-query.ts';
import { nearest } from '../std/nearest.ts';
import { findResult, type Store } from '../store/store.ts';
import { literalSources } from './literal-table.ts';
import { definitionPrint, type RunRecord } from './record.ts';
import { computedPipeline, parameterValues, type Session } from './session.ts';
import { readStored } from './stored-stage.ts';

export interface StageRows {
  readonly columns: readonly Column[];
  readonly rows: readonly ResultRow[];
  /** Rows that match, of which `rows` are the first. */
  readonly total: bigint;
}

export interface ReadOptions {
  /** Condition over the stage's columns. */
  readonly where: string | null;
  readonly limit: number;
}

/** Has the pipeline the stage, with these columns? What is shown of a reference pipeline may be lacking in a bank's own. */
export function hasColumns({ stages }: Pipeline, stage: string, columns: readonly string[]): boolean {
  const found = stages.find(({ name }) => name === stage)?.schema.columns ?? [];
  return columns.every((wanted) => found.some(({ name }) => name === wanted));
}

/**
 * Engine text of a relation with the rows of a stage: of the run itself, or of a scenario of it. `held` has the relations of stages whose rows
 * lie somewhere for this read, and are not computed for it again.
 */
export type RelationOf = (stage: string, held?: Readonly<Record<string, string>>) => Promise<string>;

/** What stages that are not stored are computed from is looked up once, however many of them are read. */
export function baseRelations(session: Session, record: RunRecord): RelationOf {
  let computed: ReturnType<typeof recordBindings> | undefined;
  return async (stage, held = {}) => {
    const stored = record.stages.find((each) => each.stage === stage);
    if (stored !== undefined) return storedRelation(session, stored);
    computed ??= recordBindings(session, record, stage);
    const bindings = await computed;
    const known = { ...bindings, stored: { ...bindings.stored, ...held } };
    return `(\n${stageQuery(computedPipeline(session), stage, known, DUCKDB)}\n)`;
  };
}

/** The first rows of the stage by its key. Errors: run.unknown_stage, those of the condition. */
export async function readStage(
  session: Session,
  record: RunRecord,
  stage: string,
  options: ReadOptions,
  relationOf: RelationOf = baseRelations(session, record),
): Promise<StageRows> {
  const found = knownStage(session, stage);
  const from = await relationOf(stage);
  const where =
    options.where === null
      ? ''
      : ` WHERE ${conditionSql(session, record, options.where, found.schema.columns)}`;
  const [count] = await session.engine.rows(`SELECT count(*) AS total FROM ${from} AS s${where}`);
  const rows = await session.engine.rows(
    `SELECT * FROM ${from} AS s${where}${keyOrder(found)} LIMIT ${options.limit}`,
  );
  return { columns: found.schema.columns, rows, total: BigInt(String(count?.['total'] ?? 0n)) };
}

/** Errors: run.unknown_stage. */
export function knownStage(session: Session, stage: string): CheckedStage {
  const names = session.pipeline.stages.map((each) => each.name);
  const found = session.pipeline.stages.find((each) => each.name === stage);
  return found ?? fail('run.unknown_stage', { name: stage, nearest: nearest(stage, names), known: names });
}

/** All rows of a stage of the run, by its key; for small stages. */
export async function readAll(
  session: Session,
  record: RunRecord,
  stage: string,
  relationOf: RelationOf = baseRelations(session, record),
): Promise<readonly ResultRow[]> {
  const found = knownStage(session, stage);
  return session.engine.rows(`SELECT * FROM ${await relationOf(stage)} AS s${keyOrder(found)}`);
}

function keyOrder({ schema }: CheckedStage): string {
  const keys = schema.key.map((name) => `${DUCKDB.quoteName(name)} NULLS FIRST`);
  return keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
}

/** A condition over the columns as engine text; `nameOf` tells under which name a column is there. Errors: expr.*. */
export function conditionSql(
  session: Session,
  record: Pick<RunRecord, 'date'>,
  where: string,
  columns: readonly Column[],
  nameOf: (column: string) => string = (column) => column,
): string {
  const condition = checkCondition(where, ownScope(columns), session.pipeline.parameters);
  const values = parameterValues(session.project, record.date);
  const parameters = Object.entries(session.pipeline.parameters).map(([name, type]) => [
    name,
    { type, value: values[name] ?? null },
  ]);
  const types = Object.fromEntries(columns.map((column) => [`own.${column.name}`, column.type]));
  return expressionSql(condition, {
    columns: types,
    parameters: Object.fromEntries(parameters),
    nameOf: (name) => nameOf(name.slice('own.'.length)),
  });
}

/** Engine text per source of the pipeline: the stored tables, and those that come with the pipeline. */
export async function sourceTexts(
  session: Session,
  inputs: RunRecord['inputs'],
): Promise<Readonly<Record<string, string>>> {
  const sources: Record<string, string> = {};
  for (const [name, table] of Object.entries(literalSources(session.referenceTables)))
    sources[name] = table.relation;
  for (const input of inputs)
    sources[input.table] = await filesRelation(session.store, input.fingerprint, input.table);
  return sources;
}

/**
 * What the stages of a run are computed from: parameters, sources, and what is stored. It must mean what it meant then; `stage` is the one that is
 * asked for. Errors: run.changed, store.missing.
 */
export async function recordBindings(session: Session, record: RunRecord, stage: string) {
  if (definitionPrint(session, record.date, record.inputs) !== record.definition)
    fail('run.changed', { date: record.date, stage });
  const sources = await sourceTexts(session, record.inputs);
  const stored: Record<string, string> = {};
  for (const each of record.stages) stored[each.stage] = await storedRelation(session, each);
  return { parameters: parameterValues(session.project, record.date), sources, stored };
}

async function storedRelation(
  session: Session,
  { stage, fingerprint }: RunRecord['stages'][number],
): Promise<string> {
  const schema = computedPipeline(session).stages.find((each) => each.name === stage)?.schema;
  const found = schema === undefined ? undefined : await readStored(session.store, schema, fingerprint);
  return found === undefined ? fail('store.missing', { name: stage }) : adjustedRows(found);
}

async function filesRelation(store: Store, fingerprint: string, name: string): Promise<string> {
  const result = await findResult(store, fingerprint);
  if (result === undefined) return fail('store.missing', { name });
  return parquetFiles(result.manifest.files.map((file) => join(result.folder, file.path)));
}
