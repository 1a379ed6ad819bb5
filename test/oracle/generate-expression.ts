/** Random expressions of every kind over given columns, well typed by construction; numbers are in generate-number.ts. */

import { BOOLEAN, type ColumnType, DATE, decimal, INTEGER, TEXT } from '../../src/schema/types.ts';
import type { Draw } from './draw.ts';
import { common, type NumberExpr, type Parts, randomNumber, typeOfNumber } from './generate-number.ts';
import { DATES, TEXTS } from './generate-values.ts';

export interface GeneratedExpr {
  readonly text: string;
  readonly type: ColumnType;
}

export interface ExpressionScope {
  readonly draw: Draw;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Days and months added to dates are mostly small; in one of so many percent they are any number. */
  readonly wildSteps: number;
}

/** Names in double quotes where the language needs them. */
export function nameText(name: string): string {
  const reserved = ['and', 'between', 'case', 'else', 'end', 'in', 'is', 'like', 'not', 'null', 'or', 'when'];
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.includes(name);
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}

export function textLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** An expression of any kind. */
export function randomExpression(scope: ExpressionScope, depth: number): GeneratedExpr {
  const dice = scope.draw.between(1, 100);
  if (dice <= 60) return randomOfKind(scope, scope.draw.chance(85) ? 'decimal' : 'integer', depth);
  return randomOfKind(scope, dice <= 72 ? 'text' : dice <= 85 ? 'date' : 'boolean', depth);
}

/** An expression of a given kind; for `decimal` and `integer` it may be either, as both are numbers. */
export function randomOfKind(scope: ExpressionScope, kind: ColumnType['kind'], depth: number): GeneratedExpr {
  const parts = partsOf(scope);
  switch (kind) {
    case 'decimal':
    case 'integer': {
      const number = randomNumber(parts, depth);
      return { text: number.text, type: typeOfNumber(number) };
    }
    case 'text':
      return { text: parts.text(depth), type: TEXT };
    case 'date':
      return { text: parts.date(depth), type: DATE };
    case 'boolean':
      return { text: parts.condition(depth), type: BOOLEAN };
  }
}

/** A type to assign an expression to: one with room for all, a usual one that may round or overflow, or integer. */
export function randomTarget(draw: Draw, from: ColumnType): ColumnType {
  if (from.kind !== 'decimal' && from.kind !== 'integer') return from;
  const dice = draw.between(1, 100);
  if (dice <= 12) return INTEGER;
  if (dice <= 60) {
    return draw.pick([
      decimal(18, 4),
      decimal(18, 4),
      decimal(18, 2),
      decimal(18, 0),
      decimal(38, 4),
      decimal(38, 10),
      decimal(24, 2),
      decimal(9, 8),
      decimal(12, 6),
    ]);
  }
  const whole = from.kind === 'integer' ? 19 : from.precision - from.scale;
  const wanted = from.kind === 'integer' ? draw.between(0, 4) : draw.between(0, from.scale + 2);
  const room = Math.min(38, whole + (draw.chance(50) ? 1 : 0));
  const scale = Math.min(wanted, 38 - room);
  return decimal(Math.max(1, room + scale), scale);
}

function partsOf(scope: ExpressionScope): Parts {
  const { draw } = scope;
  const columns = scope.columns.map(({ name, type }) => ({ text: nameText(name), type }));
  const parts: Parts = {
    draw,
    columns,
    condition: (depth) => condition(parts, depth),
    text: (depth) => text(parts, depth),
    date: (depth) => date(parts, scope.wildSteps, depth),
  };
  return parts;
}

function columnOr(parts: Parts, kind: ColumnType['kind'], literal: () => string): string {
  const fitting = parts.columns.filter((column) => column.type.kind === kind);
  return fitting.length > 0 && parts.draw.chance(70) ? parts.draw.pick(fitting).text : literal();
}

function text(parts: Parts, depth: number): string {
  const { draw } = parts;
  const literal = (): string => (draw.chance(10) ? ':reporting_currency' : textLiteral(draw.pick(TEXTS)));
  if (depth <= 0 || draw.chance(30)) return columnOr(parts, 'text', literal);
  const inner = (): string => text(parts, depth - 1);
  return draw.pick([
    () => `(${inner()} || ${inner()})`,
    () => `substring(${inner()}, ${draw.between(1, 4)}, ${draw.between(0, 3)})`,
    () => `${draw.pick(['trim', 'upper', 'lower'])}(${inner()})`,
    () => `to_text(${wholeNumber(parts, depth - 1)})`,
    () => `case when ${parts.condition(depth - 1)} then ${inner()} else ${inner()} end`,
    () => `case when ${parts.condition(depth - 1)} then ${inner()} end`,
    () => `case ${inner()} when ${inner()} then ${inner()} else ${inner()} end`,
    () => `${draw.pick(['coalesce', 'least', 'greatest'])}(${inner()}, ${inner()})`,
  ])();
}

