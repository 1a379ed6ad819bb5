/** Verdicts on small reports, worked out by hand. */

import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { readReport } from './read-report.ts';
import type { Verdict } from './verdict.ts';

type Rows = Readonly<Record<string, Readonly<Record<string, string>>>>;

function verdicts(facts: Readonly<Record<string, string>>, rows: Rows): ReadonlyMap<string, Verdict> {
  const text = JSON.stringify({ template: 'LIQ1', unit: 'million', ...facts, rows });
  const report = readReport('a.json', text, { template: null, jurisdiction: null });
  return new Map(evaluate(report).map((verdict) => [verdict.rule.id, verdict]));
}

const w = (weighted: string) => ({ weighted });

describe('a sum', () => {
  const of = (total: string, parts: readonly string[]) =>
    verdicts({}, { 5: w(total), 6: w(parts[0] ?? ''), 7: w(parts[1] ?? ''), 8: w(parts[2] ?? '') }).get(
      'LIQ1.5.w',
    );

  it('may miss its parts by half of the printed unit for each figure', () => {
    expect(of('102', ['33', '33', '34'])).toMatchObject({
      verdict: 'holds',
      found: '102',
      expected: '100',
      difference: '2',
      allowed: '2',
    });
    expect(of('103', ['33', '33', '34'])).toMatchObject({ verdict: 'fails', difference: '3', allowed: '2' });
  });

  it('is held to the digits that are printed, not to those of the unit', () => {
    expect(of('100.1', ['33', '33', '34'])).toMatchObject({ verdict: 'holds', allowed: '0.2' });
    expect(of('100.3', ['33', '33', '34'])).toMatchObject({ verdict: 'fails', allowed: '0.2' });
  });

  it('counts an empty part as nothing, and fails where the total is empty', () => {
    expect(of('67', ['33', '', '34'])).toMatchObject({ verdict: 'holds' });
    expect(of('', ['33', '33', '34'])).toMatchObject({ verdict: 'fails', difference: '-100' });
    expect(of('', ['', '', ''])).toMatchObject({ verdict: 'cells_missing' });
    expect(of('100', ['', '', ''])).toMatchObject({ verdict: 'cells_missing' });
  });
});

describe('figures in millions that are written out', () => {
  it('are compared in millions', () => {
    const rows = { 5: w('58000000'), 6: w('33000000'), 7: w('24000000'), 8: w('') };
    expect(verdicts({ unit: 'unit' }, rows).get('LIQ1.5.w')).toMatchObject({
      verdict: 'holds',
      allowed: '2000000',
    });
    expect(verdicts({ unit: 'unit' }, { ...rows, 8: w('0.01') }).get('LIQ1.5.w')).toMatchObject({
      verdict: 'fails',
      allowed: '116',
    });
  });
});

describe('rows 21 to 23', () => {
  const rows = { 1: w('70'), 16: w('100'), 20: w('90'), 21: w('50'), 22: w('25'), 23: w('200') };

  it('of one day follow from the others', () => {
    const found = verdicts({ date: '2024-01-31' }, rows);
    expect(found.get('LIQ1.22.formula')).toMatchObject({ verdict: 'holds', expected: '25' });
    expect(found.get('LIQ1.23.formula')).toMatchObject({ verdict: 'holds', expected: '200' });
    const wrong = verdicts({ date: '2024-01-31' }, { ...rows, 22: w('30') });
    expect(wrong.get('LIQ1.22.formula')).toMatchObject({ verdict: 'fails', difference: '5' });
    expect(wrong.get('LIQ1.23.formula')).toMatchObject({ verdict: 'fails', expected: '166.666667' });
  });

  it('of an average have a difference and no verdict', () => {
    const found = verdicts({ observations: '92' }, { ...rows, 22: w('30') });
    expect(found.get('LIQ1.22.formula')).toMatchObject({ verdict: 'not_applicable', difference: '5' });
    expect(found.get('LIQ1.23.formula')).toMatchObject({
      verdict: 'not_applicable',
      difference: '33.333333',
    });
  });

  it('of an average are still bounded: net outflows by 25 % of outflows, the stock by row 1', () => {
    const low = verdicts({ observations: '92' }, { ...rows, 21: w('72'), 22: w('22') });
    expect(low.get('LIQ1.22.cap')).toMatchObject({ verdict: 'fails', expected: '25' });
    expect(low.get('LIQ1.21.most')).toMatchObject({ verdict: 'fails', difference: '2' });
    const high = verdicts({ observations: '92' }, { ...rows, 22: w('102') });
    expect(high.get('LIQ1.22.most')).toMatchObject({ verdict: 'fails' });
  });

  it('may be in per cent or a fraction, as the report says; the other one is a hundred times out', () => {
    const unit = (facts: Readonly<Record<string, string>>, ratio: string) =>
      verdicts({ observations: '92', ...facts }, { ...rows, 23: w(ratio) }).get('LIQ1.23.unit')?.verdict;
    expect(unit({}, '230')).toBe('holds');
    expect(unit({}, '2.3')).toBe('fails');
    expect(unit({ ratio_unit: 'fraction' }, '2.3')).toBe('holds');
    expect(unit({ jurisdiction: 'EU' }, '230')).toBe('fails');
  });

  it('have no ratio without net outflows', () => {
    const none = verdicts({ date: '2024-01-31' }, { ...rows, 16: w('0'), 20: w('0'), 22: w('0') });
    expect(none.get('LIQ1.23.formula')).toMatchObject({ verdict: 'not_applicable' });
  });
});

