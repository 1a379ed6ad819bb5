import { expect, test } from 'vitest';
import { canonicalRule } from './canonical.ts';
import { readCanonicalRule } from './canonical-read.ts';
import { parseRules } from './parse.ts';

const COMMON = '"rule_id": "R", "stage": "s", "effective_date": "2024-01-15"';

test('a rule comes back from its canonical text with every digit and every part', () => {
  const texts = [
    `{${COMMON}, "adjustments": [{"operation": "exclude"}]}`,
    `{${COMMON}, "priority": -7, "expiry_date": "2024-12-31", "reason": "a \\"b\\"", "owner": "o", "review_date": "2024-02-29",
      "conditions": [
        {"field": "a", "operator": "in", "value": [1.50, -0.000000000000000000000000000000000001]},
        {"any": [{"field": "b", "operator": "is_null"}, {"all": [{"field": "c", "operator": "between", "value": ["2024-01-01", "2024-02-01"]},
          {"field": "d", "operator": "=", "value": false}]}]},
        {"field": "number", "operator": "like", "value": "x%"}],
      "adjustments": [
        {"field": "a", "operation": "multiply", "value": 12345678901234567890.123456789},
        {"field": "a", "operation": "set", "value": null},
        {"field": "a", "operation": "add", "expression": "a*2"},
        {"field": "a", "operation": "replace", "expression": "greatest(a, 1)"},
        {"field": "a", "operation": "scale_to_total", "total": 125000000.00, "by": ["e"], "weight": "w"},
        {"field": "a", "operation": "scale_to_total", "total": 1}]}`,
    `{${COMMON}, "entries": [{"number": 5, "text": "5", "nothing": null, "yes": true}]}`,
  ];
  for (const text of texts) {
    const [document] = parseRules(text, 'rules.json');
    if (document === undefined) throw new Error('one rule');
    const canonical = canonicalRule(document);
    expect(canonicalRule(readCanonicalRule(canonical, 'log'))).toBe(canonical);
  }
});

test('the document is the one of the file, but for its claim, spelling and zeros', () => {
  const text = `{${COMMON}, "adjustments": [{"field": "a", "operation": "add", "value": 0.95}], "approval": {"user": "u"}}`;
  const [document] = parseRules(text, 'rules.json');
  if (document === undefined) throw new Error('one rule');
  expect(readCanonicalRule(canonicalRule(document), 'log')).toEqual({ ...document, approvalClaim: null });
});
