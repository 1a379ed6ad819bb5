/** Literals with their types: texts of a given type (defaults, code tables), and number literals inside expressions. */

import { fail } from '../errors/error.ts';
import { type ColumnType, decimal, INTEGER, typeName, type Value } from '../schema/types.ts';
import { parseDate } from '../values/date.ts';
import { digitCount, fitsPrecision, parseDecimal, rescaleExact } from '../values/decimal.ts';
import type { TypedExpr } from './ast.ts';
import { DIGITS_MAX } from './digits.ts';

export type TypedLiteral = Extract<TypedExpr, { kind: 'literal' }>;

/** Signed 64 bits. */
export const INTEGER_MIN = -(2n ** 63n);
export const INTEGER_MAX = 2n ** 63n - 1n;

/**
 * The value that `text` names in `type`: decimals must fit scale and precision exactly (nothing is rounded on the way
 * in), dates are ISO, booleans `true` or `false`, texts are themselves. `values.literal` or `values.overflow` otherwise.
 */
export function literalValue(text: string, type: ColumnType): Value {
  switch (type.kind) {
    case 'text':
      return text;
    case 'boolean':
      if (text !== 'true' && text !== 'false') return unreadable(text, type, 'true or false');
      return text === 'true';
    case 'integer':
      return integerValue(text, type);
    case 'date':
      return parseDate(text) ?? unreadable(text, type, 'a day of the calendar such as 2024-01-31');
    case 'decimal':
      return decimalValue(text, type);
  }
}

function integerValue(text: string, type: ColumnType): bigint {
  if (!/^[+-]?\d+$/.test(text)) return unreadable(text, type, 'a whole number such as 30');
  const value = BigInt(text);
  if (value < INTEGER_MIN || value > INTEGER_MAX)
    fail('values.overflow', { value: text, type: typeName(type) });
  return value;
}

function decimalValue(text: string, type: Extract<ColumnType, { kind: 'decimal' }>): bigint {
  const read = parseDecimal(text) ?? unreadable(text, type, 'a decimal number such as -12.50');
  const units = rescaleExact(read.units, read.scale, type.scale);
  if (units === undefined) return unreadable(text, type, `at most ${type.scale} digits after the point`);
  if (!fitsPrecision(units, type.precision)) fail('values.overflow', { value: text, type: typeName(type) });
  return units;
}

function unreadable(text: string, type: ColumnType, expected: string): never {
  return fail('values.literal', { text, type: typeName(type), expected });
}

/**
 * A number as it stands in an expression. Without a point and with up to 18 digits it is an integer, any other is a decimal of
 * exactly its digits (`0.05` is decimal(2,2)); `undefined` when it has more than 38.
 */
export function numberLiteral(text: string): TypedLiteral | undefined {
  const read = parseDecimal(text);
  if (read === undefined) throw new Error(`Invariant broken: the lexer made the number ${text}`);
  const digits = Math.max(digitCount(read.units), read.scale);
  if (digits > DIGITS_MAX) return undefined;
  const isInteger = !text.includes('.') && digits <= 18;
  return literalOf(read.units, isInteger ? INTEGER : decimal(digits, read.scale));
}

export function literalOf(value: Value, type: ColumnType): TypedLiteral {
  return { kind: 'literal', value, type, nullable: value === null };
}

/** How an integer literal counts beside decimals: by the digits that it has, not by those that an integer may have. */
export function asOwnDecimal(expr: TypedExpr): TypedExpr {
  if (expr.kind !== 'literal' || expr.type.kind !== 'integer' || typeof expr.value !== 'bigint') return expr;
  return literalOf(expr.value, decimal(digitCount(expr.value), 0));
}
