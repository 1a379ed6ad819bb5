/**
 * A rule as the JSON text that a person writes: the keys of the file, in its order, silent where the default holds.
 *
 * A text and not an object, because JavaScript's own numbers would lose digits. Law: `parseRules(ruleJson(rule))` is the rule.
 */

import { OPERATORS } from './operators.ts';
import { PRIORITY_DEFAULT } from './parse.ts';
import type { RuleAdjustment, RuleCondition, RuleDocument, RuleLiteral } from './rule.ts';

/** JSON text; lists of parts have a line for each. */
export function ruleJson(document: RuleDocument): string {
  const members = [
    member('rule_id', quoted(document.ruleId)),
    member('stage', quoted(document.stage)),
    list('conditions', document.conditions.map(condition)),
    list('adjustments', document.adjustments.map(adjustment)),
    list('entries', document.entries.map(entry)),
    member('effective_date', quoted(document.effectiveDate)),
    text('expiry_date', document.expiryDate),
    document.priority === PRIORITY_DEFAULT ? null : member('priority', String(document.priority)),
    text('reason', document.reason),
    text('owner', document.owner),
    text('review_date', document.reviewDate),
    text('expected_impact', document.expectedImpact),
    claim(document.approvalClaim),
  ].filter((each) => each !== null);
  return `{\n${members.map((each) => `  ${each}`).join(',\n')}\n}\n`;
}

/** Several rules as one text. */
export function rulesJson(documents: readonly RuleDocument[]): string {
  return `[\n${documents.map((document) => ruleJson(document).trimEnd()).join(',\n')}\n]\n`;
}

const quoted = (value: string): string => JSON.stringify(value);
const member = (key: string, value: string): string => `${quoted(key)}: ${value}`;
const group = (members: readonly string[]): string => `{${members.join(', ')}}`;
const inLine = (values: readonly string[]): string => `[${values.join(', ')}]`;

const text = (key: string, value: string | null): string | null =>
  value === null ? null : member(key, quoted(value));

function list(key: string, items: readonly string[]): string | null {
  if (items.length === 0) return null;
  return `${quoted(key)}: [\n${items.map((item) => `    ${item}`).join(',\n')}\n  ]`;
}

function condition(each: RuleCondition): string {
  if (each.kind !== 'test') return group([member(each.kind, inLine(each.conditions.map(condition)))]);
  const { field, operator, values } = each;
  const named = [member('field', quoted(field)), member('operator', quoted(operator))];
  const [first = null] = values;
  const counted = OPERATORS[operator].values;
  if (counted === 'none') return group(named);
  return group([...named, member('value', counted === 'one' ? literal(first) : inLine(values.map(literal)))]);
}

function adjustment(each: RuleAdjustment): string {
  const operation = member('operation', quoted(each.operation));
  if (each.operation === 'exclude') return group([operation]);
  const named = [member('field', quoted(each.field)), operation];
  if (each.operation === 'replace') return group([...named, member('expression', quoted(each.expression))]);
  if (each.operation === 'scale_to_total') {
    const by = each.by.length === 0 ? [] : [member('by', inLine(each.by.map(quoted)))];
    const weight = each.weight === null ? [] : [member('weight', quoted(each.weight))];
    return group([...named, member('total', each.total), ...by, ...weight]);
  }
  const { operand } = each;
  return operand.kind === 'value'
    ? group([...named, member('value', literal(operand.value))])
    : group([...named, member('expression', quoted(operand.text))]);
}

const entry = (each: RuleDocument['entries'][number]): string =>
  group(Object.entries(each).map(([column, value]) => member(column, literal(value))));

function claim(each: RuleDocument['approvalClaim']): string | null {
  if (each === null) return null;
  const timestamp = each.timestamp === null ? [] : [member('timestamp', quoted(each.timestamp))];
  return member('approval', group([member('user', quoted(each.user)), ...timestamp]));
}

function literal(value: RuleLiteral): string {
  if (value !== null && typeof value === 'object') return value.number;
  return JSON.stringify(value);
}
