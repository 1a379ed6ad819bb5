/** Files: several of one source, ones that stop the import, Parquet with types of its own, and how results are split. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  csv,
  type ImportHarness,
  OWNED,
  openHarness,
  POSITION,
  sourceSpec,
} from '../../test/support/import-harness.ts';
import { importTable } from './import-table.ts';
import { type ColumnMapping, DEFAULT_CSV, plainColumn, type SourceSpec } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const read = { date: null, codes: null, empty: undefined } as const;
const expression = (name: string, text: string): ColumnMapping => ({
  ...read,
  kind: 'expression',
  name,
  expression: text,
});
const constant = (name: string, value: string | null): ColumnMapping => ({ kind: 'constant', name, value });
describe('several files', () => {
  it('may have their columns in another order, and columns that nobody needs', async () => {
    const { rows, totals } = await harness.importTexts([
      csv('a,loan,1,,,'),
      'extra,amount,id,insured,days,end_date,kind\nx,2,b,,,,deposit\n',
      csv('c,loan,3,,,'),
    ]);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['a', 'loan', '1.00'],
      ['b', 'deposit', '2.00'],
      ['c', 'loan', '3.00'],
    ]);
    expect(totals.map((file) => [file.file, file.accepted.amount])).toEqual([
      ['file-1.csv', '1.00'],
      ['file-2.csv', '2.00'],
      ['file-3.csv', '3.00'],
    ]);
  });

  it('need the file in a key that is a row number', async () => {
    const columns = (prefix: string): SourceSpec['columns'] => [
      { kind: 'row_number', name: 'id', prefix },
      plainColumn('kind', 'kind'),
      plainColumn('amount', 'amount'),
    ];
    const texts = [csv('a,loan,1,,,'), csv('b,loan,2,,,', 'c,loan,3,,,')];
    await expect(harness.importTexts(texts, { columns: columns('R') })).rejects.toThrow(/\{file\}/);
    const { rows } = await harness.importTexts(texts, { columns: columns('{file}:') });
    expect(rows.map((row) => row[0])).toEqual(['file-1:1', 'file-2:1', 'file-2:2']);
  });
});

describe('files that stop the import', () => {
  it.each([
    ['an empty file', '', /no line with column names/],
    ['a header whose quote does not close', '"id,kind\n1,2\n', /no line with column names/],
    [
      'a missing column',
      'id,kind,amout,end_date,days,insured\n',
      /no column `amount`. Did you mean `amout`\?/,
    ],
    ['another separator', csv().replaceAll(',', ';'), /separator may be another/],
    ['a doubled column', `id,${csv()}`, /several columns named `id`/],
    [
      'a quote that takes the lines behind it',
      csv('a,loan,1,,,', 'b,"loan,2,,,', 'c,loan,3,,,', 'd,loan,4,,,'),
      /file-1.csv: row 2 begins a field with a quote that does not close where it should, .* at least 2,/,
    ],
    ['line ends of two kinds', `${csv('a,loan,1,,,')}b,loan,2,,,yes\r\nc,loan,3,,,no\n`, /can't be read/],
  ])('%s', async (_, text, message) => {
    await expect(harness.importTexts([text])).rejects.toThrow(message);
  });

  it('more records than anybody corrects one by one can not be split', async () => {
    const odd = (count: number): string =>
      `${csv('a,loan,1,,,')}${Array.from({ length: count }, (_, i) => `${i},loan,1,,,,\n`).join('')}`;
    await expect(harness.importTexts([odd(100_001)])).rejects.toThrow(
      /file-1.csv: 100001 records can't be split into fields.* the first, row 2, has 7 fields, and 6 are expected/,
    );
    const { rows, rejects } = await harness.importTexts([odd(2_500)]);
    expect([rows.length, rejects.length, rejects.at(-1)?.[0]]).toEqual([1, 2_500, 2501n]);
  });

  it('tell the line of the configuration', async () => {
    const columns = [
      { ...plainColumn('id', 'nummer', 12) },
      plainColumn('kind', 'kind'),
      plainColumn('amount', 'amount'),
    ];
    await expect(harness.importTexts([csv()], { columns })).rejects.toThrow(
      /^plimsoll.yaml:12: file-1.csv has no column/,
    );
  });

  it('without a header have as many fields as names', async () => {
    const format = {
      ...DEFAULT_CSV,
      header: false,
      names: ['id', 'kind', 'amount', 'end_date', 'days', 'insured'],
    };
    await expect(harness.importTexts(['a,loan\n'], { csv: format })).rejects.toThrow(
      /2 fields, and `names` lists 6/,
    );
    const { rows } = await harness.importTexts(['a,loan,1,,,\n'], { csv: format });
    expect(rows.map((row) => row[0])).toEqual(['a']);
  });

  it('may have lines before the header, and tabs', async () => {
    const text = `Report of the day\n\n${csv('a,loan,1,,,', 'b,loan,x,,,').replaceAll(',', '\t')}`;
    const { rows, rejects } = await harness.importTexts([text], {
      csv: { ...DEFAULT_CSV, separator: '\t', skip: 2 },
    });
    expect(rows.map((row) => row[0])).toEqual(['a']);
    expect(rejects).toEqual([[2n, 'amount', 'x', 'not_a_number']]);
  });
});

describe('files that are written otherwise', () => {
  it('may be UTF-16', async () => {
    const bytes = Buffer.from(`\uFEFF${csv('Müller,loan,1,,,', 'b,loan,x,,,')}`, 'utf16le');
    const { rows, rejects } = await harness.importTexts([bytes], {
      csv: { ...DEFAULT_CSV, encoding: 'utf-16' },
    });
    expect(rows.map((row) => row[0])).toEqual(['Müller']);
    expect(rejects).toEqual([[2n, 'amount', 'x', 'not_a_number']]);
  });

  it('may be packed with gzip', async () => {
    const path = join(harness.folder, 'packed.csv.gz');
    await writeFile(path, gzipSync(csv('a,loan,1,,,', 'b,loan,x,,,')));
    const { rows, rejects } = await harness.importSources([
      { spec: sourceSpec(), files: [{ path, shown: 'packed.csv.gz' }] },
    ]);
    expect(rows.map((row) => row[0])).toEqual(['a']);
    expect(rejects).toEqual([[2n, 'amount', 'x', 'not_a_number']]);
  });
});

describe('Parquet', () => {
  async function importParquet(select: string, overrides: Partial<SourceSpec> = {}) {
    const path = join(harness.folder, 'positions.parquet');
    await harness.engine.execute(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
    const spec = sourceSpec({ format: 'parquet', ...overrides });
    return harness.importSources([{ spec, files: [{ path, shown: 'positions.parquet' }] }]);
  }

  it('gives its own types, exactly', async () => {
    const { rows, rejects } = await importParquet(`SELECT * FROM (VALUES
      (1::BIGINT, 'loan', 1.5::DECIMAL(10,4), TIMESTAMP '2024-02-29 00:00:00', 7::SMALLINT, true),
      (2, 'loan', 1.2345, TIMESTAMP '2024-02-29 12:00:00', NULL, false),
      (3, '', -0.01, NULL, 40000, NULL)) AS t(id, kind, amount, end_date, days, insured)`);
    expect(rows).toEqual([['1', 'loan', '1.50', '2024-02-29', 7n, true]]);
    expect(rejects).toEqual([
      [2n, 'amount', '1.2345', 'scale'],
      [2n, 'end_date', '2024-02-29 12:00:00', 'not_a_date'],
      [3n, 'days', '40000', 'out_of_range'],
      [3n, 'kind', null, 'missing'],
    ]);
  });

  it('of floating point is refused', async () => {
    const select = `SELECT 'a' AS id, 'loan' AS kind, 0.1::DOUBLE AS amount`;
    const columns = ['id', 'kind', 'amount'].map((name) => plainColumn(name, name));
    await expect(importParquet(select, { columns })).rejects.toThrow(
      /`amount` of positions.parquet holds floating-point/,
    );
    await expect(
      importParquet(select, { columns: [...columns.slice(0, 2), expression('amount', 'amount * 2')] }),
    ).rejects.toThrow(/floating-point/);
  });

  it('is numbered by its own rows', async () => {
    const { rows, rejects } = await importParquet(
      `SELECT CASE WHEN i IN (3, 125000) THEN NULL ELSE 'loan' END AS kind, 1::DECIMAL(18,2) AS amount FROM range(1, 130001) AS t(i)`,
      {
        columns: [
          { kind: 'row_number', name: 'id', prefix: '' },
          plainColumn('kind', 'kind'),
          plainColumn('amount', 'amount'),
        ],
      },
    );
    expect(rows).toHaveLength(129_998);
    expect(rejects.map((reject) => reject[0])).toEqual([3n, 125_000n]);
    expect(rows.slice(-1)[0]?.[0]).toBe('99999');
  });

  it('of the dictionary itself needs no mapping; missing columns are told together', async () => {
    const select = `SELECT 'a' AS id, 'loan' AS kind, 1::DECIMAL(18,2) AS amount`;
    expect((await importParquet(select, { columns: 'same' })).rows).toEqual([
      ['a', 'loan', '1.00', null, null, null],
    ]);
    await expect(importParquet(`SELECT 'a' AS id`, { columns: 'same' })).rejects.toThrow(
      /needs `kind`, `amount`, and positions.parquet does not give them. Known: id\./,
    );
  });
});

describe('tables of positions', () => {
  it('are split by the type of the entity and sorted by entity and key; unknown entities are rejects', async () => {
    const entities = join(harness.folder, 'entities.parquet');
    await harness.engine.execute(
      `COPY (SELECT * FROM (VALUES ('B2', 'bank'), ('B1', 'bank'), ('S1', 'subsidiary')) AS t(entity_id, type)) TO '${entities}' (FORMAT parquet)`,
    );
    const path = join(harness.folder, 'owned.parquet');
    await harness.engine.execute(
      `COPY (SELECT * FROM (VALUES ('S1', 'a'), ('B2', 'c'), ('B1', 'z'), ('B2', 'b'), ('X', 'q')) AS t(entity_id, id)) TO '${path}' (FORMAT parquet)`,
    );
    const columns = [
      ...['entity_id', 'id'].map((name) => plainColumn(name, name)),
      constant('kind', 'loan'),
      constant('amount', '1'),
    ];
    const spec = sourceSpec({ format: 'parquet', columns }, OWNED);
    const sources = [{ spec, files: [{ path, shown: 'owned.parquet' }] }];
    const { result, rows, rejects } = await harness.importSources(sources, OWNED, [entities]);
    expect(result.files).toEqual([
      {
        path: 'data/entity_type=bank/part-00001.parquet',
        rows: 3,
        entityType: 'bank',
        ranges: { entity_id: { min: 'B1', max: 'B2' }, id: { min: 'b', max: 'z' } },
      },
      {
        path: 'data/entity_type=subsidiary/part-00001.parquet',
        rows: 1,
        entityType: 'subsidiary',
        ranges: { entity_id: { min: 'S1', max: 'S1' }, id: { min: 'a', max: 'a' } },
      },
    ]);
    expect(rows.map((row) => [row[0], row[1]])).toEqual([
      ['B1', 'z'],
      ['B2', 'b'],
      ['B2', 'c'],
      ['S1', 'a'],
    ]);
    expect(rejects).toEqual([[5n, 'entity_id', 'X', 'unknown_entity']]);
    await expect(harness.importSources(sources, OWNED, [])).rejects.toThrow(
      /no source gives the table `entity`/,
    );
  });

  it('have files of at most a million rows', async () => {
    const path = join(harness.folder, 'many.parquet');
    await harness.engine.execute(
      `COPY (SELECT 'id' || lpad(i::VARCHAR, 8, '0') AS id FROM range(1000001) AS t(i) ORDER BY hash(i)) TO '${path}' (FORMAT parquet)`,
    );
    const columns = [plainColumn('id', 'id'), constant('kind', 'loan'), constant('amount', '1')];
    const spec = sourceSpec({ format: 'parquet', columns });
    const outFolder = join(harness.folder, 'many');
    await mkdir(outFolder);
    const result = await importTable(harness.engine, {
      table: POSITION,
      sources: [{ spec, files: [{ path, shown: 'many.parquet' }] }],
      entityFiles: [],
      parameters: { calculationDate: '2024-01-31', reportingCurrency: 'EUR', jurisdiction: 'BASEL' },
      outFolder,
    });
    expect(result.files.map((file) => [file.path, file.rows, file.ranges['id']])).toEqual([
      ['data/part-00001.parquet', 1_000_000, { min: 'id00000000', max: 'id00999999' }],
      ['data/part-00002.parquet', 1, { min: 'id01000000', max: 'id01000000' }],
    ]);
    const disorder = await harness.engine.rows(
      `SELECT count(*) AS n FROM (SELECT id <= lag(id) OVER (ORDER BY file_row_number) AS bad
       FROM read_parquet('${join(outFolder, 'data/part-00001.parquet')}')) WHERE bad`,
    );
    expect(disorder).toEqual([{ n: 0n }]);
  });
});
