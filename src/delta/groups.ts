/**
 * Group-bys by touched group. Two laws, both because a state is taken before rules and filter:
 *
 * 1. By difference: a state after a change = the state before + the groups of rows that came − those of rows that went. It holds for sums and
 *    counts. A group whose number of rows comes to zero is gone; a sum whose number of values comes to zero is NULL.
 * 2. Anew: a group that no row came to and none went from is as it was; any other is what its rows after the change give. It holds for every
 *    measure, and is what min, max and distinct counts need, which have no difference.
 */

import type { CheckedStage } from '../pipeline/pipeline.ts';
import { ROW_COUNT, valueCount } from '../plan/states.ts';
import { columnNamed } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { keyColumns, quote } from './text.ts';

export type StateStage = Extract<CheckedStage, { kind: 'aggregate' }>;

export const movesByDifference = (stage: StateStage): boolean =>
  stage.measures.some((measure) => measure.name === ROW_COUNT) &&
  stage.measures.every((measure) => measure.fn === 'sum' || measure.fn === 'count');

/** The keys of the groups that rows came to or went from; both are queries of the state over some rows. */
export function touchedKeys(stage: StateStage, rows: readonly string[]): string {
  const key = stage.schema.key.map(quote).join(', ');
  return rows.map((query) => `SELECT ${key} FROM (${query})`).join(' UNION ');
}

/** One row per touched group: its key and the difference of every measure. `came` and `went` are queries of the state over some rows. */
export function groupDifferences(
  stage: StateStage,
  came: readonly string[],
  went: readonly string[],
): string {
  const key = stage.schema.key.map(quote);
  const signed = (query: string, sign: 1 | -1): string => {
    const measures = stage.measures.map(({ name }) => {
      const value = `coalesce(${quote(name)}, 0)`;
      return `${sign === 1 ? value : `-${value}`} AS ${quote(name)}`;
    });
    return `SELECT ${[...key, ...measures].join(', ')} FROM (${query})`;
  };
  const rows = [...came.map((query) => signed(query, 1)), ...went.map((query) => signed(query, -1))];
  const sums = stage.measures.map(({ name }) => `sum(${quote(name)}) AS ${quote(name)}`);
  const group = key.length === 0 ? '' : ` GROUP BY ${key.join(', ')}`;
  const moved = stage.measures.map(({ name }) => `sum(${quote(name)}) <> 0`).join(' OR ');
  return `SELECT ${[...key, ...sums].join(', ')} FROM (${rows.join(' UNION ALL ')})${group} HAVING ${moved}`;
}

/** The touched groups after the change. `old`: relation of their rows before it; `differences`: table of groupDifferences. */
export function movedGroups(stage: StateStage, old: string, differences: string): string {
  const key = keyColumns(stage.schema);
  const on = key.map((column) => `d.${quote(column.name)} IS NOT DISTINCT FROM o.${quote(column.name)}`);
  const value = (name: string): string => `coalesce(o.${quote(name)}, 0) + d.${quote(name)}`;
  const items = stage.schema.columns.map((column) => {
    const measure = stage.measures.find((each) => each.name === column.name);
    if (measure === undefined) return `d.${quote(column.name)} AS ${quote(column.name)}`;
    const sum = `CAST(${value(column.name)} AS ${DUCKDB.typeName(column.type)})`;
    return `${measure.fn === 'sum' ? nullWithout(stage, measure.name, sum, value) : sum} AS ${quote(column.name)}`;
  });
  const alive = key.length === 0 ? '' : ` WHERE ${value(ROW_COUNT)} <> 0`;
  return `SELECT ${items.join(', ')} FROM ${differences} AS d LEFT JOIN ${old} AS o ON ${on.length === 0 ? 'true' : on.join(' AND ')}${alive}`;
}

function nullWithout(stage: StateStage, name: string, sum: string, value: (name: string) => string): string {
  const counted = columnNamed(stage.schema.columns, valueCount(name)) !== undefined;
  if (!counted && stage.schema.key.length > 0) return sum;
  return `CASE WHEN ${value(counted ? valueCount(name) : ROW_COUNT)} = 0 THEN NULL ELSE ${sum} END`;
}
