/**
 * The reference interpreter: a pipeline computed row by row, in the most obvious way, as the judge of every engine.
 *
 * Slow on purpose. Numbers are bigint units, rows are records, every operator is one small function, and nothing is shared with the
 * SQL that engines run except the checked pipeline and the evaluator of expressions.
 *
 * A stage is: rows formed by the operator, then the rules act (adjust.ts), then the filter keeps the rows where its condition is true. Every
 * error of a row stops the stage, also in a row that the filter would drop, because columns come before the filter. (An engine may
 * be less strict; failing-cell.ts says how far.)
 */

import { PlimsollError, withPlace } from '../../src/errors/error.ts';
import type { TypedExpr } from '../../src/expr/ast.ts';
import type { CheckedStage, Pipeline } from '../../src/pipeline/pipeline.ts';
import { type CheckedRule, rulesInForce } from '../../src/rules/rule.ts';
import type { Value } from '../../src/schema/types.ts';
import { adjustedRows, type FormedRow } from './adjust.ts';
import { aggregateRows } from './aggregate.ts';
import { columnValue, formRow, type RowContext } from './columns.ts';
import { customRows } from './custom.ts';
import { expandedRows } from './expand.ts';
import { type Failures, isOpen, markFailing, markOpen } from './failing-cell.ts';
import type { Table } from './match.ts';
import { cell, keyOf, type Row } from './row.ts';
import { carriedCondition, exprValue } from './scope.ts';
import { sourceRows } from './source.ts';
import { unionRows } from './union.ts';

type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;

export interface StageInputs {
  readonly pipeline: Pipeline;
  /** Rows of the source tables, by table: several sources may read one. */
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly rowsOf: (stage: string) => readonly Row[];
  readonly failures: Failures;
  /** Of any stage and date: those that are in force on the calculation date act. */
  readonly rules: readonly CheckedRule[];
}

/** The rows of every stage. The first error of any stage, in the pipeline's order, is thrown. */
export function runPipeline(
  pipeline: Pipeline,
  tables: Readonly<Record<string, readonly Row[]>>,
  parameters: Readonly<Record<string, Value>>,
  rules: readonly CheckedRule[] = [],
): Record<string, readonly Row[]> {
  const done: Record<string, readonly Row[]> = {};
  for (const stage of pipeline.stages) {
    const rowsOf = (name: string): readonly Row[] => rowsNamed(done, name);
    done[stage.name] = stageRows(stage, { pipeline, tables, parameters, rowsOf, failures: 'raise', rules });
  }
  return done;
}

/** The rows of one stage from those of the stages it reads. */
export function stageRows(stage: CheckedStage, inputs: StageInputs): readonly Row[] {
  const { parameters, failures } = inputs;
  const rules = stageRules(stage, inputs);
  const adjusted = adjustedRows({ stage, rules, parameters, failures }, formedRows(stage, inputs));
  const { filter } = stage;
  if (filter === null) return checkedRows(stage, adjusted, inputs);
  const at = `stage ${stage.name}, filter`;
  const kept = adjusted.filter((row) => keeps(filter, row, inputs, at));
  return checkedRows(stage, kept, inputs);
}

function stageRules(stage: CheckedStage, { rules, parameters }: StageInputs): readonly CheckedRule[] {
  const mine = rules.filter((rule) => rule.stage === stage.name);
  return mine.length === 0 ? [] : rulesInForce(mine, Number(parameters['calculation_date']));
}

/** Is the condition true? Carried along, a row for which it can't be told stays, as a failing one. */
function keeps(filter: TypedExpr, row: Row, { parameters, failures }: StageInputs, at: string): boolean {
  const scope = { row, own: row, parameters };
  if (failures === 'raise') return withPlace({ at }, () => exprValue(filter, scope)) === true;
  const outcomes = conjuncts(filter).map((part) => carriedCondition(part, scope));
  if (outcomes.some((outcome) => outcome === false || outcome === null)) return false;
  const failing = outcomes.filter((outcome) => outcome instanceof PlimsollError);
  // Two conditions on what can't be calculated may contradict each other, whatever the value: `x < 1 and x > 2`.
  if (failing.length > 1 || failing.some(isOpen)) markOpen(row);
  else markFailing(row, failing);
  return true;
}

