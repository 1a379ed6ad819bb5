/** `explain --engine spark` where no server is: what is kept is told, never taken for another run's, and in nobody's way. With a real one: test/spark/explain.test.ts. */

import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SparkRun } from '../../src/run/spark-run.ts';
import { type SmallBank, smallBank } from '../support/small-bank.ts';
import { MB, partOf, sparkRunOf, stageOf, workOf } from '../support/spark-run.ts';

const DATE = '2024-01-31';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

const explain = (...args: readonly string[]) => bank.plimsoll('explain', '--engine', 'spark', ...args);
const keep = (run: SparkRun): void =>
  writeFileSync(join(bank.folder, `.plimsoll/runs/${run.date}.spark`), JSON.stringify(run));

it('says what to do where Spark has computed nothing, and for which dates it has', () => {
  expect(bank.plimsoll('run').exit).toBe(0);
  const none = explain();
  expect(none).toMatchObject({ exit: 2, out: '' });
  expect(none.err).toContain(`Nothing is kept of what Spark did for a run of ${DATE}; no date has any yet.`);
  expect(none.err).toContain(`Type \`plimsoll run --engine spark --date ${DATE}\``);
  keep(sparkRunOf(DATE, 1, stageOf(partOf())));
  expect(explain('--date', '2024-02-29').err).toContain(`there is one of ${DATE}.`);
});

it('shows the table, what to change, and that a later run computed nothing there', () => {
  for (const _ of [1, 2]) expect(bank.plimsoll('run').exit).toBe(0);
  const work = [
    workOf({ spillMemoryBytes: 900 * MB, spillDiskBytes: 300 * MB }),
    workOf({ id: 6, outputBytes: 0 }),
  ];
  keep(sparkRunOf(DATE, 1, stageOf(partOf({ work }))));
  const shown = explain();
  expect([shown.exit, shown.err]).toEqual([0, '']);
  const cells = shown.out.split('\n').map((line) => line.split(/ {2,}/));
  expect(cells[0]).toEqual([`What Spark did for run 1, of ${DATE}, application local-1`]);
  expect(cells[1]).toEqual(['The last run of the date is 2; nothing that Spark did for it is kept.']);
  const [name, tasks, duration, rows, files, smallest, median, largest, ...did] =
    cells.find(([first]) => first === 'liquidity') ?? [];
  expect([name, tasks, duration, rows]).toEqual(['liquidity', '16', '21.0 s', '8,000,000']);
  expect([files, smallest, median, largest]).toEqual(['8', '100 MB', '100 MB', '100 MB']);
  // Nothing was written into a shuffle; the longest task took 2.5 s of 2 s.
  expect(did.slice(0, 3)).toEqual(['900 MB', '300 MB', '1.0 GB']);
  expect(did.at(-1)).toBe('1.3 × time');
  expect(shown.out).toContain('- liquidity spilled 300 MB to disk');
  expect(shown.out).not.toContain('Nothing to change.');
});

it('says what is not known, and why', () => {
  expect(bank.plimsoll('run').exit).toBe(0);
  const known = { ...stageOf(partOf()), stage: 'metrics' };
  keep(sparkRunOf(DATE, 1, stageOf(partOf({ work: null })), known));
  expect(explain().out).toContain(
    "Tasks, spill, shuffles and skew of liquidity are not known. Spark's pages know them: say in plimsoll.yaml",
  );
  appendFileSync(join(bank.folder, 'plimsoll.yaml'), '\nspark: { ui: "http://127.0.0.1:1" }\n');
  expect(explain().out).toContain(
    'The pages of Spark at http://127.0.0.1:1 do not say what the application local-1 did:',
  );
});

it('says with what a run ended before its time, and in which stage', () => {
  for (const _ of [1, 2]) expect(bank.plimsoll('run').exit).toBe(0);
  const run = sparkRunOf(DATE, 3, stageOf(partOf({ rows: 0, files: [] })));
  keep({ ...run, failed: { stage: 'liquidity', message: 'No room in /store.' } });
  const { exit, out } = explain();
  expect(exit).toBe(0);
  const [head, reason, space] = out.split('\n');
  expect(head).toContain('run 3');
  expect([reason, space]).toEqual(['It failed as liquidity was computed: No room in /store.', '']);
  expect(out).toMatch(/^liquidity +8 +21\.0 s +0 +0 /m);
  expect(out).not.toContain('Nothing to change.');
  keep({ ...run, failed: { stage: null, message: 'No room.' } });
  expect(explain().out).toContain('\nIt failed: No room.\n');
});

it('shows one stage, and names those that there are', () => {
  expect(bank.plimsoll('run').exit).toBe(0);
  keep(sparkRunOf(DATE, 1, stageOf(partOf(), partOf({ cut: 'reads' }))));
  const shown = bank.plimsoll('explain', 'liquidity', '--engine', 'spark');
  expect(shown.out).toContain('liquidity: 2 queries.');
  expect(shown.out).toMatch(/^2 +what a task reads +21\.0 s/m);
  expect(shown.out).toMatch(/^2 +7 +8 +20\.0 s/m);
  const other = bank.plimsoll('explain', 'liquidty', '--engine', 'spark');
  expect(other.exit).toBe(2);
  expect(other.err).toContain('computed no stage `liquidty` there. Did you mean `liquidity`?');
});

it('is in nobody’s way, also where what is kept is damaged', () => {
  expect(bank.plimsoll('run').exit).toBe(0);
  const before = [bank.json('show'), bank.json('store', 'list')];
  writeFileSync(join(bank.folder, `.plimsoll/runs/${DATE}.spark`), '{"format":1');
  expect(explain().err).toContain(`Nothing is kept of what Spark did for a run of ${DATE}`);
  expect([bank.json('show'), bank.json('store', 'list')]).toEqual(before);
  expect(bank.json('store', 'gc', '--older-than', '0')).toMatchObject({ results: [], unread: [] });
  expect(bank.plimsoll('store', 'verify')).toMatchObject({ exit: 0, err: '' });
});

it('takes for the address of the pages nothing else, and shows no password', () => {
  for (const ui of [
    '127.0.0.1:4040',
    'sc://127.0.0.1',
    'http://me:secret@127.0.0.1:4040',
    'http://a/?token=x',
  ]) {
    const other = smallBank();
    appendFileSync(join(other.folder, 'plimsoll.yaml'), `\nspark: { ui: "${ui}" }\n`);
    const told = other.plimsoll('explain', '--engine', 'spark');
    expect([
      told.exit,
      told.err.includes('`spark.ui` must be the address'),
      told.err.includes('secret'),
    ]).toEqual([2, true, false]);
    other.remove();
  }
});
