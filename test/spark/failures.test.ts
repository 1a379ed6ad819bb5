/** What a real server refuses, and ways to it that are closed: each error by its code, and with the words of Spark. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSparkAddress } from '../../src/engine/spark/connect/address.ts';
import { call } from '../../src/engine/spark/connect/call.ts';
import { sparkFailure } from '../../src/engine/spark/connect/failure.ts';
import { CLOCK, PATIENT } from '../../src/engine/spark/connect/patience.ts';
import { openSparkSession, type SparkSession } from '../../src/engine/spark/connect/session.ts';
import { REQUIRED_SETTINGS } from '../../src/engine/spark/connect/settings.ts';
import { transportTo } from '../../src/engine/spark/connect/transport.ts';
import { wireOf } from '../../src/engine/spark/connect/wire.ts';
import { PlimsollError } from '../../src/errors/error.ts';
import { OTHER_RULES } from '../support/other-rules.ts';
import { freePort } from '../support/postgres.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { isOpenSslMissing, startTlsWay } from '../support/tls-way.ts';
import { wayTo } from '../support/way.ts';
import { sharedSpark } from './shared.ts';

describe.skipIf(isSparkMissing())('a server, which needs Spark (npm run services),', () => {
  let session: SparkSession;
  let port: number;
  let token: string;
  beforeAll(async () => {
    const spark = sharedSpark();
    port = spark.port;
    token = spark.token;
    session = await openSparkSession({ address: spark.address });
  });
  afterAll(() => session?.close());

  const open = (address: string, settings = {}): Promise<SparkSession> =>
    openSparkSession({ address, settings });

  it.each([
    ['SELECT amont FROM (SELECT 1 AS amount)', 'UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703', 'amont'],
    ['SELECT 1 / 0', 'DIVIDE_BY_ZERO', '22012', '1 / 0'],
    ['SELECT id / (id - id) FROM range(3)', 'DIVIDE_BY_ZERO', '22012', 'id / (id - id)'],
    [
      'SELECT 9223372036854775807 + id FROM range(3)',
      'ARITHMETIC_OVERFLOW',
      '22003',
      '9223372036854775807 + id',
    ],
    // Spark does not say where.
    ['SELECT sum(9223372036854775807 - id) FROM range(3)', 'ARITHMETIC_OVERFLOW', '22003', null],
    ["SELECT CAST('1e' AS INT)", 'CAST_INVALID_INPUT', '22018', "CAST('1e' AS INT)"],
    [
      'SELECT CAST(12345 AS DECIMAL(4, 0))',
      'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION',
      '22003',
      'CAST(12345 AS DECIMAL(4, 0))',
    ],
    ['SELEC 1', 'PARSE_SYNTAX_ERROR', '42601', null],
    ['SELECT 1 FROM nowhere', 'TABLE_OR_VIEW_NOT_FOUND', '42P01', 'nowhere'],
    ['SELECT "text"', 'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', '42703', '"text"'],
    ["SELECT raise_error('PLIMSOLL:stage a')", 'USER_RAISED_EXCEPTION', 'P0001', null],
  ])('refuses %s', async (sql, errorClass, sqlState, fragment) => {
    for (const ask of [session.rows, session.execute]) {
      const error: unknown = await ask(sql).catch((caught: unknown) => caught);
      expect(sparkFailure(error)).toMatchObject({ errorClass, sqlState, fragment, sql });
      expect(error).toBeInstanceOf(PlimsollError);
      expect(String(error)).toContain(errorClass);
    }
  });

  it('hands over long messages whole', async () => {
    const text = 'x'.repeat(20_000);
    const error: unknown = await session
      .rows(`SELECT raise_error('${text}')`)
      .catch((caught: unknown) => caught);
    expect(sparkFailure(error)?.text).toContain(text);
  });

  it('fails in the middle of a result, after rows that were read', async () => {
    let count = 0;
    const read = async (): Promise<void> => {
      const sql = 'SELECT id, 1 / (999999 - id) AS q, id > 1 AS b FROM range(0, 1000000, 1, 20)';
      for await (const rows of session.query(sql.replace('1 / (999999 - id)', '(id div (999999 - id))')))
        count += rows.length;
    };
    await expect(read()).rejects.toMatchObject({
      code: 'spark.statement',
      params: { errorClass: 'DIVIDE_BY_ZERO' },
    });
    expect(count).toBeGreaterThan(0);
    expect(await session.rows('SELECT 1 AS a')).toEqual([{ a: 1n }]);
  });

  it('has the settings that Plimsoll needs, and computes by them, although its own are others', async () => {
    for (const [name, value] of Object.entries(REQUIRED_SETTINGS))
      expect(OTHER_RULES[name], name).not.toBe(value);
    expect(Object.keys(OTHER_RULES)).toEqual(expect.arrayContaining(Object.keys(REQUIRED_SETTINGS)));
    for (const [name, value] of Object.entries(REQUIRED_SETTINGS))
      expect(await session.setting(name)).toBe(value);
    const [row] = await session.rows(
      `SELECT '\${spark.app.name}' AS text, '\\u0041' AS escaped, typeof(TIMESTAMP'2024-01-31 00:00:00') AS type, CAST('0.0000000001' AS DECIMAL(38,10)) * CAST(1 AS DECIMAL(38,10)) AS product`,
    );
    expect(row).toEqual({
      text: `\${spark.app.name}`,
      escaped: 'A',
      type: 'timestamp_ntz',
      product: '0.00000000010000000000',
    });
  });

  it('refuses settings by name: one that can not be changed, and a value that is none', async () => {
    const address = sharedSpark().address;
    const settings = { 'spark.sql.shuffle.partitions': '3', 'spark.sql.warehouse.dir': 'elsewhere' };
    await expect(open(address, settings)).rejects.toMatchObject({
      code: 'spark.setting',
      params: { name: 'spark.sql.warehouse.dir' },
    });
    await expect(open(address, { 'spark.sql.shufle.partitions': '3' })).rejects.toThrow(
      'spark.sql.shufle.partitions=3: Spark knows no setting of that name. Correct it in `spark.settings`',
    );
    // Of what reads Parquet, which Spark hands on.
    await (await open(address, { 'parquet.page.size': '1048576' })).close();
    const set = session.set('spark.sql.shuffle.partitions', 'many');
    await expect(set).rejects.toMatchObject({ code: 'spark.setting', params: { wanted: 'many' } });
    await expect(session.setting('spark.no.such')).rejects.toMatchObject({
      code: 'spark.statement',
      params: { errorClass: 'SQL_CONF_NOT_FOUND' },
    });
  });

  it('asks for its token', async () => {
    const wrong = open(`sc://127.0.0.1:${port}/;token=wrong`);
    await expect(wrong).rejects.toMatchObject({ code: 'spark.token', params: { given: true } });
    await expect(wrong).rejects.not.toThrow(/=wrong|Bearer/);
    await expect(open(`sc://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'spark.token',
      params: { given: false },
    });
  });

  it('forgets a session that was closed', async () => {
    const closed = await open(sharedSpark().address);
    await closed.execute("CREATE TEMPORARY VIEW v AS SELECT 'a' AS a");
    expect(await closed.rows('SELECT a FROM v')).toEqual([{ a: 'a' }]);
    await closed.close();
    const lost = { code: 'spark.session_lost', params: { errorClass: 'INVALID_HANDLE.SESSION_CLOSED' } };
    await expect(closed.rows('SELECT a FROM v')).rejects.toMatchObject(lost);
    await expect(closed.setting('spark.sql.ansi.enabled')).rejects.toMatchObject(lost);
    await closed.close();
  });

  it('refuses a session of another life of it', async () => {
    const address = parseSparkAddress(sharedSpark().address);
    const { client, close } = await transportTo(address);
    const wire = wireOf({ client, address, retry: PATIENT, clock: CLOCK }, randomUUID());
    wire.observe({ sessionId: wire.identity().sessionId, serverSideSessionId: randomUUID() });
    const asked = call(wire, () =>
      client.analyzePlan({ ...wire.identity(), analyze: { case: 'sparkVersion', value: {} } }),
    );
    await expect(asked).rejects.toMatchObject({
      code: 'spark.session_lost',
      params: { errorClass: 'INVALID_HANDLE.SESSION_CHANGED' },
    });
    close();
  });

  it.skipIf(isOpenSslMissing())('is spoken to through TLS, which needs openssl', async () => {
    const way = await startTlsWay(port);
    const at = `sc://127.0.0.1:${way.port}/;token=${token};use_ssl=true`;
    const trusted = await open(`${at};certificate=${encodeURIComponent(way.certificateFile)}`);
    expect(await trusted.rows('SELECT 1 AS a')).toEqual([{ a: 1n }]);
    await trusted.close();
    await expect(open(at)).rejects.toMatchObject({
      code: 'spark.unreachable',
      params: { reason: expect.stringContaining('certificate is not trusted') },
    });
    const other = `sc://localhost:${way.port}/;use_ssl=true;certificate=${encodeURIComponent(way.certificateFile)}`;
    await expect(open(other)).rejects.toThrow('ERR_TLS_CERT_ALTNAME_INVALID');
    const missing = open(`${at};certificate=/no/such/file.pem`);
    await expect(missing).rejects.toMatchObject({ code: 'spark.address' });
    // TLS to a server without, and the other way round.
    const plain = open(`sc://127.0.0.1:${port}/;use_ssl=true`);
    await expect(plain).rejects.toMatchObject({ code: 'spark.unreachable' });
    await expect(plain).rejects.toThrow('TLS');
    await expect(open(`sc://127.0.0.1:${way.port}/;token=${token}`)).rejects.toMatchObject({
      code: 'spark.unreachable',
    });
    await way.close();
  });
});

describe('an address where nobody answers as Spark does', () => {
  const unreachable = (reason: string) => ({
    code: 'spark.unreachable',
    params: { reason: expect.stringContaining(reason) },
  });
  const retry = { ...PATIENT, firstMs: 1, jitterMs: 1 };

  it('is refused where nothing listens', async () => {
    const opened = openSparkSession({ address: `sc://127.0.0.1:${await freePort()}`, retry });
    await expect(opened).rejects.toMatchObject(unreachable('nothing listens there'));
  });

  it('is refused where the host has no name', async () => {
    const opened = openSparkSession({ address: 'sc://no-such-host.invalid', retry });
    await expect(opened).rejects.toMatchObject({ code: 'spark.unreachable' });
    await expect(opened).rejects.toThrow(/name/);
  });

  it('is refused where somebody listens and says nothing', async () => {
    const way = await wayTo(null);
    const opened = openSparkSession({ address: `sc://127.0.0.1:${way.port}`, retry, openTimeoutMs: 50 });
    await expect(opened).rejects.toMatchObject(unreachable('there is no answer in time'));
    await way.close();
  });

  it('is refused where a connection is cut at once', async () => {
    const way = await wayTo(await freePort());
    const opened = openSparkSession({ address: `sc://127.0.0.1:${way.port}`, retry });
    setInterval(way.cut, 5).unref();
    await expect(opened).rejects.toMatchObject({ code: 'spark.unreachable' });
    await way.close();
  });
});
