/** One stage as a query over the relations of the stages it reads: one small function per operator. */

import type { CheckedExpansion, CheckedMeasure, CheckedStage } from '../../pipeline/pipeline.ts';
import { type Column, columnNamed } from '../../schema/table.ts';
import {
  type CodeType,
  type SqlExpr,
  type SqlItem,
  type SqlOp,
  type SqlQuery,
  type SqlRelation,
  sqlAll,
  sqlColumn,
  sqlInt,
  sqlOp,
  sqlSelect,
  sqlText,
} from '../tree.ts';
import { recoded } from './code.ts';
import { type ColumnsRequest, keyEquals, lowerColumns, type RowSource, tableColumn } from './columns.ts';
import { lowerCustom } from './custom.ts';
import { lowerEntries } from './entries.ts';
import type { StageEnvironment } from './environment.ts';
import { type Bounds, type LowerContext, lowerNative } from './expression.ts';
import { lowerScale } from './scale.ts';

export type { StageEnvironment } from './environment.ts';

type StageOf<K extends CheckedStage['kind']> = Extract<CheckedStage, { kind: K }>;

const INPUT = 'i';
const ADDED = 'e';

export function lowerStage(stage: CheckedStage, environment: StageEnvironment): SqlQuery {
  switch (stage.kind) {
    case 'source':
      return filtered(lowerSource(stage, environment), stage, environment);
    case 'union':
      return filtered(lowerUnion(stage, environment), stage, environment);
    case 'aggregate':
      return filtered(lowerAggregate(stage, environment), stage, environment);
    case 'scale':
      return filtered(lowerScale(stage, environment), stage, environment);
    case 'entries':
      return filtered(lowerEntries(stage, environment), stage, environment);
    case 'custom':
      return filtered(lowerCustom(stage, environment), stage, environment);
    case 'derive':
      return lowerColumns(columnsRequest(stage, inputSource(stage.input, environment), environment));
    case 'expand':
      return lowerColumns(columnsRequest(stage, expandSource(stage, environment), environment));
  }
}

function columnsRequest(
  stage: StageOf<'derive' | 'expand'>,
  source: RowSource,
  environment: StageEnvironment,
): ColumnsRequest {
  return {
    stage: stage.name,
    columns: stage.columns,
    lookups: stage.lookups,
    filter: stage.filter,
    key: stage.schema.key,
    source,
    parameter: environment.parameter,
    bounds: (column) => environment.bounds(stage.name, column),
    code: (column) => environment.code?.(stage.name, column),
    table: (name) => ({
      relation: environment.relation(name),
      schema: environment.schema(name),
      code: (column) => environment.code?.(name, column),
    }),
  };
}

function inputSource(input: string, environment: StageEnvironment): RowSource {
  const { columns } = environment.schema(input);
  return {
    from: environment.input(input),
    alias: INPUT,
    joins: [],
    column: (name) => ({
      expr: sqlColumn(INPUT, name),
      column: required(columns, name),
      bounds: environment.bounds(input, name),
      code: environment.code?.(input, name),
    }),
  };
}

function required(columns: readonly Column[], name: string): Column {
  const column = columnNamed(columns, name);
  if (column === undefined) throw new Error(`Invariant broken: there is a column ${name}`);
  return column;
}

function rowContext(source: RowSource, environment: StageEnvironment): LowerContext {
  return { parameter: environment.parameter, column: (name) => source.column(name.slice('row.'.length)) };
}

function expandSource(stage: StageOf<'expand'>, environment: StageEnvironment): RowSource {
  const input = inputSource(stage.input, environment);
  switch (stage.expansion.form) {
    case 'rows':
      return joinedSource(stage, environment, literalRows(stage.expansion));
    case 'table': {
      const table = environment.schema(stage.expansion.table);
      const context = rowContext(input, environment);
      const on = stage.expansion.on.map((match) =>
        keyEquals(ADDED, tableColumn(table, match.keyColumn), match, context),
      );
      return joinedSource(stage, environment, {
        relation: environment.relation(table.name),
        columns: table.columns,
        bounds: (name) => environment.bounds(table.name, name),
        code: (name) => environment.code?.(table.name, name),
        on: sqlAll(on),
      });
    }
    case 'dates':
      return datesSource(stage, stage.expansion, input, environment);
  }
}

