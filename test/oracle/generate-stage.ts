/**
 * Random stages over the stages that are already there, one function per operator. What they make passes the checker;
 * a refused one is a finding.
 */

import type { Expansion, Lookup, Measure, Stage, StageColumn } from '../../src/pipeline/stage.ts';
import type { Column } from '../../src/schema/table.ts';
import { type ColumnType, DATE, decimal, INTEGER, TEXT } from '../../src/schema/types.ts';
import type { Draw } from './draw.ts';
import { customStage } from './generate-custom.ts';
import {
  nameText,
  randomExpression,
  randomOfKind,
  randomTarget,
  textLiteral,
} from './generate-expression.ts';
import { DATES, randomKeyValue, randomType, randomValue } from './generate-values.ts';
import { valueText } from './row.ts';

/** What a generator knows of an earlier stage. */
export interface KnownStage {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly key: readonly string[];
}

export interface StageRequest {
  readonly draw: Draw;
  readonly name: string;
  readonly earlier: readonly KnownStage[];
}

type Named = KnownStage['columns'][number];
export type Made = { readonly stage: Stage; readonly known: KnownStage };

const DEPTH_MAX = 3;

export function randomStage(request: StageRequest): Made {
  return request.draw.pick([derive, derive, derive, expand, expand, union, aggregate, aggregate, custom])(
    request,
  );
}

function derive(request: StageRequest): Made {
  const input = request.draw.pick(request.earlier);
  const formed = formColumns(request, input.columns, input.key);
  const stage: Stage = { kind: 'derive', ...formed.base, input: input.name, ...formed.parts };
  return { stage, known: formed.known };
}

function expand(request: StageRequest): Made {
  const { draw, earlier, name } = request;
  const input = draw.pick(earlier);
  const added =
    (draw.chance(40) ? tableExpansion(request, input) : undefined) ?? ownExpansion(request, input);
  const row = [...input.columns, ...added.columns.filter((column) => !hasColumn(input.columns, column.name))];
  const formed = formColumns(request, row, [...input.key, ...added.key]);
  return {
    stage: {
      kind: 'expand',
      ...formed.base,
      name,
      input: input.name,
      expansion: added.expansion,
      ...formed.parts,
    },
    known: formed.known,
  };
}

interface Added {
  readonly expansion: Expansion;
  readonly columns: readonly Named[];
  readonly key: readonly string[];
}

/** Literal rows or dates. Key columns that it adds have names of their own, as the input's would win. */
function ownExpansion({ draw, name }: StageRequest, input: KnownStage): Added {
  if (draw.chance(40)) {
    const column = `${name}_day`;
    const scope = { draw, columns: input.columns, wildSteps: 0 };
    const from = randomOfKind(scope, 'date', 1).text;
    const other = draw.chance(50) ? from : randomOfKind(scope, 'date', 1).text;
    // A bounded number of days, whatever the dates are: from a day before the range begins to 4 after.
    const to = `least(greatest(${other}, add_days(${from}, ${draw.between(-1, 2)})), add_days(${from}, 4))`;
    const expansion: Expansion = { form: 'dates', column, from, to };
    return { expansion, columns: [{ name: column, type: DATE }], key: [column] };
  }
  const sequence = `${name}_part`;
  const columns = Array.from({ length: draw.between(0, 2) }, (_, i): Column => {
    return { name: draw.chance(80) ? `${name}_x${i}` : `c${i}`, type: randomType(draw), nullable: true };
  });
  const rows = draw.some(['cash', 'collateral', 'é', ''], 1, 3).map((tag) => ({
    sequence: tag,
    values: Object.fromEntries(
      columns.map((column) => [column.name, valueText(randomValue(draw, column, 5), column.type)]),
    ),
  }));
  const bare = columns.map(({ name: column, type }) => ({ name: column, type }));
  const expansion: Expansion = { form: 'rows', sequence, columns: bare, rows };
  return { expansion, columns: [{ name: sequence, type: TEXT }, ...bare], key: [sequence] };
}

/** By a stage whose key has at least two columns, of which the input has not the last ones. */
function tableExpansion({ draw, earlier }: StageRequest, input: KnownStage): Added | undefined {
  const tables = earlier.flatMap((table) =>
    table.key
      .slice(1)
      .map((_, i) => ({ table, prefix: table.key.slice(0, i + 1), rest: table.key.slice(i + 1) })),
  );
  const fitting = tables.filter(({ rest }) => rest.every((column) => !hasColumn(input.columns, column)));
  if (fitting.length === 0) return undefined;
  const { table, prefix, rest } = draw.pick(fitting);
  const on = matches(draw, input.columns, table, prefix);
  const columns = table.columns.filter((column) => !prefix.includes(column.name));
  return { expansion: { form: 'table', table: table.name, on }, columns, key: rest };
}

