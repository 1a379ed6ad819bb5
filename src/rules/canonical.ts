/**
 * The canonical form of a rule and its hash: what an approval binds, and what results of a scenario are named by.
 *
 * It says all that the rule says but for the approval claim, which must not change what is approved. Keys are those of the file,
 * every one of them there (null, [] or the default where the file is silent). Numbers are {"number": text} in their shortest
 * spelling and expressions in theirs, so that `0.950` and `amount*2` hash like `0.95` and `amount * 2`.
 */

import { createHash } from 'node:crypto';
import { parseExpr } from '../expr/parse.ts';
import { printExpr } from '../expr/print.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { shortestNumber } from './literal.ts';
import { OPERATORS } from './operators.ts';
import type { RuleAdjustment, RuleCondition, RuleDocument, RuleLiteral } from './rule.ts';

/** SHA-256 of the canonical text in UTF-8, in hexadecimal. */
export function ruleHash(document: RuleDocument): string {
  return createHash('sha256').update(canonicalRule(document), 'utf8').digest('hex');
}

/** RFC 8785 text of the rule. Errors: expr.syntax for a document that was not parsed from a text. */
export function canonicalRule(document: RuleDocument): string {
  return canonicalJson({
    rule_id: document.ruleId,
    stage: document.stage,
    conditions: document.conditions.map(condition),
    adjustments: document.adjustments.map(adjustment),
    entries: document.entries.map((entry) =>
      Object.fromEntries(Object.entries(entry).map(([column, value]) => [column, literal(value)])),
    ),
    effective_date: document.effectiveDate,
    expiry_date: document.expiryDate,
    priority: document.priority,
    reason: document.reason,
    owner: document.owner,
    review_date: document.reviewDate,
    expected_impact: document.expectedImpact,
  });
}

function condition(each: RuleCondition): Json {
  if (each.kind !== 'test') return { [each.kind]: each.conditions.map(condition) };
  const { field, operator, values } = each;
  const [first = null] = values;
  const counted = OPERATORS[operator].values;
  if (counted === 'none') return { field, operator };
  return { field, operator, value: counted === 'one' ? literal(first) : values.map(literal) };
}

function adjustment(each: RuleAdjustment): Json {
  const { operation } = each;
  if (operation === 'exclude') return { operation };
  if (operation === 'replace')
    return { operation, field: each.field, expression: expression(each.expression) };
  if (operation === 'scale_to_total') {
    const total: Json = { number: shortestNumber(each.total) };
    return { operation, field: each.field, total, by: each.by, weight: each.weight };
  }
  const { field, operand } = each;
  return operand.kind === 'value'
    ? { operation, field, value: literal(operand.value) }
    : { operation, field, expression: expression(operand.text) };
}

const expression = (text: string): string => printExpr(parseExpr(text));

function literal(value: RuleLiteral): Json {
  if (value === null || typeof value !== 'object') return value;
  return { number: shortestNumber(value.number) };
}
