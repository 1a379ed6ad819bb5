/** What the two engines call by different names, on values where they could differ: one tree, rendered for each, gives the same rows. */

import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import type { ColumnType, Value } from '../../src/schema/types.ts';
import { DUCKDB } from '../../src/sql/duckdb/dialect.ts';
import { renderQuery } from '../../src/sql/render.ts';
import { SPARK } from '../../src/sql/spark/dialect.ts';
import {
  type SqlExpr,
  type SqlOp,
  type SqlQuery,
  sqlColumn,
  sqlInt,
  sqlOp,
  sqlSelect,
  sqlText,
} from '../../src/sql/tree.ts';
import { parseDate } from '../../src/values/date.ts';
import { sharedDuckDb } from '../support/shared-engine.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSparkEngine } from './shared-engine.ts';

const TEXT: ColumnType = { kind: 'text' };
const DATE: ColumnType = { kind: 'date' };

const TEXTS = [
  null,
  '',
  ' ',
  'a',
  'B',
  'a ',
  ' a\t ',
  '\u00a0a\u00a0',
  'é',
  'e\u0301',
  'ÀÉÎ straße İı',
  'a😀b',
  '\ud83d\ude00',
  '\uffff',
  '\uff5e',
  'a\\b',
  'a\\%b',
  "it's",
  'a"b`c',
  '$\u007bx} {{y}} :z',
  'a\nb\r\tc',
  'nul\0byte',
  '\\u0041',
  '%_~^|#!@&$',
] as const;
const DATES = [
  '0001-01-01',
  '0004-02-29',
  '1582-10-04',
  '1582-10-15',
  '1900-02-28',
  '2024-01-31',
  '2024-02-29',
  '9999-12-31',
];
const NUMBERS = [null, -9n, 0n, 1n, 2n, 31n, 2n ** 31n, -(2n ** 31n) - 1n];

const column = (name: string): SqlExpr => sqlColumn('t', name);
const literal = (value: Value, type: ColumnType): SqlExpr => ({
  kind: 'cast',
  arg: { kind: 'literal', value, type },
  type,
});

/** Expressions over the rows of all combinations of the columns. */
function over(columns: Readonly<Record<string, readonly SqlExpr[]>>, exprs: readonly SqlExpr[]): SqlQuery {
  const names = Object.keys(columns);
  const rows = names.reduce<readonly (readonly SqlExpr[])[]>(
    (all, name) => all.flatMap((row) => (columns[name] ?? []).map((cell) => [...row, cell])),
    [[]],
  );
  const items = [...names.map(column), ...exprs].map((expr, index) => ({ expr, alias: `x${index}` }));
  return sqlSelect({ items, from: { kind: 'values', columns: names, rows }, alias: 't' });
}

const texts = TEXTS.map((text) => literal(text, TEXT));
const dates = [null, ...DATES.map((day) => parseDate(day) ?? null)].map((day) => literal(day, DATE));
const numbers = NUMBERS.map((value) => literal(value, { kind: 'integer' }));
const small = [-1n, 0n, 1n, 2n, 100n].map((value) => sqlInt(value));
const on = (op: SqlOp, ...args: readonly SqlExpr[]): SqlExpr => sqlOp(op, args);
const like = (pattern: string): SqlExpr => sqlOp('like', [column('a'), sqlText(pattern)], { pattern });
const wholly = (op: SqlOp): SqlExpr => sqlOp(op, [column('a')]);
const ordered = sqlOp('row_number', [column('a'), sqlInt(1n)], { ordered: 1 });

