/**
 * Securities and securities financing in the NSFR.
 *
 * A security held counts by its level whatever the operational requirements and caps of the LCR (d295 ¶28), at market value, because the
 * dictionary has no other carrying value. Securities given in a repo are still held, and stand in `holding` with their encumbrance; those
 * received are not on the balance sheet (d295 ¶32), so that collateral makes no rows here and only tells what a loan is secured by.
 */

import { compute, lookupColumn, pass } from '../../../pipeline/build.ts';
import type { DeriveStage } from '../../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../../schema/types.ts';
import { CONVERTED } from '../lcr-conversion.ts';
import { bucketOf, encumbranceUntil, isLongDue, positionColumns } from './columns.ts';
import { FINANCIAL, FUNDING_CLASS } from './counterparty.ts';

const HOLDING_CLASS = `case when detail = 'matured' then 'lasting_asset'
  when security_level = '1' then 'level_1' when security_level = '2A' then 'level_2a' when security_level = '2B' then 'level_2b'
  when product_type = 'EQUITY' and coalesce(listing, 'none') = 'none' then 'lasting_asset' else 'security' end`;

const HOLDING_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_holdings',
  input: 'holding_facts',
  lookups: [],
  columns: positionColumns({
    position_id: 'holding_id',
    entity_id: 'entity_id',
    security_id: 'security_id',
    currency_code: 'currency_code',
    class: HOLDING_CLASS,
    bucket: bucketOf('maturity_date'),
    encumbrance: encumbranceUntil('encumbrance_end_date'),
    split:
      "case when pooled > 0 then 'pool' when encumbered = 0 then 'whole' when free = 0 then 'pledged' else 'pledge' end",
    amount: 'amount',
    part_1: 'free',
    part_2: 'pledged',
    part_3: 'pooled',
  }),
};

const OWN_PAPER: DeriveStage = {
  kind: 'derive',
  name: 'own_paper',
  doc: 'Holdings of securities that reporting entities of the bank have issued, with the issuer.',
  input: 'holding_facts',
  lookups: [
    {
      name: 'own',
      table: 'group_securities',
      on: { security_id: 'security_id' },
      miss: { defaults: { issuer_id: null } },
    },
  ],
  columns: [
    ...pass('holding_id', 'entity_id', 'security_id', 'currency_code', 'product_type', 'maturity_date'),
    lookupColumn('own', 'issuer_id'),
    compute('funded', '-amount', CONVERTED, { unit: 'money' }),
  ],
  filter: 'issuer_id is not null',
};

/**
 * Own paper that a member holds is no funding of the perimeter: taken off what the issuer has, at the market value that is no asset either. The issuer stands
 * as the counterparty, so that these rows count where it is a member, and nowhere else.
 */
const OWN_PAPER_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_own_paper',
  input: 'own_paper',
  lookups: [],
  columns: positionColumns({
    position_id: 'holding_id',
    entity_id: 'entity_id',
    customer_id: 'issuer_id',
    currency_code: 'currency_code',
    class:
      "case when product_type = 'EQUITY' then 'capital' when maturity_date is null then 'capital_other' else 'other_funding' end",
    bucket: bucketOf('maturity_date'),
    amount: 'funded',
  }),
};

/** Cash lent: level 1 behind it lowers the factor where all that was received may be re-used and covers no short position (d295 ¶38). */
const LENT_CLASS = `case when ${isLongDue('end_date')} then 'lasting_asset' when ${FINANCIAL} then case when sum_not_free = 0 then 'financial_level_1' else 'financial_level_1_tied' end
  when segment = 'central_bank' then 'central_bank' else 'loan' end`;

/** Money from retail customers that is no deposit has no line of its own. */
const TAKEN_CLASS = `case when segment in ('retail', 'small') then 'other_funding' else ${FUNDING_CLASS} end`;

const FINANCING_CLASSES: DeriveStage = {
  kind: 'derive',
  name: 'funding_financing_classes',
  doc: 'Cash of securities financing with class and maturity. Lent without end, it is due at the end of the notice, or else has no maturity.',
  input: 'financing_facts',
  lookups: [],
  // Securities against securities fund nothing.
  filter: 'not is_swap',
  columns: [
    ...pass('deal_id', 'entity_id', 'customer_id', 'currency_code', 'amount', 'part_1', 'is_swap'),
    compute('is_split', `lends and ${FINANCIAL} and not ${isLongDue('end_date')}`, BOOLEAN),
    compute('class', `case when lends then ${LENT_CLASS} else ${TAKEN_CLASS} end`, TEXT),
    compute(
      'bucket',
      `case when lends and end_date is null and notice_days is not null
        then ${bucketOf('add_days(:calculation_date, notice_days)')}
        when lends then ${bucketOf('end_date')} else ${bucketOf('effective_date')} end`,
      TEXT,
    ),
    compute('rest', 'amount - part_1', CONVERTED),
  ],
};

const FINANCING_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_financing',
  input: 'funding_financing_classes',
  lookups: [],
  columns: positionColumns({
    position_id: 'deal_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    class: 'class',
    other_class: "'financial'",
    bucket: 'bucket',
    split: "case when is_split then 'classes' else 'whole' end",
    amount: 'amount',
    part_1: 'part_1',
    part_2: 'rest',
  }),
};

export const SECURITY_FUNDING = [
  HOLDING_POSITIONS,
  OWN_PAPER,
  OWN_PAPER_POSITIONS,
  FINANCING_CLASSES,
  FINANCING_POSITIONS,
] as const;