function date(parts: Parts, wildSteps: number, depth: number): string {
  const { draw } = parts;
  const literal = (): string => (draw.chance(30) ? ':calculation_date' : `date '${draw.pick(DATES)}'`);
  if (depth <= 0 || draw.chance(30)) return columnOr(parts, 'date', literal);
  const inner = (): string => date(parts, wildSteps, depth - 1);
  const steps = (): string => {
    if (draw.chance(wildSteps)) return wholeNumber(parts, depth - 1);
    const small = String(draw.between(0, 40));
    return draw.pick([
      small,
      `-${small}`,
      `least(greatest(${integerText(parts)}, -${small}), ${small})`,
      `(${small} - 3)`,
    ]);
  };
  return draw.pick([
    () => `add_days(${inner()}, ${steps()})`,
    () => `add_months(${inner()}, ${steps()})`,
    () => `month_end(${inner()})`,
    () => `case when ${parts.condition(depth - 1)} then ${inner()} else ${inner()} end`,
    () => `${draw.pick(['coalesce', 'least', 'greatest'])}(${inner()}, ${inner()})`,
  ])();
}

/** An integer column, or a literal. */
function integerText(parts: Parts): string {
  return columnOr(parts, 'integer', () => String(parts.draw.between(0, 99)));
}

/** A number without digits after the point, as dates and to_text take it. */
function wholeNumber(parts: Parts, depth: number): string {
  const number = randomNumber(parts, depth);
  return number.scale === 0 ? number.text : integerText(parts);
}

function condition(parts: Parts, depth: number): string {
  const { draw } = parts;
  if (depth <= 0 || draw.chance(10)) {
    return columnOr(parts, 'boolean', () => comparison(parts, 0));
  }
  const inner = (): string => condition(parts, depth - 1);
  return draw.pick([
    () => comparison(parts, depth - 1),
    () => comparison(parts, depth - 1),
    () => comparison(parts, depth - 1),
    () => membership(parts, depth - 1),
    () => membership(parts, depth - 1),
    () => `(${inner()} and ${inner()})`,
    () => `(${inner()} or ${inner()})`,
    () => `(not ${inner()})`,
    () => `(${parts.text(depth - 1)} ${not(draw)}like ${textLiteral(randomPattern(draw))})`,
    () => `(${anything(parts, depth - 1)} is ${not(draw)}null)`,
    () => `starts_with(${parts.text(depth - 1)}, ${parts.text(depth - 1)})`,
    () => `coalesce(${inner()}, ${draw.pick(['true', 'false'])})`,
    () => `(${inner()} ${draw.pick(['=', '!='])} ${inner()})`,
    () => `case when ${inner()} then ${inner()} else ${inner()} end`,
  ])();
}

function anything(parts: Parts, depth: number): string {
  return parts.draw.pick([
    () => randomNumber(parts, depth).text,
    () => parts.text(depth),
    () => parts.date(depth),
    () => condition(parts, depth),
  ])();
}

function comparison(parts: Parts, depth: number): string {
  const { draw } = parts;
  const op = draw.pick(['=', '!=', '<>', '<', '<=', '>', '>=']);
  return draw.pick([
    () => `(${parts.text(depth)} ${op} ${parts.text(depth)})`,
    () => `(${parts.date(depth)} ${op} ${parts.date(depth)})`,
    () => numberComparison(parts, op, depth),
    () => numberComparison(parts, op, depth),
  ])();
}

function numberComparison(parts: Parts, op: string, depth: number): string {
  const [left, right] = comparable(parts, 2, depth);
  return `(${left?.text} ${op} ${right?.text})`;
}

/** `between` and `in` over numbers, texts and dates, with a NULL among them now and then. */
function membership(parts: Parts, depth: number): string {
  const { draw } = parts;
  const count = draw.between(3, 4);
  const values = draw.pick([
    () => Array.from({ length: count }, () => parts.text(depth)),
    () => Array.from({ length: count }, () => parts.date(depth)),
    () => comparable(parts, count, depth).map((number) => number.text),
  ])();
  const [first, second, third] = values;
  if (draw.chance(40)) return `(${first} ${not(draw)}between ${second} and ${third})`;
  const list = draw.chance(15) ? [...values.slice(1), 'null'] : values.slice(1);
  return `(${first} ${not(draw)}in (${list.join(', ')}))`;
}

/** Numbers that fit one type of 38 digits together; those that do not are replaced by the first. */
function comparable(parts: Parts, count: number, depth: number): readonly NumberExpr[] {
  const first = randomNumber(parts, depth);
  const chosen = [first];
  while (chosen.length < count) {
    const next = randomNumber(parts, depth);
    chosen.push(common([...chosen, next]) === undefined ? first : next);
  }
  return chosen;
}

function not(draw: Draw): string {
  return draw.chance(30) ? 'not ' : '';
}

function randomPattern(draw: Draw): string {
  const pieces = ['%', '_', 'a', 'B', 'L', '.', '*', '\\', 'é', '😀', '(', '1', ' '];
  return Array.from({ length: draw.between(0, 4) }, () => draw.pick(pieces)).join('');
}
