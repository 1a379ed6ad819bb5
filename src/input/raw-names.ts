/** The raw columns that a source speaks of, where the files themselves have no list of columns. */

import type { Expr } from '../expr/ast.ts';
import { parseExpr } from '../expr/parse.ts';
import type { TableSchema } from '../schema/table.ts';
import type { SourceSpec } from './source.ts';

/** In the order in which they are first named; with `columns: same`, those of the table. */
export function rawNames(spec: SourceSpec, table: TableSchema): readonly string[] {
  const { columns } = spec;
  const mapped =
    columns === 'same'
      ? table.columns.map((column) => column.name)
      : columns.flatMap((mapping) => {
          if (mapping.kind === 'column') return [mapping.column];
          return mapping.kind === 'expression' ? columnsIn(parseExpr(mapping.expression)) : [];
        });
  const filter = spec.where === null ? [] : columnsIn(parseExpr(spec.where));
  return [...new Set([...mapped, ...filter, ...Object.keys(spec.read)])];
}

/** The names in an expression that is not typed yet; nodes are plain data. */
function columnsIn(expr: Expr): readonly string[] {
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && value.kind === 'column' && 'name' in value) names.push(String(value.name));
      else Object.values(value).forEach(visit);
    }
  };
  visit(expr);
  return names;
}
