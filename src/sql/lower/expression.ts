/**
 * From a typed expression to SQL.
 *
 * Two forms of a value meet here. *Native*: as the engine stores it (DECIMAL, BIGINT, VARCHAR …). *Units*: a decimal or
 * integer as an integer number of 10^-scale, for arithmetic (units.ts). Columns are native; arithmetic works on units;
 * an assignment turns the result back and thereby checks its range. What moves a value without changing it (CASE,
 * coalesce, a plain column) stays native.
 */

import type { TypedExpr } from '../../expr/ast.ts';
import type { Column } from '../../schema/table.ts';
import { type ColumnType, sameType } from '../../schema/types.ts';
import { assert, never } from '../../std/assert.ts';
import { parseDecimal, pow10 } from '../../values/decimal.ts';
import { type CodeType, type SqlExpr, type SqlOp, sqlOp } from '../tree.ts';
import { leavesCalendar, type OutOfRange, withinCalendar, withinInteger } from './out-of-range.ts';
import {
  absoluteOf,
  add,
  constantUnits,
  multiply,
  negate,
  quotient,
  rescaleUp,
  roundDown,
  roundedProduct64,
  subtract,
  type Units,
  widen,
} from './units.ts';

/** What a column reference stands for: its SQL, its type and domain, and tighter bounds where they are known. */
export interface ResolvedColumn {
  readonly expr: SqlExpr;
  readonly column: Pick<Column, 'type' | 'domain'>;
  readonly bounds?: Bounds | undefined;
  /** The type of codes in which its text comes. */
  readonly code?: CodeType | undefined;
}

export interface LowerContext {
  readonly column: (name: string) => ResolvedColumn;
  /** Parameters are written as literals. */
  readonly parameter: (name: string) => SqlExpr;
  /** What becomes of a date that is moved out of the calendar; left out: an error. */
  readonly outOfRange?: OutOfRange;
}

/** Smallest and largest units of a column. */
export type Bounds = readonly [low: bigint, high: bigint];