/** Both sides are the same stage under two tags, a stage and a copy of it with another filter, or two of one shape. */
function union({ draw, name, earlier }: StageRequest): Made {
  const first = draw.pick(earlier);
  const alike = earlier.filter((other) => sameShape(first, other));
  const inputs = [first, ...draw.some(alike, 1, 2)];
  const branches = inputs.map((input, i) => ({
    tag: draw.chance(80) ? `t${i}` : `T ${i}`,
    input: input.name,
  }));
  const tagColumn = `${name}_tag`;
  const columns = [{ name: tagColumn, type: TEXT }, ...first.columns];
  const stage: Stage = { kind: 'union', name, tagColumn, branches, ...filterOf(draw, columns) };
  return { stage, known: { name, columns, key: [tagColumn, ...first.key] } };
}

function aggregate({ draw, name, earlier }: StageRequest): Made {
  const input = draw.pick(earlier);
  const groupBy = draw.some(input.columns, 0, 2);
  // Entries can be added to sums and counts only.
  const sums = draw.chance(30);
  const measures = Array.from({ length: draw.between(1, 4) }, (_, i) =>
    randomMeasure(draw, input, `m${i}`, sums),
  );
  const columns = [...groupBy, ...measures.map(({ measure, type }) => ({ name: measure.name, type }))];
  const stage: Stage = {
    kind: 'aggregate',
    name,
    input: input.name,
    groupBy: groupBy.map((column) => column.name),
    measures: measures.map(({ measure }) => measure),
    ...filterOf(draw, columns),
  };
  return { stage, known: { name, columns, key: stage.groupBy } };
}

function randomMeasure(
  draw: Draw,
  input: KnownStage,
  name: string,
  sums: boolean,
): { measure: Measure; type: ColumnType } {
  // Groups are named after columns of the input, which are never called m0.
  const unique = `${name}_${input.name}`;
  const column = draw.pick(input.columns);
  const { type } = column;
  if (draw.chance(10)) return { measure: { name: unique, fn: 'count' }, type: INTEGER };
  const on = (fn: Measure['fn'], result: ColumnType) => ({
    measure: { name: unique, fn, column: column.name },
    type: result,
  });
  if (type.kind === 'decimal' && draw.chance(60)) return on('sum', decimal(38, type.scale));
  if (type.kind === 'integer' && draw.chance(50)) return on('sum', decimal(38, 0));
  if (sums) return on('count', INTEGER);
  if (type.kind === 'boolean' || draw.chance(40)) return on(draw.pick(['count', 'count_distinct']), INTEGER);
  return on(draw.pick(['min', 'max']), type);
}

function custom(request: StageRequest): Made {
  const { stage, known } = customStage(request);
  return { stage: { ...stage, ...filterOf(request.draw, known.columns) }, known };
}

interface Formed {
  readonly base: { readonly name: string; readonly filter?: string };
  readonly parts: { readonly lookups: readonly Lookup[]; readonly columns: readonly StageColumn[] };
  readonly known: KnownStage;
}

/** Columns of a derive or expand stage: the key, and passed, looked-up and computed ones in random order. */
function formColumns(request: StageRequest, row: readonly Named[], key: readonly string[]): Formed {
  const { draw, name } = request;
  const own: Named[] = [];
  const columns: StageColumn[] = [];
  const lookups: Lookup[] = [];
  const passedAs = new Map<string, string>();
  const add = (column: StageColumn, type: ColumnType): void => {
    columns.push(column);
    own.push({ name: column.name, type });
  };
  const passing = row.filter((column) => key.includes(column.name) || draw.chance(50));
  const steps = shuffle(draw, [
    ...passing.map((column) => () => {
      const renamed = draw.chance(12) ? `${name}_as_${column.name}` : column.name;
      if (hasColumn(own, renamed)) return;
      add({ kind: 'pass', name: renamed, from: column.name }, column.type);
      passedAs.set(column.name, renamed);
    }),
    ...Array.from({ length: draw.between(0, 3) }, (_, i) => () => {
      // Now and then under the name of an input column, which it hides from then on.
      const hidden = row.filter((column) => !passing.includes(column) && !hasColumn(own, column.name));
      const target = draw.chance(25) && hidden.length > 0 ? draw.pick(hidden).name : `${name}_e${i}`;
      const { column, type } = computed(draw, target, visible(row, own));
      add(column, type);
    }),
    ...Array.from({ length: draw.between(0, 2) }, (_, i) => () => {
      const found = lookup(request, `${name}_l${i}`, visible(row, own));
      lookups.push(found.lookup);
      for (const { column, type } of found.columns) add(column, type);
    }),
  ]);
  for (const step of steps) step();
  if (columns.length === 0) add({ kind: 'compute', name: `${name}_e9`, expr: '1', type: INTEGER }, INTEGER);
  return {
    base: { name, ...filterOf(draw, own) },
    parts: { lookups, columns },
    known: { name, columns: own, key: key.map((column) => passedAs.get(column) ?? column) },
  };
}