describe('rates', () => {
  const row = (id: string, unweighted: string, weighted: string) =>
    verdicts({}, { [id]: { unweighted, weighted } });

  it('above 100 % are an error, outside the range of Basel a remark', () => {
    expect(row('13', '100', '102').get('LIQ1.13.rate')).toMatchObject({ verdict: 'fails' });
    expect(row('13', '100', '101').get('LIQ1.13.rate')).toMatchObject({ verdict: 'holds' });
    const high = row('3', '1000', '80').get('LIQ1.3.implied');
    expect(high).toMatchObject({ verdict: 'fails', found: '0.08', expected: '0.03 to 0.05' });
    expect(high?.rule.severity).toBe('remark');
    expect(row('3', '1000', '40').get('LIQ1.3.implied')).toMatchObject({ verdict: 'holds' });
    expect(row('4', '1000', '90').get('LIQ1.4.implied')).toMatchObject({ verdict: 'fails' });
  });

  it('have no verdict where a figure is empty', () => {
    expect(row('13', '100', '').get('LIQ1.13.rate')).toMatchObject({ verdict: 'cells_missing' });
  });
});

describe('signs, totals and units', () => {
  it('are told with the cells', () => {
    const found = verdicts({ unit: 'unit' }, { 3: w('-4'), 16: w('1500'), 21: w('-1') });
    expect(found.get('LIQ1.sign')).toMatchObject({
      verdict: 'fails',
      cells: [{ row: '3', column: 'weighted', figure: '-4' }],
    });
    expect(found.get('LIQ1.totals')?.cells.map((cell) => cell.row)).toEqual(['1', '20', '22', '23']);
    expect(found.get('LIQ1.magnitude')).toMatchObject({ verdict: 'fails', found: '1500' });
  });
});

describe('LIQ2', () => {
  const liq2 = (rows: Rows) => verdicts({ template: 'LIQ2' }, rows);

  it('takes off derivative liabilities, and 5 % or 20 % of them as an amount of its own', () => {
    const rows = {
      12: { merged: '300' },
      29: { merged: '250', weighted: '0' },
      30: { merged: '1000', weighted: '200' },
    };
    expect(liq2(rows).get('LIQ2.29.w')).toMatchObject({ verdict: 'holds', expected: '0' });
    expect(liq2(rows).get('LIQ2.30.rate')).toMatchObject({ verdict: 'holds' });
    expect(liq2({ ...rows, 30: { merged: '1000', weighted: '50' } }).get('LIQ2.30.rate')?.verdict).toBe(
      'holds',
    );
    expect(liq2({ ...rows, 30: { merged: '1000', weighted: '100' } }).get('LIQ2.30.rate')?.verdict).toBe(
      'fails',
    );
  });

  it('sums in each maturity, and across the merged cell', () => {
    const rows = {
      11: { no_maturity: '5', merged: '19', weighted: '3' },
      12: { merged: '10' },
      13: { no_maturity: '5', under_6_months: '1', under_1_year: '2', from_1_year: '3', weighted: '3' },
    };
    expect(liq2(rows).get('LIQ2.11.M')).toMatchObject({ verdict: 'fails', difference: '3', allowed: '2.5' });
    expect(liq2(rows).get('LIQ2.11.w')).toMatchObject({ verdict: 'holds' });
  });

  it('has a ratio as exact as it is printed, rounded or cut off', () => {
    const ratio = (printed: string) =>
      liq2({ 14: w('115688'), 33: w('100000'), 34: w(printed) }).get('LIQ2.34.formula')?.verdict;
    expect(['116', '115', '115.68', '115.69', '115.7'].map(ratio)).toEqual(Array(5).fill('holds'));
    expect(['117', '114', '115.71', '115.6'].map(ratio)).toEqual(['fails', 'fails', 'fails', 'holds']);
  });
});

describe('a negative stock, which unwinding may give,', () => {
  it('has a negative ratio that fits it, and a positive one that does not', () => {
    const of = (ratio: string) =>
      verdicts(
        { ratio_unit: 'percent', date: '2024-03-31' },
        { 21: w('-63.3333'), 22: w('100'), 23: w(ratio) },
      );
    for (const id of ['LIQ1.23.unit', 'LIQ1.23.formula'])
      expect([id, of('-63.3333').get(id)?.verdict]).toEqual([id, 'holds']);
    expect(of('-0.6333').get('LIQ1.23.unit')?.verdict).toBe('fails');
    expect(of('63.3333').get('LIQ1.23.unit')?.verdict).toBe('fails');
    expect(of('-64.4').get('LIQ1.23.formula')?.verdict).toBe('fails');
  });
});
