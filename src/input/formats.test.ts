/** JSON, JSON lines and DuckDB files: every digit as it is written, every record accounted for, clear errors. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Imported,
  type ImportHarness,
  openHarness,
  sourceSpec,
} from '../../test/support/import-harness.ts';
import { type DatabaseRows, plainColumn, type SourceSpec } from './source.ts';

let harness: ImportHarness;
let files = 0;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const COLUMNS = [
  plainColumn('id', 'id'),
  plainColumn('kind', 'party.kind'),
  plainColumn('amount', 'legs.0.amount'),
];

async function imported(bytes: string | Buffer, name: string, spec: Partial<SourceSpec>): Promise<Imported> {
  const shown = `${++files}-${name}`;
  const path = join(harness.folder, shown);
  await writeFile(path, bytes);
  return harness.importSources([
    { spec: sourceSpec({ columns: COLUMNS, ...spec }), files: [{ path, shown }] },
  ]);
}

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
/** The amount is there twice; a text with a colon behind it, and a name that stands in two objects, are no such thing. */
const TWICE = '{"id": "e", "legs": [{"amount": 1, "note": "\\"x\\": y"}, {"amount" : 2, "amount": 3}]}';
const record = (id: string, amount: string, kind = 'loan'): string =>
  `{"id": ${JSON.stringify(id)}, "party": {"kind": "${kind}"}, "legs": [{"amount": ${amount}}]}`;

