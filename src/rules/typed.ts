/**
 * An expression of a rule, typed over `own.NAME`: the columns of the stage as far as they are visible.
 *
 * Sums have 38 digits, which leaves none for arithmetic, and a rule can't put a narrower column before. So where 38 digits do not
 * suffice, a wide column counts as having fewer before the point, but never less than 18: no amount has more. Nothing is cut off: a longer value
 * is calculated as well, or is an overflow.
 */

import { fail, PlimsollError } from '../errors/error.ts';
import type { Expr, TypedExpr } from '../expr/ast.ts';
import { checkExpr, type Scope } from '../expr/check.ts';
import { DIGITS_MAX } from '../expr/digits.ts';
import { parseExpr } from '../expr/parse.ts';
import { printExpr } from '../expr/print.ts';
import type { Column } from '../schema/table.ts';
import { type ColumnType, decimal } from '../schema/types.ts';
import type { RuleContext } from './check-context.ts';

/** Digits before the point that a column keeps in any case. */
const WHOLE_MIN = 18;

export interface Sight {
  /** How many of the stage's columns may be named. */
  readonly visible: number;
  /** The column that is adjusted, for messages. */
  readonly field: string;
  /** May a column be NULL? The one that declares a value may lack it before the adjustments. */
  readonly nullable: (column: Column) => boolean;
}

/** Errors: expr.*, rules.looks_ahead. `expected` is the type of a bare NULL. */
export function typedExpr(expr: Expr, context: RuleContext, sight: Sight, expected?: ColumnType): TypedExpr {
  const text = printExpr(expr);
  const parsed = parseExpr(text);
  const attempt = (digits: number) =>
    checkExpr(parsed, scopeOf(context, sight, digits), context.parameters, text, expected);
  let refused: unknown;
  for (let digits = DIGITS_MAX; digits >= WHOLE_MIN; digits--) {
    try {
      return attempt(digits);
    } catch (error) {
      if (!(error instanceof PlimsollError) || error.code !== 'expr.digits') throw error;
      refused ??= error;
    }
  }
  throw refused;
}

function scopeOf(context: RuleContext, sight: Sight, digits: number): Scope {
  const seen = context.columns.slice(0, sight.visible);
  const names = seen.map((column) => column.name);
  return {
    names: () => names,
    lookup: (name) => {
      const column = seen.find((each) => each.name === name);
      if (column === undefined && context.columns.some((each) => each.name === name)) {
        fail('rules.looks_ahead', { field: sight.field, column: name, known: names });
      }
      if (column === undefined) return undefined;
      return { name: `own.${name}`, type: narrowed(column.type, digits), nullable: sight.nullable(column) };
    },
  };
}

function narrowed(type: ColumnType, digits: number): ColumnType {
  if (type.kind !== 'decimal') return type;
  const precision = Math.min(type.precision, Math.max(digits, type.scale + WHOLE_MIN));
  return precision === type.precision ? type : decimal(precision, type.scale);
}
