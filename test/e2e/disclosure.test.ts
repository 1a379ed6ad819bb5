/** `report liq1` and `check report` through the command line: small-bank by hand, a generated bank against its own metrics. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';
import { emptyFolder, plimsoll } from './project-folder.ts';

interface Liq1 {
  readonly first_date: string;
  readonly last_date: string;
  readonly observations: string;
  readonly dates: readonly string[];
  readonly rows: readonly {
    readonly row: string;
    readonly unweighted: string | null;
    readonly weighted: string | null;
    readonly note: string | null;
  }[];
}

const weighted = ({ rows }: Liq1, row: string): string | null | undefined =>
  rows.find((each) => each.row === row)?.weighted;

describe('small-bank', () => {
  let bank: SmallBank;
  let file: string;
  beforeAll(() => {
    bank = smallBank();
    file = join(bank.folder, 'liq1.csv');
    expect(bank.plimsoll('run').exit).toBe(0);
  });
  afterAll(() => bank.remove());

  it('has the rows that its README adds up by hand', () => {
    const report = bank.json('report', 'liq1', '--to', file) as Liq1;
    expect(
      Object.fromEntries(report.rows.map(({ row, unweighted, weighted: w }) => [row, [unweighted, w]])),
    ).toMatchObject({
      1: [null, '415000.0000'],
      3: ['205000.0000', '10250.0000'],
      4: ['150000.0000', '15000.0000'],
      6: ['100000.0000', '25000.0000'],
      8: [null, null],
      9: [null, '6000.0000'],
      13: ['60000.0000', '6000.0000'],
      16: [null, '263250.0000'],
      20: ['20550.0000', '10275.0000'],
      21: [null, '415000.0000'],
      22: [null, '252975.0000'],
      23: [null, '164.0478'],
    });
  });

  it('has a report that its own check accepts, as does that of its only entity', () => {
    expect(bank.plimsoll('report', 'liq1', '--to', file).exit).toBe(0);
    const checked = bank.plimsoll('check', 'report', file);
    expect(checked).toMatchObject({ exit: 0, err: '' });
    expect(checked.out).toContain('No rule fails');
    // As JSON too, as it is printed.
    const printed = join(bank.folder, 'printed.json');
    writeFileSync(printed, JSON.stringify(bank.json('report', 'liq1')));
    const again = bank.plimsoll('check', 'report', printed);
    expect(again).toMatchObject({ exit: 0, err: '' });
    expect(again.out).toContain('No rule fails');
    const one = bank.json('report', 'liq1', '--perimeter', 'SB') as Liq1;
    expect(one.rows).toEqual((bank.json('report', 'liq1') as Liq1).rows);
  });

  it('has a check that finds a changed figure, with the cells', () => {
    bank.plimsoll('report', 'liq1', '--to', file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('263250.0000', '263260.0000'));
    const checked = bank.plimsoll('check', 'report', file);
    expect(checked.exit).toBe(1);
    expect(checked.out).toMatch(/LIQ1\.16\.w +FAILS +263,260 +263,250 +10 /);
    expect(checked.out).toContain('16 weighted 263,260; 2 weighted 25,250');
    const told = bank.json('check', 'report', file) as {
      readonly failed: number;
      readonly verdicts: readonly unknown[];
    };
    // Row 16 against its parts, and row 22 against rows 16 and 20 in two ways.
    expect(told.failed).toBe(3);
    expect(told.verdicts[0]).toMatchObject({ rule: 'LIQ1.16.w', verdict: 'fails', difference: '10' });
  });

  it('says which rows the file lacks', () => {
    bank.plimsoll('report', 'liq1', '--to', file);
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line) => !line.includes(',16,')).join('\n'));
    const checked = bank.plimsoll('check', 'report', file);
    expect(checked.exit).toBe(1);
    expect(checked.out).toContain('The file has no row 16, which this form has');
    expect(bank.json('check', 'report', file)).toMatchObject({ missing_rows: ['16'] });
    expect(bank.plimsoll('report', 'liq1', '--to', join(bank.folder, 'liq1.json'))).toMatchObject({
      exit: 2,
      err: expect.stringContaining('for JSON leave --to out'),
    });
  });

  it('refuses what is no report, with the place', () => {
    expect(bank.plimsoll('check', 'report', join(bank.folder, 'none.csv'))).toMatchObject({ exit: 2 });
    writeFileSync(file, 'row,weighted\n1,70\n16,many\n');
    const refused = bank.plimsoll('check', 'report', file, '--template', 'liq1');
    expect(refused).toMatchObject({ exit: 2, out: '' });
    expect(refused.err).toContain('line 3: `many` in row 16, weighted, is no number');
  });

  it('refuses a perimeter and a range that there are no figures for, and a folder that is not there', () => {
    expect(bank.plimsoll('report', 'liq1', '--perimeter', 'XX')).toMatchObject({
      exit: 2,
      err: 'There is no perimeter `XX` on 2024-01-31. Known: GROUP, SB. Name one with --perimeter.\n',
    });
    const folder = join(bank.folder, 'nowhere');
    expect(bank.plimsoll('report', 'liq1', '--to', join(folder, 'liq1.csv'))).toMatchObject({
      exit: 2,
      err: `There is no folder ${folder} for the report. Make it, or name another file with --to.\n`,
    });
    expect(bank.json('report', 'liq1', '--dates', '2023-01-01..2023-02-01')).toMatchObject({
      error: { code: 'report.no_runs' },
    });
  });
});

describe('rules', () => {
  let bank: SmallBank;
  beforeAll(() => {
    bank = smallBank();
    expect(bank.plimsoll('run').exit).toBe(0);
  });
  afterAll(() => bank.remove());

  const approve = (id: string, document: object): void => {
    const path = join(bank.folder, `${id}.json`);
    writeFileSync(path, JSON.stringify({ rule_id: id, effective_date: '2024-01-01', ...document }));
    for (const args of [
      ['rule', 'add', path],
      ['rule', 'approve', id],
    ]) {
      const { exit, err } = bank.plimsoll(...args);
      expect(exit, err).toBe(0);
    }
  };

  it('are in the report, which is that of `reported`, and not in base', () => {
    approve('MORE', {
      stage: 'deal_enrichment',
      conditions: [{ field: 'line', operator: '=', value: 'O.other' }],
      adjustments: [{ field: 'liquidity_factor', operation: 'multiply', value: 0.5 }],
    });
    const reported = bank.json('report', 'liq1') as Liq1;
    expect(weighted(reported, '14')).toBe('500.0000');
    expect(weighted(reported, '16')).toBe('262750.0000');
    const base = bank.json('report', 'liq1', '--scenario', 'base') as Liq1;
    expect(weighted(base, '14')).toBe('1000.0000');
    expect(bank.plimsoll('report', 'liq1', '--scenario', 'base').err).toContain(
      '1 approved rule is not in it',
    );
  });

  it('that give a value to a line without a row leave no report, and the line is named', () => {
    approve('TERM', {
      stage: 'deal_enrichment',
      conditions: [{ field: 'line', operator: '=', value: 'R.term' }],
      adjustments: [{ field: 'liquidity_factor', operation: 'add', value: 0.1 }],
    });
    const refused = bank.plimsoll('report', 'liq1');
    expect(refused).toMatchObject({ exit: 1, out: '' });
    expect(refused.err).toContain('add up to 262750, and the run has 267750 as outflows: 5000 is missing');
    expect(refused.err).toContain('no row in LIQ1: R.term');
    expect(bank.plimsoll('report', 'liq1', '--scenario', 'base').exit).toBe(0);
  });
});

describe('a generated bank over three days', () => {
  let folder: string;
  beforeAll(async () => {
    folder = join(emptyFolder(), 'bank');
    for (const args of [
      ['init', folder],
      ['--project', folder, 'generate', '--deals', '3000', '--seed', '5', '--days', '3'],
      ['--project', folder, 'run', '--dates', '2024-01-31..2024-02-29'],
    ])
      expect((await plimsoll('.', ...args)).exit).toBe(0);
  });
  afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  const json = async <T>(...args: readonly string[]): Promise<T> =>
    JSON.parse((await plimsoll(folder, '--json', ...args)).out) as T;

  interface Metrics {
    readonly perimeters: readonly {
      readonly perimeter: string;
      readonly values: Readonly<Record<string, string>>;
    }[];
  }

  /** Text with six digits after the point as a whole number of millionths. */
  const millionths = (text: string): bigint => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(6, '0'));
  };

  it('averages to the metrics of its days in every perimeter, and passes its own check', async () => {
    const range = ['--dates', '2024-01-31..2024-02-29'];
    const { dates } = await json<Liq1>('report', 'liq1', ...range);
    expect(dates).toEqual(['2024-01-31', '2024-02-01', '2024-02-02']);
    const days: Metrics[] = [];
    for (const date of dates) days.push(await json<Metrics>('show', 'metrics', '--date', date));
    const perimeters = days[0]?.perimeters.map(({ perimeter }) => perimeter) ?? [];
    expect(perimeters.length).toBeGreaterThan(2);
    for (const perimeter of perimeters) {
      const file = join(folder, 'liq1.csv');
      const report = await json<Liq1>('report', 'liq1', ...range, '--perimeter', perimeter, '--to', file);
      expect(report).toMatchObject({ observations: '3', first_date: dates[0], last_date: dates[2] });
      const sum = (metric: string): bigint =>
        days.reduce((total, day) => {
          const own = day.perimeters.find((each) => each.perimeter === perimeter);
          return total + millionths(own?.values[metric] ?? 'none');
        }, 0n);
      const levels = sum('l1') + sum('l2a') + sum('l2b');
      const expected: Readonly<Record<string, bigint>> = {
        1: levels,
        16: sum('outflows'),
        20: sum('inflows'),
        21: sum('stock'),
        22: sum('net_outflows'),
        23: 100n * sum('lcr'),
      };
      for (const [row, total] of Object.entries(expected)) {
        // Half of the last of four digits at most, of three times the average.
        const off = 3n * millionths(weighted(report, row) ?? 'none') - total;
        expect(off <= 150n && off >= -150n, `${perimeter}, row ${row}: ${off}`).toBe(true);
      }
      expect((await plimsoll(folder, 'check', 'report', file)).exit, perimeter).toBe(0);
    }
  });

  it('tells days that have files and no run', async () => {
    rmSync(join(folder, '.plimsoll/runs/2024-02-01.json'));
    const { exit, err } = await plimsoll(folder, 'report', 'liq1', '--dates', '2024-01-31..2024-02-29');
    expect(exit).toBe(0);
    expect(err).toContain('have files and no run, and are not in the average: 2024-02-01.');
  });
});
