/** LIQ1 from lines, worked out by hand. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { decimalOf } from '../values/arithmetic.ts';
import type { DayFigures, DayLine } from './day.ts';
import { evaluate } from './evaluate.ts';
import { liq1Report, reportCsv, reportRows } from './make-report.ts';
import { readReport } from './read-report.ts';
import { isFailure } from './verdict.ts';

const line = (kind: string, id: string, amount: string, value: string): DayLine => ({
  line: id,
  kind,
  amount: decimalOf(amount),
  value: decimalOf(value),
});

/** Stock 110 less 10 of excess, outflows 45, inflows 15. */
const LINES: readonly DayLine[] = [
  line('stock', 'L1.coins', '60', '60.0000'),
  line('stock', 'L1.sovFx', '50', '50.0000'),
  line('unwind', 'UNW.cash', '-7', '-7.0000'),
  line('outflow', 'R.stable5', '100.00', '5.0000'),
  line('outflow', 'SB.less', '50.00', '5.0000'),
  line('outflow', 'W.nfc40', '75.00', '30.0000'),
  line('outflow', 'R.term', '500.00', '0.0000'),
  line('outflow', 'S.sov', '20.00', '5.0000'),
  line('inflow', 'I.retail', '30.00', '15.0000'),
  line('outside', 'OUT.window', '99', '0.0000'),
];

const day = (date: string, changed: Partial<Readonly<Record<keyof DayFigures, unknown>>> = {}): DayFigures =>
  ({
    date,
    feeding: DEALS,
    perimeter: 'GROUP',
    lines: LINES,
    excess: decimalOf('10'),
    lending: decimalOf('0'),
    levels: decimalOf('100'),
    outflows: decimalOf('45'),
    inflows: decimalOf('15'),
    stock: decimalOf('93'),
    netOutflows: decimalOf('30'),
    lcr: decimalOf('3.1'),
    ...changed,
  }) as DayFigures;

/** Tables that a bank without debt of its own and without derivatives gives. */
const DEALS = new Set(['account', 'loan', 'loan_cash_flow', 'holding', 'security_financing', 'other_flow']);

const ABOUT = { currency: 'EUR', scenario: 'reported' };

type Cells = Readonly<Record<string, readonly (string | null)[]>>;

const cells = (days: readonly DayFigures[]): Cells =>
  Object.fromEntries(
    reportRows(liq1Report(days, ABOUT), DEALS).map((row) => [row.row, [row.unweighted, row.weighted]]),
  );

function problem(run: () => unknown): PlimsollError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
  return undefined;
}

