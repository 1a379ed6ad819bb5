/** Several dates through the command line: files of a day by `{date}` in their path. */

import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

interface Run {
  readonly date: string;
  readonly inputs: readonly { readonly table: string; readonly state: string; readonly rows: number }[];
  readonly error?: { readonly code: string };
}

const inData = (name: string): string => join(bank.folder, 'data', name);
const stateOf = (run: Run | undefined, name: string): string | undefined =>
  run?.inputs.find(({ table }) => table === name)?.state;

it('a range of days calculates those that have files, each with its own, and shares the others', () => {
  bank.change('plimsoll.yaml', 'files: data/deposits.csv', "files: 'data/deposits-{date:%Y%m%d}.csv'");
  renameSync(inData('deposits.csv'), inData('deposits-20240131.csv'));
  copyFileSync(inData('deposits-20240131.csv'), inData('deposits-20240202.csv'));
  bank.change('data/deposits-20240202.csv', '30.000,00', '31.000,00');

  const single = bank.json('run', '--date', '2024-02-02');
  const { runs } = bank.json('run', '--dates', '2024-01-30..2024-02-05') as { readonly runs: readonly Run[] };
  expect(runs.map(({ date }) => date)).toEqual(['2024-01-31', '2024-02-02']);
  const [first, second] = runs;
  expect([stateOf(first, 'account'), stateOf(first, 'other_flow')]).toEqual(['imported', 'stored']);
  expect([stateOf(second, 'account'), stateOf(second, 'other_flow')]).toEqual(['stored', 'stored']);
  expect(second).toMatchObject({ metrics: (single as { readonly metrics: unknown }).metrics });
  const stock = (date: string): unknown =>
    (bank.json('show', 'metrics', '--date', date) as { readonly perimeters: unknown }).perimeters;
  expect(stock('2024-01-31')).not.toEqual(stock('2024-02-02'));

  // A day that cannot be read does not keep the others back.
  copyFileSync(inData('entity.csv'), inData('deposits-20240201.csv'));
  const told = bank.plimsoll('run', '--dates', '2024-01-31..2024-02-02');
  expect(told.exit).toBe(2);
  expect(told.out).toContain('2 of 3 dates calculated. With an error: 2024-02-01.');
  // The worst of all dates is the exit code, whichever comes last.
  bank.change('data/deposits-20240202.csv', '31.000,00', '31.000,0x');
  const refused = bank.plimsoll('run', '--dates', '2024-02-01..2024-02-02');
  expect(refused.exit).toBe(2);
  expect(refused.out).toContain('1 of 2 dates calculated. Refused: 2024-02-02. With an error: 2024-02-01.');
});

