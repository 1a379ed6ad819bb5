/** Several files of one source whose columns differ: in order, in number, in name, in type. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv, type ImportHarness, openHarness, sourceSpec } from '../../test/support/import-harness.ts';
import { type ColumnMapping, DEFAULT_CSV, plainColumn, type SourceSpec } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const SAME = { columns: 'same' } as const;
const expression = (name: string, text: string): ColumnMapping => ({
  kind: 'expression',
  name,
  expression: text,
  date: null,
  codes: null,
  empty: undefined,
});

/** Writes one Parquet file per query and imports them as one source. */
async function importParquet(queries: readonly string[], overrides: Partial<SourceSpec> = {}) {
  const files = [];
  for (const [i, query] of queries.entries()) {
    const shown = `part-${i + 1}.parquet`;
    const path = join(harness.folder, shown);
    await harness.engine.execute(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
    files.push({ path, shown });
  }
  return harness.importSources([{ spec: sourceSpec({ format: 'parquet', ...overrides }), files }]);
}

describe('CSV files', () => {
  const FIRST = csv('a,loan,1.00,2024-02-29,30,yes');

  it.each([
    ['by a mapping', {}],
    ['by their names', SAME],
  ])('may have their columns in any order and others besides, taken %s', async (_, overrides) => {
    const { rows, rejects } = await harness.importTexts(
      [
        FIRST,
        'branch,insured,days,end_date,amount,kind,id\nnorth,no,7,2024-03-01,2.00,deposit,b\n',
        'id,branch,kind,desk,amount,end_date,days,insured,note\nc,x,loan,y,3.00,,,,"1,5"\n',
      ],
      overrides,
    );
    expect(rejects).toEqual([]);
    expect(rows).toEqual([
      ['a', 'loan', '1.00', '2024-02-29', 30n, true],
      ['b', 'deposit', '2.00', '2024-03-01', 7n, false],
      ['c', 'loan', '3.00', null, null, null],
    ]);
  });

  it('with columns in the same places under swapped names are read by name, not by place', async () => {
    const money = 'id,kind,amount,days\n';
    const swapped = 'id,kind,days,amount\n';
    const columns = ['id', 'kind', 'amount', 'days'].map((name) => plainColumn(name, name));
    const { rows } = await harness.importTexts([`${money}a,loan,1,30\n`, `${swapped}b,loan,30,1\n`], {
      columns,
    });
    expect(rows.map((row) => [row[0], row[2], row[4]])).toEqual([
      ['a', '1.00', 30n],
      ['b', '1.00', 30n],
    ]);
  });

  it.each([
    ['is not there', 'id,kind,amount,days,insured\nb,loan,2.00,7,no\n', ''],
    ['is spelled otherwise', csv().replace('end_date', 'enddate'), 'Did you mean `enddate`?'],
    ['is in capitals', csv().replace('end_date', 'END_DATE'), ''],
  ])('are refused by name when an optional column of one of them %s', async (_, text, hint) => {
    for (const overrides of [{}, SAME]) {
      for (const texts of [
        [FIRST, text],
        [text, FIRST],
        [FIRST, FIRST, text],
      ]) {
        const wrong = `file-${texts.indexOf(text) + 1}.csv`;
        const refused = await harness.importTexts(texts, overrides).then(
          () => 'imported',
          (error: unknown) => String(error),
        );
        expect(refused).toContain(`${wrong} has no column \`end_date\``);
        expect(refused).toContain(hint);
        expect(refused).toContain('plimsoll.yaml:7');
      }
    }
  });

  it('taken by their names tell which other file has the column, and what to do', async () => {
    await expect(
      harness.importTexts([FIRST, 'id,kind,amount,end_date,days\nb,loan,2.00,,7\n'], SAME),
    ).rejects.toThrow(
      /file-2.csv has no column `insured`, and file-1.csv of the same source has one.*a source of its own/,
    );
  });

  it('are refused by name when a required column is missing in one of them', async () => {
    for (const overrides of [{}, SAME]) {
      await expect(harness.importTexts([FIRST, csv().replace('amount', 'amout')], overrides)).rejects.toThrow(
        /file-2.csv has no column `amount`.*Did you mean `amout`\?/,
      );
    }
  });

  it('may all lack an optional column, or be two sources of which one lacks it', async () => {
    const short = (key: string): string => `id,kind,amount\n${key},loan,1.00\n`;
    expect((await harness.importTexts([short('a'), short('b')], SAME)).rows).toHaveLength(2);
    const files = { full: FIRST, short: short('b') };
    const sources = [];
    for (const [name, text] of Object.entries(files)) {
      const path = join(harness.folder, `${name}.csv`);
      await writeFile(path, text);
      sources.push({ spec: sourceSpec(SAME), files: [{ path, shown: `${name}.csv` }] });
    }
    const { rows } = await harness.importSources(sources);
    expect(rows).toEqual([
      ['a', 'loan', '1.00', '2024-02-29', 30n, true],
      ['b', 'loan', '1.00', null, null, null],
    ]);
  });

  it('without a header are refused by name when one has another number of fields', async () => {
    const names = ['id', 'kind', 'amount', 'end_date', 'days', 'insured'];
    const format = { csv: { ...DEFAULT_CSV, header: false, names } };
    await expect(
      harness.importTexts(['a,loan,1,,,\n', 'b,loan,2,,,,x\n', 'c,loan,3,,,\n'], format),
    ).rejects.toThrow(/file-2.csv has 7 fields, and `names` lists 6/);
  });

  it('of which one has another separator are refused by name', async () => {
    await expect(harness.importTexts([FIRST, csv('b,loan,2,,,').replaceAll(',', ';')])).rejects.toThrow(
      /file-2.csv has no column `id`.*separator may be another/,
    );
  });
});

describe('Parquet files', () => {
  it('may have other types under the same names: each is read by its own', async () => {
    const { rows, rejects, totals } = await importParquet([
      `SELECT 'a' AS id, 'loan' AS kind, 1.25::DECIMAL(18,2) AS amount, DATE '2024-02-29' AS end_date, 30::BIGINT AS days, true AS insured`,
      `SELECT 2::BIGINT AS id, 'loan' AS kind, 2::INTEGER AS amount, TIMESTAMP '2024-03-01' AS end_date, 7::TINYINT AS days, 'no' AS insured`,
      `SELECT 'c' AS id, 'loan' AS kind, '3.5' AS amount, '2024-03-02' AS end_date, '8' AS days, NULL::BOOLEAN AS insured`,
      `SELECT 'd' AS id, 'loan' AS kind, 4.12345::DECIMAL(38,5) AS amount, 'soon' AS end_date, '8' AS days, NULL::BOOLEAN AS insured`,
    ]);
    expect(rows).toEqual([
      ['2', 'loan', '2.00', '2024-03-01', 7n, false],
      ['a', 'loan', '1.25', '2024-02-29', 30n, true],
      ['c', 'loan', '3.50', '2024-03-02', 8n, null],
    ]);
    expect(rejects).toEqual([
      [1n, 'amount', '4.12345', 'scale'],
      [1n, 'end_date', 'soon', 'not_a_date'],
    ]);
    expect(totals.map((file) => [file.file, file.accepted.rows, file.accepted.amount])).toEqual([
      ['part-1.parquet', 1, '1.25'],
      ['part-2.parquet', 1, '2.00'],
      ['part-3.parquet', 1, '3.50'],
      ['part-4.parquet', 0, '0.00'],
    ]);
  });

  it('of which one holds floating-point numbers are refused by name', async () => {
    const select = (amount: string): string => `SELECT 'a' AS id, 'loan' AS kind, ${amount} AS amount`;
    await expect(importParquet([select('1::DECIMAL(18,2)'), select('0.1::DOUBLE')], SAME)).rejects.toThrow(
      /`amount` of part-2.parquet holds floating-point numbers \(DOUBLE\)/,
    );
  });

  it('may have their columns in any order', async () => {
    const { rows } = await importParquet(
      [
        `SELECT 'a' AS id, 'loan' AS kind, 1::DECIMAL(18,2) AS amount`,
        `SELECT 2::DECIMAL(18,2) AS amount, 'deposit' AS kind, 'x' AS desk, 'b' AS id`,
      ],
      SAME,
    );
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['a', 'loan', '1.00'],
      ['b', 'deposit', '2.00'],
    ]);
  });

  it('of which one lacks a column are refused by name', async () => {
    await expect(
      importParquet(
        [
          `SELECT 'a' AS id, 'loan' AS kind, 1::DECIMAL(18,2) AS amount, 1::INTEGER AS days`,
          `SELECT 'b' AS id, 'loan' AS kind, 2::DECIMAL(18,2) AS amount`,
        ],
        SAME,
      ),
    ).rejects.toThrow(/part-2.parquet has no column `days`, and part-1.parquet of the same source has one/);
  });

  it('whose column an expression can use in one and not in the other are refused by name', async () => {
    const columns = [
      ...['id', 'kind'].map((name) => plainColumn(name, name)),
      expression('amount', 'price * 2'),
    ];
    const select = (price: string): string => `SELECT 'a' AS id, 'loan' AS kind, ${price} AS price`;
    expect((await importParquet([select('1.5::DECIMAL(9,2)')], { columns })).rows[0]?.[2]).toBe('3.00');
    await expect(importParquet([select('1.5::DECIMAL(9,2)'), select(`'1.5'`)], { columns })).rejects.toThrow(
      /^plimsoll.yaml:7: part-2.parquet: `\*` in `price \* 2`: found text/,
    );
  });
});

it('one file that two sources read in different ways has the complaints of each', async () => {
  const path = join(harness.folder, 'twice.txt');
  await writeFile(path, 'a;loan;1.00;2024-02-29\nb;loan;2.00;2024-03-01;7\n');
  const source = (names: readonly string[], skip: number) => ({
    spec: sourceSpec({
      csv: { ...DEFAULT_CSV, separator: ';', header: false, skip, names: [...names] },
      columns: names.map((name) => plainColumn(name, name)),
    }),
    files: [{ path, shown: 'twice.txt' }],
  });
  const four = ['id', 'kind', 'amount', 'end_date'];
  const sources = [source(four, 0), source([...four, 'days'], 1)];
  const { rows, rejects, totals } = await harness.importSources(sources);
  expect(rows.map(([id]) => id)).toEqual(['a', 'b']);
  expect(rejects).toEqual([[2n, null, 'b;loan;2.00;2024-03-01;7', 'structure']]);
  expect(totals.map(({ read }) => read.rows)).toEqual([2, 1]);
});
