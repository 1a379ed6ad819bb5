/** Reports as they are written: what is read, and how each mistake is told. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { csvLine, csvRecords } from '../std/csv.ts';
import { figureOf, readReport, type Said } from './read-report.ts';
import { figure, type Report } from './report.ts';

const NOTHING: Said = { template: null, jurisdiction: null };
const read = (text: string, said: Said = NOTHING): Report => readReport('r.csv', text, said);
const liq1 = (text: string): Report => read(text, { ...NOTHING, template: 'liq1' });

function problem(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PlimsollError) return `${error.exit} ${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('CSV', () => {
  it('is read with facts beside each row, in any order of columns', () => {
    const report = read(
      '\uFEFFrow,weighted,unweighted,template,unit,first_date,last_date,observations,item\r\n3,"50",1000.5,LIQ1,million,2024-01-01,2024-03-31,60,"a, ""b"""\r\n\r\n16,,,LIQ1,million,2024-01-01,2024-03-31,60,\r\n',
    );
    expect(report).toMatchObject({
      form: 'BASEL',
      unit: 'million',
      ratioUnit: 'percent',
      firstDate: '2024-01-01',
      lastDate: '2024-03-31',
      observations: 60n,
    });
    expect(figure(report, '3', 'unweighted')).toEqual({ units: 10005n, scale: 1 });
    expect(figure(report, '16', 'weighted')).toBeUndefined();
  });

  it('keeps line numbers over line breaks in quotes, and writes what it reads', () => {
    expect(csvRecords('a,"b\nc"\n\n"d"\n')).toEqual([
      { line: 1, fields: ['a', 'b\nc'] },
      { line: 4, fields: ['d'] },
    ]);
    expect(csvRecords('a,b"c\n')).toBeUndefined();
    expect(csvRecords('a,"b\n')).toBeUndefined();
    const fields = ['a', 'b,c', 'd"e', '', 'f\ng'];
    expect(csvRecords(csvLine(fields))).toEqual([{ line: 1, fields }]);
  });

  it.each([
    ['', 'disclosure.form', 'it is empty'],
    ['a;b\n1;2\n', 'disclosure.form', 'no column `row`'],
    ['row,row\n1,2\n', 'disclosure.form', '`row` twice'],
    ['row,weigthed\n1,2\n', 'disclosure.column', 'Did you mean `weighted`?'],
    ['row,weighted\n1\n', 'disclosure.form', 'line 2 has 1 fields'],
    ['row,weighted\n', 'disclosure.form', 'no rows'],
    ['row,weighted\n,5\n', 'disclosure.row', 'line 2: the number of the row is missing'],
    ['row,weighted\n99,5\n', 'disclosure.row', 'no row `99` in LIQ1 as BASEL has it'],
    ['row,weighted\nEU-19a,5\n', 'disclosure.row', 'no row `EU-19a`'],
    ['row,weighted\n1,5\n1,6\n', 'disclosure.row_twice', 'line 3: row 1'],
    ['row,weighted\n1,"1,234"\n', 'disclosure.cell', 'line 2: `1,234` in row 1, weighted'],
    ['row,weighted\n1,n/a\n', 'disclosure.cell', '`n/a`'],
    ['row,unweighted\n16,5\n', 'disclosure.grey', 'row 16 has 5 as unweighted'],
    ['row,weighted,unit\n1,5,dozen\n', 'disclosure.fact', '`dozen` as `unit`'],
    ['row,weighted,unit\n1,5,million\n2,5,thousand\n', 'disclosure.fact_differs', '`thousand` as `unit`'],
    ['row,weighted,date\n1,5,31.1.2024\n', 'disclosure.fact', '`31.1.2024` as `date`'],
    ['row,weighted,observations\n1,5,none\n', 'disclosure.fact', '`none` as `observations`'],
  ])('%j is refused with %s', (text, code, words) => {
    const told = problem(() => liq1(text));
    expect(told.startsWith(`2 ${code}: r.csv`)).toBe(true);
    expect(told).toContain(words);
  });

  it('must say its template, or be told; both must agree', () => {
    expect(problem(() => read('row,weighted\n1,5\n'))).toContain('does not say its `template`');
    const said = { template: 'LIQ2', jurisdiction: null };
    expect(problem(() => read('row,weighted,template\n1,5,LIQ1\n', said))).toContain(
      'disclosure.fact_differs',
    );
  });

  it('leaves out a zero in a cell that is greyed out', () => {
    const report = liq1('row,unweighted,weighted\n16,0.00,5\n');
    expect(figure(report, '16', 'unweighted')).toBeUndefined();
    expect(figure(report, '16', 'weighted')).toEqual({ units: 5n, scale: 0 });
  });
});

describe('JSON', () => {
  const json = (rows: string): Report => read(`{"template": "LIQ1", "jurisdiction": "eu", "rows": ${rows}}`);

  it('is read to the last digit, text or number', () => {
    const report = json(
      '{"1": {"weighted": 12345678901234567890.123}, "EU-19a": {"item": "x", "weighted": null}}',
    );
    expect(figure(report, '1', 'weighted')).toEqual({ units: 12345678901234567890123n, scale: 3 });
    expect(report).toMatchObject({ form: 'EU', ratioUnit: 'fraction', observations: null });
    expect(figure(report, 'EU-19a', 'weighted')).toBeUndefined();
  });

  it.each([
    ['5', 'it has no `rows`'],
    ['[5]', 'rows[0] is no object with a text `row`'],
    ['[{"weighted": 1}]', 'rows[0] is no object with a text `row`'],
    ['[]', 'it has no rows'],
    ['{"1": 5}', 'rows.1 is no object'],
    ['{"1": {"weighted": true}}', 'rows.1.weighted is neither a text nor a number'],
    ['{"1": {}, "1": {}}', 'has a name twice'],
    ['{"1": {"weighted": "x"}}', 'rows.1: `x` in row 1, weighted, is no number'],
    ['{"1": {"total": "1"}}', 'there is no `total`'],
    ['{"1": {"weighted": 1}', 'it is no JSON object'],
  ])('with the rows %s is refused', (rows, words) => {
    expect(problem(() => json(rows))).toContain(words);
  });
});

describe('a figure', () => {
  it('may have an exponent, as JSON writes large and small numbers', () => {
    expect(figureOf('1.5e3')).toEqual({ units: 1500n, scale: 0 });
    expect(figureOf('-2.5E-05')).toEqual({ units: -25n, scale: 6 });
    expect(['1e999', '', '1 000', '0x10', '1'.repeat(61)].map(figureOf)).toEqual(Array(5).fill(undefined));
  });
});
