/**
 * Accounts in the NSFR: deposits taken as available, cash, reserves, balances placed and overdrafts as required stable funding.
 *
 * A deposit falls due on the earliest day on which the depositor can have it (d295 ¶18), the same day as in the LCR; without term or
 * notice it has no maturity. Balances placed without a term are due on demand, or at the end of their notice; an overdraft has no maturity, and so counts as a year and more.
 */

import { compute, pass } from '../../../pipeline/build.ts';
import type { DeriveStage } from '../../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../../schema/types.ts';
import { OPERATIONAL } from '../lcr-accounts.ts';
import { CONVERTED } from '../lcr-conversion.ts';
import { bucketOf, isLongDue, positionColumns } from './columns.ts';
import { FINANCIAL, FUNDING_CLASS } from './counterparty.ts';

/** Reserves are held at a central bank, which need not be named. */
const ASSET_CLASS = `case when deal_type = 'CASH' then 'coins'
  when deal_type = 'RESERVE' and segment in ('central_bank', 'none') then 'reserves'
  when not lent and ${isLongDue('end_date')} then 'lasting_asset'
  when lent then case when ${FINANCIAL} then 'financial' when segment = 'central_bank' then 'central_bank' else 'loan' end
  when segment = 'central_bank' then 'central_bank' when ${FINANCIAL} then 'financial' else 'other_asset' end`;

/** Does the customer have an operational part? Placed, only at financial institutions (d295 ¶40(d)). */
const SET_ASIDE = `set_aside != 0 and case when owed then not retail_like and (${OPERATIONAL} or purpose = 'cooperative')
  else deal_type = 'NOSTRO' and ${FINANCIAL} and ${OPERATIONAL} end`;

const BUCKET = `case when owed then case when end_date is null and notice_days is null then 'no_maturity' else ${bucketOf('effective_date')} end
  when lent then 'no_maturity' when end_date is null and deal_type != 'CASH' then ${bucketOf('effective_date')}
  else ${bucketOf('end_date')} end`;

const ACCOUNT_CLASSES: DeriveStage = {
  kind: 'derive',
  name: 'funding_account_classes',
  doc: 'Accounts with their class, the class of what is not insured or set aside, and maturity.',
  input: 'account_facts',
  lookups: [],
  columns: [
    ...pass(
      'account_id',
      'entity_id',
      'customer_id',
      'currency_code',
      'amount',
      'stable_relationship',
      'fully_insured',
    ),
    compute('is_set_aside', SET_ASIDE, BOOLEAN),
    compute(
      'rest_class',
      `case when not owed then ${ASSET_CLASS} when retail_like then 'retail_less_stable' else ${FUNDING_CLASS} end`,
      TEXT,
    ),
    compute(
      'class',
      `case when stable_relationship then 'retail_stable' when not is_set_aside then rest_class when not owed then 'operational_placement'
        when purpose = 'cooperative' then 'cooperative' else 'operational' end`,
      TEXT,
    ),
    compute('bucket', BUCKET, TEXT),
    compute(
      'split',
      "case when is_set_aside or (stable_relationship and not fully_insured) then 'classes' else 'whole' end",
      TEXT,
    ),
    compute(
      'first',
      "case when split = 'whole' then null when is_set_aside then set_aside else insured end",
      CONVERTED,
    ),
    compute('rest', 'amount - first', CONVERTED),
  ],
};

const ACCOUNT_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_accounts',
  input: 'funding_account_classes',
  lookups: [],
  columns: positionColumns({
    position_id: 'account_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    class: 'class',
    other_class: 'rest_class',
    bucket: 'bucket',
    split: 'split',
    amount: 'amount',
    part_1: 'first',
    part_2: 'rest',
  }),
};

export const ACCOUNT_FUNDING = [ACCOUNT_CLASSES, ACCOUNT_POSITIONS] as const;