/** The conditions that must all be true. */
function conjuncts(filter: TypedExpr): readonly TypedExpr[] {
  if (filter.kind !== 'logic' || filter.op !== 'and') return [filter];
  return [...conjuncts(filter.left), ...conjuncts(filter.right)];
}

function formedRows(stage: CheckedStage, inputs: StageInputs): readonly FormedRow[] {
  const { rowsOf, parameters, failures } = inputs;
  switch (stage.kind) {
    case 'source': {
      const rows = rowsNamed(inputs.tables, stage.table.name);
      return sourceRows(stage, rows, parameters['calculation_date'] ?? null, failures).map(asFormed);
    }
    case 'derive': {
      const context = { stage, tables: lookedUp(stage, inputs), parameters, failures };
      return rowsOf(stage.input).map((row) => formedFrom(context, row));
    }
    case 'expand': {
      const context = { stage, tables: lookedUp(stage, inputs), parameters, failures };
      const tableOf = (name: string): Table => tableNamed(name, inputs);
      return rowsOf(stage.input)
        .flatMap((row) => expandedRows(stage.expansion, row, { parameters, tableOf, failures }))
        .map((row) => formedFrom(context, row));
    }
    case 'union':
      return unionRows(stage, rowsOf, failures).map(asFormed);
    case 'aggregate':
      return aggregateRows(stage, rowsOf(stage.input), failures).map(asFormed);
    case 'custom':
      return customRows(stage, rowsOf, failures).map(asFormed);
    case 'scale':
    case 'entries':
      throw new Error(
        `Invariant broken: ${stage.name} is made by a rewrite, which the interpreter has no use for`,
      );
  }
}

/** A row whose columns do not depend on each other: each is formed again as it is. */
function asFormed(row: Row): FormedRow {
  return { row, checked: () => row, again: (column) => cell(row, column) };
}

function formedFrom(context: RowContext, input: Row): FormedRow {
  const { stage, parameters } = context;
  return {
    row: formRow(context, input, 'unchecked'),
    checked: () => formRow(context, input),
    again: (name, own) => {
      const column = stage.columns.find((each) => each.column.name === name);
      if (column === undefined) throw new Error(`Invariant broken: ${stage.name} has no column ${name}`);
      return columnValue(context, column, { row: input, own, parameters });
    },
  };
}

function lookedUp(stage: RowStage, inputs: StageInputs): Readonly<Record<string, Table>> {
  return Object.fromEntries(stage.lookups.map(({ table }) => [table, tableNamed(table, inputs)]));
}

function tableNamed(name: string, { pipeline, rowsOf }: StageInputs): Table {
  const stage = pipeline.stages.find((candidate) => candidate.name === name);
  if (stage === undefined) throw new Error(`Invariant broken: the pipeline has no stage \`${name}\``);
  return { schema: stage.schema, rows: rowsOf(name) };
}

function rowsNamed(tables: Readonly<Record<string, readonly Row[]>>, name: string): readonly Row[] {
  const rows = tables[name];
  if (rows === undefined) throw new Error(`Invariant broken: no rows are given for \`${name}\``);
  return rows;
}

/** The rows, after a check of what the schema promises: its columns, no NULL where none may be, a unique key. */
function checkedRows(stage: CheckedStage, rows: readonly Row[], { failures }: StageInputs): readonly Row[] {
  if (failures === 'carry') return rows;
  const { columns, key } = stage.schema;
  const names = columns.map((column) => column.name).join(', ');
  const keys = new Set<string>();
  for (const row of rows) {
    if (Object.keys(row).join(', ') !== names) {
      throw new Error(`Invariant broken: ${stage.name} has columns ${names}, a row ${Object.keys(row)}`);
    }
    for (const column of columns) {
      if (row[column.name] === null && !column.nullable) {
        throw new Error(`Invariant broken: ${stage.name}.${column.name} is not nullable, and a row has NULL`);
      }
    }
    keys.add(keyOf(row, key));
  }
  if (keys.size !== rows.length) throw new Error(`Invariant broken: the key of ${stage.name} is not unique`);
  if (key.length === 0 && rows.length > 1)
    throw new Error(`Invariant broken: ${stage.name} has several rows`);
  return rows;
}
