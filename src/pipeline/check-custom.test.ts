import { expect, test } from 'vitest';
import { decimal, INTEGER, TEXT } from '../schema/types.ts';
import { checkPipeline } from './check.ts';
import { fingerprint, stageFingerprints } from './fingerprint.ts';
import { stageInputs } from './pipeline.ts';
import type { CustomStage, PipelineDefinition, Stage } from './stage.ts';

const DEAL: Stage = {
  kind: 'source',
  name: 'deal',
  table: {
    name: 'deal',
    key: ['id'],
    columns: [
      { name: 'id', type: TEXT, nullable: false },
      { name: 'line', type: TEXT, nullable: true },
      { name: 'amount', type: decimal(18, 2), nullable: true },
    ],
  },
};

const RANKED: CustomStage = {
  kind: 'custom',
  name: 'ranked',
  inputs: ['deal'],
  columns: [
    { name: 'id', type: TEXT, nullable: false },
    { name: 'rank', type: INTEGER, nullable: false },
  ],
  key: ['id'],
  lineage: { form: 'key', input: 'deal' },
  sql: { duckdb: 'SELECT id, row_number() OVER (ORDER BY amount, id) AS rank FROM {{deal}}' },
};

const pipelineOf = (stage: Partial<CustomStage>): PipelineDefinition => ({
  name: 'p',
  outputs: ['ranked'],
  stages: [DEAL, { ...RANKED, ...stage }],
});

const checked = (stage: Partial<CustomStage> = {}) => checkPipeline(pipelineOf(stage));
const withText = (text: string) => (): unknown => checked({ sql: { duckdb: text } });

test('a custom stage has its declared columns and key, and reads its inputs', () => {
  const stage = checked().stages[1];
  expect(stage?.schema).toEqual({ name: 'ranked', columns: RANKED.columns, key: ['id'] });
  expect(stage === undefined ? [] : stageInputs(stage)).toEqual(['deal']);
});

test('what is declared must fit the inputs', () => {
  const refusals: readonly (readonly [Partial<CustomStage>, RegExp])[] = [
    [{ inputs: ['deals'] }, /stage ranked: There is no stage `deals` before this one. Did you mean `deal`\?/],
    [{ inputs: [] }, /has no inputs/],
    [{ inputs: ['deal', 'deal'] }, /two inputs called `deal`/],
    [{ key: ['idd'] }, /no column `idd` here. Did you mean `id`\?/],
    [{ columns: [...RANKED.columns, ...RANKED.columns] }, /two columns called `id`/],
    [{ key: ['rank'] }, /lineage: .*its key is that of deal \(id\), and it is \(rank\)/],
    [{ lineage: { form: 'key', input: 'other' } }, /names `other`, which is not among the inputs \(deal\)/],
    [
      { lineage: { form: 'group', input: 'deal', columns: { rank: 'id' } } },
      /names `rank`, which is not in the key \(id\)/,
    ],
    [
      { lineage: { form: 'group', input: 'deal', columns: { id: 'amount' } } },
      /compares `id`, text, with `amount` of deal, decimal\(18,2\)/,
    ],
    [
      { lineage: { form: 'group', input: 'deal', columns: { id: 'lines' } } },
      /no column `lines` here. Did you mean `line`\?/,
    ],
    [{ lineage: { form: 'edges', edges: [] } }, /has no edges/],
    [
      { lineage: { form: 'edges', edges: [{ input: 'deal', sql: { spark: 'SELECT 1' } }] } },
      /has no edges to deal for duckdb/,
    ],
    [{ key: [], lineage: { form: 'edges', edges: [{ input: 'deal', sql: RANKED.sql }] } }, /it has one row/],
    [{ sql: {} }, /is missing: give one for duckdb or spark/],
  ];
  for (const [stage, message] of refusals) expect(() => checked(stage)).toThrow(message);
});