describe('the report of one day', () => {
  it('has the lines in their rows, sums over rows, and the metrics of the run', () => {
    expect(cells([day('2024-01-31')])).toMatchObject({
      1: [null, '100.0000'],
      2: ['150.0000', '10.0000'],
      3: ['100.0000', '5.0000'],
      4: ['50.0000', '5.0000'],
      5: ['75.0000', '30.0000'],
      6: ['0.0000', '0.0000'],
      7: ['75.0000', '30.0000'],
      8: [null, null],
      9: [null, '5.0000'],
      10: ['0.0000', '0.0000'],
      11: [null, null],
      16: [null, '45.0000'],
      18: ['30.0000', '15.0000'],
      20: ['30.0000', '15.0000'],
      21: [null, '93.0000'],
      22: [null, '30.0000'],
      23: [null, '310.0000'],
    });
  });

  it('says why a row is empty, and what is not in it', () => {
    const notes = Object.fromEntries(
      reportRows(liq1Report([day('2024-01-31')], ABOUT), DEALS).map(({ row, note }) => [row, note]),
    );
    expect(notes['8']).toBe('empty: the project has no source for it');
    expect(notes['10']).toBe('without rows 11, 12, for which the project has no source');
    expect(notes['3']).toBeNull();
    expect(notes['16']).toMatch(/^without rows 8, 11, 12 and G\.guar, /);
    // Whoever reads the ratio alone reads what is in none of what it is made from.
    for (const line of ['8, 11, 12', 'G.trade', 'I.deriv', 'ALA1']) expect(notes['23']).toContain(line);
  });

  it('of amounts by line has every row, a row as a whole in its place, and lacks the alternative options alone', () => {
    const lines = [
      line('stock', 'HQLA.1', '93', '93'),
      line('outflow', 'LIQ1.8', '40.00', '40.0000'),
      line('outflow', 'LIQ1.13', '100.00', '5.0000'),
      line('inflow', 'LIQ1.19', '15.00', '15.0000'),
    ];
    const figures = { feeding: 'lines', lines, excess: decimalOf('0'), levels: decimalOf('93') };
    const rows = reportRows(liq1Report([day('2024-01-31', figures)], ABOUT), 'lines');
    const of = (id: string) => rows.find(({ row }) => row === id);
    expect(of('8')).toMatchObject({ unweighted: '40.0000', weighted: '40.0000', note: null });
    expect(of('11')).toMatchObject({ unweighted: '0.0000', weighted: '0.0000', note: null });
    expect(of('16')).toMatchObject({ weighted: '45.0000', note: null });
    expect(of('1')?.note).toBe('without ALA1, ALA2, for which the project has no source');
  });

  it('has the cells of a row that is not fed where a line has an amount after all', () => {
    const lines = [...LINES, line('outflow', 'W.debt', '5', '5')];
    const found = cells([day('2024-01-31', { lines, outflows: decimalOf('50') }), day('2024-02-01')]);
    expect(found['8']).toEqual(['2.5000', '2.5000']);
    expect(found['16']).toEqual([null, '47.5000']);
  });

  it('has contractual lending above half of the inflows in row 14, with the whole of it beside', () => {
    const lines = [...LINES, line('lending', 'X.rnf', '90', '0')];
    const figures = { lines, lending: decimalOf('30'), outflows: decimalOf('75') };
    const found = cells([day('2024-01-31', figures)]);
    expect(found['14']).toEqual(['90.0000', '30.0000']);
    expect(found['16']).toEqual([null, '75.0000']);
  });

  it('is not made where the lines do not add up to a metric', () => {
    const error = problem(() => liq1Report([day('2024-01-31', { outflows: decimalOf('45.0001') })], ABOUT));
    expect(error).toMatchObject({ code: 'report.not_tied', exit: 1, params: { difference: '0.0001' } });
    const stock = problem(() => liq1Report([day('2024-01-31', { excess: decimalOf('0') })], ABOUT));
    expect(stock?.params).toMatchObject({
      what: 'level 1, 2A and 2B, and alternatives',
      lines: '110',
      difference: '-10',
    });
  });

  it('names the lines that have a value and no row', () => {
    const lines = [...LINES, line('outflow', 'R.term', '10', '1'), line('inflow', 'I.fac', '10', '2')];
    const figures = { lines, outflows: decimalOf('46'), inflows: decimalOf('17') };
    expect(problem(() => liq1Report([day('2024-01-31', figures)], ABOUT))?.params).toMatchObject({
      what: 'outflows',
      unplaced: ['R.term'],
    });
    const wrongSide = [...LINES, line('inflow', 'W.nfc40', '10', '4')];
    expect(
      problem(() => liq1Report([day('2024-01-31', { lines: wrongSide, inflows: decimalOf('19') })], ABOUT))
        ?.params,
    ).toMatchObject({ what: 'inflows', unplaced: ['W.nfc40'] });
  });
});

describe('the report of several days', () => {
  const three = (values: readonly string[]): readonly DayFigures[] =>
    values.map((value, index) =>
      day(`2024-02-0${index + 1}`, { stock: decimalOf(value), lcr: decimalOf(value) }),
    );

  it('is the average, rounded once, half away from zero', () => {
    expect(cells(three(['1', '1', '0']))['21']).toEqual([null, '0.6667']);
    expect(cells(three(['0.0001', '0']))['21']).toEqual([null, '0.0001']);
    expect(cells(three(['-0.0001', '0']))['21']).toEqual([null, '-0.0001']);
    expect(cells(three(['0.0001', '0', '0']))['21']).toEqual([null, '0.0000']);
  });

  it('has the average of daily ratios in per cent, and none where a day has no net outflows', () => {
    expect(cells(three(['1.000001', '2', '1.5']))['23']).toEqual([null, '150.0000']);
    expect(cells(three(['1.000002', '2']))['23']).toEqual([null, '150.0001']);
    const none = [day('2024-01-31'), day('2024-02-01', { lcr: null })];
    expect(cells(none)['23']).toEqual([null, null]);
  });
});

describe('the CSV of a report', () => {
  it('is read again as the same report, and fails none of the rules', () => {
    for (const days of [[day('2024-01-31')], [day('2024-01-31'), day('2024-02-01'), day('2024-02-02')]]) {
      const report = liq1Report(days, ABOUT);
      const read = readReport('r.csv', reportCsv(report), { template: null, jurisdiction: null });
      expect({ ...read, rows: [...read.rows].map(([row, own]) => [row, [...own]]) }).toEqual({
        ...report,
        rows: [...report.rows].map(([row, own]) => [row, [...own]]),
      });
      expect(
        evaluate(read)
          .filter(isFailure)
          .map(({ rule }) => rule.id),
      ).toEqual([]);
    }
  });
});
