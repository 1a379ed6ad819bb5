/** Corrected input files through the command line: what a second run makes of the first one's results is what a run from nothing gives. */

import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let corrected: SmallBank;
let fresh: SmallBank;
beforeEach(() => {
  corrected = smallBank();
  fresh = smallBank();
});
afterEach(() => {
  corrected.remove();
  fresh.remove();
});

interface Run {
  readonly moves: readonly unknown[] | null;
  readonly stages: readonly { readonly stage: string; readonly state: string; readonly changed?: number }[];
}

const STAGES = ['liquidity', 'aggregation', 'metrics'];

const statesOf = ({ stages }: Run) => Object.fromEntries(stages.map(({ stage, state }) => [stage, state]));

/** Both banks get the same correction; every stage must be the same afterwards. */
function correct(change: (bank: SmallBank) => void): Run {
  change(corrected);
  change(fresh);
  const run = corrected.json('run', '--mode', 'delta') as Run;
  expect(fresh.json('run', '--mode', 'full')).toMatchObject({ refused: null });
  for (const stage of STAGES) {
    const rows = (bank: SmallBank) => bank.json('show', stage, '--limit', '1000');
    expect([stage, rows(corrected)]).toEqual([stage, rows(fresh)]);
  }
  return run;
}

it('an amount, a missing record, a further one and a factor table go the way that rules go', () => {
  expect(corrected.json('run')).toMatchObject({ moves: null });
  const amount = correct((bank) => bank.change('data/deposits.csv', '40.000,00', '41.234,56'));
  // Account A02 of customer C1, insured and in part above the limit.
  expect(statesOf(amount)).toMatchObject({
    liquidity: 'changed',
    aggregation: 'changed',
    metrics: 'changed',
  });
  expect(amount.stages.find(({ stage }) => stage === 'liquidity')?.changed).toBeLessThanOrEqual(4);
  expect(amount.moves).toContainEqual(
    expect.objectContaining({ key: { perimeter: 'SB', metric: 'outflows' }, unit: 'money' }),
  );
  const flows = correct((bank) => {
    bank.change('data/other_flows.csv', 'F1,SB,,EUR,out,dividend,2024-02-15,1000.00\n', '');
    bank.append('data/other_flows.csv', 'F9,SB,,EUR,out,dividend,2024-02-16,77.00\n');
  });
  // F1 is gone, F9 has come.
  expect(flows.stages.find(({ stage }) => stage === 'liquidity')).toMatchObject({
    state: 'changed',
    changed: 2,
  });
  correct((bank) => {
    bank.change('data/insurance_scheme.csv', '100000.00', '50000.00');
    bank.change('data/customers.csv', 'C3,individual,PT,false', 'C3,individual,PT,true');
  });
  // Back to what it was: found, not computed.
  const again = correct((bank) => {
    bank.change('data/insurance_scheme.csv', '50000.00', '100000.00');
    bank.change('data/customers.csv', 'C3,individual,PT,true', 'C3,individual,PT,false');
  });
  expect(statesOf(again)).toMatchObject({ liquidity: 'stored', metrics: 'stored' });
});

it('rules stand on corrected data, before and after a correction', () => {
  approve('RUN_OFF', RULE);
  corrected.json('run');
  const run = correct((bank) => bank.change('data/deposits.csv', '30.000,00', '31.000,00'));
  expect(run).toMatchObject({ reported: { rules: [{ rule_id: 'RUN_OFF' }] } });
  const reported = (bank: SmallBank) =>
    bank.json('show', 'liquidity', '--scenario', 'reported', '--limit', '1000');
  expect(reported(corrected)).toEqual(reported(fresh));
  approve(
    'SECOND',
    RULE.replace('RUN_OFF', 'SECOND').replace('multiply', 'add').replace('value": 2', 'value": 0.01'),
  );
  expect(reported(corrected)).toEqual(reported(fresh));
  expect(corrected.json('show', 'metrics', '--scenario', 'reported')).toEqual(
    fresh.json('show', 'metrics', '--scenario', 'reported'),
  );
});

const RULE = `{"rule_id": "RUN_OFF", "stage": "deal_enrichment", "effective_date": "2024-01-15",
 "conditions": [{"field": "line", "operator": "=", "value": "R.less"}],
 "adjustments": [{"field": "liquidity_factor", "operation": "multiply", "value": 2}]}`;

function approve(id: string, rule: string): void {
  for (const bank of [corrected, fresh]) {
    bank.append(`${id}.json`, rule);
    for (const args of [
      ['add', join(bank.folder, `${id}.json`)],
      ['approve', id],
    ])
      expect(bank.plimsoll('rule', ...args)).toMatchObject({ exit: 0 });
  }
}
