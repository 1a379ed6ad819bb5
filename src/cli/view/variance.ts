/** Rows that differ between two scenarios, as people and programs read them: a line per column that differs. */

import type { Cell } from '../../engine/engine.ts';
import type { Variance, VarianceRow } from '../../scenario/variance.ts';
import type { Column, TableSchema } from '../../schema/table.ts';
import type { Output } from '../output.ts';
import { difference } from './metric-values.ts';

interface ColumnMove {
  readonly column: string;
  readonly before: Cell;
  readonly after: Cell;
  /** Exact, of numbers; a row that is on one side only differs by all it has. */
  readonly difference: string | null;
}

const isNumber = ({ type }: Column): boolean => type.kind === 'decimal' || type.kind === 'integer';

function movesOf(schema: TableSchema, row: VarianceRow): readonly ColumnMove[] {
  return schema.columns
    .filter(({ name }) => !schema.key.includes(name) && row.before[name] !== row.after[name])
    .map((column) => {
      const { name } = column;
      const [before, after] = [row.before[name] ?? null, row.after[name] ?? null];
      const zero = (cell: Cell, isThere: boolean): string | null =>
        isThere ? (cell === null ? null : String(cell)) : '0';
      const moved = isNumber(column)
        ? difference(zero(before, row.change !== 'insert'), zero(after, row.change !== 'delete'))
        : null;
      return { column: name, before, after, difference: moved };
    });
}

const keyOf = (schema: TableSchema, row: VarianceRow): Readonly<Record<string, Cell>> => {
  const side = row.change === 'insert' ? row.after : row.before;
  return Object.fromEntries(schema.key.map((name) => [name, side[name] ?? null]));
};

export const varianceJson = (schema: TableSchema, { rows }: Variance) =>
  rows.map((row) => ({ key: keyOf(schema, row), change: row.change, columns: movesOf(schema, row) }));

/** Of a row that is on one side only, its numbers tell enough. */
function shownMoves(schema: TableSchema, row: VarianceRow): readonly ColumnMove[] {
  const moves = movesOf(schema, row);
  const numbers = moves.filter((move) => move.difference !== null);
  return row.change === 'update' || numbers.length === 0 ? moves : numbers;
}

export function printVariance(
  schema: TableSchema,
  { rows, total }: Variance,
  names: { readonly before: string; readonly after: string },
  output: Output,
): void {
  output.table(
    [
      ...schema.key.map((title) => ({ title, align: 'left' as const })),
      { title: 'row', align: 'left' },
      { title: 'column', align: 'left' },
      { title: names.before, align: 'right' },
      { title: names.after, align: 'right' },
      { title: 'difference', align: 'right' },
    ],
    rows.flatMap((row) =>
      shownMoves(schema, row).map((move) => [
        ...Object.values(keyOf(schema, row)),
        row.change === 'update'
          ? 'differs'
          : `only in ${row.change === 'insert' ? names.after : names.before}`,
        move.column,
        move.before,
        move.after,
        move.difference,
      ]),
    ),
  );
  output.line();
  output.line(
    `${rows.length} of ${total} rows that differ${BigInt(rows.length) < total ? '; --limit shows more' : ''}`,
  );
}
