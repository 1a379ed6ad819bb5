/** From the SQL tree to text; the only place where SQL text is made, with every difference taken from the dialect. */

import { formatDate } from '../values/date.ts';
import { formatDecimal } from '../values/decimal.ts';
import type { Dialect } from './dialect.ts';
import type { SqlExpr, SqlJoin, SqlQuery, SqlRelation, SqlType } from './tree.ts';

type Select = Extract<SqlQuery, { kind: 'select' }>;
type TextPart = Extract<SqlQuery, { kind: 'text' }>['parts'][number];

/** For people every level stands two characters in; engines get the text flat, which grows with the levels otherwise. */
export type Layout = 'flat' | 'indented';

export function renderExpr(expr: SqlExpr, dialect: Dialect): string {
  const inner = (part: SqlExpr): string => renderExpr(part, dialect);
  switch (expr.kind) {
    case 'column': {
      const name = dialect.quoteName(expr.name);
      return expr.relation === null ? name : `${dialect.quoteName(expr.relation)}.${name}`;
    }
    case 'int':
      return dialect.integerLiteral(expr.value, expr.width);
    case 'literal':
      return renderLiteral(expr.value, expr.type, dialect);
    case 'cast':
      return `CAST(${inner(expr.arg)} AS ${dialect.typeName(expr.type)})`;
    case 'in':
      return `(${inner(expr.arg)} IN (${expr.list.map(inner).join(', ')}))`;
    case 'case': {
      const branches = expr.branches.map(
        (branch) => ` WHEN ${inner(branch.when)} THEN ${inner(branch.then)}`,
      );
      return `CASE${branches.join('')} ELSE ${inner(expr.otherwise)} END`;
    }
    case 'op':
      return dialect.functions[expr.op](expr.args.map(inner), expr.detail);
  }
}

function renderLiteral(
  value: string | boolean | bigint | number | null,
  type: SqlType,
  dialect: Dialect,
): string {
  if (value === null) return `CAST(NULL AS ${dialect.typeName(type)})`;
  if (typeof value === 'string') {
    const text = dialect.textLiteral(value);
    return type.kind === 'code' ? `CAST(${text} AS ${dialect.typeName(type)})` : text;
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return dialect.dateLiteral(formatDate(value));
  if (type.kind === 'decimal') return dialect.decimalLiteral(formatDecimal(value, type.scale), type);
  return dialect.integerLiteral(value, 64);
}

export function renderQuery(query: SqlQuery, dialect: Dialect, layout: Layout = 'flat'): string {
  const inside = (part: SqlQuery): string => {
    const text = renderQuery(part, dialect, layout);
    return layout === 'flat' ? text : indent(text);
  };
  switch (query.kind) {
    case 'select':
      return renderSelect(query, dialect, inside);
    case 'text':
      return query.parts
        .map((part) => renderPart(part, dialect))
        .join('')
        .trim();
    case 'union':
      return query.queries.map((part) => renderQuery(part, dialect, layout)).join('\nUNION ALL\n');
    case 'with': {
      const { body } = query;
      if (query.parts.length === 0) return renderQuery(body, dialect, layout);
      // One WITH can't stand right after another: the parts of both are one list.
      if (body.kind === 'with')
        return renderQuery({ ...body, parts: [...query.parts, ...body.parts] }, dialect, layout);
      const parts = query.parts.map((part) =>
        dialect.withPart(dialect.quoteName(part.name), inside(part.query), part.materialized),
      );
      return `WITH ${parts.join(',\n')}\n${renderQuery(body, dialect, layout)}`;
    }
  }
}

function renderPart(part: TextPart, dialect: Dialect): string {
  if (typeof part === 'string') return part;
  return part.kind === 'named' ? dialect.quoteName(part.name) : renderExpr(part, dialect);
}

type Inside = (query: SqlQuery) => string;

function renderSelect(select: Select, dialect: Dialect, inside: Inside): string {
  const items = select.items.map(
    (item) => `  ${renderExpr(item.expr, dialect)} AS ${dialect.quoteName(item.alias)}`,
  );
  const lines = [
    `SELECT\n${items.join(',\n')}`,
    `FROM ${renderRelation(select.from, select.alias, dialect, inside)}`,
  ];
  for (const join of select.joins) lines.push(renderJoin(join, dialect, inside));
  if (select.where !== null) lines.push(`WHERE ${renderExpr(select.where, dialect)}`);
  if (select.groupBy.length > 0)
    lines.push(`GROUP BY ${select.groupBy.map((expr) => renderExpr(expr, dialect)).join(', ')}`);
  if (select.orderBy.length > 0)
    lines.push(`ORDER BY ${select.orderBy.map((expr) => renderExpr(expr, dialect)).join(', ')}`);
  return lines.join('\n');
}

function renderJoin(join: SqlJoin, dialect: Dialect, inside: Inside): string {
  const relation = renderRelation(join.relation, join.alias, dialect, inside);
  const on = join.on === null ? '' : ` ON ${renderExpr(join.on, dialect)}`;
  return `${join.kind.toUpperCase()} JOIN ${relation}${on}`;
}

function renderRelation(relation: SqlRelation, alias: string, dialect: Dialect, inside: Inside): string {
  const name = dialect.quoteName(alias);
  switch (relation.kind) {
    case 'named':
      return `${dialect.quoteName(relation.name)} AS ${name}`;
    case 'text':
      return `${relation.text} AS ${name}`;
    case 'query':
      return `(\n${inside(relation.query)}\n) AS ${name}`;
    case 'values': {
      const rows = relation.rows.map((row) => `(${row.map((cell) => renderExpr(cell, dialect)).join(', ')})`);
      return `(VALUES ${rows.join(', ')}) AS ${name}(${relation.columns.map(dialect.quoteName).join(', ')})`;
    }
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
