import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pattern } from './pattern.ts';

const count = <T>(values: readonly T[], value: T): number => values.filter((v) => v === value).length;

describe('pattern', () => {
  it('gives each value its exact share where the slots allow it', () => {
    const slots = pattern(
      [
        ['a', 5],
        ['b', 3],
        ['c', 2],
      ],
      20,
    );
    expect([count(slots, 'a'), count(slots, 'b'), count(slots, 'c')]).toEqual([10, 6, 4]);
  });

  it('mixes: no value of a tenth is left to the end', () => {
    const slots = pattern(
      [
        ['a', 90],
        ['b', 10],
      ],
      100,
    );
    expect(slots.slice(0, 20)).toContain('b');
    expect(slots.slice(80)).toContain('b');
  });

  it('fills every slot, forgets nobody, and stays within one slot of the exact share of a large value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 12, max: 300 }),
        (weights, slots) => {
          const total = weights.reduce((a, b) => a + b, 0);
          const found = pattern(
            weights.map((weight, index) => [index, weight]),
            slots,
          );
          expect(found).toHaveLength(slots);
          weights.forEach((weight, index) => {
            const got = count(found, index);
            expect(got).toBeGreaterThanOrEqual(1);
            // Small values that are lifted to one slot take from the large ones, at most one slot each.
            expect(Math.abs(got - (weight * slots) / total)).toBeLessThan(weights.length);
          });
        },
      ),
    );
  });

  it('refuses fewer slots than values', () => {
    expect(() =>
      pattern(
        [
          ['a', 1],
          ['b', 1],
        ],
        1,
      ),
    ).toThrow(/has a slot for each of its values/);
  });
});
