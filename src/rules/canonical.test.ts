/** Tests of the canonical form: RFC 8785 by its own examples, known hashes, and what does and does not change one. */

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalRule, ruleHash } from './canonical.ts';
import { canonicalJson } from './canonical-json.ts';
import { parseRules } from './parse.ts';
import type { RuleDocument } from './rule.ts';

function ruleOf(text: string): RuleDocument {
  const [rule] = parseRules(text, 'a.json');
  if (rule === undefined) throw new Error('one rule');
  return rule;
}

const EXAMPLE = `{"rule_id": "ADJ_2024_001", "stage": "deal_enrichment",
 "conditions": [{"field": "product_type", "operator": "in", "value": ["BOND", "LOAN"]},
                {"field": "maturity_date", "operator": ">", "value": "2025-01-01"}],
 "adjustments": [{"field": "liquidity_factor", "operation": "multiply", "value": 0.95},
                 {"field": "haircut", "operation": "add", "value": 0.05}],
 "effective_date": "2024-01-15", "expiry_date": "2024-12-31",
 "approval": {"user": "risk_admin", "timestamp": "2024-01-14T10:00:00Z"}}`;

/** Written by hand from RFC 8785 and docs/reference/rules.md. */
const CANONICAL =
  '{"adjustments":[{"field":"liquidity_factor","operation":"multiply","value":{"number":"0.95"}},' +
  '{"field":"haircut","operation":"add","value":{"number":"0.05"}}],' +
  '"conditions":[{"field":"product_type","operator":"in","value":["BOND","LOAN"]},' +
  '{"field":"maturity_date","operator":">","value":"2025-01-01"}],' +
  '"effective_date":"2024-01-15","entries":[],"expected_impact":null,"expiry_date":"2024-12-31","owner":null,' +
  '"priority":100,"reason":null,"review_date":null,"rule_id":"ADJ_2024_001","stage":"deal_enrichment"}';

const HASH = '7317b402216bb0a3f6368570621dd66afcb19ba9ded3c691f9b7addb640a7ada';

describe('canonicalJson', () => {
  it('writes the examples of RFC 8785', () => {
    const numbers = JSON.parse('[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]');
    const string = '\u20ac$\u000f\nA\'B"\\\\"/';
    expect(canonicalJson({ numbers, string, literals: [null, true, false] })).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    // Sorted by UTF-16 units, in which an emoji (D83D…) stands before U+FB33.
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const sorted = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(sorted).toBe('{"\\r":0,"1":0,"\u0080":0,"ö":0,"€":0,"😀":0,"\ufb33":0}');
    expect(canonicalJson(-0)).toBe('0');
  });

  it('refuses what JSON can not say', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow('Invariant broken');
    expect(() => canonicalJson('\ud800')).toThrow('Invariant broken');
  });
});

describe('ruleHash', () => {
  it('of the example is known', () => {
    expect(canonicalRule(ruleOf(EXAMPLE))).toBe(CANONICAL);
    expect(createHash('sha256').update(CANONICAL).digest('hex')).toBe(HASH);
    expect(ruleHash(ruleOf(EXAMPLE))).toBe(HASH);
  });

  it('says every kind of part', () => {
    const rule = ruleOf(`{"rule_id": "A", "stage": "s", "effective_date": "2024-01-31", "priority": -5,
      "conditions": [{"any": [{"field": "x", "operator": "is_null"}, {"all": [{"field": "x", "operator": "=", "value": true}]}]}],
      "adjustments": [{"field": "x", "operation": "set", "value": null}, {"field": "x", "operation": "cap", "expression": "Y*2.0"},
        {"field": "x", "operation": "replace", "expression": "(y)"},
        {"field": "x", "operation": "scale_to_total", "total": 1e2, "by": ["g"]}],
      "entries": [{"x": -0.0, "a": "1.0"}], "reason": "ö"}`);
    expect(canonicalRule(rule)).toBe(
      '{"adjustments":[{"field":"x","operation":"set","value":null},{"expression":"Y * 2.0","field":"x","operation":"cap"},' +
        '{"expression":"y","field":"x","operation":"replace"},' +
        '{"by":["g"],"field":"x","operation":"scale_to_total","total":{"number":"100"},"weight":null}],' +
        '"conditions":[{"any":[{"field":"x","operator":"is_null"},{"all":[{"field":"x","operator":"=","value":true}]}]}],' +
        '"effective_date":"2024-01-31","entries":[{"a":"1.0","x":{"number":"0"}}],"expected_impact":null,"expiry_date":null,' +
        '"owner":null,"priority":-5,"reason":"ö","review_date":null,"rule_id":"A","stage":"s"}',
    );
  });

  it.each([
    ['a spelling of a number', EXAMPLE.replace('0.95', '0.9500')],
    ['an exponent', EXAMPLE.replace('0.05', '5e-2')],
    ['the approval claim', EXAMPLE.replace('risk_admin', 'somebody')],
    ['no claim', EXAMPLE.replace(/,\s*"approval".*\}\}$/, '}')],
    ['a default that is written', EXAMPLE.replace('"stage"', '"priority": 100, "owner": null, "stage"')],
  ])('does not change with %s', (_, text) => {
    expect(ruleHash(ruleOf(text))).toBe(HASH);
  });

  it.each([
    ['a value', EXAMPLE.replace('0.95', '0.94')],
    ['a text in place of a number', EXAMPLE.replace('0.95', '"0.95"')],
    ['the end', EXAMPLE.replace('2024-12-31', '2024-12-30')],
    ['the priority', EXAMPLE.replace('"stage"', '"priority": 99, "stage"')],
    ['the reason', EXAMPLE.replace('"stage"', '"reason": "x", "stage"')],
    ['the order of values', EXAMPLE.replace('["BOND", "LOAN"]', '["LOAN", "BOND"]')],
  ])('changes with %s', (_, text) => {
    expect(ruleHash(ruleOf(text))).not.toBe(HASH);
  });
});
