/** Random decisions for the generators: a thin layer over fast-check's random numbers, so that its seeds replay them. */

import type fc from 'fast-check';

export interface Draw {
  /** A whole number from `min` to `max`, both included. */
  readonly between: (min: number, max: number) => number;
  /** True in `percent` of 100 cases. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** Between `min` and `max` different elements, in random order; fewer where there are fewer. */
  readonly some: <T>(from: readonly T[], min: number, max: number) => T[];
}

export function drawFrom(random: Pick<fc.Random, 'nextInt'>): Draw {
  const between = (min: number, max: number): number => random.nextInt(min, max);
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[between(0, from.length - 1)];
    if (chosen === undefined) throw new Error('Invariant broken: nothing to pick from');
    return chosen;
  };
  return {
    between,
    chance: (percent) => between(1, 100) <= percent,
    pick,
    some: (from, min, max) => shuffled(from, between).slice(0, between(min, max)),
  };
}

function shuffled<T>(from: readonly T[], between: (min: number, max: number) => number): T[] {
  const rest = [...from];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(between(0, rest.length - 1), 1));
  return result;
}
