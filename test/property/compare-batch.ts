/**
 * One batch of expressions on both sides: the evaluator row by row, and DuckDB's columns.
 *
 * An error of one row stops a whole query, so the rows that the evaluator refuses are set apart: the others must give equal values,
 * and of the refused ones, one per expression must be refused by the engine as well.
 *
 * A third kind of row is left out. Dates beyond the calendar are the one error that can happen inside an expression, and whether
 * it happens there may depend on which side of an `or` is looked at first, which no engine promises.
 */

import type { Engine } from '../../src/engine/engine.ts';
import { PlimsollError } from '../../src/errors/error.ts';
import type { TypedExpr } from '../../src/expr/ast.ts';
import { visitTyped } from '../../src/expr/columns.ts';
import { assign, evaluate } from '../../src/expr/evaluate.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { TableSchema } from '../../src/schema/table.ts';
import { typeName, type Value } from '../../src/schema/types.ts';
import { type Batch, batchDefinition, type ComputedExpr } from '../oracle/generate-batch.ts';
import { createTable, dropTable, engineTexts, oracleTexts, stageSql } from '../oracle/on-engine.ts';
import { cell, parseValue, type Row } from '../oracle/row.ts';

export interface BatchCounts {
  readonly expressions: number;
  readonly values: number;
  readonly errorsAgreed: number;
}

const PARAMETERS: Readonly<Record<string, Value>> = {
  calculation_date: parseValue('2024-01-31', { kind: 'date' }),
  reporting_currency: 'EUR',
  jurisdiction: 'basel',
};

/** Throws, with all that is needed to see the difference, where the two sides differ. */
export async function compareBatch(engine: Engine, batch: Batch): Promise<BatchCounts> {
  let [values, errorsAgreed] = [0, 0];
  for (const group of groupByRefusal(batch)) {
    const rows = group.outcomes.flatMap(({ row, values: found }) =>
      found === undefined ? [] : [{ row, found }],
    );
    await expectEqual(engine, { ...batch, expressions: group.expressions }, rows);
    values += rows.length * group.expressions.length;
    const refused = group.outcomes.find((outcome) => outcome.values === undefined);
    if (refused === undefined) continue;
    await expectRefused(engine, { ...batch, expressions: group.expressions }, refused.row);
    errorsAgreed++;
  }
  return { expressions: batch.expressions.length, values, errorsAgreed };
}

/** Expressions that are calculated in one query. */
interface Group {
  readonly expressions: readonly ComputedExpr[];
  readonly outcomes: readonly Outcome[];
}

interface Outcome {
  readonly row: Row;
  /** One per expression; undefined where the evaluator refuses the row. */
  readonly values: readonly Value[] | undefined;
}

/** Expressions that no row fails together; each of the others by itself. */
function groupByRefusal(batch: Batch): readonly Group[] {
  const single = batch.expressions.map((expr): Group => {
    const typed = checkedExpr({ ...batch, expressions: [expr] });
    const rows = batch.rows.filter((row) => !isOpen(typed, row));
    return {
      expressions: [expr],
      outcomes: rows.map((row) => ({ row, values: oracleValues(typed, expr, row) })),
    };
  });
  const setApart = (group: Group): boolean =>
    group.outcomes.length < batch.rows.length || group.outcomes.some(({ values }) => values === undefined);
  const whole = single.filter((group) => !setApart(group));
  const together: Group = {
    expressions: whole.flatMap((group) => group.expressions),
    outcomes: batch.rows.map((row, i) => ({
      row,
      values: whole.flatMap((group) => group.outcomes[i]?.values ?? []),
    })),
  };
  return [...(whole.length === 0 ? [] : [together]), ...single.filter(setApart)];
}

function oracleValues(typed: TypedExpr, expr: ComputedExpr, row: Row): readonly Value[] | undefined {
  let value: Value = null;
  const refused = fails(() => {
    value = assign(valueOn(typed, row), typed.type, expr.target);
  });
  return refused ? undefined : [value];
}

/** Does a part of the expression fail on this row which may or may not be evaluated? */
function isOpen(typed: TypedExpr, row: Row): boolean {
  let [lazy, failing] = [false, false];
  visitTyped(typed, (part) => {
    lazy ||= isLazy(part);
    failing ||= fails(() => valueOn(part, row));
  });
  return lazy && failing;
}