const COMPARISONS = { '=': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;
const NUMERIC_KINDS = new Set<ColumnType['kind']>(['decimal', 'integer']);

export const scaleOf = (type: ColumnType): number => (type.kind === 'decimal' ? type.scale : 0);

/** The smallest and largest units that the type, narrowed by the domain, allows. */
export function boundsOf(column: Pick<Column, 'type' | 'domain'>): Bounds {
  const { type, domain } = column;
  const limit = type.kind === 'decimal' ? pow10(type.precision) - 1n : 2n ** 63n - 1n;
  const lowest = type.kind === 'decimal' ? -limit : -limit - 1n;
  if (domain?.kind !== 'range') return [lowest, limit];
  const low = domain.min === undefined ? lowest : boundUnits(domain.min, scaleOf(type));
  const high = domain.max === undefined ? limit : boundUnits(domain.max, scaleOf(type));
  return [low > lowest ? low : lowest, high < limit ? high : limit];
}

/** A domain's bound in units of `scale`, rounded outwards where it has more digits. */
function boundUnits(text: string, scale: number): bigint {
  const bound = parseDecimal(text);
  if (bound === undefined) throw new Error(`Invariant broken: the domain bound ${text} is a number`);
  if (bound.scale <= scale) return bound.units * pow10(scale - bound.scale);
  const divisor = pow10(bound.scale - scale);
  const whole = bound.units / divisor;
  if (whole * divisor === bound.units) return whole;
  return bound.units < 0n ? whole - 1n : whole + 1n;
}

/** The value as the engine stores it. */
export function lowerNative(expr: TypedExpr, context: LowerContext): SqlExpr {
  const native = (inner: TypedExpr): SqlExpr => lowerNative(inner, context);
  switch (expr.kind) {
    case 'literal':
      return { kind: 'literal', value: expr.value, type: expr.type };
    case 'column':
      return context.column(expr.name).expr;
    case 'parameter':
      return context.parameter(expr.name);
    case 'not':
      return sqlOp('not', [native(expr.arg)]);
    case 'logic':
      return sqlOp(expr.op, [native(expr.left), native(expr.right)]);
    case 'concat':
      return sqlOp('concat', [native(expr.left), native(expr.right)]);
    case 'is_null':
      return sqlOp('is_null', [native(expr.arg)]);
    case 'in':
      return { kind: 'in', arg: native(expr.arg), list: expr.list.map(native) };
    case 'like':
      return sqlOp(
        'like',
        [native(expr.arg), { kind: 'literal', value: expr.pattern, type: { kind: 'text' } }],
        { pattern: expr.pattern },
      );
    case 'case':
      return {
        kind: 'case',
        branches: expr.branches.map((branch) => ({ when: native(branch.when), then: native(branch.then) })),
        otherwise: native(expr.otherwise),
      };
    case 'compare':
      return lowerComparison(expr, context);
    case 'convert':
      return lowerConvert(expr, context);
    case 'negate':
    case 'arithmetic':
    case 'round':
    case 'div':
      return nativeOfUnits(lowerUnits(expr, context), expr.type);
    case 'call':
      return lowerCall(expr, context);
    default:
      return never(expr);
  }
}

function lowerConvert(expr: Extract<TypedExpr, { kind: 'convert' }>, context: LowerContext): SqlExpr {
  const { arg, type } = expr;
  if (arg.kind === 'literal' && typeof arg.value === 'bigint') {
    return { kind: 'literal', value: arg.value * pow10(scaleOf(type) - scaleOf(arg.type)), type };
  }
  if (arg.kind === 'literal') return { kind: 'literal', value: null, type };
  return { kind: 'cast', arg: lowerNative(arg, context), type };
}

function lowerCall(expr: Extract<TypedExpr, { kind: 'call' }>, context: LowerContext): SqlExpr {
  // abs of an integer may need 64 bits and one.
  if (expr.fn === 'abs') return nativeOfUnits(lowerUnits(expr, context), expr.type);
  const op: SqlOp = expr.fn;
  const args = expr.args.map((arg) =>
    NUMERIC_KINDS.has(arg.type.kind) ? lowerArgument(arg, expr, context) : lowerNative(arg, context),
  );
  const result = sqlOp(op, args, { type: expr.type });
  return leavesCalendar(expr) ? withinCalendar(result, context.outOfRange) : result;
}

/** Functions of integers (add_days, substring …) take BIGINT; those that choose a value take the type of the whole. */
function lowerArgument(
  arg: TypedExpr,
  call: Extract<TypedExpr, { kind: 'call' }>,
  context: LowerContext,
): SqlExpr {
  const chooses = call.fn === 'coalesce' || call.fn === 'least' || call.fn === 'greatest';
  if (chooses || arg.type.kind === 'integer') return lowerNative(arg, context);
  if (call.fn === 'to_text') return lowerUnits(arg, context).expr;
  return withinInteger(lowerUnits(arg, context), context.outOfRange);
}

function lowerComparison(expr: Extract<TypedExpr, { kind: 'compare' }>, context: LowerContext): SqlExpr {
  const op = COMPARISONS[expr.op];
  const { left, right } = expr;
  if (!NUMERIC_KINDS.has(left.type.kind) || sameType(left.type, right.type)) {
    return sqlOp(op, [lowerNative(left, context), lowerNative(right, context)]);
  }
  const asLeft = literalAs(right, left.type);
  if (asLeft !== null) return sqlOp(op, [lowerNative(left, context), asLeft]);
  const asRight = literalAs(left, right.type);
  if (asRight !== null) return sqlOp(op, [asRight, lowerNative(right, context)]);
  const [a, b] = [lowerUnits(left, context), lowerUnits(right, context)];
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [rescaleUp(a, scale), rescaleUp(b, scale)];
  const wide = x.width === 128 || y.width === 128;
  return sqlOp(op, wide ? [widen(x).expr, widen(y).expr] : [x.expr, y.expr]);
}

/** A number literal written in another numeric type, where it has a place in it. */
export function literalAs(expr: TypedExpr, type: ColumnType): SqlExpr | null {
  if (expr.kind !== 'literal' || typeof expr.value !== 'bigint') return null;
  const by = scaleOf(type) - scaleOf(expr.type);
  if (by < 0) return null;
  const value = expr.value * pow10(by);
  const [low, high] = boundsOf({ type });
  return value >= low && value <= high ? { kind: 'literal', value, type } : null;
}

/** A decimal or integer expression as units, with bounds. */
export function lowerUnits(expr: TypedExpr, context: LowerContext): Units {
  const units = (inner: TypedExpr): Units => lowerUnits(inner, context);
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'bigint'
        ? constantUnits(expr.value, scaleOf(expr.type))
        : unitsOfNative(expr, context);
    case 'convert':
      return rescaleUp(units(expr.arg), scaleOf(expr.type));
    case 'negate':
      return negate(units(expr.arg));
    case 'arithmetic':
      return { '+': add, '-': subtract, '*': multiply }[expr.op](units(expr.left), units(expr.right));
    case 'round':
      return lowerRounded(expr.arg, expr.scale, false, context);
    case 'div':
      return quotient(units(expr.left), units(expr.right), expr.scale);
    case 'case':
      return unitsOfCase(expr, context);
    case 'call':
      return expr.fn === 'abs' && expr.args[0] !== undefined
        ? absoluteOf(units(expr.args[0]))
        : unitsOfNative(expr, context);
    default:
      return unitsOfNative(expr, context);
  }
}

