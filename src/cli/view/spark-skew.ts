/** Skew: how much more the largest task of a stage of Spark had to do than the one in the middle. All others wait for it. */

import type { Spread, StageWork } from '../../engine/spark/pages/stage-work.ts';

export interface Skew {
  readonly of: 'duration' | 'shuffle_read';
  /** Milliseconds or bytes. */
  readonly spread: Spread;
  /** Largest over median, 1000 at most. */
  readonly factor: number;
}

/** With fewer tasks there is none in the middle. */
const TASKS_LEAST = 3;

const FACTOR_MOST = 1000;

/** Below that, the largest task differs by chance: milliseconds, bytes. */
const NOISE: Readonly<Record<Skew['of'], number>> = { duration: 1000, shuffle_read: 2 ** 20 };

/** Worth a change from that factor on, and from that size of the largest task. */
const FACTOR = 4;
const SIZE: Readonly<Record<Skew['of'], number>> = { duration: 5000, shuffle_read: 64 * 2 ** 20 };

/** What can be said of a stage of Spark. */
export function skewOf({ tasks, taskMs, taskShuffleReadBytes }: StageWork): readonly Skew[] {
  const all = [
    { of: 'shuffle_read', spread: taskShuffleReadBytes },
    { of: 'duration', spread: taskMs },
  ] as const;
  return all.flatMap(({ of, spread }) => {
    if (tasks < TASKS_LEAST || spread === null || spread.largest < NOISE[of]) return [];
    const factor = spread.largest / Math.max(spread.median, spread.largest / FACTOR_MOST);
    return [{ of, spread, factor }];
  });
}

export const tooSkewed = ({ of, spread, factor }: Skew): boolean =>
  factor >= FACTOR && spread.largest >= SIZE[of];
