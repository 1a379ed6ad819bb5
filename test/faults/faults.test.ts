/** Each command disturbed at a random moment; `npm run faults -- --kills 200` does it for longer. */

import { expect, it } from 'vitest';
import { faults } from './campaign.ts';

it('three commands, killed or interrupted and run again, leave what undisturbed ones leave', async () => {
  const seed = Math.floor(Math.random() * 1_000_000_000);
  const found: string[] = [];
  const onFault = (text: string): void => void found.push(text);
  const counts = await faults({
    kills: 3,
    seed,
    deals: 2000,
    workers: 2,
    onFault,
    progress: () => undefined,
  });
  expect(found, `npm run faults -- --kills 3 --deals 2000 --seed ${seed}`).toEqual([]);
  expect(counts.kills).toBe(3);
});
