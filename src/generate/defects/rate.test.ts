import { describe, expect, it } from 'vitest';
import { badDraws } from './rate.ts';

describe('a rate of bad records', () => {
  it('is the same share of 2^32 draws, rounded down', () => {
    expect(badDraws('0.5')).toBe(2n ** 31n);
    expect(badDraws('.25')).toBe(2n ** 30n);
    // 4294967296 ÷ 500 = 8589934.592
    expect(badDraws('0.002')).toBe(8_589_934n);
    expect(badDraws('0.000001')).toBe(4_294n);
  });

  it.each(['0', '0.0', '0.500001', '1', '0.0000001', '-0.1', '1e-3', '0,1', '', ' 0.1', '0.1 '])(
    'is not %s',
    (text) => {
      expect(badDraws(text)).toBeUndefined();
    },
  );
});
