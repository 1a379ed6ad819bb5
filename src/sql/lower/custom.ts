/**
 * A custom stage: the author's query over its inputs, and around it the checks of what the stage declares.
 *
 *     WITH inputs AS (…)
 *     SELECT columns FROM (
 *       SELECT t.*, rows of the key, is there a row that it comes from
 *       FROM (the author's text) AS t LEFT JOIN (rows that the lineage allows) ON …
 *     ) WHERE CASE WHEN a check fails THEN error ELSE true END
 *
 * Types are compared, since a cast could round; the engine does so when it plans the query. The cast around a column is there for results
 * without rows, which no check can refuse: they have the declared types too. The checks stand above
 * the count of rows per key, so that no condition of a reader comes below them but one on the key.
 */

import { fail } from '../../errors/error.ts';
import { parentName } from '../../pipeline/check-custom.ts';
import type { CheckedLineage, CheckedStage, CheckedText } from '../../pipeline/pipeline.ts';
import { type Column, columnNamed } from '../../schema/table.ts';
import { BOOLEAN, typeName } from '../../schema/types.ts';
import {
  type SqlExpr,
  type SqlItem,
  type SqlJoin,
  type SqlQuery,
  type SqlRelation,
  sqlAll,
  sqlColumn,
  sqlInt,
  sqlOp,
  sqlSelect,
  sqlText,
} from '../tree.ts';
import { domainText, outsideDomain } from './check-value.ts';
import type { StageEnvironment } from './environment.ts';

export type CustomStage = Extract<CheckedStage, { kind: 'custom' }>;
type GroupLineage = Extract<CheckedLineage, { form: 'key' | 'group' }>;
type Edge = Extract<CheckedLineage, { form: 'edges' }>['edges'][number];
type Check = { readonly when: SqlExpr; readonly then: SqlExpr };

const [ROWS, TEXT_ROWS, PARENT] = ['i', 't', 'p'] as const;
/** Columns of the way; no stage can have a column of such a name. */
const COUNT = 'rows of the key';
const FOUND = 'is there';

const TRUE: SqlExpr = { kind: 'literal', value: true, type: BOOLEAN };

/** Errors: pipeline.custom_engine. */
export function lowerCustom(stage: CustomStage, environment: StageEnvironment): SqlQuery {
  const body = textQuery(stage, stage.text, environment);
  const joins = lineageJoins(stage, environment);
  const columns = stage.schema.columns.map(({ name }) => item(TEXT_ROWS, name));
  const keys = stage.schema.key.map((name) => sqlColumn(TEXT_ROWS, name));
  const counted = sqlSelect({
    items: [
      ...columns,
      { expr: sqlOp('rows_in_partition', keys), alias: COUNT },
      ...joins.map(({ alias }): SqlItem => ({ expr: sqlColumn(alias, FOUND), alias: foundName(alias) })),
    ],
    from: { kind: 'query', query: body },
    alias: TEXT_ROWS,
    joins,
  });
  const checks = [
    ...stage.schema.columns.map((column) => typeCheck(stage, column, ROWS)),
    ...keyChecks(stage),
    ...lineageChecks(stage, joins),
    ...stage.schema.columns.flatMap((column) => valueChecks(stage, column)),
  ];
  return {
    kind: 'with',
    parts: inputParts(stage, environment),
    body: sqlSelect({
      items: stage.schema.columns.map((column): SqlItem => {
        const type = environment.code?.(stage.name, column.name) ?? column.type;
        return { expr: { kind: 'cast', arg: sqlColumn(ROWS, column.name), type }, alias: column.name };
      }),
      from: { kind: 'query', query: counted },
      alias: ROWS,
      where: { kind: 'case', branches: checks, otherwise: TRUE },
    }),
  };
}

const item = (relation: string, name: string): SqlItem => ({ expr: sqlColumn(relation, name), alias: name });
const inputName = (stage: CustomStage, input: string): string => `${input} (for ${stage.name})`;
const foundName = (alias: string): string => `${FOUND} ${alias}`;

/** The inputs as the text sees them: declared columns in their order, texts as texts. What is computed on the way is so only once. */
function inputParts(stage: CustomStage, environment: StageEnvironment) {
  return stage.inputs.map((input) => {
    const from = environment.input(input);
    const items = environment.schema(input).columns.map(({ name, type }): SqlItem => {
      const plain = environment.code?.(input, name) === undefined;
      const column = sqlColumn(ROWS, name);
      return { expr: plain ? column : { kind: 'cast', arg: column, type }, alias: name };
    });
    const query = sqlSelect({ items, from, alias: ROWS });
    const materialized = from.kind === 'named' && readings(stage, input, environment) > 1;
    return { name: inputName(stage, input), query, materialized };
  });
}

