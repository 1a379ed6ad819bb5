/** Capital, own debt and balances that are no deal (d295 ¶21, 24–25, 36, 42–43, 45). */

import { compute, pass } from '../../../pipeline/build.ts';
import type { DeriveStage } from '../../../pipeline/stage.ts';
import { TEXT } from '../../../schema/types.ts';
import { converted, FX_LOOKUP, RATE_COLUMNS } from '../lcr-conversion.ts';
import { bucketOf, positionColumns } from './columns.ts';

const CAPITAL_CLASS = `case capital_tier when 'tier2' then 'capital_tier_2' when 'other' then 'capital_other' else 'capital' end`;

const LIABILITY_CLASS = `case when kind in ('deferred_tax', 'minority_interest', 'short_position') then kind
  when kind = 'trade_date' then 'trade_date_payable' when kind = 'interdependent' then 'interdependent_liability'
  else 'other_liability' end`;

const ASSET_CLASS = `case when kind in ('fixed_asset', 'deducted') then 'lasting_asset' when kind = 'commodity' then 'commodity'
  when kind = 'default_fund' then 'initial_margin' when kind = 'trade_date' then 'trade_date_receivable'
  when kind = 'interdependent' then 'interdependent_asset' else 'other_asset' end`;

/** Amounts converted, and the positions made of them; `columns` are those of the table that the class needs. */
function balances(name: string, input: string, key: string, columns: readonly string[], classOf: string) {
  const facts = `${name}_facts`;
  const factsStage: DeriveStage = {
    kind: 'derive',
    name: facts,
    doc: `Rows of ${input} in the reporting currency, with class and maturity.`,
    input,
    lookups: [FX_LOOKUP],
    columns: [
      ...pass(key, 'entity_id', 'currency_code', ...columns),
      ...RATE_COLUMNS,
      ...converted('converted_amount', 'amount'),
      compute('class', classOf, TEXT),
      compute('bucket', bucketOf('end_date'), TEXT),
    ],
  };
  const positions: DeriveStage = {
    kind: 'derive',
    name,
    input: facts,
    lookups: [],
    columns: positionColumns({
      position_id: key,
      entity_id: 'entity_id',
      currency_code: 'currency_code',
      class: 'class',
      bucket: 'bucket',
      amount: 'converted_amount',
    }),
  };
  return [factsStage, positions] as const;
}

/** Guarantees, trade finance and what else the bank may have to fund (d295 ¶47); short positions of customers are no such item. */
const CONTINGENT_FUNDING: DeriveStage = {
  kind: 'derive',
  name: 'contingent_funding',
  doc: 'Contingent obligations that have not ended.',
  input: 'contingent_amounts',
  lookups: [],
  columns: pass('contingent_id', 'entity_id', 'currency_code', 'kind', 'obligation', 'in_window'),
  filter: "in_window and kind != 'customer_short'",
};

const CONTINGENT_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_contingent',
  input: 'contingent_funding',
  lookups: [],
  columns: positionColumns({
    position_id: 'contingent_id',
    entity_id: 'entity_id',
    currency_code: 'currency_code',
    class: "'contingent'",
    amount: 'obligation',
  }),
};

export const BALANCE_FUNDING = [
  CONTINGENT_FUNDING,
  CONTINGENT_POSITIONS,
  ...balances('funding_capital', 'capital', 'capital_id', ['capital_tier'], CAPITAL_CLASS),
  ...balances('funding_issues', 'own_issue', 'issue_id', [], "'other_funding'"),
  ...balances(
    'funding_balances',
    'other_balance',
    'balance_id',
    ['kind'],
    `case when asset_liability = 'liability' then ${LIABILITY_CLASS} else ${ASSET_CLASS} end`,
  ),
];