function computed(
  draw: Draw,
  name: string,
  columns: readonly Named[],
): { readonly column: StageColumn; readonly type: ColumnType } {
  const { text, type: exprType } = randomExpression(
    { draw, columns, wildSteps: 0 },
    draw.between(1, DEPTH_MAX),
  );
  const type = randomTarget(draw, exprType);
  const number = type.kind === 'decimal' && type.precision - type.scale >= 6;
  const column: StageColumn = {
    kind: 'compute',
    name,
    expr: text,
    type,
    ...(draw.chance(6) ? { required: true as const } : {}),
    ...(number && draw.chance(8)
      ? { domain: { kind: 'range' as const, min: '-900000', max: '900000' } }
      : {}),
  };
  return { column, type };
}

/** A look-up in one of the earlier stages, and the columns that read it. */
export function lookup(request: StageRequest, name: string, columns: readonly Named[]) {
  const { draw, earlier } = request;
  const table = draw.pick(earlier);
  const used = draw.some(table.columns, 1, 2);
  const on = matches(draw, columns, table, table.key);
  const defaults = Object.fromEntries(
    used.map(({ name: column, type }) => {
      const value = randomValue(draw, { name: column, type, nullable: true }, 5);
      return [column, valueText(value, type)];
    }),
  );
  return {
    lookup: {
      name,
      table: table.name,
      on,
      miss: draw.chance(15) ? ('error' as const) : { defaults },
    },
    columns: used.map(({ name: column, type }, i) => ({
      column: { kind: 'lookup' as const, name: `${name}_${i}`, lookup: name, column },
      type,
    })),
  };
}

/** One expression per key column: a column of its kind, mostly; in any order. */
function matches(
  draw: Draw,
  columns: readonly Named[],
  table: KnownStage,
  key: readonly string[],
): Record<string, string> {
  const entries = shuffle(draw, key).map((name): [string, string] => {
    const type = table.columns.find((column) => column.name === name)?.type ?? TEXT;
    const same = columns.find((column) => column.name === name && comparable(column.type, type));
    const fitting = columns.filter((column) => comparable(column.type, type));
    if (same !== undefined && draw.chance(60)) return [name, nameText(name)];
    if (fitting.length > 0 && draw.chance(70)) return [name, nameText(draw.pick(fitting).name)];
    return [name, keyLiteral(draw, type)];
  });
  return Object.fromEntries(entries);
}

/** Of one kind, and decimals with at most 38 digits at the larger scale. */
function comparable(a: ColumnType, b: ColumnType): boolean {
  if (a.kind !== 'decimal' || b.kind !== 'decimal') return a.kind === b.kind;
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return whole + Math.max(a.scale, b.scale) <= 38;
}

function keyLiteral(draw: Draw, type: ColumnType): string {
  if (type.kind === 'date') return draw.chance(30) ? ':calculation_date' : `date '${draw.pick(DATES)}'`;
  const text = valueText(randomKeyValue(draw, type), type) ?? '';
  if (type.kind === 'text') return textLiteral(text);
  // Decimal keys need a decimal: 1 alone is an integer.
  return type.kind === 'decimal' ? `round(${text} * 1.00, ${type.scale})` : text;
}

function filterOf(draw: Draw, columns: readonly Named[]): { readonly filter?: string } {
  if (!draw.chance(30)) return {};
  return { filter: randomOfKind({ draw, columns, wildSteps: 0 }, 'boolean', 2).text };
}

function visible(row: readonly Named[], own: readonly Named[]): readonly Named[] {
  return [...own, ...row.filter((column) => !hasColumn(own, column.name))];
}

function hasColumn(columns: readonly Named[], name: string): boolean {
  return columns.some((column) => column.name === name);
}

export function sameShape(a: KnownStage, b: KnownStage): boolean {
  const shape = (stage: KnownStage): string =>
    JSON.stringify([stage.key, [...stage.columns].sort((x, y) => (x.name < y.name ? -1 : 1))]);
  return shape(a) === shape(b);
}

function shuffle<T>(draw: Draw, items: readonly T[]): T[] {
  return draw.some(items, items.length, items.length);
}
