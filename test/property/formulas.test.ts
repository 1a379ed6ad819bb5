/** The formulas of caps and derivatives against the same written once more; `npm run campaign -- --formulas 200000` has more cases. */

import { expect, it } from 'vitest';
import { compareFormulas } from './formulas.ts';

it('random caps and netting sets are what the formulas of the standards give', async () => {
  const seed = Math.floor(Math.random() * 2 ** 30);
  const result = await compareFormulas({ caps: 4000, sets: 1000, seed, progress: () => undefined });
  expect(result.differences, `seed ${seed}`).toEqual([]);
  // Against generators that have run dry.
  expect(result.binding).toBeGreaterThan(400);
  expect(result.binding).toBeLessThan(3600);
});
