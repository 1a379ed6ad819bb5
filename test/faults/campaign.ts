/** Disturbed commands in numbers; `scripts/faults.mjs` starts it, and a test with a few. */

import { seeded } from '../fuzz/seeded.ts';
import { prepareActs } from './acts.ts';
import { type Disturbed, disturb, type Reference, referenceOf } from './disturb.ts';

export interface FaultOptions {
  readonly kills: number;
  readonly seed: number;
  readonly deals: number;
  readonly workers: number;
  readonly onFault: (text: string) => void;
  readonly progress: (done: number) => void;
}

export interface FaultCounts {
  kills: number;
  /** Those that came before the command had ended. */
  hits: number;
  differing: number;
  left: number;
  problems: number;
  readonly hitsByAct: Record<string, number>;
}

export async function faults(options: FaultOptions): Promise<FaultCounts> {
  const counts: FaultCounts = { kills: 0, hits: 0, differing: 0, left: 0, problems: 0, hitsByAct: {} };
  const { acts, remove } = await prepareActs(options.deals);
  try {
    const references: Reference[] = [];
    for (const act of acts) references.push(await referenceOf(act));
    let next = 0;
    const work = async (): Promise<void> => {
      for (let kill = next++; kill < options.kills; kill = next++) {
        const reference = references[kill % references.length];
        if (reference === undefined) throw new Error('Invariant broken: there are acts');
        count(counts, reference, await disturb(seeded(options.seed, kill), reference), (text) =>
          options.onFault(`kill ${kill}, seed ${options.seed}: ${text}`),
        );
        options.progress(counts.kills);
      }
    };
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    remove();
  }
  return counts;
}

function count(
  counts: FaultCounts,
  { act }: Reference,
  found: Disturbed,
  onFault: (text: string) => void,
): void {
  counts.kills += 1;
  if (found.isHit) {
    counts.hits += 1;
    counts.hitsByAct[act.name] = (counts.hitsByAct[act.name] ?? 0) + 1;
  }
  counts.differing += found.differing.length;
  counts.left += found.left.length;
  counts.problems += found.problems.length;
  for (const text of [
    ...found.differing,
    ...found.left.map((name) => `left over: ${name}`),
    ...found.problems,
  ])
    onFault(`${found.what}: ${text}`);
}
