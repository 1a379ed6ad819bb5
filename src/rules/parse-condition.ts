/** Conditions of a rule file: tests of one field, and groups of them. */

import { fail } from '../errors/error.ts';
import { nearest } from '../std/nearest.ts';
import { isOperator, OPERATORS } from './operators.ts';
import type { ConditionOperator, RuleCondition, RuleLiteral } from './rule.ts';
import type { RuleNode } from './rule-text.ts';
import { type Group, groupOf, literalIn, needed, neededText, placeOf, wrongShape } from './shape.ts';

const KEYS = ['field', 'operator', 'value', 'all', 'any'];

export function parseCondition(node: RuleNode, file: string): RuleCondition {
  const group = groupOf(node, 'A condition', KEYS, file);
  for (const kind of ['all', 'any'] as const) {
    const list = group.get(kind);
    if (list !== undefined) return parseGroup(node, kind, list, file);
  }
  const field = neededText(group, 'field', 'the column that is tested');
  const operator = operatorOf(group);
  return { kind: 'test', field, operator, values: valuesOf(group, operator) };
}

/** A group has the one key `all` or `any`. */
function parseGroup(node: RuleNode, kind: 'all' | 'any', list: RuleNode, file: string): RuleCondition {
  groupOf(node, `A group of conditions (${kind})`, [kind], file);
  if (list.kind !== 'list' || list.items.length === 0) {
    return wrongShape(list, `\`${kind}\``, 'a list of one condition or more', file);
  }
  return { kind, conditions: list.items.map((item) => parseCondition(item, file)) };
}

function operatorOf(group: Group): ConditionOperator {
  const known = Object.keys(OPERATORS);
  const name = neededText(group, 'operator', `one of ${known.join(', ')}`);
  if (isOperator(name)) return name;
  const place = placeOf(group, group.get('operator'));
  return fail('rules.unknown_operator', { name, nearest: nearest(name, known), known }, place);
}

function valuesOf(group: Group, operator: ConditionOperator): readonly RuleLiteral[] {
  const { values } = OPERATORS[operator];
  const written = group.get('value');
  const what = `\`value\` of ${operator}`;
  if (values === 'none') {
    return written === undefined ? [] : wrongShape(written, what, 'left out', group.file);
  }
  if (values === 'one') {
    const node = group.written('value') ?? needed(group, 'value', 'what the field is compared with');
    return [notNull(node, operator, what, group.file)];
  }
  const allowed = values === 'ends' ? 'a list of the two ends of the range' : 'a list of one value or more';
  const node = needed(group, 'value', allowed);
  const isRight =
    node.kind === 'list' && (values === 'ends' ? node.items.length === 2 : node.items.length > 0);
  if (node.kind !== 'list' || !isRight) return wrongShape(node, what, allowed, group.file);
  return node.items.map((item) => notNull(item, operator, `Each value of ${operator}`, group.file));
}

function notNull(node: RuleNode, operator: ConditionOperator, what: string, file: string): RuleLiteral {
  const literal = literalIn(node, what, file);
  if (literal !== null) return literal;
  return fail('rules.null_value', { what: `\`${operator}\`` }, { file, line: node.line });
}
