/** Aggregation of the reference interpreter: one row per group, measures over the values that are not NULL. */

import { fail, PlimsollError } from '../../src/errors/error.ts';
import type { CheckedMeasure, CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { type Failures, markFailing, setCell, setFailing } from './failing-cell.ts';
import { cell, compareValues, identity, keyOf, type Row } from './row.ts';

type AggregateStage = Extract<CheckedStage, { kind: 'aggregate' }>;

/** Without group columns there is one row even for no input; with them, none. */
export function aggregateRows(
  stage: AggregateStage,
  rows: readonly Row[],
  failures: Failures,
): readonly Row[] {
  const groups = new Map<string, Row[]>();
  const failing: Row[] = [];
  if (stage.groupBy.length === 0) groups.set(identity([]), []);
  for (const row of rows) {
    const key = carriedKey(row, stage.groupBy, failures);
    if (key instanceof PlimsollError) failing.push(failingGroup(stage, row, key));
    else groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...[...groups.values()].map((group) => groupRow(stage, group, failures)), ...failing];
}

/** The group of a row, or why it can't be told. */
function carriedKey(row: Row, groupBy: readonly string[], failures: Failures): string | PlimsollError {
  try {
    return keyOf(row, groupBy);
  } catch (error) {
    if (failures === 'carry' && error instanceof PlimsollError) return error;
    throw error;
  }
}

/** A row in no group: with the group columns that can be told, by which a filter may still drop it. */
function failingGroup(stage: AggregateStage, row: Row, error: PlimsollError): Row {
  const result: Record<string, Value> = {};
  for (const column of stage.groupBy) setCell(result, column, () => cell(row, column), 'carry');
  for (const measure of stage.measures) setFailing(result, measure.name, error);
  return markFailing(result, [error]);
}

function groupRow(stage: AggregateStage, group: readonly Row[], failures: Failures): Row {
  const row: Record<string, Value> = {};
  // A group without rows exists only where there are no group columns.
  const [first] = group;
  for (const column of stage.groupBy) row[column] = first === undefined ? null : cell(first, column);
  for (const measure of stage.measures) {
    setCell(row, measure.name, () => measureValue(stage, measure, group), failures);
  }
  return markFailing(row, group);
}

function measureValue(stage: AggregateStage, measure: CheckedMeasure, group: readonly Row[]): Value {
  const { column } = measure;
  if (column === null) return BigInt(group.length);
  const values = group.map((row) => cell(row, column)).filter((value) => value !== null);
  switch (measure.fn) {
    case 'count':
      return BigInt(values.length);
    case 'count_distinct':
      return BigInt(new Set(values.map((value) => identity([value]))).size);
    case 'sum':
      return sum(stage, measure, values);
    case 'min':
      return values.reduce<Value>(
        (best, v) => (best === null || compareValues(v, best) < 0 ? v : best),
        null,
      );
    case 'max':
      return values.reduce<Value>(
        (best, v) => (best === null || compareValues(v, best) > 0 ? v : best),
        null,
      );
  }
}

function sum(stage: AggregateStage, measure: CheckedMeasure, values: readonly NonNullable<Value>[]): Value {
  if (values.length === 0) return null;
  const total = values.reduce<bigint>((soFar, value) => soFar + BigInt(value), 0n);
  if (total <= -(10n ** 38n) || total >= 10n ** 38n) {
    fail('engine.overflow', {
      text: `Stage ${stage.name}, column ${measure.name}: the sum needs more than 38 digits.`,
      sql: '',
    });
  }
  return total;
}
