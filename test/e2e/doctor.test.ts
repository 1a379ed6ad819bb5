/** `doctor` on the example small-bank: sound, and with a jurisdiction or a day for which no factors exist. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;

beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

const factors = (document: unknown): unknown =>
  (document as { findings: readonly { what: string }[] }).findings.find(
    (finding) => finding.what === 'reference lcr_factor',
  );

it('finds the factors of the jurisdiction on the date, and says when there are none', () => {
  expect(bank.plimsoll('doctor').exit).toBe(0);
  expect(factors(bank.json('doctor'))).toMatchObject({ state: 'ok' });

  // d238 applies from 2015 on.
  expect(factors(bank.json('doctor', '--date', '2014-12-31'))).toMatchObject({ state: 'missing' });

  bank.change('plimsoll.yaml', 'reporting_currency: EUR', 'reporting_currency: EUR\njurisdiction: XX');
  expect(bank.plimsoll('doctor').exit).toBe(1);
  expect(factors(bank.json('doctor'))).toEqual({
    what: 'reference lcr_factor',
    state: 'missing',
    detail:
      'no rows for jurisdiction XX on 2024-01-31, so every position stops the run; there are rows for BASEL',
  });
});

it('verifies the acts of the control log', () => {
  const log = (): unknown =>
    (bank.json('doctor') as { findings: readonly { what: string }[] }).findings.find(
      ({ what }) => what === 'control log',
    );
  expect(log()).toMatchObject({ state: 'ok', detail: '0 acts' });
  writeFileSync(
    join(bank.folder, 'rule.json'),
    `{"rule_id": "BOND", "stage": "deal_enrichment", "effective_date": "2024-01-15",
      "conditions": [{"field": "product_type", "operator": "=", "value": "BOND"}],
      "adjustments": [{"field": "haircut", "operation": "add", "value": 0.05}]}`,
  );
  expect(bank.plimsoll('rule', 'add', join(bank.folder, 'rule.json'), '--user', 'anna').exit).toBe(0);
  bank.change('.plimsoll/control/acts.jsonl', 'anna', 'emma');
  expect(log()).toMatchObject({ state: 'broken', detail: expect.stringContaining('act 1') });
  expect(bank.plimsoll('doctor').exit).toBe(2);
});
