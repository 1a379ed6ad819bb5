/** Random custom stages: six fixed texts over random columns of earlier stages, each with a twin in the interpreter (custom.ts). */

import type { CustomLineage, CustomStage } from '../../src/pipeline/stage.ts';
import type { Column } from '../../src/schema/table.ts';
import { BOOLEAN, type ColumnType, decimal, INTEGER, sameType } from '../../src/schema/types.ts';
import { type CatalogueText, type TextColumn, textWith } from './custom-text.ts';
import type { KnownStage, StageRequest } from './generate-stage.ts';
import { quoted } from './on-engine.ts';

interface MadeCustom {
  readonly stage: CustomStage;
  readonly known: KnownStage;
}

/** A text with what it declares; `undefined` where the stages so far have not what it takes. */
type Entry = (request: StageRequest) => MadeCustom | undefined;

export function customStage(request: StageRequest): MadeCustom {
  const entry = request.draw.pick<Entry>([rank, running, anti, anti, pivot, merged, chain]);
  return entry(request) ?? rank(request);
}

/** Sums of so many digits stay below 38, whatever the order in which an engine adds them up. */
const DIGITS_MAX = 30;

function rank(request: StageRequest): MadeCustom {
  const { draw, name, earlier } = request;
  const input = draw.pick(earlier);
  const value = draw.pick(input.columns).name;
  const group = draw.some(input.columns, 0, 2).map((column) => column.name);
  const pass = others(request, input);
  const args = argsOf('rank', request, input, { value, group, pass });
  const order = [value, ...input.key].map((each) => `${quoted(each)} NULLS FIRST`);
  const by = group.length === 0 ? '' : `PARTITION BY ${list(group)} `;
  const sql = `SELECT ${list([...input.key, ...pass, ''])}row_number() OVER (${by}ORDER BY ${order.join(', ')}) AS ${quoted(`${name}_rank`)}
FROM {{${input.name}}}`;
  const own = { name: `${name}_rank`, type: INTEGER, nullable: false };
  return made(request, args, sql, [input], {
    columns: [...columnsOf(input, [...input.key, ...pass]), own],
    key: input.key,
    lineage: { form: 'key', input: input.name },
  });
}

function running(request: StageRequest): MadeCustom | undefined {
  const { draw, name, earlier } = request;
  const input = draw.pick(earlier);
  const numbers = input.columns.filter(({ type }) => isSummable(type));
  if (numbers.length === 0) return undefined;
  const { name: value, type } = draw.pick(numbers);
  const group = draw.some(input.columns, 0, 1).map((column) => column.name);
  const args = argsOf('running', request, input, { value, group, pass: [] });
  const sum = sumType(type);
  const by = group.length === 0 ? '' : `PARTITION BY ${list(group)} `;
  const order = ['1', ...input.key.map((each) => `${quoted(each)} NULLS FIRST`)].join(', ');
  const sql = `WITH sums AS (
  SELECT *, sum(${quoted(value)}) OVER (${by}ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS total FROM {{${input.name}}}
)
SELECT ${list([...input.key, ''])}CAST(total AS ${sum.sql}) AS ${quoted(`${name}_sum`)} FROM sums`;
  return made(request, args, sql, [input], {
    columns: [...columnsOf(input, input.key), { name: `${name}_sum`, type: sum.type, nullable: true }],
    key: input.key,
    lineage: { form: 'key', input: input.name },
  });
}

function anti(request: StageRequest): MadeCustom | undefined {
  const found = twoInputs(request);
  if (found === undefined) return undefined;
  const { input, value, second, other } = found;
  const pass = others(request, input);
  const names = [...new Set([...input.key, ...pass, value])];
  const args = argsOf('anti', request, input, { value, group: [], pass: names, second, other });
  const sql = `SELECT ${names.map((each) => `a.${quoted(each)}`).join(', ')}
FROM {{${input.name}}} AS a
WHERE NOT EXISTS (SELECT 1 FROM {{${second.name}}} AS b WHERE b.${quoted(other)} = a.${quoted(value)})`;
  return made(request, args, sql, [input, second], {
    columns: columnsOf(input, names),
    key: input.key,
    lineage: { form: 'key', input: input.name },
  });
}

function pivot(request: StageRequest): MadeCustom | undefined {
  const { draw, name, earlier } = request;
  const input = draw.pick(earlier);
  const numbers = input.columns.filter(({ type }) => isSummable(type));
  if (numbers.length === 0) return undefined;
  const { name: value, type } = draw.pick(numbers);
  const group = draw.some(input.columns, 0, 2).map((column) => column.name);
  const other = draw.pick(input.columns).name;
  const args = argsOf('pivot', request, input, { value, group, pass: [], other });
  const sum = sumType(type);
  const sums = ['IS NULL', 'IS NOT NULL'].map(
    (test, index) =>
      `CAST(sum(CASE WHEN ${quoted(other)} ${test} THEN ${quoted(value)} END) AS ${sum.sql}) AS ${quoted(`${name}_p${index}`)}`,
  );
  const by = group.length === 0 ? '' : `\nGROUP BY ${list(group)}`;
  const sql = `SELECT ${list([...group, ''])}${sums.join(', ')}, count(*) AS ${quoted(`${name}_n`)}
FROM {{${input.name}}}${by}`;
  const columns = [
    ...columnsOf(input, group),
    { name: `${name}_p0`, type: sum.type, nullable: true },
    { name: `${name}_p1`, type: sum.type, nullable: true },
    { name: `${name}_n`, type: INTEGER, nullable: false },
  ];
  const pairs = Object.fromEntries(group.map((each) => [each, each]));
  const lineage = { form: 'group', input: input.name, columns: pairs } as const;
  return made(request, args, sql, [input], { columns, key: group, lineage });
}

