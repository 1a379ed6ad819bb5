/** What comes out of an import: typed sorted rows, every record accounted for, rejects that say where and why. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv, type ImportHarness, openHarness, POSITION } from '../../test/support/import-harness.ts';
import { PERIMETER_MEMBER } from '../dictionary/parties.ts';
import { DEFAULT_CSV, DEFAULT_VALUES, plainColumn } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

describe('a clean file', () => {
  it('is typed, sorted by key and counted', async () => {
    const { result, rows, rejects, totals } = await harness.importTexts([
      csv('b,loan,-12.50,2024-02-29,30,yes', 'a,deposit,100,,,F', 'c,loan,.5,9999-12-31,0,1'),
    ]);
    expect(rows).toEqual([
      ['a', 'deposit', '100.00', null, null, false],
      ['b', 'loan', '-12.50', '2024-02-29', 30n, true],
      ['c', 'loan', '0.50', '9999-12-31', 0n, true],
    ]);
    expect(rejects).toEqual([]);
    expect(result.rejects).toBeNull();
    expect(result.files).toEqual([
      { path: 'data/part-00001.parquet', rows: 3, entityType: null, ranges: { id: { min: 'a', max: 'c' } } },
    ]);
    expect(totals[0]?.accepted).toEqual({ rows: 3, amount: '88.00' });
  });

  it('keeps texts as they are: quoted separators, line breaks, doubled quotes, spaces, other scripts', async () => {
    const { rows } = await harness.importTexts([
      csv(
        '"a,b",loan,1,,,',
        '"two\nlines",loan,2,,,',
        '"say ""x""",loan,3,,,',
        ' padded ,loan,4,,,',
        'Ωß漢,loan,5,,,',
      ),
    ]);
    expect(rows.map((row) => row[0])).toEqual([' padded ', 'a,b', 'say "x"', 'two\nlines', 'Ωß漢']);
  });

  it('may begin with a byte order mark, end without a line break, or have Windows line ends', async () => {
    const texts = [`\uFEFF${csv('a,loan,1,,,').trimEnd()}`, csv('b,loan,2,,,').replaceAll('\n', '\r\n')];
    const { rows } = await harness.importTexts(texts, { csv: { ...DEFAULT_CSV, lastLineEnd: 'optional' } });
    expect(rows.map((row) => row[0])).toEqual(['a', 'b']);
  });

  it('may have a header and nothing else, if its source says so: a table without rows has one file without rows', async () => {
    const { result, rows, totals } = await harness.importTexts([csv()], { mayBeEmpty: true });
    expect(rows).toEqual([]);
    expect(result.files).toEqual([
      { path: 'data/part-00001.parquet', rows: 0, entityType: null, ranges: {} },
    ]);
    expect(totals[0]?.read).toEqual({ rows: 0, amount: '0.00' });
  });

  it('may not be there at all', async () => {
    const { result, rows } = await harness.importSources([]);
    expect(rows).toEqual([]);
    expect(result).toMatchObject({ rows: 0, sources: [], rejects: null });
  });
});

describe('bad records', () => {
  it('are kept with row, column, value and reason', async () => {
    const { rows, rejects, totals } = await harness.importTexts([
      csv(
        '1,loan,1.005,,,',
        '2,loan,1e3,,,',
        '3,bond,1_000,2024-02-30,-1,maybe',
        '4,loan,100000000000000,,1.5,',
        '5,loan,99999999999999999999,infinity,,',
        '6,,,2024-1-05,,',
        '7,loan,"1,5",1899-12-31,,',
        'entry:8,loan,1.5000,,7.0,',
        '9,loan,99999999999999.99,,,',
      ),
    ]);
    expect(rejects).toEqual([
      [1n, 'amount', '1.005', 'scale'],
      [2n, 'amount', '1e3', 'not_a_number'],
      [3n, 'amount', '1_000', 'not_a_number'],
      [3n, 'days', '-1', 'out_of_range'],
      [3n, 'end_date', '2024-02-30', 'not_a_date'],
      [3n, 'insured', 'maybe', 'not_a_flag'],
      [3n, 'kind', 'bond', 'not_allowed'],
      [4n, 'amount', '100000000000000', 'out_of_range'],
      [4n, 'days', '1.5', 'scale'],
      [5n, 'amount', '99999999999999999999', 'out_of_range'],
      [5n, 'end_date', 'infinity', 'not_a_date'],
      [6n, 'amount', null, 'missing'],
      [6n, 'end_date', '2024-1-05', 'not_a_date'],
      [6n, 'kind', null, 'missing'],
      [7n, 'amount', '1,5', 'not_a_number'],
      [7n, 'end_date', '1899-12-31', 'not_a_date'],
      [8n, 'id', 'entry:8', 'reserved_key'],
    ]);
    expect(rows.map((row) => row[0])).toEqual(['9']);
    // Readable amounts of rejects: 100000000000000 of row 4 and 1.5 of row 8.
    expect(totals[0]?.rejected).toEqual({ rows: 8, amount: '100000000000001.50' });
    expect(totals[0]?.read).toEqual({ rows: 9, amount: '200000000000001.49' });
    expect(totals[0]?.reasons).toEqual({
      missing: 1,
      not_a_date: 4,
      not_a_flag: 1,
      not_a_number: 3,
      not_allowed: 1,
      out_of_range: 3,
      reserved_key: 1,
      scale: 2,
    });
  });

  it('whose period ends before it begins are rejects; one of one day, or without an end, is none', async () => {
    const { rows, rejects, texts } = await harness.importTexts(
      [
        'entity_id,perimeter,valid_from,valid_to\na,P,2024-01-31,2024-01-30\nb,P,2024-01-31,2024-01-31\nc,P,2024-01-31,\n',
      ],
      {},
      PERIMETER_MEMBER,
    );
    expect(rejects).toEqual([[1n, 'valid_to', '2024-01-30', 'reversed_period']]);
    expect(texts[0]).toContain('lies before valid_from');
    expect(rows.map((row) => row[0])).toEqual(['b', 'c']);
  });

  it('with fields missing, too many, or quotes that do not close are rejects and move the row numbers on', async () => {
    const { rows, rejects, totals } = await harness.importTexts(
      [
        csv(
          '1,loan,1,,,',
          'broken',
          '2,loan,2,,,',
          'x,loan,3,,,,,9',
          '3,loan,bad,,,',
          '4,"loan"x,1,,,',
          '5,loan,5,,,',
        ),
      ],
      {
        columns: [
          { kind: 'row_number', name: 'id', prefix: 'R' },
          plainColumn('kind', 'kind'),
          plainColumn('amount', 'amount'),
        ],
      },
    );
    expect(rejects).toEqual([
      [2n, null, 'broken', 'structure'],
      [4n, null, 'x,loan,3,,,,,9', 'structure'],
      [5n, 'amount', 'bad', 'not_a_number'],
      [6n, null, '4,"loan"x,1,,,', 'structure'],
    ]);
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      ['R1', '1.00'],
      ['R3', '2.00'],
      ['R7', '5.00'],
    ]);
    expect(totals[0]?.read.rows).toBe(7);
    expect(totals[0]?.rejected.rows).toBe(4);
  });

  it('have fields beyond the last column, empty ones too, in files of which all columns are read or some', async () => {
    // A decimal comma without quotes moves the fields behind it; the last of them is empty.
    const records = [
      'a,loan,1,50,,,',
      'b,loan,2,,,',
      'c,loan,3,,,,,,',
      'd,loan,4,,,,""',
      'e,loan,5,,,,"0"""',
      'f,loan,6,,,',
    ];
    const some = ['id', 'kind', 'amount'].map((name) => plainColumn(name, name));
    // Of a file without two quotes in a row only the columns that are needed are read.
    for (const [index, record] of records.entries()) {
      const { rows, totals } = await harness.importTexts([csv(record, 'z,loan,9,,,')], { columns: some });
      expect([index, rows.length, totals[0]?.read.rows]).toEqual([index, [1, 5].includes(index) ? 2 : 1, 2]);
    }
    for (const columns of ['same', some] as const) {
      const { rows, rejects, totals } = await harness.importTexts([csv(...records)], { columns });
      expect(rows.map((row) => [row[0], row[2]])).toEqual([
        ['b', '2.00'],
        ['f', '6.00'],
      ]);
      expect(rejects).toEqual([1, 3, 4, 5].map((row) => [BigInt(row), null, records[row - 1], 'structure']));
      expect(totals[0]?.read.rows).toBe(6);
    }
  });

  it('have bytes that are no text in the encoding of the file', async () => {
    const bytes = Buffer.concat([
      Buffer.from(csv()),
      Buffer.from('M\xfcller,loan,1,,,\nb,loan,2,,,\n', 'latin1'),
    ]);
    const wrong = await harness.importTexts([bytes]);
    expect(wrong.rejects.map((reject) => [reject[0], reject[3]])).toEqual([[1n, 'encoding']]);
    const right = await harness.importTexts([bytes], {
      csv: { ...DEFAULT_CSV, encoding: 'latin-1' },
    });
    expect(right.rows.map((row) => row[0])).toEqual(['Müller', 'b']);
  });

  it('keep their row number in a file that several threads read', async () => {
    const lines = Array.from(
      { length: 400_000 },
      (_, i) => `${i + 1},loan,${(i + 1) % 131_071 === 0 ? 'x' : '1.00'},,,`,
    );
    const { result, rejects } = await harness.importTexts([csv(...lines)]);
    expect(rejects).toEqual(
      [131_071n, 262_142n, 393_213n].map((row) => [row, 'amount', 'x', 'not_a_number']),
    );
    expect(result.rows).toBe(399_997);
  });
});

it('a day that does not exist is told apart from a text in another form', async () => {
  const { result, texts } = await harness.importTexts([
    csv('a,loan,1,2025-02-30,,', 'b,loan,2,30.02.2025,,', 'c,loan,3,2024-02-29,,'),
  ]);
  expect(result.rows).toBe(1);
  const other = await harness.importTexts([csv('a,loan,1,31 Feb 2024,,', 'b,loan,2,1 march 2024,,')], {
    values: { ...DEFAULT_VALUES, date: '%-d %b %Y' },
  });
  expect(texts).toEqual(['is a day that does not exist', 'is no date in the form %Y-%m-%d']);
  expect(other.texts).toEqual(['is a day that does not exist', 'is no date in the form %-d %b %Y']);
});

describe('doubled keys', () => {
  it('are rejects from the second record on, in the order of files and rows', async () => {
    const { rows, rejects, totals } = await harness.importTexts([
      csv('a,loan,1,,,', 'b,loan,2,,,', 'a,loan,3,,,'),
      csv('c,loan,4,,,', 'b,loan,5,,,'),
      csv('d,loan,6,,,'),
    ]);
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      ['a', '1.00'],
      ['b', '2.00'],
      ['c', '4.00'],
      ['d', '6.00'],
    ]);
    expect(rejects).toEqual([
      [3n, 'id', 'a', 'duplicate_key'],
      [2n, 'id', 'b', 'duplicate_key'],
    ]);
    expect(totals.map((file) => file.rejected)).toEqual([
      { rows: 1, amount: '3.00' },
      { rows: 1, amount: '5.00' },
      { rows: 0, amount: '0.00' },
    ]);
  });

  it('count only where both records would be accepted', async () => {
    const { rows, rejects } = await harness.importTexts(
      [csv('a,loan,bad,,,', 'a,loan,1,2023-12-31,,', 'a,loan,2,,,')],
      {
        setAside: [{ name: 'matured', condition: 'end_date <= :calculation_date' }],
      },
    );
    expect(rows.map((row) => row[2])).toEqual(['2.00']);
    expect(rejects.map((reject) => reject[3])).toEqual(['not_a_number']);
  });

  it('are compared over all columns of the key', async () => {
    const table = { ...POSITION, key: ['kind', 'id'] };
    const { rows, rejects } = await harness.importTexts(
      [csv('a,loan,1,,,', 'a,deposit,2,,,', 'a,deposit,3,,,')],
      {},
      table,
    );
    expect(rows.map((row) => row[2])).toEqual(['2.00', '1.00']);
    expect(rejects).toEqual([[3n, 'kind, id', 'deposit | a', 'duplicate_key']]);
  });
});