/** How often the input's rows are read, by texts and by the check of the lineage. */
function readings(stage: CustomStage, input: string, { engine }: StageEnvironment): number {
  const { lineage } = stage;
  const edges = lineage.form === 'edges' ? lineage.edges : [];
  const parts = [stage.text, ...edges.map((edge) => edge.text)].flatMap((text) => text[engine] ?? []);
  const checks = lineage.form === 'edges' ? edges.map((edge) => edge.input) : [lineage.input];
  const named = parts.filter((part) => part.kind === 'input' && part.name === input);
  return named.length + checks.filter((name) => name === input).length;
}

function textQuery(stage: CustomStage, text: CheckedText, environment: StageEnvironment): SqlQuery {
  const { engine } = environment;
  const parts = text[engine];
  if (parts === undefined)
    return fail('pipeline.custom_engine', { stage: stage.name, engine, known: Object.keys(stage.text) });
  return {
    kind: 'text',
    parts: parts.map((part) => {
      if (part.kind === 'sql') return part.text;
      if (part.kind === 'parameter') return environment.parameter(part.name);
      return { kind: 'named', name: inputName(stage, part.name) };
    }),
  };
}

const inputRelation = (stage: CustomStage, input: string): SqlRelation => ({
  kind: 'named',
  name: inputName(stage, input),
});

/** One relation per edge, or one for the rows or groups of an input; none where every row is meant. */
function lineageJoins(stage: CustomStage, environment: StageEnvironment): readonly SqlJoin[] {
  const { lineage } = stage;
  if (lineage.form !== 'edges') {
    if (lineage.form === 'group' && lineage.on.length === 0) return [];
    const on = lineage.on.map(({ keyColumn, from }) => ({ from, as: keyColumn }));
    return [join('from 1', presentRows(inputRelation(stage, lineage.input), on, lineage.form), stage)];
  }
  return lineage.edges.map((edge, index) =>
    join(`from ${index + 1}`, edgeKeys(stage, edge, environment), stage),
  );

  function join(alias: string, query: SqlQuery, { schema }: CustomStage): SqlJoin {
    const names = lineage.form === 'edges' ? schema.key : lineage.on.map((pair) => pair.keyColumn);
    const same = names.map((name) => sqlOp('same', [sqlColumn(TEXT_ROWS, name), sqlColumn(alias, name)]));
    return { kind: 'left', relation: { kind: 'query', query }, alias, on: sqlAll(same) ?? TRUE };
  }
}

type Renamed = readonly { readonly from: string; readonly as: string }[];

/** Keys are unique already; groups become so. */
function presentRows(from: SqlRelation, columns: Renamed, form: GroupLineage['form']): SqlQuery {
  const names = columns.map((each) => ({ expr: sqlColumn(PARENT, each.from), alias: each.as }));
  return sqlSelect({
    items: [...names, { expr: TRUE, alias: FOUND }],
    from,
    alias: PARENT,
    groupBy: form === 'group' ? names.map((name) => name.expr) : [],
  });
}

/** The keys that have an edge. An edge from a row that is not there is an error. */
function edgeKeys(stage: CustomStage, edge: Edge, environment: StageEnvironment): SqlQuery {
  const { key, columns } = environment.schema(edge.input);
  const own = stage.schema.key.map((name) => columnOf(stage.schema.columns, name));
  const parents = key.map((name) => columnOf(columns, name));
  const named = parents.map((column): Column => ({ ...column, name: parentName(column.name) }));
  const renamed = parents.map((column) => ({ from: column.name, as: column.name }));
  const present = presentRows(inputRelation(stage, edge.input), renamed, 'key');
  const same = parents.map(({ name }) =>
    sqlOp('same', [sqlColumn(TEXT_ROWS, parentName(name)), sqlColumn(PARENT, name)]),
  );
  const lost = raised(stage, `an edge comes from a row that ${edge.input} does not have: `, named, TEXT_ROWS);
  const checks = [
    ...[...own, ...named].map((column) => typeCheck(stage, column, TEXT_ROWS)),
    { when: sqlOp('is_null', [sqlColumn(PARENT, FOUND)]), then: lost },
  ];
  const checked = sqlSelect({
    items: [
      ...own.map(({ name }) => item(TEXT_ROWS, name)),
      { expr: { kind: 'case', branches: checks, otherwise: TRUE }, alias: FOUND },
    ],
    from: { kind: 'query', query: textQuery(stage, edge.text, environment) },
    alias: TEXT_ROWS,
    joins: [
      { kind: 'left', relation: { kind: 'query', query: present }, alias: PARENT, on: sqlAll(same) ?? TRUE },
    ],
  });
  const keys = own.map(({ name }) => item(ROWS, name));
  return sqlSelect({
    items: [...keys, { expr: sqlOp('min', [sqlColumn(ROWS, FOUND)]), alias: FOUND }],
    from: { kind: 'query', query: checked },
    alias: ROWS,
    groupBy: keys.map((each) => each.expr),
  });
}

