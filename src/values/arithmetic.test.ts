import { describe, expect, it } from 'vitest';
import { decimalOf, minus, plus, shortText, sizeOf, sumOf, times } from './arithmetic.ts';

const text = (value: ReturnType<typeof plus>): string => shortText(value);

describe('exact decimals', () => {
  it('add and subtract across scales', () => {
    expect(text(plus(decimalOf('0.1'), decimalOf('0.20')))).toBe('0.3');
    expect(text(minus(decimalOf('1'), decimalOf('1.0001')))).toBe('-0.0001');
    expect(text(sumOf(['9007199254740993', '0.5', '-1'].map(decimalOf)))).toBe('9007199254740992.5');
    expect(text(sumOf([]))).toBe('0');
  });

  it('multiply without rounding', () => {
    expect(text(times(decimalOf('0.85'), decimalOf('-3')))).toBe('-2.55');
    expect(text(times(decimalOf('123456789.123456789'), decimalOf('0.000001')))).toBe('123.456789123456789');
  });

  it('are shown without zeros that say nothing', () => {
    expect(['100', '100.00', '0.50', '-0.0', '1.010'].map((each) => text(decimalOf(each)))).toEqual([
      '100',
      '100',
      '0.5',
      '0',
      '1.01',
    ]);
    expect(text(sizeOf(decimalOf('-2.5')))).toBe('2.5');
  });

  it('refuse a constant that is no decimal', () => {
    expect(() => decimalOf('1e5')).toThrow('is no decimal');
  });
});