/** What an expansion joins to every row; no condition: every row gets all of it. */
interface Added {
  readonly relation: SqlRelation;
  readonly columns: readonly Column[];
  readonly bounds: (name: string) => Bounds | undefined;
  readonly code: (name: string) => CodeType | undefined;
  readonly on: SqlExpr | null;
}

/** Columns of the parent row win over added ones of the same name. */
function joinedSource(stage: StageOf<'expand'>, environment: StageEnvironment, added: Added): RowSource {
  const input = inputSource(stage.input, environment);
  const parent = environment.schema(stage.input).columns;
  const { relation, on } = added;
  return {
    ...input,
    joins: [{ kind: on === null ? 'cross' : 'inner', relation, alias: ADDED, on }],
    column: (name) =>
      columnNamed(parent, name) === undefined
        ? {
            expr: sqlColumn(ADDED, name),
            column: required(added.columns, name),
            bounds: added.bounds(name),
            code: added.code(name),
          }
        : input.column(name),
  };
}

function literalRows(expansion: Extract<CheckedExpansion, { form: 'rows' }>): Added {
  const sequence: Column = { name: expansion.sequence, type: { kind: 'text' }, nullable: false };
  const columns = [sequence, ...expansion.columns];
  const rows = expansion.rows.map((row) => [
    sqlText(row.sequence),
    ...row.values.map(
      (value, index): SqlExpr => ({
        kind: 'literal',
        value,
        type: expansion.columns[index]?.type ?? { kind: 'text' },
      }),
    ),
  ]);
  const relation: SqlRelation = { kind: 'values', columns: columns.map((column) => column.name), rows };
  return { relation, columns, bounds: () => undefined, code: () => undefined, on: null };
}

function datesSource(
  stage: StageOf<'expand'>,
  expansion: Extract<CheckedExpansion, { form: 'dates' }>,
  input: RowSource,
  environment: StageEnvironment,
): RowSource {
  const parent = environment.schema(stage.input).columns;
  const context = rowContext(input, environment);
  const day = sqlOp('explode_days', [
    lowerNative(expansion.from, context),
    lowerNative(expansion.to, context),
  ]);
  const items: readonly SqlItem[] = [
    ...parent.map((column) => ({ expr: sqlColumn(INPUT, column.name), alias: column.name })),
    { expr: day, alias: expansion.column },
  ];
  const columns: readonly Column[] = [
    ...parent,
    { name: expansion.column, type: { kind: 'date' }, nullable: false },
  ];
  return {
    from: { kind: 'query', query: sqlSelect({ items, from: input.from, alias: INPUT }) },
    alias: ADDED,
    joins: [],
    column: (name) => ({
      expr: sqlColumn(ADDED, name),
      column: required(columns, name),
      bounds: environment.bounds(stage.input, name),
      code: environment.code?.(stage.input, name),
    }),
  };
}

const ROWS = 'rows of the key';

/** The stored table; a dated one is cut to the calculation date, and what is left must be unique. */
function lowerSource(stage: StageOf<'source'>, environment: StageEnvironment): SqlQuery {
  const columns = stage.schema.columns.map(
    (column): SqlItem => ({ expr: sqlColumn(INPUT, column.name), alias: column.name }),
  );
  const coded = columns.map(
    ({ expr, alias }): SqlItem => ({
      expr: recoded(expr, undefined, environment.code?.(stage.name, alias)),
      alias,
    }),
  );
  const from = environment.source(stage.table.name, stage.name);
  if (stage.validity === null) return sqlSelect({ items: coded, from, alias: INPUT });
  const day = environment.parameter('calculation_date');
  const last = sqlColumn(INPUT, stage.validity.to);
  const where = sqlOp('and', [
    sqlOp('le', [sqlColumn(INPUT, stage.validity.from), day]),
    sqlOp('or', [sqlOp('is_null', [last]), sqlOp('ge', [last, day])]),
  ]);
  const keys = stage.schema.key.map((name) => sqlColumn(INPUT, name));
  const counted = sqlSelect({
    items: [...columns, { expr: sqlOp('rows_in_partition', keys), alias: ROWS }],
    from,
    alias: INPUT,
    where,
  });
  const named = stage.schema.key.flatMap((name, index) => [
    sqlText(`${index === 0 ? '' : ', '}${name} = `),
    required(stage.schema.columns, name).type.kind === 'text'
      ? sqlColumn(INPUT, name)
      : sqlOp('to_text', [sqlColumn(INPUT, name)]),
  ]);
  const text = [
    sqlText(`Stage ${stage.name}: several rows hold on the calculation date for `),
    ...named,
    sqlText('. Periods of one key must not overlap: end the earlier one with its valid_to.'),
  ].reduce((left: SqlExpr, right) => sqlOp('concat', [left, right]));
  const twice = sqlOp('gt', [sqlColumn(INPUT, ROWS), sqlInt(1n)]);
  const check: SqlExpr = {
    kind: 'case',
    branches: [{ when: twice, then: sqlOp('raise', [text], { type: { kind: 'boolean' } }) }],
    otherwise: { kind: 'literal', value: true, type: { kind: 'boolean' } },
  };
  return sqlSelect({ items: coded, from: { kind: 'query', query: counted }, alias: INPUT, where: check });
}