/** The values of a column in either of two stages, and whether the first has them. */
function merged(request: StageRequest): MadeCustom | undefined {
  const { name } = request;
  const found = twoInputs(request);
  if (found === undefined) return undefined;
  const { input, value, second, other } = found;
  const args = argsOf('merged', request, input, { value, group: [], pass: [], second, other });
  const key = `${name}_v`;
  const sql = `WITH both_sides(v, f) AS (
  SELECT ${quoted(value)}, true FROM {{${input.name}}} UNION ALL SELECT ${quoted(other)}, false FROM {{${second.name}}}
)
SELECT v AS ${quoted(key)}, bool_or(f) AS ${quoted(`${name}_first`)} FROM both_sides GROUP BY v`;
  const edges = [
    { from: input, column: value },
    { from: second, column: other },
  ].map(({ from, column }) => {
    const parents = from.key.map((each) => `${quoted(each)} AS ${quoted(`parent_${each}`)}`);
    const items = [`${quoted(column)} AS ${quoted(key)}`, ...parents].join(', ');
    return { input: from.name, sql: { duckdb: `SELECT ${items} FROM {{${from.name}}}` } };
  });
  const [column] = columnsOf(input, [value]);
  if (column === undefined) return undefined;
  return made(request, args, sql, [input, second], {
    columns: [
      { ...column, name: key },
      { name: `${name}_first`, type: BOOLEAN, nullable: false },
    ],
    key: [key],
    lineage: { form: 'edges', edges },
  });
}

/** One row, or three where a value is there. */
function chain(request: StageRequest): MadeCustom {
  const { draw, name, earlier } = request;
  const input = draw.pick(earlier);
  const value = draw.pick(input.columns).name;
  const args = argsOf('chain', request, input, { value, group: [], pass: [] });
  const keys = list([...input.key, '']);
  const sql = `WITH RECURSIVE steps AS (
  SELECT ${keys}${quoted(value)} IS NULL AS short, CAST(1 AS BIGINT) AS step FROM {{${input.name}}}
  UNION ALL
  SELECT ${keys}short, step + 1 FROM steps WHERE step < CASE WHEN short THEN 1 ELSE 3 END
)
SELECT ${keys}step AS ${quoted(`${name}_step`)} FROM steps`;
  return made(request, args, sql, [input], {
    columns: [...columnsOf(input, input.key), { name: `${name}_step`, type: INTEGER, nullable: false }],
    key: [...input.key, `${name}_step`],
    lineage: {
      form: 'group',
      input: input.name,
      columns: Object.fromEntries(input.key.map((each) => [each, each])),
    },
  });
}

/** Names with commas between; an empty one at the end leaves a comma after the others. */
const list = (names: readonly string[]): string =>
  names.map((name) => (name === '' ? '' : quoted(name))).join(', ');

const columnsOf = (stage: KnownStage, names: readonly string[]): readonly Column[] =>
  names.flatMap((name) => {
    const found = stage.columns.find((column) => column.name === name);
    return found === undefined ? [] : [{ name, type: found.type, nullable: true }];
  });

const others = ({ draw }: StageRequest, input: KnownStage): readonly string[] =>
  draw
    .some(
      input.columns.map((column) => column.name).filter((name) => !input.key.includes(name)),
      0,
      2,
    )
    .sort();

function isSummable(type: ColumnType): boolean {
  return type.kind === 'integer' || (type.kind === 'decimal' && type.precision <= DIGITS_MAX);
}

function sumType(type: ColumnType): { readonly type: ColumnType; readonly sql: string } {
  const scale = type.kind === 'decimal' ? type.scale : 0;
  return { type: decimal(38, scale), sql: `DECIMAL(38, ${scale})` };
}

/** Two stages with a column of one type each. */
function twoInputs({ draw, earlier }: StageRequest) {
  const pairs = earlier.flatMap((input) =>
    earlier
      .filter((second) => second !== input)
      .flatMap((second) =>
        input.columns.flatMap((a) =>
          second.columns
            .filter((b) => sameType(a.type, b.type))
            .map((b) => ({ input, second, value: a.name, other: b.name })),
        ),
      ),
  );
  return pairs.length === 0 ? undefined : draw.pick(pairs);
}

function argsOf(
  twin: CatalogueText['twin'],
  { name }: StageRequest,
  input: KnownStage,
  parts: {
    readonly value: string;
    readonly group: readonly string[];
    readonly pass: readonly string[];
    readonly second?: KnownStage;
    readonly other?: string;
  },
): CatalogueText {
  const { value, group, pass, second, other = '' } = parts;
  const first = [...input.key, value, ...group, ...pass, ...(second === undefined ? [other] : [])];
  const reads = [
    typed(input, first),
    ...(second === undefined ? [] : [typed(second, [...second.key, other])]),
  ];
  return { twin, key: input.key, pass, group, value, other, own: name, reads };
}

const typed = (stage: KnownStage, names: readonly string[]): readonly TextColumn[] =>
  columnsOf(
    stage,
    [...new Set(names)].filter((name) => name !== ''),
  ).map(({ name, type }) => ({ name, type }));

function made(
  { name }: StageRequest,
  args: CatalogueText,
  sql: string,
  inputs: readonly KnownStage[],
  declared: {
    readonly columns: readonly Column[];
    readonly key: readonly string[];
    readonly lineage: CustomLineage;
  },
): MadeCustom {
  const stage: CustomStage = {
    kind: 'custom',
    name,
    inputs: inputs.map((input) => input.name),
    ...declared,
    sql: { duckdb: textWith(args, sql) },
  };
  const columns = declared.columns.map((column) => ({ name: column.name, type: column.type }));
  return { stage, known: { name, columns, key: declared.key } };
}