describe('JSON lines', () => {
  const jsonl = (text: string | Buffer, spec: Partial<SourceSpec> = {}) =>
    imported(text, 'a.jsonl', { format: 'jsonl', records: [], ...spec });

  it('keep digits that a floating-point number could not hold, and texts with any signs', async () => {
    const { rows, totals } = await jsonl(
      lines(
        record('plain', '98765432109876.54'),
        record('a "quoted", one\nwith a line', '0.10'),
        record('Zoë €', '"7.5"'),
        '',
        record('whole', '-12'),
      ),
    );
    expect(rows.map((row) => [row[0], row[2]])).toEqual(
      expect.arrayContaining([
        ['plain', '98765432109876.54'],
        ['a "quoted", one\nwith a line', '0.10'],
        ['Zoë €', '7.50'],
        ['whole', '-12.00'],
      ]),
    );
    expect(totals[0]).toMatchObject({
      read: { rows: 4 },
      accepted: { rows: 4, amount: '98765432109872.14' },
    });
  });

  it('that are no object are rejects with their row and text; a number with an exponent is one as in CSV', async () => {
    const bad = Buffer.concat([
      Buffer.from(
        lines(record('a', '1'), '{"id": "b", "amount":', '[1, 2]', record('c', '1e3'), '{1: "x"}', TWICE),
      ),
      Buffer.from('{"id": "M\xfcller"}\n', 'latin1'),
      Buffer.from(record('d', '4')),
    ]);
    const { rows, rejects, texts } = await jsonl(bad);
    expect(rows.map((row) => row[0])).toEqual(['a', 'd']);
    expect(rejects.map(([row, , value, reason]) => [row, reason, value])).toEqual([
      [2n, 'structure', '{"id": "b", "amount":'],
      [3n, 'structure', '[1, 2]'],
      [4n, 'not_a_number', '1e3'],
      [5n, 'structure', '{1: "x"}'],
      [6n, 'structure', TWICE],
      [7n, 'encoding', '{"id": "M\\xFCller"}'],
    ]);
    expect(texts[0]).toBe(
      'is no JSON object, has a name twice, half of a sign or a zero byte, or is too long',
    );
  });

  it('may lack what need not be there; a name that no record has is a mistake', async () => {
    const { rows } = await jsonl(
      lines(record('a', '1'), '{"id": "b", "party": null, "legs": [{"amount": 2, "x": 1}]}'),
    );
    expect(rows.map((row) => row[0])).toEqual(['a']);
    await expect(
      jsonl(lines(record('a', '1')), {
        columns: [...COLUMNS.slice(0, 2), plainColumn('amount', 'legs.0.amont')],
      }),
    ).rejects.toThrow(/a\.jsonl has no column `legs\.0\.amont`\. Did you mean `legs\.0\.amount`\?/);
    await expect(
      jsonl(lines(record('a', '1')), { columns: [...COLUMNS.slice(1), plainColumn('id', 'legs')] }),
    ).rejects.toThrow(/In record 1 of \S+a\.jsonl the field `legs` holds an object or a list/);
  });

  it('are all counted where the source speaks of one field only, and where the first is no object', async () => {
    const constant = (name: string, value: string) => ({ kind: 'constant', name, value }) as const;
    const columns = [plainColumn('id', 'id'), constant('kind', 'loan'), constant('amount', '1')];
    const { rows, rejects, totals } = await jsonl(
      lines('{"id": ', '{"id": "A"}', '{"name": "x"}', '{"id": "B"}'),
      {
        columns,
      },
    );
    expect(rows.map((row) => row[0])).toEqual(['A', 'B']);
    expect(rejects.map(([row, , , reason]) => [row, reason])).toEqual([
      [1n, 'structure'],
      [3n, 'missing'],
    ]);
    expect(totals[0]?.read.rows).toBe(4);
  });

  it('with a zero byte are rejects with their text', async () => {
    const zero = '{"id": "a\\u0000b", "party": {"kind": "loan"}, "legs": [{"amount": 2}]}';
    const { rows, rejects } = await jsonl(lines(record('a', '1'), zero));
    expect(rows).toHaveLength(1);
    expect(rejects).toEqual([[2n, null, zero, 'structure']]);
  });

  it('with half a sign are rejects with their text, and keep the others', async () => {
    const half = '{"id": "\\ud83d", "party": {"kind": "loan"}, "legs": [{"amount": 2}]}';
    const { rows, rejects } = await jsonl(lines(record('a', '1'), half, record('😀', '3')));
    expect(rows.map((row) => row[0])).toEqual(['a', '😀']);
    expect(rejects).toEqual([[2n, null, half, 'structure']]);
  });

  it('may have a text of ten million signs, which is a reject, and any spaces before a colon', async () => {
    const long = `{"id": "b", "note": "${'x'.repeat(10_000_000)}"}`;
    const wide = `{"id"${' '.repeat(300)}: "c", "party": {"kind": "loan"}, "legs": [{"amount": 1}]}`;
    const twice = `{"id": "d", "id"${' '.repeat(300)}: "e", "party": {"kind": "loan"}, "legs": [{"amount": 1}]}`;
    const { rows, rejects } = await jsonl(lines(record('a', '1'), long, wide, twice));
    expect(rows.map((row) => row[0])).toEqual(['a', 'c']);
    expect(rejects.map(([row, , , reason]) => [row, reason])).toEqual([
      [2n, 'structure'],
      [4n, 'structure'],
    ]);
  });

  it('of several files may lack a field, and not spell it otherwise', async () => {
    const both = async (second: string): Promise<Imported> => {
      const made = ['{"id": "a", "kind": "loan", "amount": 1, "end_date": "2024-05-01"}', second].map(
        async (text) => {
          const shown = `${++files}.jsonl`;
          const path = join(harness.folder, shown);
          await writeFile(path, text);
          return { path, shown };
        },
      );
      const columns = ['id', 'kind', 'amount', 'end_date'].map((name) => plainColumn(name, name));
      const spec = sourceSpec({ format: 'jsonl', records: [], columns });
      return harness.importSources([{ spec, files: await Promise.all(made) }]);
    };
    expect(
      (await both('{"id": "b", "kind": "loan", "amount": 2, "extra": 1, "end_dates": 1}')).rows,
    ).toHaveLength(2);
    await expect(both('{"id": "b", "kind": "loan", "amount": 2, "EndDate": "2024-05-01"}')).rejects.toThrow(
      /\d\.jsonl has no column `end_date`, and \d+\.jsonl of the same source has one\. Did you mean `EndDate`\?/,
    );
  });

  it('with names as in the dictionary need what their conditions read', async () => {
    const text = lines('{"id": "a", "kind": "loan", "amount": 1, "state": "A"}');
    expect((await jsonl(text, { columns: 'same', where: "state = 'A'" })).rows).toHaveLength(1);
    await expect(jsonl(text, { columns: 'same', where: "stat = 'A'" })).rejects.toThrow(
      /has no column `stat`\. Did you mean `state`\?/,
    );
  });

  it('are packed, without a line end at the end, with a mark at the start, or with none at all', async () => {
    const packed = gzipSync(`\uFEFF${record('a', '1')}`);
    const { rows } = await imported(packed, 'b.jsonl.gz', { format: 'jsonl', records: [] });
    expect(rows).toHaveLength(1);
    expect((await jsonl('', { mayBeEmpty: true })).rows).toEqual([]);
  });
});

