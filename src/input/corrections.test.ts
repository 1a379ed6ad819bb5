/** Corrected rejects loaded again: what takes whose place, and what stays known of it. What is refused: corrections-refused.test.ts. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctedSource, corrections, type Delivery, HEADER } from '../../test/support/corrections.ts';
import {
  csv,
  type ImportHarness,
  NAMES,
  OWNED,
  openHarness,
  sourceSpec,
} from '../../test/support/import-harness.ts';
import { type ColumnMapping, DEFAULT_CSV, DEFAULT_VALUES, plainColumn, type SourceSpec } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const importOne = async (delivery: Delivery) =>
  harness.importSources([await correctedSource(harness, delivery)]);

const BAD = csv('a,loan,1,,,', 'b,loan,1e3,,,', 'c,bond,3,2024-02-30,,', 'd,loan,4,,,');

describe('a corrected reject', () => {
  it('is read from the file of corrections, and no longer counts as rejected', async () => {
    const { result, rows, totals, corrected } = await importOne({
      files: { 'f.csv': BAD },
      corrections: { 'k.csv': corrections(['f.csv', 2, 'b,loan,1000,,,']) },
    });
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      ['a', '1.00'],
      ['b', '1000.00'],
      ['d', '4.00'],
    ]);
    expect(result.rejects).toMatchObject({ rows: 1, corrected: 1 });
    expect(totals).toMatchObject([
      {
        file: 'f.csv',
        corrects: false,
        read: { rows: 4, amount: '8.00' },
        accepted: { rows: 2, amount: '5.00' },
        rejected: { rows: 1, amount: '3.00' },
        corrected: { rows: 1, amount: null },
        reasons: { not_allowed: 1, not_a_date: 1 },
      },
      { file: 'k.csv', corrects: true, read: { rows: 1, amount: '1000.00' }, accepted: { rows: 1 } },
    ]);
    // What was wrong stays known, with what it was replaced by.
    expect(corrected).toEqual([
      ['f.csv', 2n, 'k.csv', 1n, '1000'],
      ['f.csv', 3n, null, null, null],
      ['f.csv', 3n, null, null, null],
    ]);
  });

  it('may be of a record that could not be split, and those behind it keep their numbers', async () => {
    const { rows, totals, rejects, corrected } = await importOne({
      files: { 'f.csv': csv('a,loan,1,,,', 'broken', 'c,bond,3,,,', 'also,broken', 'e,loan,y,,,') },
      corrections: {
        'k.csv': corrections(['f.csv', 2, 'b,loan,2,,,'], ['f.csv', 5, 'e,loan,5,,,']),
      },
    });
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      ['a', '1.00'],
      ['b', '2.00'],
      ['e', '5.00'],
    ]);
    expect(rejects.map((reject) => [reject[0], reject[3]])).toEqual([
      [2n, 'structure'],
      [3n, 'not_allowed'],
      [4n, 'structure'],
      [5n, 'not_a_number'],
    ]);
    expect(corrected.map((each) => each[3])).toEqual([1n, null, null, 2n]);
    expect(totals[0]).toMatchObject({
      read: { rows: 5 },
      rejected: { rows: 2, amount: '3.00' },
      corrected: { rows: 2, amount: null },
    });
  });

  it('may be one of two records with the same key, and gets a key of its own', async () => {
    const files = { 'f.csv': csv('a,loan,1,,,', 'a,loan,2,,,') };
    const right = await importOne({
      files,
      corrections: { 'k.csv': corrections(['f.csv', 2, 'b,loan,2,,,']) },
    });
    expect(right.rows.map((row) => [row[0], row[2]])).toEqual([
      ['a', '1.00'],
      ['b', '2.00'],
    ]);
    expect(right.totals[0]).toMatchObject({ rejected: { rows: 0 }, corrected: { rows: 1, amount: '2.00' } });
    const again = await importOne({
      files,
      corrections: { 'k.csv': corrections(['f.csv', 2, 'a,loan,2,,,']) },
    });
    expect(again.rows).toHaveLength(1);
    expect(again.totals[1]).toMatchObject({ rejected: { rows: 1 }, reasons: { duplicate_key: 1 } });
    expect(again.texts.at(-1)).toBe('has the key of row 1 of f.csv');
  });

  it('never takes the place of a record that was accepted, of another source either', async () => {
    const first = await correctedSource(harness, {
      files: { 'f.csv': csv('x,loan,bad,,,') },
      corrections: { 'k.csv': corrections(['f.csv', 1, 'a,loan,7,,,']) },
    });
    const second = await correctedSource(harness, { files: { 'g.csv': csv('a,loan,1,,,') } });
    const { rows, totals } = await harness.importSources([first, second]);
    expect(rows.map((row) => [row[0], row[2]])).toEqual([['a', '1.00']]);
    expect(totals.map(({ file, accepted, rejected }) => [file, accepted.rows, rejected.rows])).toEqual([
      ['f.csv', 0, 0],
      ['k.csv', 0, 1],
      ['g.csv', 1, 0],
    ]);
  });

  it('may be rejected again, and be corrected again', async () => {
    const { rows, totals, corrected } = await importOne({
      files: { 'f.csv': BAD },
      corrections: {
        'k1.csv': corrections(['f.csv', 2, 'b,loan,x,,,'], ['f.csv', 3, 'c,loan,3,31.1.,,']),
        'k2.csv': corrections(['k1.csv', 2, 'c,loan,3,2024-02-29,,']),
      },
    });
    expect(rows.map((row) => row[0])).toEqual(['a', 'c', 'd']);
    expect(totals.map((each) => [each.file, each.rejected.rows, each.corrected.rows])).toEqual([
      ['f.csv', 0, 2],
      ['k1.csv', 1, 1],
      ['k2.csv', 0, 0],
    ]);
    expect(corrected.filter(([file]) => file === 'k1.csv').map((each) => each.slice(1))).toEqual([
      [1n, null, null, null],
      [2n, 'k2.csv', 1n, '2024-02-29'],
    ]);
  });

  it('goes where the source sends its records: filtered, or set aside', async () => {
    const { rows, totals } = await importOne({
      files: { 'f.csv': BAD },
      corrections: {
        'k.csv': corrections(['f.csv', 2, 'closed,loan,2,,,'], ['f.csv', 3, 'c,loan,3,2024-01-30,,']),
      },
      spec: {
        where: "id != 'closed'",
        setAside: [{ name: 'matured', condition: 'end_date <= :calculation_date' }],
      },
    });
    expect(rows.map((row) => row[0])).toEqual(['a', 'd']);
    expect(totals[1]).toMatchObject({
      read: { rows: 2, amount: '5.00' },
      filtered: { rows: 1, amount: '2.00' },
      setAside: { matured: { rows: 1, amount: '3.00' } },
    });
  });

  it('keeps the number of its record where that is its key, and may be in any place of the file', async () => {
    const columns: readonly ColumnMapping[] = [
      { kind: 'row_number', name: 'id', prefix: '{file}-' },
      plainColumn('kind', 'kind'),
      plainColumn('amount', 'amount'),
    ];
    const { rows } = await importOne({
      files: { 'f.csv': csv('a,loan,1,,,', 'b,loan,x,,,', 'c,loan,3,,,'), 'g.csv': csv('d,loan,y,,,') },
      corrections: {
        'k1.csv': corrections(['g.csv', 1, 'd,loan,4,,,'], ['f.csv', 2, 'b,loan,z,,,']),
        'k2.csv': corrections(['k1.csv', 2, 'b,loan,2,,,']),
      },
      spec: { columns },
    });
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      ['f-1', '1.00'],
      ['f-2', '2.00'],
      ['f-3', '3.00'],
      ['g-1', '4.00'],
    ]);
  });
});

describe('a file of corrections', () => {
  it('is read with the codes and the forms of its source, in an encoding and with a separator of its own', async () => {
    const spec: Partial<SourceSpec> = {
      csv: { ...DEFAULT_CSV, separator: '|', encoding: 'windows-1252' },
      values: { decimal: ',', thousands: '.', date: '%d.%m.%Y', nulls: ['', '-'] },
      columns: [
        plainColumn('id', 'NR'),
        {
          kind: 'column',
          name: 'kind',
          column: 'ART',
          date: null,
          codes: { codes: new Map([['K', 'loan']]), otherwise: undefined },
          empty: undefined,
        },
        plainColumn('amount', 'SALDO'),
        plainColumn('end_date', 'ENDE'),
      ],
    };
    const { rows } = await importOne({
      files: { 'f.csv': Buffer.from('NR|ART|SALDO|ENDE\n\xfc1|K|1.000,50|30.02.2024\n', 'latin1') },
      corrections: {
        // As a spreadsheet writes it: a mark at the beginning, semicolons, Windows line ends, columns moved.
        'k.csv': (hash) =>
          `\uFEFFENDE;plimsoll_row;plimsoll_sha256;plimsoll_file;NR;ART;SALDO\r\n-;1;${hash('f.csv').toUpperCase()};f.csv;ü1;K;"1.000,50"\r\n`,
      },
      spec,
    });
    expect(rows.map((row) => row.slice(0, 4))).toEqual([['ü1', 'loan', '1000.50', null]]);
  });

  it('has texts for the values of a Parquet file, in the form in which they are exported', async () => {
    const path = join(harness.folder, 'typed.parquet');
    await harness.engine.execute(`COPY (SELECT * FROM (VALUES
      ('a', 'bond', 1.25::DECIMAL(18,2), TIMESTAMP '2024-02-29', 30::BIGINT, true),
      ('b', 'loan', 2.50::DECIMAL(18,2), TIMESTAMP '2024-02-29', 30::BIGINT, true)) AS t(id, kind, amount, end_date, days, insured))
      TO '${path}' (FORMAT parquet)`);
    const content = await readFile(path);
    const made = await correctedSource(harness, {
      files: { 'f.parquet': content },
      corrections: {
        'k.csv': (hash) =>
          `${HEADER},${NAMES.join(',')}\nf.parquet,${hash('f.parquet')},1,,a,loan,1.25,2024-02-29 00:00:00,30,true\n`,
      },
      spec: {
        format: 'parquet',
        // Of texts; numbers and dates of the file's own have a form of their own.
        values: { ...DEFAULT_VALUES, decimal: ',', date: '%d/%m/%Y', nulls: ['', '30'] },
        columns: NAMES.map((name) =>
          name === 'amount'
            ? {
                kind: 'expression',
                name,
                expression: 'amount * 2',
                date: null,
                codes: null,
                empty: undefined,
              }
            : plainColumn(name, name),
        ),
      },
    });
    const { rows } = await harness.importSources([made]);
    expect(rows).toEqual([
      ['a', 'loan', '2.50', '2024-02-29', 30n, true],
      ['b', 'loan', '5.00', '2024-02-29', 30n, true],
    ]);
  });

  it('may correct JSON lines, one that is no object too', async () => {
    const { rows } = await importOne({
      files: {
        'f.jsonl':
          '{"id":"a","kind":"loan","amount":1}\n{"id":"b","kind":"loan",\n{"id":"c","kind":"x","amount":3}\n',
      },
      corrections: {
        'k.csv': (hash) =>
          `${HEADER},id,kind,amount\nf.jsonl,${hash('f.jsonl')},2,,b,loan,2\nf.jsonl,${hash('f.jsonl')},3,,c,loan,3\n`,
      },
      spec: {
        format: 'jsonl',
        records: [],
        columns: ['id', 'kind', 'amount'].map((name) => plainColumn(name, name)),
      },
    });
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      ['a', '1.00'],
      ['b', '2.00'],
      ['c', '3.00'],
    ]);
  });

  it('may have records for some of several files, and be one of several', async () => {
    const { rows, totals } = await importOne({
      files: { 'f.csv': BAD, 'g.csv': csv('e,loan,5,,,', 'f,loan,,,,') },
      corrections: {
        'k1.csv': corrections(['g.csv', 2, 'f,loan,6,,,']),
        'k2.csv': corrections(['f.csv', 3, 'c,loan,3,2024-02-29,,']),
        'empty.csv': corrections(),
      },
    });
    expect(rows.map((row) => row[0])).toEqual(['a', 'c', 'd', 'e', 'f']);
    expect(totals.map((each) => each.corrected.rows)).toEqual([1, 1, 0, 0, 0]);
  });
});

it('a reject of an unknown entity is corrected by a record of a known one', async () => {
  const entities = join(harness.folder, 'entities.parquet');
  await harness.engine.execute(
    `COPY (SELECT 'B1' AS entity_id, 'bank' AS type) TO '${entities}' (FORMAT parquet)`,
  );
  const columns = `entity_id,${NAMES.join(',')}`;
  const made = await correctedSource(harness, {
    files: { 'f.csv': `${columns}\nB1,a,loan,1,,,\nB7,b,loan,2,,,\n` },
    corrections: { 'k.csv': (hash) => `${HEADER},${columns}\nf.csv,${hash('f.csv')},2,,B1,b,loan,2,,,\n` },
  });
  const sources = [{ ...made, spec: sourceSpec({}, OWNED) }];
  const { rows, rejects, totals } = await harness.importSources(sources, OWNED, [entities]);
  expect(rows.map((row) => row.slice(0, 2))).toEqual([
    ['B1', 'a'],
    ['B1', 'b'],
  ]);
  expect(rejects).toEqual([[2n, 'entity_id', 'B7', 'unknown_entity']]);
  expect(totals[0]).toMatchObject({ rejected: { rows: 0 }, corrected: { rows: 1, amount: '2.00' } });
});
