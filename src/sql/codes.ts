/**
 * Text columns whose values are few and known: from domains, from the literals of a CASE, through look-ups and unions.
 *
 * Writers may use it (a column of codes is quicker to write than free text); nothing depends on it.
 */

import type { TypedExpr } from '../expr/ast.ts';
import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { type Column, columnNamed } from '../schema/table.ts';

export type StageCodes = ReadonlyMap<string, readonly string[]>;

/** More values than this are no list of codes. */
const CODES_MAX = 200;

/** Per stage its columns of codes with all values that they can have (NULL aside). */
export function pipelineCodes(pipeline: Pipeline): ReadonlyMap<string, StageCodes> {
  const done = new Map<string, StageCodes>();
  for (const stage of pipeline.stages) done.set(stage.name, stageCodes(stage, done, pipeline));
  return done;
}

type Done = ReadonlyMap<string, StageCodes>;
type Codes = readonly string[] | undefined;

function stageCodes(stage: CheckedStage, done: Done, pipeline: Pipeline): StageCodes {
  const found = new Map<string, readonly string[]>();
  for (const column of stage.schema.columns) {
    if (column.type.kind !== 'text') continue;
    const codes = columnCodes(stage, column, found, done, pipeline);
    // No value at all: the column holds NULL only, which fits any list.
    if (codes !== undefined && codes.length <= CODES_MAX) found.set(column.name, [...new Set(codes)]);
  }
  return found;
}

function columnCodes(
  stage: CheckedStage,
  column: Column,
  own: StageCodes,
  done: Done,
  pipeline: Pipeline,
): Codes {
  if (column.domain?.kind === 'values') return column.domain.values;
  switch (stage.kind) {
    case 'source':
      return undefined;
    case 'union':
      return all(stage.branches.map((branch) => done.get(branch.input)?.get(column.name)));
    case 'aggregate':
      return stage.groupBy.includes(column.name) ? done.get(stage.input)?.get(column.name) : undefined;
    case 'scale':
      return done.get(stage.input)?.get(column.name);
    case 'entries': {
      const index = stage.schema.columns.findIndex((each) => each.name === column.name);
      const entered = stage.rows.map((row) => row[index]).filter((value) => typeof value === 'string');
      return all([done.get(stage.input)?.get(column.name), entered]);
    }
    case 'derive':
    case 'expand':
      return rowColumnCodes(stage, column, own, done, pipeline);
  }
}

function rowColumnCodes(
  stage: Extract<CheckedStage, { kind: 'derive' | 'expand' }>,
  column: Column,
  own: StageCodes,
  done: Done,
  pipeline: Pipeline,
): Codes {
  const entry = stage.columns.find((each) => each.column.name === column.name);
  // A column of the parent hides one of the same name that the expansion adds.
  const parent = pipeline.stages.find((each) => each.name === stage.input)?.schema.columns ?? [];
  const row = (name: string): Codes =>
    columnNamed(parent, name) === undefined
      ? addedCodes(stage, name, done)
      : done.get(stage.input)?.get(name);
  if (entry?.kind === 'pass') return row(entry.from);
  if (entry?.kind === 'lookup') {
    const lookup = stage.lookups.find((each) => each.name === entry.lookup);
    const fallback = lookup?.defaults?.[entry.from];
    const found = done.get(lookup?.table ?? '')?.get(entry.from);
    return found === undefined || typeof fallback !== 'string' ? found : [...found, fallback];
  }
  if (entry?.kind !== 'compute') return undefined;
  return valuesOf(entry.expr, (name) => {
    const bare = name.slice(name.indexOf('.') + 1);
    return name.startsWith('own.') ? own.get(bare) : row(bare);
  });
}

function addedCodes(stage: CheckedStage, name: string, done: Done): Codes {
  if (stage.kind !== 'expand') return undefined;
  const { expansion } = stage;
  if (expansion.form === 'table') return done.get(expansion.table)?.get(name);
  if (expansion.form === 'rows' && name === expansion.sequence)
    return expansion.rows.map((row) => row.sequence);
  return undefined;
}

/** All values that a text expression can have, or undefined when they are not known. */
function valuesOf(expr: TypedExpr, column: (name: string) => Codes): Codes {
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'string' ? [expr.value] : [];
    case 'column':
      return column(expr.name);
    case 'case':
      return all(
        [...expr.branches.map((branch) => branch.then), expr.otherwise].map((part) => valuesOf(part, column)),
      );
    case 'call':
      return expr.fn === 'coalesce' ? all(expr.args.map((part) => valuesOf(part, column))) : undefined;
    default:
      return undefined;
  }
}

/** The values of all parts, or undefined when one part's are not known. */
function all(parts: readonly Codes[]): Codes {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known.flat() : undefined;
}
