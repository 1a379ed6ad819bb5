/** Tests of literals: texts of a given type are read exactly or refused. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { BOOLEAN, DATE, decimal, INTEGER, TEXT } from '../schema/types.ts';
import { literalValue, numberLiteral } from './literal.ts';

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PlimsollError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe('literalValue', () => {
  it.each([
    ['', TEXT, ''],
    ['null', TEXT, 'null'],
    ['true', BOOLEAN, true],
    ['false', BOOLEAN, false],
    ['-12', INTEGER, -12n],
    ['9223372036854775807', INTEGER, 9223372036854775807n],
    ['-9223372036854775808', INTEGER, -9223372036854775808n],
    ['2024-02-29', DATE, 19782],
    ['0.95', decimal(7, 6), 950000n],
    ['1.500', decimal(3, 2), 150n],
    ['-9.99', decimal(3, 2), -999n],
    ['12', decimal(4, 2), 1200n],
    ['0', decimal(2, 2), 0n],
  ])('reads %j as %j', (text, type, value) => {
    expect(literalValue(text, type)).toBe(value);
  });

  it.each([
    ['True', BOOLEAN, 'values.literal'],
    ['1', BOOLEAN, 'values.literal'],
    ['1.0', INTEGER, 'values.literal'],
    ['', INTEGER, 'values.literal'],
    ['9223372036854775808', INTEGER, 'values.overflow'],
    ['-9223372036854775809', INTEGER, 'values.overflow'],
    ['2023-02-29', DATE, 'values.literal'],
    ['29.02.2024', DATE, 'values.literal'],
    ['0.1234567', decimal(7, 6), 'values.literal'],
    ['10', decimal(7, 6), 'values.overflow'],
    ['1e3', decimal(7, 2), 'values.literal'],
    ['1', decimal(2, 2), 'values.overflow'],
  ])('refuses %j as %j', (text, type, code) => {
    expect(codeOf(() => literalValue(text, type))).toContain(code);
  });

  it('says how many digits are allowed', () => {
    expect(codeOf(() => literalValue('0.1234567', decimal(7, 6)))).toBe(
      "values.literal: Can't read `0.1234567` as decimal(7,6): expected at most 6 digits after the point.",
    );
  });
});

describe('numberLiteral', () => {
  it('has 38 digits at most, counted by value and scale', () => {
    expect(numberLiteral('9'.repeat(38))?.type).toEqual(decimal(38, 0));
    expect(numberLiteral('9'.repeat(39))).toBeUndefined();
    expect(numberLiteral(`0.${'0'.repeat(37)}1`)?.type).toEqual(decimal(38, 38));
    expect(numberLiteral(`0.${'0'.repeat(38)}1`)).toBeUndefined();
  });
});
