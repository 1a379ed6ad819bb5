/** Tests of exact decimals: lossless reading and writing, rescaling, digits. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDecimals,
  digitCount,
  fitsPrecision,
  formatDecimal,
  parseDecimal,
  rescaleExact,
} from './decimal.ts';

describe('parseDecimal', () => {
  it.each([
    ['0', 0n, 0],
    ['-0', 0n, 0],
    ['12', 12n, 0],
    ['+12', 12n, 0],
    ['-12.50', -1250n, 2],
    ['.5', 5n, 1],
    ['5.', 5n, 0],
    ['-0.05', -5n, 2],
    ['007.10', 710n, 2],
    ['12345678901234567890123456789012345678.9', 123456789012345678901234567890123456789n, 1],
  ])('reads %s', (text, units, scale) => {
    expect(parseDecimal(text)).toEqual({ units, scale });
  });

  it.each(['', '.', '-', '+', '1e5', '1,000', '1 000', ' 1', '1\n', '0x10', '--1', '1.2.3', 'NaN', '١'])(
    'refuses %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );
});

describe('formatDecimal', () => {
  it.each([
    [0n, 0, '0'],
    [0n, 3, '0.000'],
    [5n, 2, '0.05'],
    [-5n, 2, '-0.05'],
    [-1250n, 2, '-12.50'],
    [1250n, 0, '1250'],
    [10n ** 37n, 37, '1.0000000000000000000000000000000000000'],
  ])('writes %s units at scale %i', (units, scale, text) => {
    expect(formatDecimal(units, scale)).toBe(text);
  });

  it('is read back to the same units and scale', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 38n), 10n ** 38n), fc.nat(38), (units, scale) => {
        expect(parseDecimal(formatDecimal(units, scale))).toEqual({ units, scale });
      }),
    );
  });
});

describe('rescaleExact', () => {
  it('adds zeros and drops only zeros', () => {
    expect(rescaleExact(125n, 2, 4)).toBe(12500n);
    expect(rescaleExact(12500n, 4, 2)).toBe(125n);
    expect(rescaleExact(-12501n, 4, 2)).toBeUndefined();
    expect(rescaleExact(7n, 0, 0)).toBe(7n);
  });
});

describe('digits', () => {
  it('are counted without sign; zero has one', () => {
    expect([0n, 9n, -10n, 10n ** 37n].map(digitCount)).toEqual([1, 1, 2, 38]);
  });

  it('decide what fits a precision', () => {
    expect(fitsPrecision(999n, 3)).toBe(true);
    expect(fitsPrecision(-999n, 3)).toBe(true);
    expect(fitsPrecision(1000n, 3)).toBe(false);
    expect(fitsPrecision(-1000n, 3)).toBe(false);
  });
});

describe('compareDecimals', () => {
  it('compares values, not spellings', () => {
    expect(compareDecimals({ units: 15n, scale: 1 }, { units: 150n, scale: 2 })).toBe(0);
    expect(compareDecimals({ units: -1n, scale: 0 }, { units: -99n, scale: 2 })).toBe(-1);
    expect(compareDecimals({ units: 1n, scale: 0 }, { units: 99n, scale: 2 })).toBe(1);
  });
});
