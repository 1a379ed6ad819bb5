/** The words of a rule: operators and operations, what they take, and the types of column that they have a meaning for. */

import type { ColumnType } from '../schema/types.ts';
import { frozen } from '../std/frozen.ts';
import type { ConditionOperator, OperandOperation, RuleAdjustment } from './rule.ts';

type Kind = ColumnType['kind'];

export interface OperatorSpec {
  /** What stands under `value`: one literal, a list of one or more, the two ends of a range, or no such key. */
  readonly values: 'one' | 'list' | 'ends' | 'none';
  readonly kinds: readonly Kind[];
}

export interface OperationSpec {
  readonly kinds: readonly Kind[];
  /** The keys beside `operation`; of `value` and `expression` exactly one. */
  readonly keys: readonly string[];
}

const NUMBERS: readonly Kind[] = ['decimal', 'integer'];
const ORDERED: readonly Kind[] = ['decimal', 'integer', 'date'];
const TEXTS: readonly Kind[] = ['text'];
const ALL: readonly Kind[] = ['decimal', 'integer', 'date', 'text', 'boolean'];
const COMPARED: readonly Kind[] = ['decimal', 'integer', 'date', 'text'];

export const OPERATORS: Readonly<Record<ConditionOperator, OperatorSpec>> = frozen({
  '=': { values: 'one', kinds: ALL },
  '!=': { values: 'one', kinds: ALL },
  '<': { values: 'one', kinds: COMPARED },
  '<=': { values: 'one', kinds: COMPARED },
  '>': { values: 'one', kinds: COMPARED },
  '>=': { values: 'one', kinds: COMPARED },
  in: { values: 'list', kinds: ALL },
  not_in: { values: 'list', kinds: ALL },
  between: { values: 'ends', kinds: COMPARED },
  like: { values: 'one', kinds: TEXTS },
  is_null: { values: 'none', kinds: ALL },
  not_null: { values: 'none', kinds: ALL },
});

const OPERAND = ['field', 'value', 'expression'] as const;

const OPERAND_OPERATIONS: Readonly<Record<OperandOperation, OperationSpec>> = {
  multiply: { kinds: NUMBERS, keys: OPERAND },
  add: { kinds: NUMBERS, keys: OPERAND },
  subtract: { kinds: NUMBERS, keys: OPERAND },
  set: { kinds: ALL, keys: OPERAND },
  floor: { kinds: ORDERED, keys: OPERAND },
  cap: { kinds: ORDERED, keys: OPERAND },
};

export const OPERATIONS: Readonly<Record<RuleAdjustment['operation'], OperationSpec>> = frozen({
  ...OPERAND_OPERATIONS,
  replace: { kinds: ALL, keys: ['field', 'expression'] },
  scale_to_total: { kinds: NUMBERS, keys: ['field', 'total', 'by', 'weight'] },
  exclude: { kinds: ALL, keys: [] },
});

export const isOperator = (name: string): name is ConditionOperator => Object.hasOwn(OPERATORS, name);
export const isOperation = (name: string): name is RuleAdjustment['operation'] =>
  Object.hasOwn(OPERATIONS, name);
export const isOperandOperation = (name: string): name is OperandOperation =>
  Object.hasOwn(OPERAND_OPERATIONS, name);
