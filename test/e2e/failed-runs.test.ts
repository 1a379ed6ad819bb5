/** What `show` tells after a run that was refused (exit 1) or failed (exit 2, 3): whose figures these are, and that they must not be reported. */

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plimsoll, ratio, SMALL_BANK_RATIO, smallBankFolder, storedFiles } from './project-folder.ts';

let folder: string;
beforeEach(() => {
  folder = smallBankFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const REFUSED =
  'This run was refused, and its figures must not be reported: 1 record was rejected; the limit is 0.';
const EARLIER = 'The last run for 2024-01-31 failed; this is the one before it. It failed with:';

/** Replaces a text in a file and returns what undoes it. */
function change(file: string, from: string, to: string): () => void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
  return () => writeFileSync(path, before);
}

const run = () => plimsoll(folder, 'run');
const show = (...args: readonly string[]) => plimsoll(folder, 'show', ...args);

async function json(...args: readonly string[]): Promise<unknown> {
  return JSON.parse((await plimsoll(folder, '--json', ...args)).out);
}

it('a refused run: its own figures, marked wherever figures are shown, until a run is accepted', async () => {
  // Without this deposit of 80,000 the ratio would look better than it is.
  const undo = change('data/deposits.csv', 'A01;C1;CUR;80.000,00', 'A01;C1;CUR;eighty');
  expect(await run()).toMatchObject({
    exit: 1,
    err: expect.stringContaining('REJECTED, and not in these figures'),
  });
  for (const what of ['metrics', 'lines']) {
    expect([what, await show(what)]).toEqual([
      what,
      { exit: 0, out: expect.stringContaining('SB'), err: expect.stringContaining(REFUSED) },
    ]);
    expect([what, await json('show', what)]).toEqual([
      what,
      expect.objectContaining({
        date: '2024-01-31',
        refused: expect.stringContaining('1 record was rejected'),
      }),
    ]);
  }
  expect(await ratio(folder)).not.toBe(SMALL_BANK_RATIO);
  expect(await json('show', 'rejects')).toMatchObject({
    total: '1',
    rejects: [{ table: 'account', file: 'data/deposits.csv', row: '1', column: 'balance', value: 'eighty' }],
  });

  undo();
  // A slow machine's progress lines are no warnings.
  const accepted = await run();
  expect([accepted.exit, accepted.err.replace(/^(Reading|Calculating) .*\n/gm, '')]).toEqual([0, '']);
  expect(await show('metrics')).toMatchObject({ exit: 0, err: '' });
  expect(await json('show', 'metrics')).toMatchObject({ refused: null });
  expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
  expect(await json('show', 'rejects')).toMatchObject({ total: '0' });
});

it('a run that failed on its input: the figures before it, with the reason and the rejects that it had found', async () => {
  await run();
  const mend = [
    change('data/deposits.csv', 'A01;C1;CUR;80.000,00', 'A01;C1;CUR;eighty'),
    change('data/loans.csv', 'balance', 'balanec'),
  ];
  const failed = await run();
  expect(failed).toMatchObject({ exit: 2, out: '' });
  const reason = 'The table `loan` needs `balance`, and data/loans.csv does not give it. Known: loan_id,';
  expect(failed.err).toContain(reason);
  for (const what of ['metrics', 'stages', 'loan']) {
    const shown = await show(what);
    expect([what, shown.exit]).toEqual([what, 0]);
    expect(shown.err).toContain(EARLIER);
    expect(shown.err).toContain(reason);
  }
  expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
  // What is asked for after a failure is what was wrong with its input, not with that of the run before.
  expect(await json('show', 'rejects')).toMatchObject({ total: '1', rejects: [{ value: 'eighty' }] });

  for (const undo of mend) undo();
  expect(await run()).toMatchObject({ exit: 0, err: '' });
  expect(await show('metrics')).toMatchObject({ exit: 0, err: '' });
});

it('a run that failed with a fault: the figures before it, with the reason, until the store is cleared', async () => {
  await run();
  // The right size, end and time, but no Parquet: nothing short of reading it tells.
  const [path = ''] = storedFiles(folder, 'account');
  const bytes = readFileSync(path);
  const same = join(folder, 'same-time');
  execFileSync('touch', ['-r', path, same]);
  writeFileSync(path, bytes.fill(0, 0, bytes.length - 4));
  execFileSync('touch', ['-r', same, path]);
  const undo = change('data/loans.csv', '12000.00', '11000.00');
  const failed = await run();
  expect(failed.exit).toBe(3);
  expect(failed.err).toContain('The engine refused a statement');
  const shown = await show('metrics');
  expect(shown.exit).toBe(0);
  expect(shown.err).toContain(`${EARLIER} The engine refused a statement`);
  expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
  // A table whose file can't be read is not shown as if it had no rows.
  expect(await show('account')).toMatchObject({ exit: 3, out: '' });

  undo();
  rmSync(join(folder, '.plimsoll'), { recursive: true });
  expect((await run()).exit).toBe(0);
  expect(await show('metrics')).toMatchObject({ exit: 0, err: '' });
});

it('a refused run and then a failed one: both are told', async () => {
  change('data/deposits.csv', 'A01;C1;CUR;80.000,00', 'A01;C1;CUR;eighty');
  expect((await run()).exit).toBe(1);
  rmSync(join(folder, 'data/loans.csv'));
  expect((await run()).exit).toBe(2);
  const { exit, err } = await show('metrics');
  expect(exit).toBe(0);
  expect(err).toContain(`${EARLIER} plimsoll.yaml:46: No file matches \`data/loans.csv\``);
  expect(err).toContain(REFUSED);
});

it('a first run that failed: no figures, and its rejects can be seen', async () => {
  change('data/deposits.csv', 'A01;C1;CUR;80.000,00', 'A01;C1;CUR;eighty');
  rmSync(join(folder, 'data/loans.csv'));
  expect((await run()).exit).toBe(2);
  for (const what of ['metrics', 'stages']) {
    expect([what, await show(what)]).toEqual([what, expect.objectContaining({ exit: 2, out: '' })]);
    expect([what, await json('show', what)]).toEqual([
      what,
      { error: expect.objectContaining({ code: 'run.none' }) },
    ]);
  }
  const { unread_tables: unread, ...told } = (await json('show', 'rejects')) as Record<string, unknown>;
  expect(told).toMatchObject({ total: '1', rejects: [{ value: 'eighty' }] });
  // It came to the deposits, and not to the loans.
  expect(unread).toContain('loan');
  expect(unread).not.toContain('account');
  expect((await show('rejects')).err).toMatch(
    /ended before it had read .*loan.*, so whether they have rejects is not known/,
  );
});

it('a failed run of one date leaves the figures of another date unmarked', async () => {
  await run();
  rmSync(join(folder, 'data/loans.csv'));
  expect((await plimsoll(folder, 'run', '--date', '2024-02-01')).exit).toBe(2);
  expect(await show('metrics', '--date', '2024-01-31')).toMatchObject({ exit: 0, err: '' });
  expect(await plimsoll(folder, 'reconcile', '--date', '2024-01-31')).toMatchObject({ exit: 0, err: '' });
  expect(await show('metrics', '--date', '2024-02-01')).toMatchObject({ exit: 2, out: '' });
});

it('a first run of a later date that failed: its rejects are those of the last run, whose figures there are not', async () => {
  await run();
  change('data/deposits.csv', 'A01;C1;CUR;80.000,00', 'A01;C1;CUR;eighty');
  rmSync(join(folder, 'data/loans.csv'));
  expect((await plimsoll(folder, 'run', '--date', '2024-02-01')).exit).toBe(2);
  expect(await json('show', 'rejects')).toMatchObject({
    date: '2024-02-01',
    total: '1',
    rejects: [{ value: 'eighty' }],
  });
  expect(await json('show', 'rejects', '--date', '2024-01-31')).toMatchObject({
    date: '2024-01-31',
    total: '0',
  });
});

it('a reconciliation after a failed run tells that it is of the one before', async () => {
  await run();
  rmSync(join(folder, 'data/loans.csv'));
  expect((await run()).exit).toBe(2);
  expect(await plimsoll(folder, 'reconcile')).toMatchObject({
    exit: 0,
    err: expect.stringContaining(EARLIER),
  });
});
