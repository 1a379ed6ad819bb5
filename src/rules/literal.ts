/**
 * Literals of rules: numbers keep every digit, as text in one plain spelling.
 *
 * JSON writers may use an exponent (`1e-7`); that is a spelling like any other, so it is written out exactly. Two numbers of
 * one value but different zeros at the end (`0.95`, `0.950`) are kept as written and mean the same.
 */

import { fail } from '../errors/error.ts';
import { digitCount, formatDecimal, parseDecimal } from '../values/decimal.ts';
import type { RuleLiteral } from './rule.ts';

const DIGITS_MAX = 38;
const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/;

/** Does `text`, written without quotes, stand for a number? */
export function isNumber(text: string): boolean {
  return NUMBER.test(text) && /^[-+]?\.?\d/.test(text);
}

/** The digits of a number without plus, exponent and leading zeros: `+.5` → `0.5`. Errors: rules.number. */
export function plainNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = NUMBER.exec(text) ?? [];
  const exponent = exponentText.length > 5 ? Number.NaN : Number.parseInt(exponentText, 10);
  if (Number.isNaN(exponent) || Math.abs(exponent) > 2 * DIGITS_MAX) return tooLong(text);
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const before = digits.slice(0, Math.max(0, point)).padEnd(point, '0');
  const after = point < 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const plain = `${sign === '-' ? '-' : ''}${before.replace(/^0+(?=.)/, '') || '0'}${after === '' ? '' : `.${after}`}`;
  const read = parseDecimal(plain);
  if (read === undefined || Math.max(digitCount(read.units), read.scale) > DIGITS_MAX) return tooLong(text);
  return plain;
}

function tooLong(text: string): never {
  const found = text.length <= 60 ? text : `${text.slice(0, 60)}…`;
  return fail('rules.number', { found, problem: 'has too many digits' });
}

/** The one spelling of a value: no zeros at the end, no minus before zero. `text` is a plain number. */
export function shortestNumber(text: string): string {
  const read = parseDecimal(text);
  if (read === undefined) throw new Error(`Invariant broken: ${text} is a plain number`);
  const written = formatDecimal(read.units, read.scale);
  return written.includes('.') ? written.replace(/\.?0+$/, '') : written;
}

/** As a message shows it: texts between quotes. */
export function shownLiteral(literal: RuleLiteral): string {
  if (literal === null || typeof literal === 'boolean') return String(literal);
  if (typeof literal !== 'string') return literal.number;
  return JSON.stringify(literal.length <= 80 ? literal : `${literal.slice(0, 80)}…`);
}
