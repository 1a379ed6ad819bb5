/** A log of 100,000 acts: reading its state through the snapshot, against folding all of it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { append } from '../../src/control/append.ts';
import type { Head } from '../../src/control/chain.ts';
import type { ControlLog } from '../../src/control/control-log.ts';
import { type FoldedLog, foldLog } from '../../src/control/fold-log.ts';
import { openLog } from '../../src/control/open-log.ts';
import { snapshotText } from '../../src/control/snapshot.ts';
import { verifyLog } from '../../src/control/verify-log.ts';
import { chainOf, manyActs, recorded, writeLog } from './control-acts.ts';

const ACTS = 100_000;

let folder: string;
let log: ControlLog;
let last: Head;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-volume-'));
  log = await openLog(folder);
  // 2,500 rules, and the rest runs.
  const { lines, heads } = chainOf(manyActs(ACTS));
  await writeLog(folder, lines);
  last = await append(log, recorded('last'), { expectedHead: heads[ACTS] as Head, snapshotActs: 1 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function quickest(
  times: number,
  useSnapshot: boolean,
): Promise<{ readonly ms: number; readonly folded: FoldedLog }> {
  let ms = Number.POSITIVE_INFINITY;
  let folded = await foldLog(log, { useSnapshot });
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    folded = await foldLog(log, { useSnapshot });
    ms = Math.min(ms, performance.now() - started);
  }
  return { ms, folded };
}

it('gives the same state at least ten times quicker, reading only the acts behind the snapshot', async () => {
  let head = last;
  for (let i = 0; i < 50; i++) head = await append(log, recorded(`after ${i}`), { expectedHead: head });
  const quick = await quickest(5, true);
  const full = await quickest(2, false);
  expect(quick.folded).toMatchObject({ head, actsRead: 50, snapshot: { kind: 'used', seq: ACTS + 1 } });
  expect(full.folded).toMatchObject({ head, actsRead: ACTS + 51 });
  expect(snapshotText(quick.folded)).toBe(snapshotText(full.folded));
  const figures = `${full.ms.toFixed(0)} ms in full, ${quick.ms.toFixed(1)} ms through the snapshot`;
  expect(full.ms / quick.ms, figures).toBeGreaterThan(10);
});

it('verifies in full, snapshot included', async () => {
  const { isSound, head } = await verifyLog(log, [last]);
  expect(isSound).toBe(true);
  expect(head.seq).toBe(ACTS + 51);
});
