/** Values of a real server, each at its limits, and what is refused. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell, ResultRow } from '../../src/engine/engine.ts';
import { openSparkSession, type SparkSession } from '../../src/engine/spark/connect/session.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSpark } from './shared.ts';

describe.skipIf(isSparkMissing())('values of a server, which needs Spark (npm run services),', () => {
  let session: SparkSession;
  beforeAll(async () => {
    session = await openSparkSession({ address: sharedSpark().address });
  });
  afterAll(() => session?.close());

  /** The values of an expression each, NULL of its type behind them. */
  async function valuesOf(...expressions: readonly string[]): Promise<readonly (Cell | undefined)[]> {
    const [first = 'NULL'] = expressions;
    const rows = [...expressions, `IF(rand() > 2, ${first}, NULL)`].map(
      (text, at) => `SELECT ${at} AS at, ${text} AS x`,
    );
    const found = await session.rows(`SELECT x FROM (${rows.join(' UNION ALL ')}) ORDER BY at`);
    return found.map((row) => row['x']);
  }

  it('are whole numbers up to the ends of their types', async () => {
    expect(await valuesOf("CAST('-128' AS TINYINT)", "CAST('127' AS TINYINT)")).toEqual([-128n, 127n, null]);
    expect(await valuesOf("CAST('-32768' AS SMALLINT)", "CAST('32767' AS SMALLINT)")).toEqual([
      -32768n,
      32767n,
      null,
    ]);
    expect(await valuesOf("CAST('-2147483648' AS INT)", '2147483647')).toEqual([
      -2147483648n,
      2147483647n,
      null,
    ]);
    expect(
      await valuesOf("CAST('-9223372036854775808' AS BIGINT)", '9223372036854775807', '9007199254740993'),
    ).toEqual([-9223372036854775808n, 9223372036854775807n, 9007199254740993n, null]);
  });

  it('are decimals to the last digit', async () => {
    const most = '9'.repeat(38);
    expect(await valuesOf(`CAST('${most}' AS DECIMAL(38,0))`, `CAST('-${most}' AS DECIMAL(38,0))`)).toEqual([
      most,
      `-${most}`,
      null,
    ]);
    expect(
      await valuesOf(
        `CAST('0.${most}' AS DECIMAL(38,38))`,
        `CAST('-0.${'0'.repeat(37)}1' AS DECIMAL(38,38))`,
      ),
    ).toEqual([`0.${most}`, `-0.${'0'.repeat(37)}1`, null]);
    expect(await valuesOf("CAST('-0.05' AS DECIMAL(10,2))", 'CAST(0 AS DECIMAL(10,2))', '12.50')).toEqual([
      '-0.05',
      '0.00',
      '12.50',
      null,
    ]);
    // Around the edge of 64 bits.
    expect(
      await valuesOf(
        "CAST('18446744073709551616' AS DECIMAL(38,0))",
        "CAST('-18446744073709551616' AS DECIMAL(38,0))",
        "CAST('-9223372036854775809' AS DECIMAL(38,0))",
      ),
    ).toEqual(['18446744073709551616', '-18446744073709551616', '-9223372036854775809', null]);
  });

  it('are dates, also long before 1970', async () => {
    const dates = [
      '0001-01-01',
      '1582-10-04',
      '1582-10-15',
      '1900-02-28',
      '1969-12-31',
      '1970-01-01',
      '2024-02-29',
      '9999-12-31',
    ];
    expect(await valuesOf(...dates.map((date) => `DATE'${date}'`))).toEqual([...dates, null]);
  });

  it('are texts as they are, with every sign', async () => {
    const texts = [
      '',
      ' a ',
      'é',
      '漢',
      '😀',
      '\ufeffa',
      'a\u0000b',
      'line\nbreak',
      "it''s".replace("''", "'"),
      'tab\there',
      'x'.repeat(100_000),
    ];
    // Hexadecimal digits, so that no rule for literals takes part.
    const found = await valuesOf(
      ...texts.map((text) => `CAST(x'${Buffer.from(text).toString('hex')}' AS STRING)`),
    );
    expect(found).toEqual([...texts, null]);
  });

  it('are true, false and NULL, also where every value of a column is NULL', async () => {
    expect(await valuesOf('true', 'false')).toEqual([true, false, null]);
    expect(
      await session.rows('SELECT NULL AS n, CAST(NULL AS DECIMAL(38,10)) AS d, CAST(NULL AS STRING) AS t'),
    ).toEqual([{ n: null, d: null, t: null }]);
  });

  it('come in the order of the query and under its names', async () => {
    const rows: ResultRow[] = [];
    for await (const batch of session.query(
      'SELECT id AS `Total Ä`, id % 2 = 0 AS even FROM range(25000) ORDER BY id DESC',
    ))
      rows.push(...batch);
    expect(rows).toHaveLength(25_000);
    expect(rows.map((row) => row['Total Ä'])).toEqual(
      Array.from({ length: 25_000 }, (_, at) => BigInt(24_999 - at)),
    );
    expect(rows[0]).toEqual({ 'Total Ä': 24_999n, even: false });
  });

  it('are none for a query without rows', async () => {
    expect(await session.rows('SELECT 1 AS a WHERE false')).toEqual([]);
  });

  it.each([
    ['DOUBLE', 'CAST(1.5 AS DOUBLE)', 'floating-point'],
    ['FLOAT', 'CAST(1.5 AS FLOAT)', 'floating-point'],
    ['TIMESTAMP', "TIMESTAMP_LTZ'2024-01-31 00:00:00'", 'TIMESTAMP'],
    ['TIMESTAMP_NTZ', "TIMESTAMP'2024-01-31 00:00:00'", 'TIMESTAMP'],
    ['BINARY', "x'00'", 'BINARY'],
    ['ARRAY', 'array(1)', 'ARRAY'],
    ['MAP', "map('a', 1)", 'MAP'],
    ['STRUCT', 'struct(1 AS a)', 'STRUCT'],
    ['INTERVAL', "INTERVAL '1' DAY", 'INTERVAL'],
    ['INTERVAL of months', "INTERVAL '1' MONTH", 'INTERVAL'],
  ])('of the type %s are refused by name, also without rows', async (_, expression, words) => {
    for (const where of ['', ' WHERE false']) {
      const asked = session.rows(`SELECT 1 AS fine, ${expression} AS odd${where}`);
      await expect(asked).rejects.toMatchObject({ code: 'spark.column', params: { column: 'odd' } });
      await expect(asked).rejects.toThrow(words);
    }
  });

  it('that are no UTF-8, and names that are there twice, are refused', async () => {
    const refused = { code: 'spark.column', params: { column: 'odd' } };
    await expect(session.rows("SELECT CAST(x'61ff' AS STRING) AS odd")).rejects.toMatchObject(refused);
    await expect(session.rows('SELECT 1 AS odd, 2 AS odd')).rejects.toMatchObject(refused);
    // The session goes on.
    expect(await session.rows('SELECT 1 AS a')).toEqual([{ a: 1n }]);
  });
});
