/** Random decisions that depend on a seed and the number of a case alone, so that one case of a campaign can be made again by itself. */

import { type Draw, drawFrom } from '../oracle/draw.ts';

export interface FuzzDraw extends Draw {
  readonly bytes: (length: number) => Buffer;
}

export function seeded(seed: number, number: number): FuzzDraw {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  // Splitmix with 32 bits of state: quick, and good enough to choose damages by.
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const nextInt = (min = 0, max = 0x7fffffff): number => min + (next() % (max - min + 1));
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => next() & 0xff));
  return { ...drawFrom({ nextInt }), bytes };
}
