/** kill -9 during an approval; `npm run campaign -- --kills 100` does it for longer. */

import { expect, it } from 'vitest';
import { killApprovals } from './approve-kill.ts';

it('at 12 random moments of an approval leaves the state before or after it, and the next run is that of a full one', async () => {
  const counts = await killApprovals(12, Math.random);
  expect(counts.problems).toEqual([]);
  // Otherwise all kills came too early or too late, and the test shows nothing.
  expect(counts.before).toBeGreaterThan(0);
  expect(counts.after).toBeGreaterThan(0);
});
