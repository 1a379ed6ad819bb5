/**
 * Columns of a derive or expand stage in the reference interpreter: one after the other in declared order.
 *
 * Every column is passed, looked up or computed, and assigned before the next one begins, so later columns see the
 * rounded values of earlier ones.
 */

import { fail, withPlace } from '../../src/errors/error.ts';
import { assign } from '../../src/expr/evaluate.ts';
import type { CheckedColumn, CheckedLookup, CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { checkedValue } from './domain.ts';
import { type Failures, failureOf, markFailing, setCell } from './failing-cell.ts';
import { matchingRows, type Table } from './match.ts';
import { cell, keyText, type Row } from './row.ts';
import { exprValue, type Scope } from './scope.ts';

type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;
type ComputedColumn = Extract<CheckedColumn, { kind: 'compute' }>;

export interface RowContext {
  readonly stage: RowStage;
  /** By the stage's name. */
  readonly tables: Readonly<Record<string, Table>>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly failures: Failures;
}

/** The stage's row for one input row (of an expansion: one expanded row). Unchecked: computed values may be outside of their domain. */
export function formRow(context: RowContext, row: Row, checks: 'checked' | 'unchecked' = 'checked'): Row {
  const own: Record<string, Value> = {};
  const scope: Scope = { row, own, parameters: context.parameters };
  const value = checks === 'checked' ? checkedColumn : columnValue;
  for (const column of context.stage.columns) {
    setCell(own, column.column.name, () => value(context, column, scope), context.failures);
  }
  return markFailing(own, [row]);
}

function checkedColumn(context: RowContext, column: CheckedColumn, scope: Scope): Value {
  const value = columnValue(context, column, scope);
  if (column.kind !== 'compute') return value;
  return checkedValue(column.column, column.required !== null, value, placeOf(context, column, scope));
}

/** One column from the input row and the stage's columns before it, assigned to its type; not yet checked against its domain. */
export function columnValue(context: RowContext, column: CheckedColumn, scope: Scope): Value {
  switch (column.kind) {
    case 'pass':
      return cell(scope.row, column.from);
    case 'lookup':
      // Looked up again for every column that reads it: the key sees only columns before the first of them.
      return cell(lookUp(context, lookupNamed(context.stage, column.lookup), scope), column.from);
    case 'compute':
      return computed(context, column, scope);
  }
}

function lookupNamed(stage: RowStage, name: string): CheckedLookup {
  const lookup = stage.lookups.find((candidate) => candidate.name === name);
  if (lookup === undefined) throw new Error(`Invariant broken: ${stage.name} has no look-up ${name}`);
  return lookup;
}

function computed(context: RowContext, column: ComputedColumn, scope: Scope): Value {
  const at = placeOf(context, column, scope);
  return withPlace({ at }, () => assign(exprValue(column.expr, scope), column.expr.type, column.column.type));
}

function placeOf(context: RowContext, column: CheckedColumn, scope: Scope): string {
  return `stage ${context.stage.name}, column ${column.column.name}, ${whichRow(context, scope)}`;
}

/** The row's key; it may not be there yet, as key columns need not come first. */
function whichRow(context: RowContext, scope: Scope): string {
  const { schema } = context.stage;
  const known = schema.key.every((name) => {
    const there = Object.getOwnPropertyDescriptor(scope.own, name);
    return there !== undefined && 'value' in there;
  });
  return known ? keyText(scope.own, schema) : 'a row whose key is not known here';
}

/** The row that a look-up finds; of a miss, the defaults. A NULL in the key finds nothing. */
function lookUp(context: RowContext, lookup: CheckedLookup, scope: Scope): Row {
  const table = context.tables[lookup.table];
  if (table === undefined) throw new Error(`Invariant broken: ${lookup.table} was not prepared`);
  const [hit] = matchingRows(table, lookup.on, scope, context.failures);
  const failure = hit === undefined ? undefined : failureOf(hit);
  if (failure !== undefined) throw failure;
  if (hit !== undefined) return hit;
  if (lookup.defaults !== null) return lookup.defaults;
  return fail('engine.row', {
    text: `Stage ${context.stage.name}, look-up ${lookup.name}, ${whichRow(context, scope)}: nothing in ${lookup.table} for its key.`,
  });
}
