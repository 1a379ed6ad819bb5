/** Which computed columns need 128-bit arithmetic: exact like all others, but several times slower, so `explain` names them. */

import { type CheckedStage, type Pipeline, stageReads } from '../pipeline/pipeline.ts';
import { columnNamed } from '../schema/table.ts';
import { lowerAssignment } from './lower/assign.ts';
import type { LowerContext } from './lower/expression.ts';
import { type SqlExpr, sqlColumn } from './tree.ts';

/** Names of the columns of `stage` that are calculated in 128 bits. */
export function wideColumns(pipeline: Pipeline, stage: CheckedStage): readonly string[] {
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return [];
  const readable = stageReads(stage).flatMap(
    (name) => pipeline.stages.find((each) => each.name === name)?.schema.columns ?? [],
  );
  const own = stage.schema.columns;
  const context: LowerContext = {
    column: (name) => {
      const bare = name.slice(name.indexOf('.') + 1);
      const column = columnNamed(name.startsWith('own.') ? own : [...readable, ...own], bare);
      return { expr: sqlColumn(null, name), column: column ?? { type: { kind: 'text' } } };
    },
    parameter: (name) => ({
      kind: 'literal',
      value: null,
      type: pipeline.parameters[name] ?? { kind: 'text' },
    }),
  };
  return stage.columns.flatMap((column) =>
    column.kind === 'compute' && isWide(lowerAssignment(column.expr, column.column.type, context))
      ? [column.column.name]
      : [],
  );
}

function isWide(expr: SqlExpr): boolean {
  switch (expr.kind) {
    case 'column':
    case 'literal':
      return false;
    case 'int':
      return expr.width === 128;
    case 'cast':
      return isWide(expr.arg);
    case 'in':
      return [expr.arg, ...expr.list].some(isWide);
    case 'case':
      return [...expr.branches.flatMap((branch) => [branch.when, branch.then]), expr.otherwise].some(isWide);
    case 'op':
      return expr.detail.width === 128 || expr.op === 'widen' || expr.args.some(isWide);
  }
}
