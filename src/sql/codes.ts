/**
 * Text columns whose values are few and known: from domains, from the literals of a CASE, through look-ups and unions.
 *
 * An engine may hold such a column as codes, which are quicker to make, join and write than text. Nothing depends on it.
 */

import type { TypedExpr } from '../expr/ast.ts';
import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { type Column, columnNamed } from '../schema/table.ts';

export interface ColumnAt {
  readonly stage: string;
  readonly column: string;
}

/** What a column's values can be: those written out, and those of other columns. */
export interface Origin {
  readonly values: readonly string[];
  readonly columns: readonly ColumnAt[];
}

/** Where the values of a text column come from; undefined where that is not known. */
export function originOf(stage: CheckedStage, column: Column, pipeline: Pipeline): Origin | undefined {
  switch (stage.kind) {
    case 'source':
    case 'custom':
      return column.domain?.kind === 'values' ? written(column.domain.values) : undefined;
    case 'union':
      return column.name === stage.tagColumn
        ? written(stage.branches.map((branch) => branch.tag))
        : moved(stage.branches.map((branch) => ({ stage: branch.input, column: column.name })));
    case 'aggregate':
      return stage.groupBy.includes(column.name)
        ? moved([{ stage: stage.input, column: column.name }])
        : undefined;
    case 'scale':
      return moved([{ stage: stage.input, column: column.name }]);
    case 'entries': {
      const index = stage.schema.columns.findIndex((each) => each.name === column.name);
      const values = stage.rows.map((row) => row[index]).filter((value) => typeof value === 'string');
      return { values, columns: [{ stage: stage.input, column: column.name }] };
    }
    case 'derive':
    case 'expand':
      return rowColumnOrigin(stage, column, pipeline);
  }
}

const written = (values: readonly string[]): Origin => ({ values, columns: [] });
const moved = (columns: readonly ColumnAt[]): Origin => ({ values: [], columns });

type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;

function rowColumnOrigin(stage: RowStage, column: Column, pipeline: Pipeline): Origin | undefined {
  const entry = stage.columns.find((each) => each.column.name === column.name);
  if (entry?.kind === 'pass') return rowOrigin(stage, entry.from, pipeline);
  if (entry?.kind === 'lookup') {
    const lookup = stage.lookups.find((each) => each.name === entry.lookup);
    const fallback = lookup?.defaults?.[entry.from];
    return {
      values: typeof fallback === 'string' ? [fallback] : [],
      columns: [{ stage: lookup?.table ?? '', column: entry.from }],
    };
  }
  if (entry?.kind !== 'compute') return undefined;
  if (column.domain?.kind === 'values') return written(column.domain.values);
  return expressionOrigin(entry.expr, (name) => {
    const bare = name.slice(name.indexOf('.') + 1);
    if (name.startsWith('own.')) return moved([{ stage: stage.name, column: bare }]);
    return rowOrigin(stage, bare, pipeline);
  });
}

/** Of a column of the row that the stage is formed from: the parent's column hides one of the same name that the expansion adds. */
export function rowOrigin(stage: RowStage, name: string, pipeline: Pipeline): Origin | undefined {
  const parent = pipeline.stages.find((each) => each.name === stage.input)?.schema.columns ?? [];
  if (columnNamed(parent, name) !== undefined) return moved([{ stage: stage.input, column: name }]);
  if (stage.kind !== 'expand') return undefined;
  const { expansion } = stage;
  if (expansion.form === 'table') return moved([{ stage: expansion.table, column: name }]);
  if (expansion.form === 'rows' && name === expansion.sequence)
    return written(expansion.rows.map((row) => row.sequence));
  return undefined;
}

function expressionOrigin(expr: TypedExpr, column: (name: string) => Origin | undefined): Origin | undefined {
  const all = (parts: readonly TypedExpr[]): Origin | undefined =>
    joined(parts.map((part) => expressionOrigin(part, column)));
  switch (expr.kind) {
    case 'literal':
      return written(typeof expr.value === 'string' ? [expr.value] : []);
    case 'column':
      return column(expr.name);
    case 'case':
      return all([...expr.branches.map((branch) => branch.then), expr.otherwise]);
    case 'call':
      return expr.fn === 'coalesce' ? all(expr.args) : undefined;
    default:
      return undefined;
  }
}

/** All parts together, or undefined when one part is not known. */
function joined(parts: readonly (Origin | undefined)[]): Origin | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return {
    values: known.flatMap((part) => part.values),
    columns: known.flatMap((part) => part.columns),
  };
}
