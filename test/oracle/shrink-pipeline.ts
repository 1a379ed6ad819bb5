/**
 * Smaller versions of a random pipeline: fewer stages, rows and columns, no filters, smaller expressions, plainer values.
 * Many of them are no valid pipelines; the caller sorts these out.
 */

import type { PipelineDefinition, Stage, StageColumn } from '../../src/pipeline/stage.ts';
import type { PipelineCase } from './generate-pipeline.ts';
import type { Row } from './row.ts';
import { smallerExpressions } from './shrink-expression.ts';

export function* smallerPipelines(test: PipelineCase): Generator<PipelineCase> {
  yield* withoutStages(test);
  yield* withFewerRows(test);
  yield* withSmallerStages(test);
  yield* withoutSourceColumns(test);
  yield* withPlainerValues(test);
}

function* withoutStages(test: PipelineCase): Generator<PipelineCase> {
  const { stages } = test.definition;
  for (const stage of [...stages].reverse()) {
    const gone = readersOf(stages, stage.name);
    yield withStages(
      test,
      stages.filter((each) => !gone.has(each.name)),
    );
    // The stages that read this one read its input instead.
    const input = inputOf(stage);
    if (input === undefined) continue;
    yield withStages(
      test,
      stages.filter((each) => each !== stage).map((each) => redirected(each, stage.name, input)),
    );
  }
}

/** The stage and all that read it, directly or not. */
function readersOf(stages: readonly Stage[], name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const stage of stages) if (readsOf(stage).some((read) => found.has(read))) found.add(stage.name);
  return found;
}

function readsOf(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case 'source':
      return [];
    case 'union':
      return stage.branches.map((branch) => branch.input);
    case 'aggregate':
      return [stage.input];
    case 'custom':
      return stage.inputs;
    case 'derive':
    case 'expand': {
      const tables = stage.lookups.map((lookup) => lookup.table);
      const expansion =
        stage.kind === 'expand' && stage.expansion.form === 'table' ? [stage.expansion.table] : [];
      return [stage.input, ...tables, ...expansion];
    }
  }
}

function inputOf(stage: Stage): string | undefined {
  if (stage.kind === 'source') return undefined;
  if (stage.kind === 'custom') return stage.inputs[0];
  return stage.kind === 'union' ? stage.branches[0]?.input : stage.input;
}

function redirected(stage: Stage, from: string, to: string): Stage {
  const name = (read: string): string => (read === from ? to : read);
  switch (stage.kind) {
    case 'source':
    // Its text names its inputs; without them it is no valid stage.
    case 'custom':
      return stage;
    case 'union':
      return {
        ...stage,
        branches: stage.branches.map((branch) => ({ ...branch, input: name(branch.input) })),
      };
    case 'aggregate':
      return { ...stage, input: name(stage.input) };
    case 'derive':
    case 'expand':
      return {
        ...stage,
        input: name(stage.input),
        lookups: stage.lookups.map((lookup) => ({ ...lookup, table: name(lookup.table) })),
      };
  }
}

function withStages(test: PipelineCase, stages: readonly Stage[]): PipelineCase {
  const definition: PipelineDefinition = {
    ...test.definition,
    stages,
    outputs: stages.slice(-1).map((stage) => stage.name),
  };
  const sources = new Set(stages.filter((stage) => stage.kind === 'source').map((stage) => stage.name));
  const tables = Object.fromEntries(Object.entries(test.tables).filter(([name]) => sources.has(name)));
  return { ...test, definition, tables };
}

function* withFewerRows(test: PipelineCase): Generator<PipelineCase> {
  for (const [name, rows] of Object.entries(test.tables)) {
    if (rows.length === 0) continue;
    const half = Math.ceil(rows.length / 2);
    const smaller = [
      [],
      rows.slice(0, half),
      rows.slice(half),
      ...rows.map((row) => rows.filter((r) => r !== row)),
    ];
    for (const fewer of smaller) {
      if (fewer.length < rows.length) yield { ...test, tables: { ...test.tables, [name]: fewer } };
    }
  }
}

function* withSmallerStages(test: PipelineCase): Generator<PipelineCase> {
  const { stages } = test.definition;
  for (const [i, stage] of stages.entries()) {
    for (const smaller of smallerStages(stage)) {
      yield withStages(
        test,
        stages.map((each, j) => (i === j ? smaller : each)),
      );
    }
  }
}

