/**
 * Entries: literal rows that join a stage's own.
 *
 * On a row stage they are rows with keys of their own. On a group-by stage the key is the group: sums and counts add to it, or
 * make it, so the rows of one key become one whose other columns are their sums.
 */

import type { CheckedStage } from '../../pipeline/pipeline.ts';
import type { Column } from '../../schema/table.ts';
import {
  type SqlExpr,
  type SqlItem,
  type SqlQuery,
  type SqlType,
  sqlColumn,
  sqlOp,
  sqlSelect,
} from '../tree.ts';
import type { StageEnvironment } from './environment.ts';

type EntriesStage = Extract<CheckedStage, { kind: 'entries' }>;

const HERE = 'i';

export function lowerEntries(stage: EntriesStage, environment: StageEnvironment): SqlQuery {
  const { columns, key } = stage.schema;
  const passed = columns.map((column): SqlItem => ({ expr: here(column), alias: column.name }));
  const literals = stage.rows.map((row) =>
    row.map((value, index): SqlExpr => {
      const column = columns[index];
      const code = environment.code?.(stage.name, column?.name ?? '');
      return typed(value, code ?? column?.type ?? { kind: 'text' });
    }),
  );
  const input = (): SqlQuery =>
    sqlSelect({ items: passed, from: environment.input(stage.input), alias: HERE });
  const rows = (): SqlQuery =>
    sqlSelect({
      items: passed,
      from: { kind: 'values', columns: columns.map((column) => column.name), rows: literals },
      alias: HERE,
    });
  const wanted = environment.branchTags[stage.name] ?? ['input', 'entries'];
  const parts = { input, entries: rows };
  const both: SqlQuery = {
    kind: 'union',
    queries: (['input', 'entries'] as const)
      .filter((part) => wanted.includes(part))
      .map((part) => parts[part]()),
  };
  if (!stage.adds) return both;
  const isKey = (column: Column): boolean => key.includes(column.name);
  return sqlSelect({
    items: columns.map((column) => ({
      expr: isKey(column) ? here(column) : sumOf(column),
      alias: column.name,
    })),
    from: { kind: 'query', query: both },
    alias: HERE,
    groupBy: columns.filter(isKey).map(here),
  });
}

const here = (column: Column): SqlExpr => sqlColumn(HERE, column.name);

/** In a row of VALUES every column must have its type, also where all are NULL. */
const typed = (value: EntriesStage['rows'][number][number], type: SqlType): SqlExpr => ({
  kind: 'cast',
  arg: { kind: 'literal', value, type },
  type,
});

function sumOf(column: Column): SqlExpr {
  const { type } = column;
  if (type.kind === 'integer') return { kind: 'cast', arg: sqlOp('sum_integer', [here(column)]), type };
  if (type.kind !== 'decimal') throw new Error(`Invariant broken: ${column.name} is a number`);
  const sum = sqlOp('sum_decimal', [here(column)], { precision: type.precision, scale: type.scale });
  return { kind: 'cast', arg: sum, type };
}
