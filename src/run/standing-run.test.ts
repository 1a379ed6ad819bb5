/** Runs of one date that begin and end in other orders. Real processes: test/e2e/disturbed-runs.test.ts. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { partOf, sparkRunOf, stageOf } from '../../test/support/spark-run.ts';
import { openStore, runDates, type Store, sparkRunDates, writeRun, writeSparkRun } from '../store/store.ts';
import { findFailure, type RunRecord, recordAt } from './record.ts';
import { findSparkRun } from './spark-run.ts';
import { beginRun, keepFailure, keepRecord } from './standing-run.ts';

const DATE = '2024-01-31';

let store: Store;
beforeEach(async () => {
  store = await openStore(await mkdtemp(join(tmpdir(), 'plimsoll-standing-')));
});
afterEach(() => rm(store.root, { recursive: true, force: true }));

const recordOf = (number: number, definition: string): RunRecord => ({
  format: 1,
  date: DATE,
  number,
  pipeline: 'basel-lcr',
  reportingCurrency: 'EUR',
  jurisdiction: 'BASEL',
  refusal: null,
  definition,
  inputs: [],
  stages: [],
});
const failureOf = (number: number) => ({ number, message: `failure of ${number}`, inputs: [] });
const standing = async (): Promise<readonly (string | undefined)[]> => [
  (await recordAt(store, DATE))?.definition,
  (await findFailure(store, DATE))?.message,
];

it('the one that began last stands, whichever ends last', async () => {
  const [early, late] = [await beginRun(store, DATE), await beginRun(store, DATE)];
  await keepRecord(store, recordOf(late, 'new'));
  await expect(keepRecord(store, recordOf(early, 'old'))).rejects.toMatchObject({
    code: 'run.overtaken',
    exit: 1,
  });
  await keepRecord(store, recordOf(early, 'new'));
  expect(await recordAt(store, DATE)).toEqual(recordOf(late, 'new'));
  await keepRecord(store, recordOf(await beginRun(store, DATE), 'newer'));
  expect(await standing()).toEqual(['newer', undefined]);
});

it('an earlier one that fails does not hide the later one, nor does one that ends hide a later failure', async () => {
  const [first, second, third] = [
    await beginRun(store, DATE),
    await beginRun(store, DATE),
    await beginRun(store, DATE),
  ];
  await keepRecord(store, recordOf(second, 'new'));
  await keepFailure(store, DATE, failureOf(first));
  expect(await standing()).toEqual(['new', undefined]);
  await keepFailure(store, DATE, failureOf(third));
  await keepRecord(store, recordOf(second, 'new'));
  expect(await standing()).toEqual(['new', `failure of ${third}`]);
  await keepRecord(store, recordOf(await beginRun(store, DATE), 'newer'));
  expect(await standing()).toEqual(['newer', undefined]);
});

it('numbers grow over many that begin at once, over a lost count and over records of earlier versions', async () => {
  const numbers = await Promise.all(Array.from({ length: 8 }, () => beginRun(store, DATE)));
  expect(new Set(numbers).size).toBe(8);
  await keepRecord(store, recordOf(Math.max(...numbers), 'new'));
  await rm(join(store.root, 'runs/begun'));
  expect(await beginRun(store, DATE)).toBe(Math.max(...numbers) + 1);

  const { number: _, ...earlier } = recordOf(0, 'by an earlier version');
  await writeRun(store, DATE, earlier);
  expect(await recordAt(store, DATE)).toEqual(recordOf(0, 'by an earlier version'));
  await keepRecord(store, recordOf(await beginRun(store, DATE), 'after it'));
  expect(await standing()).toEqual(['after it', undefined]);
});

it('what a server did is that of the last run in which it took part, whatever ends later', async () => {
  const [early, late, without] = [
    await beginRun(store, DATE),
    await beginRun(store, DATE),
    await beginRun(store, DATE),
  ];
  const kept = async (): Promise<number | undefined> => (await findSparkRun(store, DATE))?.number;
  await keepRecord(store, recordOf(late, 'new'), sparkRunOf(DATE, late, stageOf(partOf())));
  await keepRecord(store, recordOf(early, 'new'), sparkRunOf(DATE, early));
  expect(await findSparkRun(store, DATE)).toEqual(sparkRunOf(DATE, late, stageOf(partOf())));
  await keepRecord(store, recordOf(without, 'new'));
  expect([await kept(), (await recordAt(store, DATE))?.number]).toEqual([late, without]);
  // Beside the records, and none of them.
  expect([await runDates(store), await sparkRunDates(store)]).toEqual([[DATE], [DATE]]);
});

it('reads what an earlier version kept of a server, which knew no failed runs', async () => {
  const { failed: _, ...earlier } = sparkRunOf(DATE, 1, stageOf(partOf()));
  await writeSparkRun(store, DATE, earlier);
  expect(await findSparkRun(store, DATE)).toEqual({ ...earlier, failed: null });
});
