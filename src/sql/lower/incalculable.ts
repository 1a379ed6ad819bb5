/**
 * Of which rows an expression has no value because a date would leave the calendar: a condition that is never NULL. Digits are followed by type, so nothing else
 * can go wrong inside an expression.
 *
 * A part that the row does not come to does not count: a branch of CASE that is not taken, what follows in a coalesce, and a side of AND or OR where the other one
 * decides. Columns that the condition reads have their own values; it holds for an expression lowered with `outOfRange: 'null'`.
 */

import type { TypedExpr } from '../../expr/ast.ts';
import { partsOf } from '../../expr/columns.ts';
import { type SqlExpr, sqlAll, sqlOp } from '../tree.ts';
import { type LowerContext, lowerNative } from './expression.ts';
import { leavesCalendar } from './out-of-range.ts';

type Of<K extends TypedExpr['kind']> = Extract<TypedExpr, { kind: K }>;

/** null: every row has a value, or NULL by the rules of the language. */
export function incalculable(expr: TypedExpr, context: LowerContext): SqlExpr | null {
  switch (expr.kind) {
    case 'case':
      return ofCase(expr, context);
    case 'logic':
      return ofLogic(expr, context);
    case 'call':
      return expr.fn === 'coalesce' ? ofCoalesce(expr.args, context) : ofCall(expr, context);
    default:
      return ofParts(expr, context);
  }
}

const ofParts = (expr: TypedExpr, context: LowerContext): SqlExpr | null =>
  anyOf(partsOf(expr).map((part) => incalculable(part, context)));

/** Of arguments that are there a date comes, or none in the calendar. */
function ofCall(call: Of<'call'>, context: LowerContext): SqlExpr | null {
  if (!leavesCalendar(call)) return ofParts(call, context);
  const given = call.args.map((arg) => sqlOp('is_not_null', [lowerNative(arg, context)]));
  const missing = sqlOp('is_null', [lowerNative(call, context)]);
  return anyOf([ofParts(call, context), sqlAll([...given, missing])]);
}

function ofCase({ branches, otherwise }: Of<'case'>, context: LowerContext): SqlExpr | null {
  const conditions = branches.map(({ when }) => incalculable(when, context));
  const values = branches.map(({ then }) => incalculable(then, context));
  const last = incalculable(otherwise, context);
  if ([...conditions, ...values, last].every((one) => one === null)) return null;
  return {
    kind: 'case',
    branches: branches.flatMap(({ when }, i) => {
      const condition = conditions[i] ?? null;
      const taken = { when: lowerNative(when, context), then: values[i] ?? truth(false) };
      return condition === null ? [taken] : [{ when: condition, then: truth(true) }, taken];
    }),
    otherwise: last ?? truth(false),
  };
}

function ofCoalesce([first, ...rest]: readonly TypedExpr[], context: LowerContext): SqlExpr | null {
  if (first === undefined) return null;
  const [own, others] = [incalculable(first, context), ofCoalesce(rest, context)];
  if (others === null) return own;
  const given = { when: sqlOp('is_not_null', [lowerNative(first, context)]), then: truth(false) };
  return {
    kind: 'case',
    branches: own === null ? [given] : [{ when: own, then: truth(true) }, given],
    otherwise: others,
  };
}

function ofLogic({ op, left, right }: Of<'logic'>, context: LowerContext): SqlExpr | null {
  const [a, b] = [incalculable(left, context), incalculable(right, context)];
  const decisive = truth(op === 'or');
  /** The other side has a value, and it does not decide. */
  const open = (side: TypedExpr, fails: SqlExpr | null): SqlExpr => {
    const undecided = sqlOp('not', [sqlOp('same', [lowerNative(side, context), decisive])]);
    return fails === null ? undecided : sqlOp('or', [fails, undecided]);
  };
  return anyOf([
    a === null ? null : sqlOp('and', [a, open(right, b)]),
    b === null ? null : sqlOp('and', [b, open(left, a)]),
  ]);
}

const truth = (value: boolean): SqlExpr => ({ kind: 'literal', value, type: { kind: 'boolean' } });

function anyOf(conditions: readonly (SqlExpr | null)[]): SqlExpr | null {
  const [first, ...rest] = conditions.filter((one) => one !== null);
  return first === undefined ? null : rest.reduce((left, right) => sqlOp('or', [left, right]), first);
}