function lowerUnion(stage: StageOf<'union'>, environment: StageEnvironment): SqlQuery {
  const wanted = environment.branchTags[stage.name];
  const branches = stage.branches.filter((branch) => wanted === undefined || wanted.includes(branch.tag));
  const queries = branches.map((branch) => {
    const items = stage.schema.columns.map(
      (column): SqlItem => ({
        expr: unionColumn(stage, branch, column.name, environment),
        alias: column.name,
      }),
    );
    return sqlSelect({ items, from: environment.input(branch.input), alias: INPUT });
  });
  return { kind: 'union', queries };
}

function unionColumn(
  stage: StageOf<'union'>,
  branch: StageOf<'union'>['branches'][number],
  name: string,
  environment: StageEnvironment,
): SqlExpr {
  const code = environment.code?.(stage.name, name);
  if (name === stage.tagColumn) return recoded(sqlText(branch.tag), undefined, code);
  return recoded(sqlColumn(INPUT, name), environment.code?.(branch.input, name), code);
}

function lowerAggregate(stage: StageOf<'aggregate'>, environment: StageEnvironment): SqlQuery {
  const { columns } = environment.schema(stage.input);
  const groups = stage.groupBy.map((name) => sqlColumn(INPUT, name));
  const keys = stage.groupBy.map((name): SqlItem => {
    const code = environment.code?.(stage.name, name);
    return {
      expr: recoded(sqlColumn(INPUT, name), environment.code?.(stage.input, name), code),
      alias: name,
    };
  });
  const measures = stage.measures.map(
    (measure): SqlItem => ({ expr: lowerMeasure(measure, columns), alias: measure.name }),
  );
  return sqlSelect({
    items: [...keys, ...measures],
    from: environment.input(stage.input),
    alias: INPUT,
    groupBy: groups,
  });
}

function lowerMeasure(measure: CheckedMeasure, columns: readonly Column[]): SqlExpr {
  if (measure.column === null) return sqlOp('count_rows', []);
  const argument = [sqlColumn(INPUT, measure.column)];
  if (measure.fn !== 'sum') return sqlOp(measure.fn satisfies SqlOp, argument);
  const { type } = required(columns, measure.column);
  if (type.kind === 'integer') return sqlOp('sum_integer', argument);
  if (type.kind !== 'decimal') throw new Error(`Invariant broken: ${measure.name} sums numbers`);
  return sqlOp('sum_decimal', argument, { precision: type.precision, scale: type.scale });
}

/** The stage's filter around a query that has no columns of its own to compute. */
function filtered(query: SqlQuery, stage: CheckedStage, environment: StageEnvironment): SqlQuery {
  if (stage.filter === null) return query;
  const items = stage.schema.columns.map(
    (column): SqlItem => ({ expr: sqlColumn(INPUT, column.name), alias: column.name }),
  );
  const context: LowerContext = {
    parameter: environment.parameter,
    column: (name) => {
      const bare = name.slice('own.'.length);
      return { expr: sqlColumn(INPUT, bare), column: required(stage.schema.columns, bare) };
    },
  };
  return sqlSelect({
    items,
    from: { kind: 'query', query },
    alias: INPUT,
    where: lowerNative(stage.filter, context),
  });
}
