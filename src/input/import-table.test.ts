/** Imports of small files with everything that goes wrong in them, on DuckDB. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { BOOLEAN, DATE, decimal, INTEGER, TEXT } from '../schema/types.ts';
import { importTable } from './import-table.ts';
import type { ImportResult } from './result.ts';
import { DEFAULT_CSV, DEFAULT_VALUES, plainColumn, type SourceSpec } from './source.ts';

const POSITION: TableSchema = {
  name: 'position',
  key: ['id'],
  columns: [
    { name: 'id', type: TEXT, nullable: false },
    { name: 'kind', type: TEXT, nullable: false, domain: { kind: 'values', values: ['loan', 'deposit'] } },
    {
      name: 'amount',
      type: decimal(18, 2),
      nullable: false,
      unit: 'money',
      domain: { kind: 'range', min: '-99999999999999.99', max: '99999999999999.99' },
    },
    { name: 'end_date', type: DATE, nullable: true },
    { name: 'days', type: INTEGER, nullable: true, domain: { kind: 'range', min: '0', max: '36500' } },
    { name: 'insured', type: BOOLEAN, nullable: true },
  ],
};
const NAMES = ['id', 'kind', 'amount', 'end_date', 'days', 'insured'];
const PARAMETERS = { calculationDate: '2024-01-31', reportingCurrency: 'EUR', jurisdiction: 'BASEL' };

let folder: string;
let engine: Engine;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-input-'));
  engine = await openDuckDb({ temporaryFolder: folder, threads: 2 });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

function spec(overrides: Partial<SourceSpec> = {}): SourceSpec {
  return {
    table: 'position',
    format: 'csv',
    csv: DEFAULT_CSV,
    values: DEFAULT_VALUES,
    read: {},
    where: null,
    setAside: [],
    columns: NAMES.map((name) => plainColumn(name, name)),
    place: { file: 'plimsoll.yaml', line: 7 },
    ...overrides,
  };
}

interface Imported {
  readonly result: ImportResult;
  readonly rows: readonly (readonly unknown[])[];
  readonly rejects: readonly (readonly unknown[])[];
}

async function importFiles(
  texts: readonly (string | Buffer)[],
  overrides: Partial<SourceSpec> = {},
): Promise<Imported> {
  const files = await Promise.all(
    texts.map(async (text, i) => {
      const shown = `in-${count++}-${i}.csv`;
      await writeFile(join(folder, shown), text);
      return { path: join(folder, shown), shown };
    }),
  );
  const sources = [{ spec: spec(overrides), files }];
  const outFolder = await mkdtemp(join(folder, 'out-'));
  const result = await importTable(engine, {
    table: POSITION,
    sources,
    entityFiles: [],
    parameters: PARAMETERS,
    outFolder,
  });
  return { result, ...(await readBack(result, outFolder)) };
}

async function readBack(result: ImportResult, outFolder: string): Promise<Omit<Imported, 'result'>> {
  const paths = result.files.map((file) => `'${join(outFolder, file.path)}'`).join(', ');
  const rows = await engine.rows(`SELECT * FROM read_parquet([${paths}])`);
  const rejects =
    result.rejects === null
      ? []
      : await engine.rows(`SELECT * FROM '${join(outFolder, result.rejects.path)}'`);
  return {
    rows: rows.map((row) => Object.values(row)),
    rejects: rejects.map((row) => [row['row'], row['column'], row['value'], row['reason']]),
  };
}

const csv = (...lines: readonly string[]): string =>
  `${NAMES.join(',')}\n${lines.map((line) => `${line}\n`).join('')}`;

describe('a clean file', () => {
  it('is typed, sorted by key and counted', async () => {
    const { result, rows, rejects } = await importFiles([
      csv('b,loan,-12.50,2024-02-29,30,yes', 'a,deposit,100,,,F', 'c,loan,.5,9999-12-31,0,1'),
    ]);
    expect(rows).toEqual([
      ['a', 'deposit', '100.00', null, null, false],
      ['b', 'loan', '-12.50', '2024-02-29', 30n, true],
      ['c', 'loan', '0.50', '9999-12-31', 0n, true],
    ]);
    expect(rejects).toEqual([]);
    expect(result.files).toEqual([
      { path: 'data/part-00001.parquet', rows: 3, entityType: null, ranges: { id: { min: 'a', max: 'c' } } },
    ]);
    expect(result.sources[0]?.files[0]?.accepted).toEqual({ rows: 3, amount: '88.00' });
  });
});

describe('bad records', () => {
  it('are kept with row, column, value and reason', async () => {
    const { result, rows, rejects } = await importFiles([
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
    const totals = result.sources[0]?.files[0];
    // Readable amounts of rejects: 100000000000000 of row 4 and 1.5 of row 8.
    expect(totals?.rejected).toEqual({ rows: 8, amount: '100000000000001.50' });
    expect(totals?.read).toEqual({ rows: 9, amount: '200000000000001.49' });
    expect(totals?.reasons).toEqual({
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

  it('with fields missing, too many, or quotes that do not close are rejects and move the row numbers on', async () => {
    const { result, rows, rejects } = await importFiles(
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
    expect(result.sources[0]?.files[0]?.read.rows).toBe(7);
    expect(result.sources[0]?.files[0]?.rejected.rows).toBe(4);
  });
});
