/**
 * Columns of a derive or expand stage in the reference interpreter: one after the other in declared order.
 *
 * Every column is passed, looked up or computed, and assigned before the next one begins, so later columns see the
 * rounded values of earlier ones.
 */

import { fail, withPlace } from '../../src/errors/error.ts';
import { assign } from '../../src/expr/evaluate.ts';
import type { CheckedColumn, CheckedLookup, CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { Domain } from '../../src/schema/table.ts';
import type { ColumnType, Value } from '../../src/schema/types.ts';
import { type Failures, failureOf, markFailing, setCell } from './failing-cell.ts';
import { matchingRows, type Table } from './match.ts';
import { cell, compareValues, keyText, parseValue, type Row, valueText } from './row.ts';
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

/** The stage's row for one input row (of an expansion: one expanded row). */
export function formRow(context: RowContext, row: Row): Row {
  const own: Record<string, Value> = {};
  const scope: Scope = { row, own, parameters: context.parameters };
  for (const column of context.stage.columns) {
    setCell(own, column.column.name, () => columnValue(context, column, scope), context.failures);
  }
  return markFailing(own, [row]);
}

function columnValue(context: RowContext, column: CheckedColumn, scope: Scope): Value {
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
  const { name, type, domain } = column.column;
  const at = `stage ${context.stage.name}, column ${name}, ${whichRow(context, scope)}`;
  const value = withPlace({ at }, () => assign(exprValue(column.expr, scope), column.expr.type, type));
  if (value === null) {
    if (column.required)
      fail('engine.row', { text: `${at}: the value is NULL, and the column is required.` });
    return null;
  }
  if (domain !== undefined && !inDomain(value, type, domain)) {
    fail('engine.row', {
      text: `${at}: the value ${valueText(value, type)} is outside of the column's domain.`,
    });
  }
  return value;
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

function inDomain(value: NonNullable<Value>, type: ColumnType, domain: Domain): boolean {
  if (domain.kind === 'values') return domain.values.some((allowed) => parseValue(allowed, type) === value);
  const [min, max] = [parseBound(domain.min, type), parseBound(domain.max, type)];
  return (min === null || compareValues(value, min) >= 0) && (max === null || compareValues(value, max) <= 0);
}

function parseBound(text: string | undefined, type: ColumnType): Value {
  return parseValue(text ?? null, type);
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