function* smallerStages(stage: Stage): Generator<Stage> {
  if (stage.filter !== undefined) {
    const { filter, ...bare } = stage;
    yield bare;
    for (const text of smallerExpressions(filter)) yield { ...stage, filter: text };
  }
  if (stage.persist !== undefined) {
    const { persist: _, ...bare } = stage;
    yield bare;
  }
  if (stage.kind === 'aggregate') {
    for (const measure of stage.measures) {
      yield { ...stage, measures: stage.measures.filter((each) => each !== measure) };
    }
    for (const group of stage.groupBy) {
      yield { ...stage, groupBy: stage.groupBy.filter((each) => each !== group) };
    }
  }
  if (stage.kind === 'union' && stage.branches.length > 1) {
    for (const branch of stage.branches) {
      yield { ...stage, branches: stage.branches.filter((each) => each !== branch) };
    }
  }
  if (stage.kind === 'derive' || stage.kind === 'expand') yield* smallerRowStages(stage);
}

type RowStage = Extract<Stage, { kind: 'derive' | 'expand' }>;

function* smallerRowStages(stage: RowStage): Generator<RowStage> {
  for (const column of stage.columns) {
    yield withColumns(
      stage,
      stage.columns.filter((each) => each !== column),
    );
  }
  for (const [i, column] of stage.columns.entries()) {
    if (column.kind !== 'compute') continue;
    const replaced = (by: StageColumn): RowStage =>
      withColumns(
        stage,
        stage.columns.map((each, j) => (i === j ? by : each)),
      );
    const { domain, required, ...bare } = column;
    if (domain !== undefined || required !== undefined) yield replaced(bare);
    for (const expr of smallerExpressions(column.expr)) yield replaced({ ...column, expr });
  }
  if (stage.kind !== 'expand') return;
  const { expansion } = stage;
  if (expansion.form === 'rows' && expansion.rows.length > 1) {
    for (const row of expansion.rows) {
      const rows = expansion.rows.filter((each) => each !== row);
      yield { ...stage, expansion: { ...expansion, rows } };
    }
  }
  if (expansion.form === 'dates') {
    for (const from of smallerExpressions(expansion.from))
      yield { ...stage, expansion: { ...expansion, from } };
    for (const to of smallerExpressions(expansion.to)) yield { ...stage, expansion: { ...expansion, to } };
  }
}

/** With these columns, and the look-ups that they still read. */
function withColumns(stage: RowStage, columns: readonly StageColumn[]): RowStage {
  const read = new Set(columns.flatMap((column) => (column.kind === 'lookup' ? [column.lookup] : [])));
  return { ...stage, columns, lookups: stage.lookups.filter((lookup) => read.has(lookup.name)) };
}

function* withoutSourceColumns(test: PipelineCase): Generator<PipelineCase> {
  const { stages } = test.definition;
  for (const stage of stages) {
    if (stage.kind !== 'source') continue;
    for (const column of stage.table.columns) {
      if (stage.table.key.includes(column.name)) continue;
      const columns = stage.table.columns.filter((each) => each !== column);
      const smaller: Stage = { ...stage, table: { ...stage.table, columns } };
      const rows = (test.tables[stage.name] ?? []).map((row) => withoutCell(row, column.name));
      yield {
        ...withStages(
          test,
          stages.map((each) => (each === stage ? smaller : each)),
        ),
        tables: { ...test.tables, [stage.name]: rows },
      };
    }
  }
}

function withoutCell(row: Row, name: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== name));
}

/** One cell at a time: NULL where it may be, otherwise zero or the empty text. Keys and domains stay. */
function* withPlainerValues(test: PipelineCase): Generator<PipelineCase> {
  for (const stage of test.definition.stages) {
    const rows = test.tables[stage.name];
    if (stage.kind !== 'source' || rows === undefined || rows.length > 4) continue;
    for (const column of stage.table.columns) {
      if (stage.table.key.includes(column.name)) continue;
      for (const [i, row] of rows.entries()) {
        const value = row[column.name];
        const plain = column.nullable
          ? null
          : typeof value === 'bigint'
            ? 0n
            : typeof value === 'string'
              ? ''
              : value;
        if (plain === value || plain === undefined || (plain !== null && column.domain !== undefined))
          continue;
        const changed = rows.map((each, j) => (i === j ? { ...each, [column.name]: plain } : each));
        yield { ...test, tables: { ...test.tables, [stage.name]: changed } };
      }
    }
  }
}