it('dates at once give what they give one after the other, told in their order', () => {
  bank.change('plimsoll.yaml', 'files: data/deposits.csv', "files: 'data/deposits-{date:%Y%m%d}.csv'");
  const days = ['01', '02', '05', '06'];
  for (const [index, day] of days.entries()) {
    const name = `deposits-202402${day}.csv`;
    copyFileSync(inData('deposits.csv'), inData(name));
    // The third can't be read.
    if (index === 2) copyFileSync(inData('entity.csv'), inData(name));
    else bank.change(`data/${name}`, '30.000,00', `3${index}.000,00`);
  }
  const state = join(bank.folder, '.plimsoll');
  const told = (parallel: string): { readonly runs: unknown[]; readonly acts: unknown } => {
    rmSync(state, { recursive: true, force: true });
    const { out, err, exit } = bank.plimsoll(
      '--json',
      'run',
      '--dates',
      '2024-02-01..2024-02-29',
      '--parallel',
      parallel,
    );
    // Beside what is going on, which is told every few seconds.
    expect([exit, err]).toEqual([2, expect.stringMatching(/^2024-02-05: plimsoll\.yaml:\d+: /m)]);
    const { runs } = JSON.parse(out) as { readonly runs: Record<string, unknown>[] };
    const acts = readFileSync(join(state, 'control', 'acts.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly act: { readonly date?: string } }).act.date);
    return { runs: runs.map(({ import_ms: _, calculate_ms: __, stages: ___, ...run }) => run), acts };
  };
  const one = told('1');
  expect(one.runs).toHaveLength(4);
  for (const parallel of ['2', '9']) expect(told(parallel)).toEqual(one);
  for (const parallel of ['0', 'x', '1.5'])
    expect(bank.plimsoll('run', '--dates', '2024-02-01..2024-02-29', '--parallel', parallel)).toMatchObject({
      exit: 2,
      err: expect.stringContaining(`--parallel is \`${parallel}\``),
    });
  expect(bank.plimsoll('run', '--parallel', '2')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('--dates'),
  });
});

it('a range that is none, and days without files, are refused', () => {
  for (const range of ['2024-02-01', '2024-02-02..2024-02-01', '2024-02-30..2024-03-01', '..'])
    expect(bank.plimsoll('run', '--dates', range)).toMatchObject({
      exit: 2,
      err: expect.stringContaining(`--dates is \`${range}\``),
    });
  expect(bank.plimsoll('run', '--dates', '2024-01-01..2024-01-31')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('No day from 2024-01-01 to 2024-01-31 has files'),
  });
  bank.change('plimsoll.yaml', 'files: data/deposits.csv', "files: 'data/deposits-{date:%Y-%q}.csv'");
  expect(bank.plimsoll('run')).toMatchObject({ exit: 2, err: expect.stringContaining('has the sign %q') });
});

it('a query of one DuckDB file gives each date its own rows, and is asked again when they change', async () => {
  const path = inData('core.duckdb');
  const engine = await openDuckDb({ temporaryFolder: join(bank.folder, 'tmp') });
  await engine.execute(`ATTACH '${path}' AS made`);
  await engine.execute(`CREATE TABLE made.flow AS SELECT * FROM (VALUES
    ('Q1', '2024-01-31', 100.00::DECIMAL(18,2)), ('Q1', '2024-02-01', 250.00), ('Q2', '2024-02-01', 1.00)) AS t(id, as_of, amount)`);
  await engine.execute('DETACH made');
  await engine.close();
  writeFileSync(
    join(bank.folder, 'plimsoll.yaml'),
    `  - table: other_flow
    files: data/core.duckdb
    query: |
      SELECT id AS flow_id, 'SB' AS entity_id, 'EUR' AS currency_code, 'out' AS direction, 'dividend' AS kind,
        DATE '2024-02-10' AS due_date, amount
      FROM flow WHERE as_of = '{date}' ORDER BY id;
`,
    { flag: 'a' },
  );
  const flows = (date: string): unknown => {
    expect(bank.plimsoll('run', '--date', date)).toMatchObject({ exit: 0, err: '' });
    const { rows } = bank.json('show', 'other_flow', '--date', date) as {
      readonly rows: readonly Readonly<Record<string, string>>[];
    };
    return rows.flatMap((row) => (row['flow_id']?.startsWith('Q') ? [[row['flow_id'], row['amount']]] : []));
  };
  expect(flows('2024-01-31')).toEqual([['Q1', '100.00']]);
  expect(flows('2024-02-01')).toEqual([
    ['Q1', '250.00'],
    ['Q2', '1.00'],
  ]);
  expect(flows('2024-01-31')).toEqual([['Q1', '100.00']]);

  bank.change(
    'plimsoll.yaml',
    "as_of = '{date}'",
    "as_of <= CAST(current_date AS VARCHAR) AND as_of = '{date}'",
  );
  const refused = bank.plimsoll('run');
  expect([refused.exit, refused.err]).toEqual([
    2,
    expect.stringContaining('data/core.duckdb uses `current_date`, which asks the clock'),
  ]);
});
