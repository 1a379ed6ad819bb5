/** What moving a date can't give, and can't take: a day out of the calendar, a count of more than 64 bits. */

import type { TypedExpr } from '../../expr/ast.ts';
import type { ColumnType } from '../../schema/types.ts';
import { FIRST_DAY, LAST_DAY } from '../../values/date.ts';
import { type SqlExpr, sqlInt, sqlOp } from '../tree.ts';
import { fits64, magnitude, type Units } from './units.ts';

/** An error, which stops all rows, or no value, which says nothing; see incalculable.ts for telling the rows. */
export type OutOfRange = 'raise' | 'null';

type Call = Extract<TypedExpr, { kind: 'call' }>;

const MOVES_DATE: ReadonlySet<string> = new Set(['add_days', 'add_months']);
const STEP_SHORT = 1000n;

/** May the date that an expression itself gives lie outside the calendar? */
export const leavesCalendar = (expr: TypedExpr): boolean =>
  expr.kind === 'call' && MOVES_DATE.has(expr.fn) && !isShortStep(expr);

/** A parameter moved by a few years at most: no date of a calculation leaves the calendar so. */
function isShortStep(call: Call): boolean {
  const [date, step] = call.args;
  if (date?.kind !== 'parameter' || step?.kind !== 'literal' || typeof step.value !== 'bigint') return false;
  return step.value >= -STEP_SHORT && step.value <= STEP_SHORT;
}

const DATE: ColumnType = { kind: 'date' };
const day = (value: number): SqlExpr => ({ kind: 'literal', value, type: DATE });
const CALENDAR_TEXT: SqlExpr = {
  kind: 'literal',
  value: 'A date is moved out of the years 1 to 9999.',
  type: { kind: 'text' },
};

/** Engines go on before year 1 and after 9999, each in its own way; here nothing does. */
export function withinCalendar(date: SqlExpr, outOfRange: OutOfRange = 'raise'): SqlExpr {
  const outside = sqlOp('or', [sqlOp('lt', [date, day(FIRST_DAY)]), sqlOp('gt', [date, day(LAST_DAY)])]);
  const then: SqlExpr =
    outOfRange === 'null'
      ? { kind: 'literal', value: null, type: DATE }
      : sqlOp('raise', [CALENDAR_TEXT], { type: DATE });
  return { kind: 'case', branches: [{ when: outside, then }], otherwise: date };
}

const INTEGER_MAX = 2n ** 63n - 1n;

/** A whole number as 64 bits; the engine itself raises an error where it has more. */
export function withinInteger(units: Units, outOfRange: OutOfRange = 'raise'): SqlExpr {
  const integer = sqlOp('integer_of_units', [units.expr]);
  if (outOfRange === 'raise' || fits64(magnitude(units))) return integer;
  const bound = (value: bigint): SqlExpr => sqlInt(value, units.width);
  const fits = sqlOp('and', [
    sqlOp('ge', [units.expr, bound(-INTEGER_MAX)]),
    sqlOp('le', [units.expr, bound(INTEGER_MAX)]),
  ]);
  const none: SqlExpr = { kind: 'literal', value: null, type: { kind: 'integer' } };
  return { kind: 'case', branches: [{ when: fits, then: integer }], otherwise: none };
}