test('a text may read its inputs, its own parts and what it computes, in all the ways of SQL', () => {
  const texts = [
    'WITH a AS (SELECT * FROM {{deal}}), b(x, y) AS MATERIALIZED (SELECT id, 1 FROM a) SELECT x AS id, y AS rank FROM a, b WHERE a.id = b.x',
    '-- a comment; with from nowhere\nSELECT d.id, n AS rank FROM {{ deal }} AS d, unnest([1]) AS t(n) /* and from here */',
    'SELECT id, extract(year FROM CAST(line AS DATE)) FROM ({{deal}} AS d JOIN LATERAL (SELECT 1) AS e ON true)',
    "SELECT id, 1 FROM {{deal}} WHERE line IS NOT DISTINCT FROM 'from x' AND substring(id FROM 2) <> 'now()'",
    'WITH RECURSIVE "odd name" AS (SELECT id FROM {{deal}} UNION ALL SELECT id FROM "odd name" WHERE false) SELECT id, 1 FROM "odd name"',
    'SELECT id, amount FROM {{deal}} WHERE line = {{:jurisdiction}} ORDER BY amount NULLS FIRST, id',
    'SELECT d.id, d.now, "random" FROM {{deal}} AS d',
    '(SELECT id FROM {{deal}} EXCEPT SELECT id FROM {{deal}})',
  ];
  for (const text of texts) expect(withText(text)).not.toThrow();
});

test('a text that reads something else, or is not one query, is refused with what is allowed', () => {
  const refusals: readonly (readonly [string, RegExp])[] = [
    ['SELECT * FROM deal', /stage ranked, sql, duckdb: .*reads rows from `deal`.*written as \{\{name\}\}/],
    ['SELECT * FROM {{deal}}, liquidity', /reads rows from `liquidity`/],
    ['SELECT * FROM {{deal}} JOIN "x" USING (id)', /reads rows from `x`/],
    ["SELECT * FROM {{deal}} UNION SELECT * FROM 'a.parquet'", /reads rows from `'a.parquet'`/],
    ["SELECT * FROM {{deal}} UNION SELECT * FROM read_csv('a.csv')", /reads rows from `read_csv`/],
    ['SELECT * FROM {{deal}} WHERE id IN (SELECT id FROM main.deal)', /reads rows from `main`/],
    ['WITH a AS (SELECT 1) SELECT * FROM {{deal}}, (b CROSS JOIN a)', /reads rows from `b`/],
    ['SELECT * FROM {{deals}}', /\{\{deals\}\}, which is not among its inputs. Did you mean `deal`\?/],
    ['SELECT * FROM {{deal}} WHERE id = {{:juristiction}}', /is no parameter. Did you mean `jurisdiction`\?/],
    ['SELECT 1', /does not read its input \{\{deal\}\}/],
    ['SELECT * FROM {{deal}}; DROP TABLE x', /has a `;`/],
    ['SELECT * FROM {{deal}}) AS t, (SELECT 1', /closes a parenthesis that it did not open/],
    ['SELECT (1 FROM {{deal}}', /does not close all of its parentheses/],
    ['DELETE FROM {{deal}}', /begins with SELECT, WITH or VALUES/],
    ["SELECT 'a\nb' FROM {{deal}}", /line break between quotes/],
    ["SELECT E'\\'' FROM {{deal}}", /plain text between single quotes/],
    ['SELECT 1 /* a /* b */ */ FROM {{deal}}', /comment inside a comment/],
    ['TABLE {{deal}}', /begins with/],
  ];
  for (const [text, message] of refusals) expect(withText(text), text).toThrow(message);
});

test('functions that give another result each time are refused by name', () => {
  const calls = ['random()', 'now()', 'uuid()', "nextval('a')", 'first(id)', 'ANY_VALUE(id)', "getenv('A')"];
  for (const call of [...calls, 'current_date', 'approx_count_distinct(id)']) {
    const name = call.toLowerCase().replace(/\(.*/, '');
    expect(withText(`SELECT id, ${call} FROM {{deal}}`), call).toThrow(new RegExp(`uses \`${name}`));
  }
});

test('the text, the lineage and the parameters that a text uses are part of the fingerprint', () => {
  const print = (stage: Partial<CustomStage>, jurisdiction = 'basel') =>
    stageFingerprints(checked(stage), {
      sources: { deal: fingerprint('rows') },
      parameters: { calculation_date: 1, reporting_currency: 'EUR', jurisdiction },
      salt: '',
    })['ranked'];
  const used: Partial<CustomStage> = {
    sql: { duckdb: 'SELECT id, length({{:jurisdiction}}) AS rank FROM {{deal}}' },
  };
  const group: Partial<CustomStage> = { lineage: { form: 'group', input: 'deal', columns: { id: 'id' } } };
  expect(new Set([print({}), print(used), print(group), print(used, 'eu')]).size).toBe(4);
  expect(print({}, 'eu')).toBe(print({}));
  expect(print({ doc: 'Words' })).toBe(print({}));
});
