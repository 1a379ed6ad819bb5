/** An expression of a mapping or condition that may have no value in a row because a date would leave the calendar: such a row is a reject. */

import type { TypedExpr } from '../expr/ast.ts';
import { columnsOf, visitTyped } from '../expr/columns.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { type ExpressionBindings, expressionSql, partialSql } from '../sql/expression.ts';
import { leavesCalendar } from '../sql/lower/out-of-range.ts';
import { asText } from './native.ts';
import type { Problem } from './problem.ts';
import { type RawReader, rawName } from './raw-reader.ts';

export interface PartialValue {
  readonly sql: string;
  readonly problems: readonly Problem[];
}

/** `column` is the one that the expression gives; null: a condition, whose rejects are told under the first column that it moves. */
export function partialValue(
  expr: TypedExpr,
  reader: RawReader,
  bindings: ExpressionBindings,
  column: string | null,
): PartialValue {
  const names = movedBy(expr);
  const [first] = names;
  // Parameters alone: the configuration is at fault, not a record.
  if (first === undefined) return { sql: expressionSql(expr, bindings), problems: [] };
  const { value, fails } = partialSql(expr, bindings);
  if (fails === null) return { sql: value, problems: [] };
  const raws = names.map((name) => reader.behind(name));
  const shown = names.map((name, i) => {
    const raw = raws[i];
    return raw === undefined ? `CAST(${DUCKDB.quoteName(name)} AS VARCHAR)` : asText(rawName(raw), raw);
  });
  const [raw] = raws;
  const problem: Problem = {
    column: column ?? (raw === undefined ? first : null),
    sourceColumn: raw?.name ?? null,
    shown: shown.length === 1 ? `${shown[0]}` : `concat_ws(', ', ${shown.join(', ')})`,
    when: fails,
    cases: [{ reason: 'out_of_range', when: null, text: 'would be moved out of the years 1 to 9999' }],
  };
  return { sql: value, problems: [problem] };
}

/** The columns that calls read which may leave the calendar. */
function movedBy(expr: TypedExpr): readonly string[] {
  const names = new Set<string>();
  visitTyped(expr, (node) => {
    if (leavesCalendar(node)) for (const name of columnsOf(node)) names.add(name);
  });
  return [...names];
}
