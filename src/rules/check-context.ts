/** What checking the parts of a rule shares: the stage with its columns, places for messages, and values of a column. */

import { type ErrorPlace, fail, withPlace } from '../errors/error.ts';
import type { Expr, Span } from '../expr/ast.ts';
import { literalValue } from '../expr/check.ts';
import { inDomain } from '../pipeline/domain.ts';
import type { CheckedStage } from '../pipeline/pipeline.ts';
import type { Column, Domain } from '../schema/table.ts';
import { type ColumnType, typeName, type Value } from '../schema/types.ts';
import { nearest } from '../std/nearest.ts';
import { shortestNumber, shownLiteral } from './literal.ts';
import type { RulePlaces } from './parse.ts';
import type { RuleLiteral } from './rule.ts';
import type { RulePath } from './rule-text.ts';

export interface RuleContext {
  readonly stage: CheckedStage;
  readonly columns: readonly Column[];
  readonly parameters: Readonly<Record<string, ColumnType>>;
  readonly placeOf: RulePlaces;
}

/** Errors raised by `run` carry the place of the rule's part at `path`; `at` says it in words. */
export function within<T>(context: RuleContext, path: RulePath, at: string | null, run: () => T): T {
  const place: ErrorPlace = context.placeOf(path);
  return withPlace(at === null ? place : { ...place, at }, run);
}

/** Errors: rules.unknown_field with the nearest column. */
export function fieldNamed(context: RuleContext, name: string): { column: Column; index: number } {
  const index = context.columns.findIndex((column) => column.name === name);
  const column = context.columns[index];
  if (column !== undefined) return { column, index };
  const known = context.columns.map((each) => each.name);
  return fail('rules.unknown_field', {
    stage: context.stage.name,
    name,
    nearest: nearest(name, known),
    known,
  });
}

const WRITTEN: Readonly<Record<ColumnType['kind'], string>> = {
  text: 'a text between quotes',
  boolean: 'true or false',
  integer: 'a whole number without quotes',
  date: 'a day between quotes such as "2024-01-31"',
  decimal: 'a number without quotes',
};

/** Refuses a literal of another kind than the column's: a text for a number, a number for a text. */
export function checkKind(
  column: Column,
  literal: RuleLiteral,
  allowed = WRITTEN[column.type.kind],
): asserts literal is Exclude<RuleLiteral, null> {
  if (literal !== null && kindFits(column.type.kind, literal)) return;
  fail('rules.literal', {
    field: column.name,
    type: typeName(column.type),
    found: shownLiteral(literal),
    allowed,
  });
}

function kindFits(kind: ColumnType['kind'], literal: Exclude<RuleLiteral, null>): boolean {
  if (kind === 'boolean') return typeof literal === 'boolean';
  return kind === 'text' || kind === 'date' ? typeof literal === 'string' : typeof literal === 'object';
}

/**
 * The value of a literal that the column can hold: right kind, scale and digits. Errors: rules.literal, values.literal,
 * values.overflow.
 */
export function columnValue(column: Column, literal: RuleLiteral): Exclude<Value, null> {
  checkKind(column, literal);
  const text = typeof literal === 'object' ? shortestNumber(literal.number) : String(literal);
  const value = literalValue(text, column.type);
  if (value === null) throw new Error('Invariant broken: a text names a value');
  return value;
}

/** Errors: rules.domain with the nearest value. */
export function checkDomain(column: Column, value: Exclude<Value, null>, literal: RuleLiteral): void {
  const { among, type, name } = column;
  const domain: Domain | undefined = among === undefined ? column.domain : { kind: 'values', values: among };
  if (domain === undefined || inDomain(value, type, domain)) return;
  const near =
    domain.kind === 'values' && typeof literal === 'string' ? nearest(literal, domain.values) : undefined;
  fail('rules.domain', {
    field: name,
    found: shownLiteral(literal),
    domain: shownDomain(domain),
    nearest: near,
  });
}

function shownDomain(domain: Domain): string {
  if (domain.kind === 'range') return `from ${domain.min ?? 'any'} to ${domain.max ?? 'any'}`;
  const more = domain.values.length - 20;
  return domain.values.slice(0, 20).join(', ') + (more > 0 ? `, and ${more} more` : '');
}

/** Trees that are put together here are printed and read again before they are checked, which gives them their spans. */
export const NO_SPAN: Span = { start: 0, end: 0 };

export const columnExpr = (name: string): Expr => ({ kind: 'column', name, span: NO_SPAN });

/** The literal as it stands in an expression beside the column; its kind was checked. */
export function literalExpr(column: Column, literal: Exclude<RuleLiteral, null>): Expr {
  if (typeof literal === 'boolean') return atom('boolean', String(literal));
  if (typeof literal === 'string') return atom(column.type.kind === 'date' ? 'date' : 'text', literal);
  const text = shortestNumber(literal.number);
  if (!text.startsWith('-')) return atom('number', text);
  return { kind: 'unary', op: '-', arg: atom('number', text.slice(1)), span: NO_SPAN };
}

export const NULL_EXPR: Expr = { kind: 'literal', type: 'null', text: 'null', span: NO_SPAN };

const atom = (type: Extract<Expr, { kind: 'literal' }>['type'], text: string): Expr => ({
  kind: 'literal',
  type,
  text,
  span: NO_SPAN,
});
