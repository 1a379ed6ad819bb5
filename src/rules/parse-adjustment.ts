/** Adjustments of a rule file: an operation on one field, or the exclusion of the row. */

import { fail, withPlace } from '../errors/error.ts';
import { parseExpr } from '../expr/parse.ts';
import { nearest } from '../std/nearest.ts';
import { isOperandOperation, isOperation, OPERATIONS } from './operators.ts';
import type { OperandOperation, RuleAdjustment } from './rule.ts';
import type { RuleNode } from './rule-text.ts';
import {
  type Group,
  groupOf,
  literalIn,
  needed,
  neededText,
  optionalList,
  optionalText,
  placeOf,
  textIn,
  wrongShape,
} from './shape.ts';

const ANY_KEY = [...new Set(['operation', ...Object.values(OPERATIONS).flatMap((spec) => spec.keys)])];

export function parseAdjustment(node: RuleNode, file: string): RuleAdjustment {
  const operation = operationOf(groupOf(node, 'An adjustment', ANY_KEY, file));
  const keys = ['operation', ...OPERATIONS[operation].keys];
  const group = groupOf(node, `The operation ${operation}`, keys, file);
  if (operation === 'exclude') return { operation };
  const field = neededText(group, 'field', 'the column that is adjusted');
  if (operation === 'scale_to_total') return parseScale(group, field);
  if (isOperandOperation(operation)) return { operation, field, operand: operandOf(group, operation) };
  return { operation: 'replace', field, expression: expressionOf(group) };
}

function operationOf(group: Group): RuleAdjustment['operation'] {
  const known = Object.keys(OPERATIONS);
  const name = neededText(group, 'operation', `one of ${known.join(', ')}`);
  if (isOperation(name)) return name;
  const place = placeOf(group, group.get('operation'));
  return fail('rules.unknown_operation', { name, nearest: nearest(name, known), known }, place);
}

type Operand = Extract<RuleAdjustment, { operation: OperandOperation }>['operand'];

/** `set` may name null, so here a key with the value null is there. */
function operandOf(group: Group, operation: OperandOperation): Operand {
  const value = group.written('value');
  const expression = group.get('expression');
  const allowed = 'a value, or an expression under the key `expression` in its place';
  if (expression !== undefined) {
    if (value === undefined) return { kind: 'expression', text: expressionOf(group) };
    return wrongShape(value, `\`value\` beside \`expression\``, 'left out', group.file);
  }
  if (value === undefined) {
    return fail('rules.missing_key', { where: group.where, key: 'value', allowed }, placeOf(group));
  }
  const literal = literalIn(value, `\`value\` of ${operation}`, group.file);
  if (literal === null && operation !== 'set') {
    fail('rules.null_value', { what: `\`${operation}\`` }, placeOf(group, value));
  }
  return { kind: 'value', value: literal };
}

/** Read here already, so that a slip of the pen is told with its line. */
function expressionOf(group: Group): string {
  const text = neededText(group, 'expression', 'an expression over the column itself and those before it');
  withPlace({ ...placeOf(group, group.get('expression')), at: '`expression`' }, () => parseExpr(text));
  return text;
}

function parseScale(group: Group, field: string): RuleAdjustment {
  const node = needed(group, 'total', 'the number that is shared out');
  const total = literalIn(node, '`total`', group.file);
  if (total === null || typeof total !== 'object') return wrongShape(node, '`total`', 'a number', group.file);
  const by = optionalList(group, 'by').map((item) => textIn(item, 'Each entry of `by`', group.file));
  const weight = optionalText(group, 'weight');
  return { operation: 'scale_to_total', field, total: total.number, by, weight };
}