function columnOf(columns: readonly Column[], name: string): Column {
  const column = columnNamed(columns, name);
  if (column === undefined) throw new Error(`Invariant broken: there is a column ${name}`);
  return column;
}

function typeCheck(stage: CustomStage, { name, type }: Column, relation: string): Check {
  const column = sqlColumn(relation, name);
  const text = joined([
    sqlText(`Stage ${stage.name}, column ${name}: its text gives `),
    sqlOp('type_name', [column]),
    sqlText(
      `, declared is ${typeName(type)}. Write CAST(… AS …) in the text, so that it says what is rounded.`,
    ),
  ]);
  return { when: sqlOp('not', [sqlOp('has_type', [column], { type })]), then: raise(text) };
}

function keyChecks(stage: CustomStage): readonly Check[] {
  const { key, columns } = stage.schema;
  const twice = sqlOp('gt', [sqlColumn(ROWS, COUNT), sqlInt(1n)]);
  const shown = key.map((name) => columnOf(columns, name));
  const problem =
    key.length === 0 ? 'its text gives more than one row' : 'its text gives two rows of one key: ';
  return [{ when: twice, then: raised(stage, problem, shown, ROWS) }];
}

function lineageChecks(stage: CustomStage, joins: readonly SqlJoin[]): readonly Check[] {
  const { lineage, schema } = stage;
  const lost = sqlAll(joins.map(({ alias }) => sqlOp('is_null', [sqlColumn(ROWS, foundName(alias))])));
  if (lost === null) return [];
  const problem =
    lineage.form === 'edges'
      ? 'no edge of its lineage leads to the row '
      : `${lineage.input} has no ${lineage.form === 'key' ? 'row' : 'group'} from which its lineage says that it comes: `;
  const shown = schema.key.map((name) => columnOf(schema.columns, name));
  return [{ when: lost, then: raised(stage, problem, shown, ROWS) }];
}

function valueChecks(stage: CustomStage, column: Column): readonly Check[] {
  const { name, nullable, domain, type } = column;
  const shown = stage.schema.key.map((each) => columnOf(stage.schema.columns, each));
  const value = sqlColumn(ROWS, name);
  const outside = domain === undefined ? null : outsideDomain(value, type, domain);
  const missing = raised(
    stage,
    `column ${name} is NULL, which its declaration excludes, in the row `,
    shown,
    ROWS,
  );
  const beyond =
    domain === undefined
      ? missing
      : raised(stage, `column ${name} is outside ${domainText(domain)} in the row `, shown, ROWS);
  return [
    ...(nullable ? [] : [{ when: sqlOp('is_null', [value]), then: missing }]),
    ...(outside === null ? [] : [{ when: outside, then: beyond }]),
  ];
}

/** An error that names the stage and shows these columns of the row. */
function raised(stage: CustomStage, problem: string, shown: readonly Column[], relation: string): SqlExpr {
  const cells = shown.flatMap(({ name }, index) => [
    sqlText(`${index === 0 ? '' : ', '}${name} = `),
    sqlOp('coalesce', [sqlOp('to_text', [sqlColumn(relation, name)]), sqlText('NULL')]),
  ]);
  return raise(joined([sqlText(`Stage ${stage.name}: ${problem}`), ...cells, sqlText('.')]));
}

const joined = (parts: readonly SqlExpr[]): SqlExpr =>
  parts.reduce((left, right) => sqlOp('concat', [left, right]));

const raise = (text: SqlExpr): SqlExpr => sqlOp('raise', [text], { type: BOOLEAN });