describe('a JSON document', () => {
  const json = (text: string | Buffer, spec: Partial<SourceSpec> = {}) =>
    imported(text, 'a.json', { format: 'json', records: [], ...spec });

  it('is a list, or has the list somewhere inside', async () => {
    const list = `[${record('a', '1.10')}, ${record('b', '12345678901234567890.5')}]`;
    const { rows, rejects } = await json(list);
    expect(rows.map((row) => [row[0], row[2]])).toEqual([['a', '1.10']]);
    expect(rejects).toEqual([[2n, 'amount', '12345678901234567890.5', 'out_of_range']]);
    const inside = await json(`{"title": "x", "batch": {"data": [${record('a', '1')}]}}`, {
      records: ['batch', 'data'],
    });
    expect(inside.rows).toHaveLength(1);
  });

  it.each([
    ['cut in the middle', `[${record('a', '1')}, {"id":`, {}],
    ['another thing', 'id,amount\n', {}],
    ['one object per line', lines(record('a', '1'), record('b', '1')), {}],
    ['a list of numbers', '[1, 2]', {}],
    ['with a name twice', `[${record('a', '1')}, ${TWICE}]`, {}],
    ['with a zero byte', '[{"id": "a\\u0000b", "party": {"kind": "loan"}, "legs": [{"amount": 2}]}]', {}],
    ['with half a sign', '[{"id": "\\ud83d", "party": {"kind": "loan"}, "legs": [{"amount": 2}]}]', {}],
    ['no text', Buffer.from('[{"id": "M\xfcller"}]', 'latin1'), {}],
  ])('that is %s is refused whole', async (_, text, spec) => {
    await expect(json(text, spec)).rejects.toThrow(/a\.json can't be read as JSON/);
  });

  it('without the list that `records` names is refused', async () => {
    await expect(json(`{"data": [${record('a', '1')}]}`, { records: ['date'] })).rejects.toThrow(
      /there is no list of records at \$\.date/,
    );
  });
});

describe('a DuckDB file', () => {
  async function database(
    rows: DatabaseRows,
    sql: readonly string[],
    spec: Partial<SourceSpec> = {},
  ): Promise<Imported> {
    const shown = `${++files}.duckdb`;
    const path = join(harness.folder, shown);
    for (const statement of [`ATTACH '${path}' AS made`, ...sql, 'DETACH made'])
      await harness.engine.execute(statement);
    const columns = ['id', 'kind', 'amount'].map((name) => plainColumn(name, name));
    const source = sourceSpec({ format: 'duckdb', database: rows, columns, ...spec });
    return harness.importSources([{ spec: source, files: [{ path, shown }] }]);
  }
  const TABLE = [
    'CREATE SCHEMA made.core',
    `CREATE TABLE made.core.deal AS SELECT 'a' AS id, 'loan' AS kind, 98765432109876.54::DECIMAL(18,2) AS amount, 1.5::DOUBLE AS rate`,
    `INSERT INTO made.core.deal VALUES ('b', NULL, 2, 0), ('c', 'loan', 3, 0)`,
  ];

  it('gives a table or a query, with rejects by the row', async () => {
    const table = await database({ table: 'core.deal' }, TABLE);
    expect(table.rows.map((row) => [row[0], row[2]])).toEqual([
      ['a', '98765432109876.54'],
      ['c', '3.00'],
    ]);
    expect(table.rejects).toEqual([[2n, 'kind', null, 'missing']]);
    const query = `SELECT kind, count(*)::VARCHAR AS id, sum(amount::DECIMAL(18,0)::BIGINT) AS amount FROM core.deal WHERE kind IS NOT NULL GROUP BY kind`;
    const summed = await database({ query: `${query}; ` }, TABLE);
    expect(summed.rows.map((row) => [row[0], row[2]])).toEqual([['2', '98765432109880.00']]);
  });

  // A view keeps the name under which the file was opened, where its query has one.
  const around = (...statements: readonly string[]): readonly string[] => [
    ...TABLE,
    'USE made',
    ...statements,
    'USE memory',
  ];
  const AROUND = around(
    "CREATE VIEW aged AS SELECT * FROM core.deal WHERE current_date > DATE '2000-01-01'",
    'CREATE VIEW older AS SELECT * FROM aged',
    'CREATE MACRO moment() AS now()',
    "CREATE MACRO late() AS TABLE SELECT * FROM core.deal WHERE today() > DATE '2000-01-01'",
  );

  it.each([
    ["core.deal WHERE current_date > DATE '2000-01-01'", 'current_date', 'the clock'],
    ['core.deal WHERE localtimestamp IS NOT NULL', 'current_localtimestamp', 'the clock'],
    ["core.deal WHERE age(TIMESTAMP '2000-01-01') IS NOT NULL", 'age', 'the clock'],
    ['older', 'current_date', 'the clock'],
    ['core.deal WHERE moment() IS NOT NULL', 'now', 'the clock'],
    ['late()', 'today', 'the clock'],
    ['core.deal WHERE random() >= 0', 'random', 'another value each time'],
    ["core.deal WHERE current_setting('TimeZone') = 'UTC'", 'current_setting', 'the session'],
    ['core.deal TABLESAMPLE 100%', 'SAMPLE', 'another value each time'],
    ["core.deal WHERE EXISTS (FROM glob('*'))", 'glob', 'no table or view of the file'],
  ])('whose rows may change with %s is refused', async (from, found, problem) => {
    const query = `SELECT id, kind, amount FROM ${from}`;
    await expect(database({ query }, AROUND)).rejects.toMatchObject({
      code: 'input.database_query',
      message: expect.stringMatching(new RegExp(`\\.duckdb uses \`${found}\`, .*${problem}`)),
    });
  });

  it('whose query or view reads another file is refused', async () => {
    const rates = join(harness.folder, 'rates.csv');
    await writeFile(rates, 'kind,times\nloan,2\n');
    const joined = `SELECT id, kind, amount * times AS amount FROM core.deal JOIN '${rates}' USING (kind)`;
    const refused = { code: 'input.database_query', params: { found: 'read_csv' } };
    await expect(database({ query: joined }, TABLE)).rejects.toMatchObject(refused);
    const view = `CREATE VIEW rated AS SELECT id, kind, amount FROM core.deal JOIN '${rates}' USING (kind)`;
    await expect(database({ table: 'rated' }, around(view))).rejects.toMatchObject(refused);
    const text = `SELECT id, kind, amount FROM core.deal, read_text('${rates}')`;
    await expect(database({ query: text }, TABLE)).rejects.toMatchObject({ params: { found: 'read_text' } });
  });

  it('may be read by a query of many kinds, as long as its rows come from the file', async () => {
    const query = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2),
      ranked AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY id) AS rank FROM core.deal)
    SELECT id || '-' || i || '-' || r AS id, kind, amount FROM ranked, n, range(1) AS t(r)
    WHERE kind IN (SELECT kind FROM core.deal) AND rank = 1
      AND age(TIMESTAMP '2024-01-31', TIMESTAMP '2024-01-01') > INTERVAL 1 DAY AND list_contains([1, 2], i)
    ORDER BY id -- the last line`;
    const { rows } = await database({ query }, TABLE);
    expect(rows.map((row) => row[0])).toEqual(['a-1-0', 'a-2-0']);
  });

  it('whose query gives a name twice is refused', async () => {
    const query = `SELECT id, kind, amount, 2 AS "Amount" FROM core.deal`;
    await expect(database({ query }, TABLE)).rejects.toThrow(/gives two columns named `amount`/);
  });

  it('with floating-point amounts, a table that is not there, or a log beside it is refused', async () => {
    const columns = [plainColumn('id', 'id'), plainColumn('kind', 'kind'), plainColumn('amount', 'rate')];
    await expect(database({ table: 'core.deal' }, TABLE, { columns })).rejects.toThrow(
      /floating-point numbers \(DOUBLE\)/,
    );
    await expect(database({ table: 'core.deals' }, TABLE)).rejects.toThrow(
      /\d\.duckdb can't be read: .*deals does not exist/,
    );
    const path = join(harness.folder, 'open.duckdb');
    await writeFile(`${path}.wal`, 'x');
    const source = sourceSpec({ format: 'duckdb', database: { table: 'deal' } });
    await expect(
      harness.importSources([{ spec: source, files: [{ path, shown: 'open.duckdb' }] }]),
    ).rejects.toThrow();
    await writeFile(path, 'x');
    await expect(
      harness.importSources([{ spec: source, files: [{ path, shown: 'open.duckdb' }] }]),
    ).rejects.toThrow(/open\.duckdb can't be read: it has a write-ahead log/);
  });
});
