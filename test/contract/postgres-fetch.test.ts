/** Rows of a real PostgreSQL server, fetched and imported: every value as it is, all of one state, and nothing of what broke off. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PlimsollError } from '../../src/errors/error.ts';
import { withConnection } from '../../src/fetch/connect.ts';
import { fetchRows } from '../../src/fetch/fetch-rows.ts';
import type { FetchedRows, ServerRows } from '../../src/fetch/server-rows.ts';
import { type DatabaseRows, DEFAULT_CSV, plainColumn, type SourceSpec } from '../../src/input/source.ts';
import type { TableSchema } from '../../src/schema/table.ts';
import { BOOLEAN, DATE, decimal, INTEGER, TEXT } from '../../src/schema/types.ts';
import { type Imported, type ImportHarness, openHarness, sourceSpec } from '../support/import-harness.ts';
import { freePort, isPostgresMissing, type PostgresServer, startPostgres } from '../support/postgres.ts';
import { wayTo } from '../support/way.ts';

const VARIABLE = 'PLIMSOLL_TEST_SERVER';
const PLACE = { file: 'plimsoll.yaml', line: 7 };

const WIDE: TableSchema = {
  name: 'wide',
  key: ['id'],
  columns: [
    { name: 'id', type: TEXT, nullable: false },
    { name: 'amount', type: decimal(38, 10), nullable: true },
    { name: 'count', type: INTEGER, nullable: true },
    { name: 'flag', type: BOOLEAN, nullable: true },
    { name: 'day', type: DATE, nullable: true },
    { name: 'note', type: TEXT, nullable: true },
  ],
};

const asked = (rows: DatabaseRows, shown = 'BANK:query 1'): ServerRows => ({
  variable: VARIABLE,
  rows,
  shown,
  place: PLACE,
});
const query = (text: string): ServerRows => asked({ query: text });
const table = (name: string): ServerRows => asked({ table: name }, `BANK:${name}`);

describe.skipIf(isPostgresMissing())('rows of a server, which needs PostgreSQL (npm run services),', () => {
  let server: PostgresServer;
  let harness: ImportHarness;
  let folder: string;
  beforeAll(async () => {
    server = await startPostgres();
    harness = await openHarness();
  });
  afterAll(async () => {
    await server?.stop();
    await harness?.close();
  });
  beforeEach(async () => {
    process.env[VARIABLE] = server.address;
    folder = await mkdtemp(join(tmpdir(), 'plimsoll-fetch-'));
  });
  afterEach(async () => {
    delete process.env[VARIABLE];
    await rm(folder, { recursive: true, force: true });
  });

  async function fetched(rows: ServerRows): Promise<FetchedRows> {
    const [only] = await fetchRows([rows], folder);
    if (only === undefined) throw new Error('nothing was fetched');
    return only;
  }

  async function imported(rows: ServerRows, overrides: Partial<SourceSpec> = {}): Promise<Imported> {
    const { file, names } = await fetched(rows);
    const csv = { ...DEFAULT_CSV, header: false, names };
    return harness.importSources(
      [{ spec: { ...sourceSpec({}, WIDE), csv, ...overrides }, files: [file] }],
      WIDE,
    );
  }

  async function refusal(...rows: readonly ServerRows[]): Promise<PlimsollError> {
    try {
      await fetchRows(rows, folder);
    } catch (error) {
      if (!(error instanceof PlimsollError)) throw error;
      for (const secret of [server.password, encodeURIComponent(server.password), server.address])
        expect(error.message).not.toContain(secret);
      expect(error.message).toContain('plimsoll.yaml:7: ');
      return error;
    }
    throw new Error('no error');
  }

  /** Waits until a fetch waits for the advisory lock that the test holds. */
  async function waitsFor(lock: number): Promise<number> {
    for (;;) {
      const { rows } = await server.run(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${lock} AND NOT granted`,
      );
      if (rows.length > 0) return rows[0].pid;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function lockIsWaitedFor(): Promise<void> {
    while (
      (await server.run("SELECT 1 FROM pg_locks WHERE locktype = 'relation' AND NOT granted")).rowCount === 0
    )
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('keep every digit, every sign and every kind of nothing', async () => {
    await server.run(`CREATE TABLE types (id text, amount numeric(38,10), count int8, flag bool, day date, note text, code char(6), at timestamp, zoned timestamptz, free numeric);
INSERT INTO types VALUES
 ('max', 9999999999999999999999999999.9999999999, 9223372036854775807, true, '9999-12-31', E'a "quote", a comma\nand a line', 'ab', '2024-01-31 00:00:00', '2024-01-31 00:00:00+00', 0.10),
 ('min', -9999999999999999999999999999.9999999999, -9223372036854775808, false, '1900-01-01', E'\\\\.', 'ab cd', '2024-01-31 12:30:00', '2024-01-31 00:00:00+01', 1.000),
 ('cent', 0.0000000001, 0, NULL, '2024-02-29', '😀 é \r\n', NULL, NULL, NULL, NULL),
 ('null', NULL, NULL, NULL, NULL, NULL, '', 'infinity', '-infinity', 'NaN'),
 ('empty', 0, 1, true, NULL, '', '', '2024-01-31', '0044-03-15 00:00:00+00 BC', 12345678901234567890.12)`);
    const { rows, rejects, result } = await imported(table('types'));
    expect(rejects).toEqual([]);
    expect(result.rows).toBe(5);
    const byId = new Map(
      rows.map((row) => [row[0], row.slice(1).map((value) => (value === null ? null : String(value)))]),
    );
    expect(byId.get('max')?.slice(0, 3)).toEqual([
      '9999999999999999999999999999.9999999999',
      '9223372036854775807',
      'true',
    ]);
    expect(byId.get('min')?.slice(0, 3)).toEqual([
      '-9999999999999999999999999999.9999999999',
      '-9223372036854775808',
      'false',
    ]);
    expect(byId.get('cent')?.[0]).toBe('0.0000000001');
    expect(rows.map((row) => [row[0], row[5]])).toEqual([
      ['cent', '😀 é \r\n'],
      ['empty', null],
      ['max', 'a "quote", a comma\nand a line'],
      ['min', '\\.'],
      ['null', null],
    ]);

    const other = await fetched(query('SELECT code, at, zoned, free, flag FROM types'));
    expect(await readFile(other.file.path, 'utf8')).toBe(`"ab",2024-01-31,2024-01-31,0.10,true
"ab cd",2024-01-31 12:30:00,2024-01-30 23:00:00+00,1.000,false
,,,,
"",infinity,-infinity,NaN,
"",2024-01-31,0044-03-15 BC,12345678901234567890.12,true
`);
    expect(other.file.records).toBe(5);
    // No mark of an encoding, though it stands first in the file.
    const first = query("SELECT U&'\\FEFFa' AS id, 'n' AS note");
    const columns = [plainColumn('id', 'id')];
    expect((await imported(first, { columns, where: "id = 'a'" })).result.rows).toBe(0);
    const day = WIDE.columns.map(({ name }) => plainColumn(name, name === 'day' ? 'at' : name));
    const { rejects: times } = await imported(query('SELECT * FROM types ORDER BY id'), { columns: day });
    expect(times.map(([row, column, value, reason]) => [Number(row), column, value, reason])).toEqual([
      [4, 'day', '2024-01-31 12:30:00', 'not_a_date'],
      [5, 'day', 'infinity', 'not_a_date'],
    ]);
  });

  it('give the same bytes whatever the server has set', async () => {
    const text =
      "SELECT g AS id, DATE '2024-01-31' + g AS day, TIMESTAMPTZ '2024-01-31 10:00+00' AS at, INTERVAL '1 day 2 hours' AS for, '\\xff00'::bytea AS bytes, 12.5::money AS price, 0.1::float8 AS rate FROM generate_series(1, 3) AS g";
    const before = await readFile((await fetched(query(text))).file.path, 'utf8');
    await server.run(`ALTER ROLE plimsoll SET datestyle = 'German, DMY'; ALTER ROLE plimsoll SET timezone = 'America/St_Johns';
ALTER ROLE plimsoll SET intervalstyle = 'iso_8601'; ALTER ROLE plimsoll SET bytea_output = 'escape'; ALTER ROLE plimsoll SET extra_float_digits = -15`);
    try {
      expect(await readFile((await fetched(query(text))).file.path, 'utf8')).toBe(before);
    } finally {
      await server.run('ALTER ROLE plimsoll RESET ALL');
    }
    expect(before.split('\n')[0]).toBe(
      '"1",2024-02-01,2024-01-31 10:00:00+00,1 day 02:00:00,\\xff00,$12.50,0.1',
    );
  });

  it('of floating point are refused where they are used, and do no harm elsewhere', async () => {
    const text = "SELECT 'a' AS id, 1.5::float8 AS amount, 2::float4 AS other, 'n' AS note";
    const columns = [plainColumn('id', 'id'), plainColumn('note', 'note')];
    expect((await imported(query(text), { columns })).rows).toEqual([['a', null, null, null, null, 'n']]);
    await expect(
      imported(query(text), { columns: [...columns, plainColumn('amount', 'amount')] }),
    ).rejects.toThrow(
      "The column `amount` of BANK:query 1 holds floating-point numbers (double precision), which can't be taken as decimal(38,10): their last digits are not what the bank booked.",
    );
    await expect(imported(query(text), { columns, where: "other = '2'" })).rejects.toThrow('(real)');
    // A domain is what it stands on.
    await server.run('CREATE DOMAIN rate AS float8');
    expect((await fetched(query('SELECT 1.5::rate AS amount'))).file.floats).toEqual(
      new Map([[0, 'double precision']]),
    );
  });

  it('may have one column, none that is named once, no rows; but not no columns', async () => {
    const one = [plainColumn('id', 'id')];
    const { rows, rejects } = await imported(
      query("SELECT id FROM (VALUES ('a'), (NULL), ('b'), (''), (NULL)) AS t(id)"),
      { columns: one },
    );
    expect(rows.map(([id]) => id)).toEqual(['a', 'b']);
    expect(rejects.map(([row, column, , reason]) => [Number(row), column, reason])).toEqual([
      [2, 'id', 'missing'],
      [4, 'id', 'missing'],
      [5, 'id', 'missing'],
    ]);
    const twice = query("SELECT 'x' AS note, 'a' AS id, 'y' AS note");
    expect((await imported(twice, { columns: one })).result.rows).toBe(1);
    await expect(imported(twice, { columns: [...one, plainColumn('note', 'note')] })).rejects.toMatchObject({
      code: 'input.ambiguous_raw_column',
    });
    const none = query('SELECT * FROM pg_class WHERE false');
    const columns = [plainColumn('id', 'relname')];
    expect((await imported(none, { columns, mayBeEmpty: true })).result.rows).toBe(0);
    await expect(imported(none, { columns })).rejects.toMatchObject({ code: 'input.empty_source' });
    await server.run('CREATE TABLE bare ()');
    expect(await refusal(table('bare'))).toMatchObject({ code: 'fetch.no_columns' });
  });

  it('come from names as they are written, and from queries with ends and remarks', async () => {
    await server.run(
      'CREATE SCHEMA "Risk"; CREATE TABLE "Risk"."Lo""ans" ("ID" text); INSERT INTO "Risk"."Lo""ans" VALUES (\'a\')',
    );
    expect(await fetched(table('Risk.Lo"ans'))).toMatchObject({
      names: ['ID'],
      file: { records: 1, shown: 'BANK:Risk.Lo"ans' },
    });
    for (const text of [
      '\n SELECT 1 AS id ;\n',
      'SELECT 1 AS id -- a remark',
      'WITH a AS (SELECT 1 AS id) SELECT * FROM a',
      'VALUES (1)',
      "SELECT ';)' AS id",
    ])
      expect((await fetched(query(text))).file.records).toBe(1);
  });

  it('are of one state, and no table is emptied before it is read', async () => {
    await server.run(
      "CREATE TABLE here (id text); CREATE TABLE there (id text); CREATE TABLE last (id text); INSERT INTO here VALUES ('a'); INSERT INTO last VALUES ('z'); SELECT pg_advisory_lock(7)",
    );
    const all = fetchRows(
      [
        query('SELECT id FROM here WHERE pg_advisory_xact_lock(7) IS NOT NULL'),
        table('there'),
        table('last'),
      ],
      folder,
    );
    try {
      await waitsFor(7);
      await server.run('BEGIN; INSERT INTO there SELECT id FROM here; DELETE FROM here; COMMIT');
      await expect(server.run("SET lock_timeout = '100ms'; TRUNCATE last")).rejects.toThrow('lock timeout');
    } finally {
      await server.run('SELECT pg_advisory_unlock(7)');
    }
    expect((await all).map(({ file }) => file.records)).toEqual([1, 0, 1]);
    expect(
      (await fetchRows([table('here'), table('there')], folder)).map(({ file }) => file.records),
    ).toEqual([0, 1]);
  });

  it('are those that a table has after it was emptied, filled or built anew, when its lock was waited for', async () => {
    await server.run(
      "CREATE TABLE daily (id text); INSERT INTO daily VALUES ('old'); CREATE TABLE ready (id text)",
    );
    for (const [anew, rows] of [
      ["TRUNCATE daily; INSERT INTO daily VALUES ('new'), ('newer')", 2],
      ["DROP TABLE daily; CREATE TABLE daily AS SELECT 'n' || g AS id FROM generate_series(1, 3) AS g", 3],
    ] as const)
      for (const daily of [table('daily'), query('SELECT upper(id) AS id FROM daily')]) {
        await server.run(`BEGIN; ${anew}`);
        const all = fetchRows([table('ready'), daily], folder);
        await lockIsWaitedFor();
        await server.run('COMMIT');
        expect([anew, (await all).map(({ file }) => file.records)]).toEqual([anew, [0, rows]]);
      }
  });

  it('that a policy would leave out are not left out without a word', async () => {
    await server.run(
      "CREATE TABLE parted (id text); INSERT INTO parted VALUES ('a'), ('b'); ALTER TABLE parted ENABLE ROW LEVEL SECURITY; CREATE ROLE partial LOGIN PASSWORD 'p'; GRANT SELECT ON parted TO partial; CREATE POLICY one ON parted TO partial USING (id = 'a')",
    );
    process.env[VARIABLE] = server.address.replace(/\/\/[^@]*@/, '//partial:p@');
    expect(await refusal(table('parted'))).toMatchObject({ code: 'fetch.permission' });
  });

  it('that broke off are no rows', async () => {
    const text =
      'SELECT g AS id FROM generate_series(1, 200000) AS g WHERE g < 200000 OR pg_advisory_xact_lock(8) IS NOT NULL';
    await server.run('SELECT pg_advisory_lock(8)');
    try {
      const told = refusal(query(text));
      await server.run(`SELECT pg_terminate_backend(${await waitsFor(8)})`);
      expect(await told).toMatchObject({
        code: 'fetch.connection_lost',
        message: expect.stringContaining('Nothing of it was used'),
      });

      // A way that breaks without a word.
      const way = await wayTo(server.port);
      process.env[VARIABLE] = server.address.replace(`:${server.port}/`, `:${way.port}/`);
      const lost = refusal(query(text));
      await waitsFor(8);
      way.cut();
      expect(await lost).toMatchObject({ code: 'fetch.connection_lost' });
      await way.close();
    } finally {
      await server.run('SELECT pg_advisory_unlock(8)');
    }
  });

  it('can not be had of a query or a table that is none, and it is said why', async () => {
    await server.run("CREATE TABLE closed (id text); CREATE ROLE reader LOGIN PASSWORD 'r'");
    expect(await refusal(table('no.such'))).toMatchObject({
      code: 'fetch.query',
      params: { state: '42P01', at: null },
    });
    const at = async (text: string) => (await refusal(query(text))).params;
    expect(await at('\nSELECT id,\n  nme FROM closed')).toMatchObject({
      state: '42703',
      at: 'line 2, sign 3',
      text: 'column "nme" does not exist',
    });
    expect(await at('SELEC 1')).toMatchObject({ state: '42601', at: 'line 1, sign 7' });
    expect(await at('SELECT 1/(g - 2) FROM generate_series(1, 3) g')).toMatchObject({
      state: '22012',
      text: 'division by zero',
    });
    // Nothing but one query is run, and it changes nothing.
    for (const text of [
      'SELECT 1; DROP TABLE closed',
      'SELECT 1) AS s; COMMIT; DROP TABLE closed; SELECT * FROM (SELECT 1',
      'DELETE FROM closed',
      'WITH d AS (DELETE FROM closed RETURNING id) SELECT * FROM d',
    ])
      expect((await refusal(query(text))).code).toBe('fetch.query');
    expect((await server.run('TABLE closed')).rows).toEqual([]);
    await server.run(
      "CREATE FUNCTION drops() RETURNS int LANGUAGE plpgsql AS 'BEGIN DELETE FROM closed; RETURN 1; END'",
    );
    expect(await refusal(query('SELECT drops() AS id'))).toMatchObject({ params: { state: '25006' } });
    process.env[VARIABLE] = `postgres://reader:r@127.0.0.1:${server.port}/postgres`;
    expect(await refusal(table('closed'))).toMatchObject({
      code: 'fetch.permission',
      params: { text: 'permission denied for table closed' },
    });
    process.env[VARIABLE] = `${server.address}?statement_timeout=100`;
    expect(await refusal(query('SELECT pg_sleep(20)'))).toMatchObject({
      code: 'fetch.failed',
      params: { state: '57014', text: 'canceling statement due to statement timeout' },
    });
  });

  it('can not be had where nobody is let in, and it is said why', async () => {
    const some = query('SELECT 1 AS id');
    const on = (address: string): Promise<PlimsollError> => {
      process.env[VARIABLE] = address;
      return refusal(some);
    };
    const at = `127.0.0.1:${server.port}`;
    expect(await on(`postgres://plimsoll:wrong@${at}/postgres`)).toMatchObject({
      code: 'fetch.password',
      params: { given: true },
    });
    expect(await on(`postgres://plimsoll@${at}/postgres`)).toMatchObject({
      code: 'fetch.password',
      params: { given: false },
    });
    expect(await on(server.address.replace(/postgres$/, 'none'))).toMatchObject({
      code: 'fetch.connection',
      params: { reason: 'database "none" does not exist' },
    });
    expect(await on(`postgres://plimsoll:x@127.0.0.1:${await freePort()}/postgres`)).toMatchObject({
      code: 'fetch.connection',
      params: { reason: 'nothing listens there' },
    });
    expect(await on(`${server.address}?sslmode=require`)).toMatchObject({
      code: 'fetch.connection',
      params: { reason: 'The server does not support SSL connections' },
    });
    // One that takes connections and never says a word.
    const silent = await wayTo(null);
    process.env[VARIABLE] = `postgres://plimsoll:x@127.0.0.1:${silent.port}/postgres`;
    await expect(withConnection(VARIABLE, PLACE, () => Promise.resolve(1), 200)).rejects.toMatchObject({
      code: 'fetch.connection',
      params: { reason: 'there is no answer in time' },
    });
    await silent.close();
  });
});
