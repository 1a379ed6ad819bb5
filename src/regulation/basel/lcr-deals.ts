/** `deals`: every position of every product in one table; `tranches`: each cut into its parts. */

import { MONEY } from '../../dictionary/column.ts';
import { compute, pass } from '../../pipeline/build.ts';
import type { ExpandStage, UnionStage } from '../../pipeline/stage.ts';
import type { Source } from './classification.ts';
import { DEAL_COLUMNS, PART_COLUMNS } from './deal-columns.ts';

/** The stage that gives each source's deals. The large ones come first. */
const BRANCHES: readonly (readonly [tag: Source, input: string])[] = [
  ['account', 'account_deals'],
  ['loan', 'loan_deals'],
  ['loan_cash_flow', 'loan_payment_deals'],
  ['facility', 'facility_deals'],
  ['holding', 'holding_deals'],
  ['security_financing', 'financing_deals'],
  ['sft_collateral', 'collateral_deals'],
  ['other_flow', 'flow_deals'],
  ['capital', 'capital_deals'],
  ['own_issue', 'issue_deals'],
  ['contingent', 'contingent_deals'],
  ['derivative', 'derivative_deals'],
  ['derivative_netting', 'derivative_offset_deals'],
  ['margin_posted', 'margin_posted_deals'],
  ['margin', 'margin_replaceable_deals'],
  ['netting_agreement', 'agreement_deals'],
  ['collateral_flow', 'collateral_flow_deals'],
  ['liquidity_option', 'option_deals'],
];

const DEALS: UnionStage = {
  kind: 'union',
  name: 'deals',
  doc: 'All positions in common columns, amounts in the reporting currency.',
  tagColumn: 'source',
  branches: BRANCHES.map(([tag, input]) => ({ tag, input })),
};

const CARRIED = DEAL_COLUMNS.map((column) => column.name).filter(
  (name) => name !== 'amount' && name !== 'split' && !PART_COLUMNS.includes(name),
);

const AMOUNT = `case when slot = 0 then amount ${PART_COLUMNS.map(
  (name, index) => `when slot = ${index + 1} then ${name}`,
).join(' ')} end`;

const TRANCHES: ExpandStage = {
  kind: 'expand',
  name: 'tranches',
  doc: 'Positions cut into parts; a part of zero makes no row.',
  input: 'deals',
  expansion: { form: 'table', table: 'lcr_split', on: { split: 'split' } },
  lookups: [],
  columns: [
    ...pass('source', ...CARRIED, 'part', 'slot', 'unwind'),
    compute('amount', AMOUNT, MONEY, { required: true, unit: 'money' }),
  ],
  filter: 'slot = 0 or amount != 0',
};

export const DEAL_STAGES = [DEALS, TRANCHES] as const;