function unitsOfCase(expr: Extract<TypedExpr, { kind: 'case' }>, context: LowerContext): Units {
  const values = [...expr.branches.map((branch) => branch.then), expr.otherwise].map((value) =>
    lowerUnits(value, context),
  );
  assert(
    values.every(({ scale }) => scale === scaleOf(expr.type)),
    'the branches of a CASE within an expression have its scale',
  );
  const wide = values.some((value) => value.width === 128);
  const results = wide ? values.map(widen) : values;
  const [otherwise] = results.slice(-1);
  if (otherwise === undefined) throw new Error('Invariant broken: a CASE has an otherwise');
  return {
    expr: {
      kind: 'case',
      branches: expr.branches.map((branch, index) => ({
        when: lowerNative(branch.when, context),
        then: (results[index] ?? otherwise).expr,
      })),
      otherwise: otherwise.expr,
    },
    width: otherwise.width,
    scale: scaleOf(expr.type),
    low: results.reduce((low, value) => (value.low < low ? value.low : low), otherwise.low),
    high: results.reduce((high, value) => (value.high > high ? value.high : high), otherwise.high),
  };
}

function unitsOfNative(expr: TypedExpr, context: LowerContext): Units {
  const [low, high] = nativeBounds(expr, context);
  const native = lowerNative(expr, context);
  if (expr.type.kind === 'integer') return { expr: native, width: 64, scale: 0, low, high };
  if (expr.type.kind !== 'decimal') throw new Error(`Invariant broken: ${expr.type.kind} has no units`);
  const { precision, scale } = expr.type;
  const maxUnits = -low > high ? -low : high;
  return {
    expr: sqlOp('units_of_decimal', [native], { precision, scale, maxUnits }),
    width: precision > 18 ? 128 : 64,
    scale,
    low,
    high,
  };
}

function nativeBounds(expr: TypedExpr, context: LowerContext): Bounds {
  if (expr.kind === 'column') {
    const { column, bounds } = context.column(expr.name);
    return bounds ?? boundsOf(column);
  }
  const chooses =
    expr.kind === 'call' && (expr.fn === 'coalesce' || expr.fn === 'least' || expr.fn === 'greatest');
  if (!chooses) return boundsOf({ type: expr.type });
  const args = expr.args.map((arg) => lowerUnits(arg, context));
  return hull(args.map((arg): Bounds => [arg.low, arg.high]));
}

/** The bounds that hold all of `all`, which is not empty. */
export function hull(all: readonly Bounds[]): Bounds {
  return all.reduce(([low, high], [a, b]) => [a < low ? a : low, b > high ? b : high]);
}

/** The bounds of `expr` assigned to `type`: at most those of the type, or an error is raised. */
export function assignedBounds(expr: TypedExpr, type: ColumnType, context: LowerContext): Bounds {
  // The branches may differ in scale: each is assigned on its own.
  if (expr.kind === 'case')
    return hull(
      [...expr.branches.map(({ then }) => then), expr.otherwise].map((value) =>
        assignedBounds(value, type, context),
      ),
    );
  const units = lowerUnits(expr, context);
  const scale = scaleOf(type);
  const move = (bound: bigint): bigint => {
    if (units.scale <= scale) return bound * pow10(scale - units.scale);
    const divisor = pow10(units.scale - scale);
    return (bound + (bound < 0n ? -divisor : divisor) / 2n) / divisor;
  };
  const [lowest, highest] = boundsOf({ type });
  const [low, high] = [move(units.low), move(units.high)];
  return [low > lowest ? low : lowest, high < highest ? high : highest];
}

export function lowerRounded(arg: TypedExpr, scale: number, limited: boolean, context: LowerContext): Units {
  if (scaleOf(arg.type) <= scale) return rescaleUp(lowerUnits(arg, context), scale);
  if (arg.kind === 'arithmetic' && arg.op === '*') {
    const [left, right] = [lowerUnits(arg.left, context), lowerUnits(arg.right, context)];
    const exact = multiply(left, right);
    const short = exact.width === 64 ? null : roundedProduct64(left, right, scale, limited);
    return short ?? roundDown(exact, scale);
  }
  return roundDown(lowerUnits(arg, context), scale);
}

export function nativeOfUnits(units: Units, type: ColumnType): SqlExpr {
  if (type.kind === 'integer') return sqlOp('integer_of_units', [units.expr]);
  if (type.kind !== 'decimal') throw new Error(`Invariant broken: ${type.kind} has no units`);
  return sqlOp('decimal_of_units', [units.expr], {
    precision: type.precision,
    scale: type.scale,
    width: units.width,
  });
}
