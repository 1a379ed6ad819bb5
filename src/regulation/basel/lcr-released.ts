/**
 * What comes free where a secured deal between members is eliminated (perimeters.ts): what one gave, as far as its books say that it is pledged;
 * less what the other has passed on to somebody.
 *
 * Of a security an entity can get back no more than it pledged: its pledged holdings under the control of the liquidity function (d238 ¶33) and what it
 * received and passed on, less what it gave to others than companies of the bank. Where that is less than what it gave to companies, each piece comes free in part.
 */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, UnionStage } from '../../pipeline/stage.ts';
import { BOOLEAN } from '../../schema/types.ts';
import { COUNTERPARTY_COLUMN, COUNTERPARTY_LOOKUP } from './group-companies.ts';
import { CONVERTED, converted } from './lcr-conversion.ts';

const POOL = ['entity_id', 'security_id'] as const;
const AMOUNTS = ['pledged', 'given_inside', 'given_outside', 'passed_on'] as const;

const PIECES: DeriveStage = {
  kind: 'derive',
  name: 'group_collateral',
  doc: 'Pieces of collateral that are HQLA, in the reporting currency, with the company of the bank that they stand with.',
  input: 'collateral_facts',
  lookups: [
    { name: 'deal', table: 'financing_facts', on: { deal_id: 'deal_id' }, miss: 'error' },
    COUNTERPARTY_LOOKUP,
  ],
  columns: [
    ...pass('collateral_id', 'security_id', 'security_level', 'lends', 'reuse'),
    ...['entity_id', 'customer_id', 'currency_code', 'rate_near', 'rate_far'].map((name) =>
      lookupColumn('deal', name),
    ),
    ...converted('amount', 'market_value'),
    COUNTERPARTY_COLUMN,
    compute('inside', 'coalesce(counterparty_entity != entity_id, false)', BOOLEAN),
    compute('pledged', '0.00', CONVERTED),
    compute('given_inside', 'case when not lends and inside then amount else 0.00 end', CONVERTED),
    compute('given_outside', 'case when lends or inside then 0.00 else amount end', CONVERTED),
    compute('passed_on', "case when lends and reuse = 'repo' then amount else 0.00 end", CONVERTED),
  ],
  filter: 'security_level is not null',
};

const PIECE_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'group_collateral_amounts',
  doc: 'What of each piece counts for what an entity may get back.',
  input: 'group_collateral',
  lookups: [],
  columns: [passAs('id', 'collateral_id'), ...pass(...POOL, ...AMOUNTS)],
};

const HOLDING_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'pledged_holdings',
  doc: 'Pledged parts of holdings under the control of the liquidity function; what a pool takes up comes free to nobody.',
  input: 'holding_facts',
  lookups: [],
  columns: [
    passAs('id', 'holding_id'),
    ...pass(...POOL),
    compute('pledged', "case when detail = 'treasury' then pledged else 0.00 end", CONVERTED),
    ...AMOUNTS.slice(1).map((name) => compute(name, '0.00', CONVERTED)),
  ],
  filter: 'pledged > 0',
};

const PLEDGES: UnionStage = {
  kind: 'union',
  name: 'pledges',
  doc: 'The same in one table.',
  tagColumn: 'origin',
  branches: [
    { tag: 'holding', input: 'pledged_holdings' },
    { tag: 'collateral', input: 'group_collateral_amounts' },
  ],
};

const PLEDGE_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'pledge_sums',
  doc: 'The same by entity and security.',
  input: 'pledges',
  groupBy: POOL,
  measures: AMOUNTS.map((name) => ({ name, fn: 'sum', column: name })),
};

const PLEDGE_LIMITS: DeriveStage = {
  kind: 'derive',
  name: 'pledge_limits',
  doc: 'How much of what an entity gave to companies of the bank may come free.',
  input: 'pledge_sums',
  lookups: [],
  columns: [
    ...pass(...POOL),
    ...AMOUNTS.map((name) => compute(`sum_${name}`, `coalesce(${name}, 0)`, CONVERTED)),
    compute(
      'may_come_free',
      'least(greatest(sum_pledged + sum_passed_on - sum_given_outside, 0.00), sum_given_inside)',
      CONVERTED,
      { unit: 'money' },
    ),
  ],
  filter: 'sum_given_inside > 0',
};

const RELEASES: DeriveStage = {
  kind: 'derive',
  name: 'collateral_releases',
  doc: 'Pieces of collateral between companies of the bank, with what comes free where both are members; negative: what was passed on.',
  input: 'group_collateral',
  lookups: [
    {
      name: 'limit',
      table: 'pledge_limits',
      on: { entity_id: 'entity_id', security_id: 'security_id' },
      miss: { defaults: { may_come_free: '0', sum_given_inside: null } },
    },
  ],
  columns: [
    ...pass('collateral_id', ...POOL, 'inside', 'lends', 'reuse', 'amount'),
    lookupColumn('limit', 'may_come_free'),
    lookupColumn('limit', 'sum_given_inside'),
    compute(
      'released_amount',
      `case when not lends then coalesce(div(amount * may_come_free, sum_given_inside, 2), 0.00)
        when reuse = 'none' then 0.00 else -amount end`,
      CONVERTED,
      { required: true, unit: 'money' },
    ),
  ],
  filter: 'inside and released_amount != 0',
};

export const RELEASE_STAGES = [
  PIECES,
  PIECE_AMOUNTS,
  HOLDING_AMOUNTS,
  PLEDGES,
  PLEDGE_SUMS,
  PLEDGE_LIMITS,
  RELEASES,
] as const;
