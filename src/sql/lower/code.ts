/** Texts with few values as codes: literals are written as codes where they stand, columns are taken over or turned. */

import type { TypedExpr } from '../../expr/ast.ts';
import { type CodeType, type SqlExpr, sqlOp } from '../tree.ts';
import { type LowerContext, lowerNative } from './expression.ts';

/** `expr`, which comes as `from`, as `to`; undefined stands for plain text. */
export function recoded(expr: SqlExpr, from: CodeType | undefined, to: CodeType | undefined): SqlExpr {
  if (to === undefined || from === to) return expr;
  return expr.kind === 'literal' ? { ...expr, type: to } : { kind: 'cast', arg: expr, type: to };
}

/** A text expression as codes of `type`. */
export function lowerCode(expr: TypedExpr, type: CodeType, context: LowerContext): SqlExpr {
  const inner = (part: TypedExpr): SqlExpr => lowerCode(part, type, context);
  switch (expr.kind) {
    case 'case':
      return {
        kind: 'case',
        branches: expr.branches.map((branch) => ({
          when: lowerNative(branch.when, context),
          then: inner(branch.then),
        })),
        otherwise: inner(expr.otherwise),
      };
    case 'column': {
      const { expr: column, code } = context.column(expr.name);
      return recoded(column, code, type);
    }
    case 'call':
      if (expr.fn === 'coalesce') return sqlOp('coalesce', expr.args.map(inner));
      break;
    case 'literal':
      return { kind: 'literal', value: expr.value, type };
  }
  return recoded(lowerNative(expr, context), undefined, type);
}
