/** Random conditions of rules over a stage's columns, with values of the rows that are there, so that they match some of them. */

import type { ConditionOperator, RuleCondition, RuleLiteral } from '../../src/rules/rule.ts';
import type { Column } from '../../src/schema/table.ts';
import type { ColumnType, Value } from '../../src/schema/types.ts';
import type { Draw } from './draw.ts';
import { randomValue } from './generate-values.ts';
import { cell, type Row, valueText } from './row.ts';

export interface ConditionScope {
  readonly draw: Draw;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const NESTING_MAX = 2;

/** Mostly one or two tests that all must hold; none now and then; groups inside groups seldom. */
export function randomConditions(scope: ConditionScope): readonly RuleCondition[] {
  const { draw } = scope;
  const count = draw.pick([0, 1, 1, 1, 1, 2, 2]);
  return Array.from({ length: count }, () => randomCondition(scope, NESTING_MAX));
}

function randomCondition(scope: ConditionScope, depth: number): RuleCondition {
  const { draw } = scope;
  if (depth === 0 || draw.chance(80)) return randomTest(scope);
  const conditions = Array.from({ length: draw.between(1, 3) }, () => randomCondition(scope, depth - 1));
  return { kind: draw.pick(['all', 'any'] as const), conditions };
}

const EQUALITY: readonly ConditionOperator[] = ['=', '!=', 'in', 'in', 'not_in', 'is_null', 'not_null'];
const ORDER: readonly ConditionOperator[] = ['<', '<=', '>', '>=', 'between'];

const OPERATORS: Readonly<Record<ColumnType['kind'], readonly ConditionOperator[]>> = {
  boolean: EQUALITY,
  text: [...EQUALITY, ...ORDER, 'like', 'like'],
  date: [...EQUALITY, ...ORDER],
  integer: [...EQUALITY, ...ORDER],
  decimal: [...EQUALITY, ...ORDER, ...ORDER],
};

function randomTest(scope: ConditionScope): RuleCondition {
  const { draw } = scope;
  const column = draw.pick(scope.columns);
  const operator = draw.pick(OPERATORS[column.type.kind]);
  const value = (): Value => knownValue(scope, column);
  const test = (values: readonly RuleLiteral[]): RuleCondition => {
    return { kind: 'test', field: column.name, operator, values };
  };
  switch (operator) {
    case 'is_null':
    case 'not_null':
      return test([]);
    case 'in':
    case 'not_in':
      return test(Array.from({ length: draw.between(1, 3) }, () => literalOf(value(), column.type)));
    case 'between': {
      const [a, b] = [value(), value()];
      const ordered = a !== null && b !== null && a > b ? [b, a] : [a, b];
      return test(ordered.map((each) => literalOf(each, column.type)));
    }
    case 'like':
      return test([randomPattern(draw, String(value()))]);
    default:
      return test([literalOf(value(), column.type)]);
  }
}

/** Mostly one that a row has, never NULL. */
export function knownValue({ draw, rows }: ConditionScope, column: Column): Value {
  const values = rows.map((row) => cell(row, column.name)).filter((value) => value !== null);
  if (values.length > 0 && draw.chance(85)) return draw.pick(values);
  return randomValue(draw, { ...column, nullable: false }, 0);
}

/** As a rule's document writes it. */
export function literalOf(value: Value, type: ColumnType): RuleLiteral {
  if (value === null || typeof value === 'boolean') return value;
  const text = valueText(value, type) ?? '';
  return type.kind === 'decimal' || type.kind === 'integer' ? { number: text } : text;
}

/** The text with a part of it, or a character, left open. */
function randomPattern(draw: Draw, text: string): string {
  const characters = [...text];
  const at = draw.between(0, characters.length);
  const [start, end] = [characters.slice(0, at).join(''), characters.slice(at + 1).join('')];
  return draw.pick([`${start}%`, `%${end}`, `${start}_${end}`, `%${start}%`, text]);
}
