/** Parquet files as other programs write them: nanoseconds, and names that the engine has itself. */

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Imported,
  type ImportHarness,
  openHarness,
  sourceSpec,
} from '../../test/support/import-harness.ts';
import { plainColumn, type SourceSpec } from './source.ts';

let harness: ImportHarness;
let files = 0;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

async function parquet(query: string, spec: Partial<SourceSpec> = {}): Promise<Imported> {
  const shown = `${++files}.parquet`;
  const path = join(harness.folder, shown);
  await harness.engine.execute(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  return harness.importSources([
    { spec: sourceSpec({ format: 'parquet', ...spec }), files: [{ path, shown }] },
  ]);
}

const BASE = ['id', 'kind', 'amount'].map((name) => plainColumn(name, name));

describe('a column of nanoseconds', () => {
  const MOMENTS = [
    "TIMESTAMP_NS '2024-01-31 00:00:00'",
    "TIMESTAMP_NS '2024-01-31 12:30:00'",
    "TIMESTAMP_NS '2024-01-31 00:00:00.000000001'",
    'NULL::TIMESTAMP_NS',
    "TIMESTAMP_NS '2262-04-11 00:00:00'",
    "TIMESTAMP_NS '1900-01-01 00:00:00'",
    "TIMESTAMP_NS '1899-12-31 00:00:00'",
    "TIMESTAMP_NS '1677-09-22 00:12:43.145224193'",
    "TIMESTAMP_NS 'infinity'",
  ];
  const query = `SELECT * FROM (VALUES ${MOMENTS.map((moment, i) => `('${i + 1}', 'loan', 1, ${moment})`).join(', ')}) AS t(id, kind, amount, end_date)`;

  it('is read as days; a time of day is a reject, were it a billionth of a second', async () => {
    const { rows, rejects } = await parquet(query, {
      columns: [...BASE, plainColumn('end_date', 'end_date')],
    });
    expect(rows.map((row) => [row[0], row[3]])).toEqual([
      ['1', '2024-01-31'],
      ['4', null],
      ['5', '2262-04-11'],
      ['6', '1900-01-01'],
    ]);
    expect(rejects.map(([row, column, , reason]) => [row, column, reason])).toEqual(
      [2n, 3n, 7n, 8n, 9n].map((row) => [row, 'end_date', 'not_a_date']),
    );
    const values = rejects.map((reject) => String(reject[2]));
    expect(values[0]).toMatch(/^2024-01-31 12:30:00/);
    expect(values[1]).toMatch(/000000001$/);
  });

  it('is a date in a filter', async () => {
    const { rows, totals } = await parquet(`${query} WHERE id IN ('1', '4', '5')`, {
      columns: BASE,
      where: 'end_date > :calculation_date',
    });
    expect(rows.map((row) => row[0])).toEqual(['5']);
    expect(totals[0]).toMatchObject({ read: { rows: 3 }, filtered: { rows: 2 } });
  });
});

describe('a column with a name under which the engine counts', () => {
  it.each(['file_row_number', 'FILE_ROW_NUMBER', 'file_index', 'File_Index'])(
    '%s is refused',
    async (name) => {
      const query = `SELECT 'a' AS id, 'no kind' AS kind, 1 AS amount, 700::BIGINT AS "${name}"`;
      await expect(parquet(query, { columns: BASE })).rejects.toMatchObject({
        code: 'input.engine_column',
        message: expect.stringContaining(`.parquet has a column \`${name}\``),
      });
    },
  );

  it('may be another one', async () => {
    const { rejects } = await parquet(
      `SELECT 'a' AS id, 'no kind' AS kind, 1 AS amount, 700 AS row_number, 'x' AS filename`,
      { columns: BASE },
    );
    expect(rejects).toEqual([[1n, 'kind', 'no kind', 'not_allowed']]);
  });
});
