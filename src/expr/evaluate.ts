/**
 * The reference evaluator: what an expression means, one row at a time, in exact arithmetic. Slow and obvious on purpose;
 * engines are compared with it and small results are computed by it.
 *
 * Types and digits were checked before, so no step can overflow: a number grows until it is assigned, and only `assign`
 * (and a date beyond year 9999) raises an error. NULL is null.
 */

import { fail } from '../errors/error.ts';
import { type ColumnType, typeName, type Value } from '../schema/types.ts';
import { never } from '../std/assert.ts';
import { formatDecimal, pow10 } from '../values/decimal.ts';
import { divideUnits, roundUnits } from '../values/rounding.ts';
import type { TypedExpr } from './ast.ts';
import { callFunction, compareValues, scaleOf } from './evaluate-call.ts';
import { INTEGER_MAX, INTEGER_MIN } from './literal.ts';
import { matchesLike } from './text.ts';

type Of<K extends TypedExpr['kind']> = Extract<TypedExpr, { kind: K }>;

interface Row {
  readonly column: (name: string) => Value;
  readonly parameters: Readonly<Record<string, Value>>;
}

/** The value of `expr`, in the units of `expr.type`; `column` is asked by the names that the checker's scope gave. */
export function evaluate(
  expr: TypedExpr,
  column: (name: string) => Value,
  parameters: Readonly<Record<string, Value>>,
): Value {
  return nodeValue(expr, { column, parameters });
}

/**
 * Assignment to a declared type: decimals are rounded half away from zero to its scale, an integer has scale 0; `values.overflow`
 * when the digits (or 64 bits) do not suffice. Other kinds pass unchanged. `value` is in the units of `from`.
 */
export function assign(value: Value, from: ColumnType, to: ColumnType): Value {
  if (typeof value !== 'bigint') return value;
  const units = roundUnits(value, scaleOf(from), scaleOf(to), 'half_away_from_zero');
  if (!fits(units, to)) {
    fail('values.overflow', { value: formatDecimal(value, scaleOf(from)), type: typeName(to) });
  }
  return units;
}

function fits(units: bigint, type: ColumnType): boolean {
  if (type.kind === 'integer') return units >= INTEGER_MIN && units <= INTEGER_MAX;
  if (type.kind !== 'decimal') throw new Error(`Invariant broken: a number is assigned to ${typeName(type)}`);
  const limit = pow10(type.precision);
  return -limit < units && units < limit;
}

function nodeValue(expr: TypedExpr, row: Row): Value {
  switch (expr.kind) {
    case 'literal':
      return expr.value;
    case 'column':
      return row.column(expr.name);
    case 'parameter':
      return parameterValue(expr, row);
    case 'negate':
      return unlessNull([nodeValue(expr.arg, row)], ([value]) => -numberIn(value));
    case 'not':
      return unlessNull([nodeValue(expr.arg, row)], ([value]) => value !== true);
    case 'arithmetic':
      return arithmetic(expr, row);
    case 'compare':
      return comparison(
        expr.op,
        expr.left,
        nodeValue(expr.left, row),
        expr.right,
        nodeValue(expr.right, row),
      );
    case 'logic':
      return logic(expr, row);
    case 'concat':
      return unlessNull(both(expr, row), ([left, right]) => `${left}${right}`);
    case 'is_null':
      return nodeValue(expr.arg, row) === null;
    case 'in':
      return inList(expr, row);
    case 'like':
      return unlessNull([nodeValue(expr.arg, row)], ([text]) => matchesLike(String(text), expr.pattern));
    case 'case':
      return caseValue(expr, row);
    case 'convert':
      return rescaled(expr.arg, expr.type, row);
    case 'round':
      return rescaled(expr.arg, expr.type, row);
    case 'div':
      return quotient(expr, row);
    case 'call':
      return callFunction(
        expr,
        expr.args.map((arg) => nodeValue(arg, row)),
      );
    default:
      return never(expr);
  }
}

function parameterValue(expr: Of<'parameter'>, row: Row): Value {
  const value = row.parameters[expr.name];
  if (value === undefined || value === null) {
    throw new Error(`Invariant broken: the parameter :${expr.name} has a value`);
  }
  return value;
}

function arithmetic(expr: Of<'arithmetic'>, row: Row): Value {
  return unlessNull(both(expr, row), ([left, right]) => {
    const [a, b] = [numberIn(left), numberIn(right)];
    if (expr.op === '*') return a * b;
    const scale = scaleOf(expr.type);
    const wide = a * pow10(scale - scaleOf(expr.left.type));
    const other = b * pow10(scale - scaleOf(expr.right.type));
    return expr.op === '+' ? wide + other : wide - other;
  });
}

function comparison(op: Of<'compare'>['op'], left: TypedExpr, a: Value, right: TypedExpr, b: Value): Value {
  return unlessNull([a, b], () => {
    const order = compareValues(a, left.type, b, right.type);
    switch (op) {
      case '=':
        return order === 0;
      case '!=':
        return order !== 0;
      case '<':
        return order < 0;
      case '<=':
        return order <= 0;
      case '>':
        return order > 0;
      case '>=':
        return order >= 0;
      default:
        return never(op);
    }
  });
}

/** False decides an `and` and true an `or`, whatever the other side is; otherwise a NULL makes it NULL. */
function logic(expr: Of<'logic'>, row: Row): Value {
  const decisive = expr.op === 'or';
  const left = nodeValue(expr.left, row);
  if (left === decisive) return decisive;
  const right = nodeValue(expr.right, row);
  if (right === decisive) return decisive;
  return left === null || right === null ? null : !decisive;
}

/** x in (a, b) means x = a or x = b, with NULL as in any `or`. */
function inList(expr: Of<'in'>, row: Row): Value {
  const value = nodeValue(expr.arg, row);
  const found = expr.list.map((item) => comparison('=', expr.arg, value, item, nodeValue(item, row)));
  if (found.includes(true)) return true;
  return found.includes(null) ? null : false;
}

function caseValue(expr: Of<'case'>, row: Row): Value {
  const met = expr.branches.find((branch) => nodeValue(branch.when, row) === true);
  return nodeValue(met === undefined ? expr.otherwise : met.then, row);
}

function rescaled(arg: TypedExpr, type: ColumnType, row: Row): Value {
  return unlessNull([nodeValue(arg, row)], ([value]) =>
    roundUnits(numberIn(value), scaleOf(arg.type), scaleOf(type), 'half_away_from_zero'),
  );
}

/** units(a) × 10^(scale + sb − sa) / units(b), rounded once. */
function quotient(expr: Of<'div'>, row: Row): Value {
  return unlessNull(both(expr, row), ([left, right]) => {
    const [a, b] = [numberIn(left), numberIn(right)];
    if (b === 0n) return null;
    const shift = expr.scale + scaleOf(expr.right.type) - scaleOf(expr.left.type);
    const numerator = shift > 0 ? a * pow10(shift) : a;
    const denominator = shift < 0 ? b * pow10(-shift) : b;
    return divideUnits(numerator, denominator, 'half_away_from_zero');
  });
}

function both(expr: { readonly left: TypedExpr; readonly right: TypedExpr }, row: Row): readonly Value[] {
  return [nodeValue(expr.left, row), nodeValue(expr.right, row)];
}

function unlessNull(values: readonly Value[], result: (values: readonly Value[]) => Value): Value {
  return values.includes(null) ? null : result(values);
}

function numberIn(value: Value | undefined): bigint {
  if (typeof value !== 'bigint') throw new Error(`Invariant broken: ${String(value)} is a number`);
  return value;
}
