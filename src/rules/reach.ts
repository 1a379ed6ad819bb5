/** Which columns of a row stage the rules reach: those with steps, and those formed from a column that is reached. */

import type { TypedExpr } from '../expr/ast.ts';
import { columnsOf } from '../expr/columns.ts';
import type { CheckedColumn, CheckedStage } from '../pipeline/pipeline.ts';
import type { CheckedRule } from './rule.ts';

export type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;

export interface Reach {
  /** Columns whose adjusted value may differ from the unadjusted one. */
  readonly reached: ReadonlySet<string>;
  /** Columns that are formed again, because what they are formed from is reached. */
  readonly formedAgain: ReadonlySet<string>;
  /** Look-ups whose keys read a reached column. */
  readonly lookupsAgain: ReadonlySet<string>;
  /** Columns of the input row that forming again reads. */
  readonly rowColumns: readonly string[];
}

export function reachOf(stage: RowStage, rules: readonly CheckedRule[]): Reach {
  const stepped = new Set(rules.flatMap((rule) => rule.steps.map((step) => step.column)));
  const reached = new Set<string>();
  const formedAgain = new Set<string>();
  const lookupsAgain = new Set<string>();
  const rowColumns = new Set<string>();
  const reads = (expr: TypedExpr): boolean =>
    [...columnsOf(expr)].some((name) => name.startsWith('own.') && reached.has(name.slice('own.'.length)));
  for (const [index, column] of stage.columns.entries()) {
    for (const lookup of stage.lookups.filter((each) => each.before === index)) {
      if (lookup.on.some((match) => reads(match.expr))) lookupsAgain.add(lookup.name);
    }
    const { name } = column.column;
    if (isFormedAgain(column, lookupsAgain, reads)) formedAgain.add(name);
    if (formedAgain.has(name) || stepped.has(name)) reached.add(name);
  }
  const readRow = (expr: TypedExpr): void => {
    for (const name of columnsOf(expr)) {
      if (name.startsWith('row.')) rowColumns.add(name.slice('row.'.length));
    }
  };
  for (const column of stage.columns) {
    if (column.kind === 'compute' && formedAgain.has(column.column.name)) readRow(column.expr);
  }
  for (const lookup of stage.lookups.filter((each) => lookupsAgain.has(each.name))) {
    for (const match of lookup.on) readRow(match.expr);
  }
  return { reached, formedAgain, lookupsAgain, rowColumns: [...rowColumns] };
}

function isFormedAgain(
  column: CheckedColumn,
  lookupsAgain: ReadonlySet<string>,
  reads: (expr: TypedExpr) => boolean,
): boolean {
  if (column.kind === 'compute') return reads(column.expr);
  return column.kind === 'lookup' && lookupsAgain.has(column.lookup);
}
