/**
 * Does a stage, or one that it reads, have a column that fails whatever the row is? An engine may calculate constants once,
 * also where there is no row to calculate them for, and so refuse what the interpreter never comes to.
 */

import { PlimsollError, plimsollError } from '../../src/errors/error.ts';
import type { TypedExpr } from '../../src/expr/ast.ts';
import { visitTyped } from '../../src/expr/columns.ts';
import { type CheckedStage, type Pipeline, stageReads } from '../../src/pipeline/pipeline.ts';
import type { TableSchema } from '../../src/schema/table.ts';
import type { Value } from '../../src/schema/types.ts';
import { formRow } from '../oracle/columns.ts';
import { joinedRow, setFailing } from '../oracle/failing-cell.ts';
import { cell, type Row } from '../oracle/row.ts';

type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;

export function hasFailingConstant(
  pipeline: Pipeline,
  parameters: Readonly<Record<string, Value>>,
  stage: CheckedStage,
): boolean {
  const reads = stageReads(stage).flatMap((name) => pipeline.stages.find((each) => each.name === name) ?? []);
  if (reads.some((read) => hasFailingConstant(pipeline, parameters, read))) return true;
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return false;
  const tables = Object.fromEntries(pipeline.stages.map(({ name, schema }) => [name, { schema, rows: [] }]));
  const unknown = plimsollError('engine.row', { text: 'not known' });
  const parent = unknownRow(stage, unknown);
  return literalRows(stage, tables[stage.input]?.schema).some((literals) => {
    const formed = formRow({ stage, tables, parameters, failures: 'carry' }, joinedRow(parent, literals));
    return stage.columns.some(
      ({ kind, column }) => kind === 'compute' && failsOtherwise(formed, column.name, unknown),
    );
  });
}

/** What an expansion adds to every row whatever that is; one row of nothing for other stages. */
function literalRows(stage: RowStage, input: TableSchema | undefined): readonly Row[] {
  if (stage.kind !== 'expand' || stage.expansion.form !== 'rows') return [{}];
  const { columns, rows } = stage.expansion;
  const own = columns.filter(({ name }) => !input?.columns.some((column) => column.name === name));
  return rows.map(({ values }) =>
    Object.fromEntries(own.map((column) => [column.name, values[columns.indexOf(column)] ?? null])),
  );
}

/** A row of which nothing can be read: of every column that the stage may pass. */
function unknownRow(stage: RowStage, error: PlimsollError): Row {
  const row: Record<string, Value> = {};
  const see = (part: TypedExpr): void => {
    if (part.kind === 'column' && part.name.startsWith('row.')) setFailing(row, part.name.slice(4), error);
  };
  for (const column of stage.columns) {
    if (column.kind === 'pass') setFailing(row, column.from, error);
    if (column.kind === 'compute') visitTyped(column.expr, see);
  }
  for (const { on } of stage.lookups) for (const { expr } of on) visitTyped(expr, see);
  return row;
}

/** Errors are wrapped with the place where they happen; their parameters stay the same object. */
function failsOtherwise(row: Row, column: string, unknown: PlimsollError): boolean {
  try {
    cell(row, column);
    return false;
  } catch (error) {
    return error instanceof PlimsollError && error.params !== unknown.params;
  }
}