const QUERIES: Readonly<Record<string, SqlQuery>> = {
  'one text': over({ a: texts }, [
    ...(['length', 'trim', 'upper', 'lower', 'is_null'] as const).map((op) => on(op, column('a'))),
    ...['%', 'a%', '%b', 'a_b', '_', 'a\\%b', 'a\\_b', '%~%', '%\n%', '__', TEXTS[23]].map(like),
  ]),
  'two texts': over({ a: texts, b: texts }, [
    ...(
      [
        'eq',
        'ne',
        'lt',
        'le',
        'gt',
        'ge',
        'same',
        'concat',
        'starts_with',
        'least',
        'greatest',
        'coalesce',
      ] as const
    ).map((op) => on(op, column('a'), column('b'))),
  ]),
  'parts of texts': over({ a: texts, n: [1n, 2n, 3n, 2n ** 31n].map((n) => sqlInt(n)), m: small.slice(1) }, [
    on('substring', column('a'), column('n'), column('m')),
  ]),
  'the order of texts': over({ a: texts }, [ordered]),
  'the first and the last text': sqlSelect({
    items: (['min', 'max', 'count', 'count_distinct'] as const).map((op) => ({
      expr: wholly(op),
      alias: op,
    })),
    from: { kind: 'values', columns: ['a'], rows: texts.map((text) => [text]) },
    alias: 't',
  }),
  dates: over({ a: dates, b: dates }, [
    ...(['month_end', 'year', 'month', 'day', 'to_text'] as const).map((op) => on(op, column('a'))),
    ...(['days_between', 'lt', 'eq', 'same', 'least', 'greatest'] as const).map((op) =>
      on(op, column('a'), column('b')),
    ),
  ]),
  'days after days': over({ a: [literal(parseDate('2024-02-28') ?? null, DATE)], b: dates.slice(6, 8) }, [
    on('explode_days', column('a'), column('b')),
  ]),
  'moved dates': over({ a: dates.slice(3, 8), n: numbers.slice(0, 6) }, [
    on('add_days', column('a'), column('n')),
    on('add_months', column('a'), column('n')),
  ]),
  'numbers as texts': over({ a: numbers }, [on('to_text', column('a')), on('int_neg', column('a'))]),
};

const rowsOf = async (engine: Engine, query: SqlQuery): Promise<readonly string[]> => {
  const dialect = engine.name === 'spark' ? SPARK : DUCKDB;
  const rows = await engine.rows(renderQuery(query, dialect));
  return rows
    .map((row) => JSON.stringify(row, (_, cell) => (typeof cell === 'bigint' ? `${cell}` : cell)))
    .sort();
};

/** What a custom stage may write; settings of a server made other rows of each. */
const TEXT_QUERIES: readonly string[] = [
  'SELECT a FROM (VALUES (1), (2)) t(a) WHERE EXISTS (SELECT count(*) FROM (VALUES (1)) u(b) WHERE b = a)',
  'SELECT a FROM (VALUES (1), (2)) t(a) WHERE 0 NOT IN (SELECT count(*) FROM (VALUES (1)) u(b) WHERE b = a)',
  'SELECT a, (SELECT sum(c) FROM (SELECT count(*) AS c FROM (VALUES (1)) u(b) WHERE b = a) v) AS s FROM (VALUES (1), (2)) t(a)',
  'SELECT a, c FROM (VALUES (1), (2)) t(a), LATERAL (SELECT count(*) AS c FROM (VALUES (1)) u(b) WHERE b = a) v',
  'SELECT 7 AS a FROM (VALUES (1), (2)) t(b) HAVING true',
  'SELECT CAST(1e3 AS VARCHAR(9)) AS a',
];

describe.skipIf(isSparkMissing())('Spark (npm run services) gives what DuckDB gives', () => {
  const [duckdb, spark] = [sharedDuckDb(), sharedSparkEngine()];

  it.each(Object.entries(QUERIES))('of %s', async (_, query) => {
    const wanted = await rowsOf(duckdb(), query);
    expect(wanted.length).toBeGreaterThan(0);
    expect(await rowsOf(spark(), query)).toEqual(wanted);
  });

  it.each(TEXT_QUERIES)('of %s', async (text) => {
    const sorted = async (engine: Engine) =>
      (await engine.rows(text)).map((row) => JSON.stringify(Object.values(row).map(String))).sort();
    const wanted = await sorted(duckdb());
    expect(wanted.length).toBeGreaterThan(0);
    expect(await sorted(spark())).toEqual(wanted);
  });
});
