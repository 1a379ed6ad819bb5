import { expect, test } from 'vitest';
import { checkPipeline } from '../../pipeline/check.ts';
import { BASEL_LCR } from '../../regulation/basel/lcr.ts';
import { amountColumns, amountsText } from './amounts.ts';

const pipeline = checkPipeline(BASEL_LCR);

test('amounts of an input table are in the currency of the deal, those of the fact in the reporting currency', () => {
  expect(amountColumns(pipeline, 'holding')).toEqual({
    reporting: [],
    own: ['mtm_dirty', 'encumbrance_amount'],
  });
  expect(amountColumns(pipeline, 'liquidity')).toEqual({
    reporting: ['amount', 'liquidity_value'],
    own: [],
  });
  expect(amountColumns(pipeline, 'aggregation')).toEqual(amountColumns(pipeline, 'liquidity'));
});

test('a stage that converts has both', () => {
  const columns = amountColumns(pipeline, 'group_deposits');
  expect(columns).toEqual({ reporting: ['amount'], own: ['balance'] });
  expect(amountsText(columns, 'EUR')).toBe(
    "In EUR, the reporting currency: amount. In the deal's own currency, not converted: balance.",
  );
});

test('a stage without amounts says nothing', () => {
  expect(amountsText(amountColumns(pipeline, 'customer'), 'EUR')).toBeNull();
});
