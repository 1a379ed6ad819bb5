/** Corrections that are refused: each stops the import with what stands where, and what to do. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  correctedSource,
  corrections,
  type Delivery,
  HEADER,
  type Line,
} from '../../test/support/corrections.ts';
import { csv, type ImportHarness, NAMES, openHarness } from '../../test/support/import-harness.ts';
import { DEFAULT_VALUES, plainColumn } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const importOne = async (delivery: Delivery) =>
  harness.importSources([await correctedSource(harness, delivery)]);

const BAD = csv('a,loan,1,,,', 'b,loan,1e3,,,', 'c,bond,3,2024-02-30,,', 'd,loan,4,,,');

describe('a correction is refused', () => {
  const one = (...records: readonly Line[]) => ({ 'k.csv': corrections(...records) });
  const given = (text: string) => ({ 'k.csv': () => text });
  const GOOD = 'b,loan,2,,,';
  const columns = NAMES.join(',');

  it.each([
    [
      'made for another content of its file',
      given(`${HEADER},${columns}\nf.csv,${'0'.repeat(64)},2,,${GOOD}\n`),
      /^Record 1 of k.csv corrects f.csv as it was \(SHA-256 0{64}\), and the file has another content now.*Take these records out of it/,
    ],
    [
      'of a file that the source does not have',
      one(['g.csv', 2, GOOD]),
      /^Record 1 of k.csv corrects a record of `g.csv`, and its source has no such file/,
    ],
    [
      'of an accepted record',
      one(['f.csv', 2, GOOD], ['f.csv', 1, 'a,loan,9,,,']),
      /^Record 2 of k.csv corrects row 1 of f.csv, which is no rejected record/,
    ],
    [
      'of a row that is not there',
      one(['f.csv', 9, GOOD]),
      /corrects row 9 of f.csv, which is no rejected record/,
    ],
    [
      'one of two of one record',
      { ...one(['f.csv', 3, GOOD], ['f.csv', 2, GOOD]), 'm.csv': corrections(['f.csv', 2, GOOD]) },
      /^Row 2 of f.csv has two corrections: record 2 of k.csv and record 1 of m.csv/,
    ],
    [
      'in a file that lacks a column that names it',
      given(`plimsoll_file,plimsoll_row,${columns}\nf.csv,2,${GOOD}\n`),
      /^k.csv is named under `corrections` and has no column `plimsoll_sha256`/,
    ],
    [
      'in a file that has one of these columns twice',
      given(`${HEADER},plimsoll_row,${columns}\n`),
      /^k.csv has several columns named `plimsoll_row`/,
    ],
    ['without a row', one(['f.csv', '', GOOD]), /^Record 1 of k.csv has nothing in plimsoll_row/],
    ['with a row that is no number', one(['f.csv', '2.0', GOOD]), /has `2.0` in plimsoll_row/],
    ['with row 0', one(['f.csv', 0, GOOD]), /has `0` in plimsoll_row/],
    [
      'without a file',
      one(['f.csv', 2, GOOD], ['', 3, GOOD]),
      /^Record 2 of k.csv has nothing in plimsoll_file/,
    ],
    [
      "that can't be split",
      one(['f.csv', 2, GOOD], ['f.csv', 3, `${GOOD},x`]),
      /^Record 2 of k.csv can't be split into the fields of its header\. Put a text that holds the separator/,
    ],
    [
      'without values',
      one(['f.csv', 2, GOOD], ['f.csv', 3, ',,,,,']),
      /^Record 2 of k.csv has no values: fill in what stands in `plimsoll_record`, or take the record out\./,
    ],
    [
      'without values beside a remark',
      {
        'k.csv': (hash: (name: string) => string) =>
          `${HEADER},plimsoll_record,${columns},remark\nf.csv,${hash('f.csv')},2,,"b,loan",, ,,,,,call them\n`,
      },
      /^Record 1 of k.csv has no values/,
    ],
    [
      'in a file that is not UTF-8',
      { 'k.csv': () => Buffer.from(`${HEADER},${columns}\nM\xfc`, 'latin1') },
      /^k.csv .* is not written in UTF-8/,
    ],
    [
      'in a file in UTF-16',
      { 'k.csv': () => Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le') },
      /^k.csv .* is not written in UTF-8/,
    ],
    [
      'in a file that lacks a column of the mapping',
      given(`${HEADER},id,kind\n`),
      /k.csv has no column `amount`/,
    ],
  ])('that is %s', async (_, given, message) => {
    await expect(importOne({ files: { 'f.csv': BAD }, corrections: given })).rejects.toThrow(message);
  });

  it('that corrects a record of a file of corrections behind its own', async () => {
    const made = await correctedSource(harness, {
      files: { 'f.csv': BAD },
      corrections: {
        'k1.csv': corrections(['f.csv', 2, 'b,loan,x,,,']),
        'k2.csv': corrections(['k1.csv', 1, 'b,loan,2,,,']),
      },
    });
    const behind = { ...made, corrections: [...(made.corrections ?? [])].reverse() };
    await expect(harness.importSources([behind])).rejects.toThrow(
      /^Record 1 of k2.csv corrects a record of k1.csv, which stands behind it .* Give k2.csv a later name/,
    );
  });

  it('whose column has several types in the files of its source, where it is read', async () => {
    const typed = async (name: string, amount: string): Promise<Buffer> => {
      const path = join(harness.folder, name);
      await harness.engine.execute(`COPY (SELECT 'a' AS id, 'bond' AS kind, ${amount} AS amount, 1 AS note)
TO '${path}' (FORMAT parquet)`);
      return readFile(path);
    };
    const files = {
      'f.parquet': await typed('f.parquet', "'1,25'"),
      'g.parquet': await typed('g.parquet', '1.25::DECIMAL(18,2)'),
    };
    const importAs = (...names: readonly string[]) =>
      importOne({
        files,
        corrections: {
          'k.csv': (hash) =>
            `${HEADER},id,kind,amount,note\nf.parquet,${hash('f.parquet')},1,,a,loan,"1,25",\ng.parquet,${hash('g.parquet')},1,,b,loan,1.25,\n`,
        },
        spec: {
          format: 'parquet',
          values: { ...DEFAULT_VALUES, decimal: ',' },
          columns: [
            ...names.map((name) => plainColumn(name, name)),
            ...(names.includes('amount') ? [] : [{ kind: 'constant' as const, name: 'amount', value: '1' }]),
          ],
        },
      });
    await expect(importAs('id', 'kind', 'amount')).rejects.toThrow(
      /^k.csv has texts for the column `amount`, .*: it is VARCHAR in f.parquet and DECIMAL\(18,2\) in g.parquet/,
    );
    expect((await importAs('id', 'kind')).rows).toHaveLength(2);
  });

  it('in a file that is named among the deliveries', async () => {
    const text = `${HEADER},${columns}\nf.csv,${'0'.repeat(64)},2,,${GOOD}\n`;
    await expect(importOne({ files: { 'f.csv': BAD, 'k.csv': text } })).rejects.toThrow(
      /^k.csv is named under `files` and has the columns of a file of corrections/,
    );
  });

  it('also where columns are taken by their names, and an optional one is missing', async () => {
    const text = (hash: (name: string) => string) =>
      `${HEADER},id,kind,amount,days,insured\nf.csv,${hash('f.csv')},2,,b,loan,2,,\n`;
    await expect(
      importOne({ files: { 'f.csv': BAD }, corrections: { 'k.csv': text }, spec: { columns: 'same' } }),
    ).rejects.toThrow(/k.csv has no column `end_date`/);
  });
});