/** May an engine leave parts of it out once others have decided? */
function isLazy(expr: TypedExpr): boolean {
  if (expr.kind === 'call') return ['coalesce', 'least', 'greatest'].includes(expr.fn);
  return expr.kind === 'case' || expr.kind === 'logic' || expr.kind === 'in';
}

function fails(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof PlimsollError) return true;
    throw error;
  }
}

function valueOn(typed: TypedExpr, row: Row): Value {
  return evaluate(typed, (name) => cell(row, name.slice(name.indexOf('.') + 1)), PARAMETERS);
}

/** The typed form of the batch's only expression. Its type must be the one that the generator knows it to have. */
function checkedExpr(batch: Batch): TypedExpr {
  const stage = checkPipeline(batchDefinition(batch)).stages.at(-1);
  const column = stage?.kind === 'derive' ? stage.columns.at(-1) : undefined;
  const [expr] = batch.expressions;
  if (column?.kind !== 'compute') throw new Error('Invariant broken: the batch computes a column');
  if (expr?.type !== undefined && typeName(expr.type) !== typeName(column.expr.type)) {
    const types = `${typeName(expr.type)} by the rules of digits, the checker says ${typeName(column.expr.type)}`;
    throw new Error(`${expr.text} is ${types}`);
  }
  return column.expr;
}

async function expectEqual(
  engine: Engine,
  batch: Batch,
  rows: readonly { readonly row: Row; readonly found: readonly Value[] }[],
): Promise<void> {
  const expected = rows.map(({ row, found }) => ({
    id: cell(row, 'id'),
    ...Object.fromEntries(found.map((value, i) => [`e${i}`, value])),
  }));
  const stored = rows.map(({ row }) => row);
  await onTable(engine, batch, stored, async (schema, sql) => {
    const wanted = oracleTexts(schema, expected);
    let found: readonly string[];
    try {
      found = await engineTexts(engine, schema, sql);
    } catch (error) {
      // Of constants an engine may find out without any row.
      if (rows.length === 0 && error instanceof PlimsollError && error.code !== 'engine.failed') return;
      throw new Error(`the engine refuses what the evaluator calculates: ${error}\n${describe(batch, sql)}`);
    }
    const differing = wanted.findIndex((row, i) => row !== found[i]);
    if (differing < 0 && wanted.length === found.length) return;
    throw new Error(`evaluator ${wanted[differing]}, engine ${found[differing]}\n${describe(batch, sql)}`);
  });
}

async function expectRefused(engine: Engine, batch: Batch, row: Row): Promise<void> {
  await onTable(engine, batch, [row], async (schema, sql) => {
    let found: readonly string[];
    try {
      found = await engineTexts(engine, schema, sql);
    } catch (error) {
      if (error instanceof PlimsollError && error.code !== 'engine.failed') return;
      throw error;
    }
    throw new Error(
      `the evaluator refuses what the engine calculates: ${found.join()}\n${describe(batch, sql)}`,
    );
  });
}

async function onTable(
  engine: Engine,
  batch: Batch,
  rows: readonly Row[],
  use: (schema: TableSchema, sql: string) => Promise<void>,
): Promise<void> {
  const pipeline = checkPipeline(batchDefinition(batch));
  const schema = pipeline.stages.at(-1)?.schema;
  if (schema === undefined) throw new Error('Invariant broken: the batch has a stage');
  try {
    await createTable(engine, 't', batch.columns, rows);
    const test = { pipeline, parameters: PARAMETERS, tableNames: { t: 't' } };
    await use(schema, stageSql(test, 'out', engine));
  } finally {
    await dropTable(engine, 't');
  }
}

function describe(batch: Batch, sql: string): string {
  const columns = batch.columns.map((column) => `${column.name} ${typeName(column.type)}`);
  const expressions = batch.expressions.map(({ text, target }) => `  ${text} → ${typeName(target)}`);
  return `columns: ${columns.join(', ')}\nexpressions:\n${expressions.join('\n')}\nSQL: ${sql}`;
}
