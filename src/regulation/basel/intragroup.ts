/**
 * What members owe each other as the two sides tell it. Each side is eliminated by itself (perimeters.ts), so a difference between them stays
 * in the figures of a perimeter: here it is told. Computed when it is asked for, as no output of a run.
 */

import { compute, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, decimal, TEXT } from '../../schema/types.ts';
import { OWN_PAPER_KIND, RELEASED_KINDS } from './constants.ts';
import { AGGREGATION_KEYS } from './lcr-aggregation.ts';

/** Up to 20 digits before the point, so that a difference stays within 38. */
const SUM = decimal(24, 2);

/** Claims and debts that stand in both books at the same amount. Of loans the payments are parts of the balance; undrawn lines and collateral are no debts. */
const SIDE = `case
  when source = 'account' then case when product_type = 'DEPOSIT' then 'debt' when product_type in ('LOAN', 'PLACEMENT') then 'claim' end
  when source = 'loan' and product_type = 'LOAN' then 'claim'
  when source = 'security_financing' then case product_type when 'REPO' then 'debt' when 'REVERSE_REPO' then 'claim' end
  when source = 'derivative' then case deal_type when 'OUTFLOW' then 'debt' else 'claim' end end`;

const SIDES: DeriveStage = {
  kind: 'derive',
  name: 'intragroup_sides',
  doc: 'Claims on and debts to other reporting entities, with creditor and debtor.',
  input: 'liquidity',
  lookups: [],
  columns: [
    ...pass('source', 'deal_id', 'part', 'entity_id', 'counterparty_entity', 'currency_code', 'kind'),
    compute('side', SIDE, TEXT),
    compute('creditor', "case when side = 'claim' then entity_id else counterparty_entity end", TEXT),
    compute('debtor', "case when side = 'claim' then counterparty_entity else entity_id end", TEXT),
    compute('claim', "case when side = 'claim' then amount else 0.00 end", SUM, { unit: 'money' }),
    compute('debt', "case when side = 'debt' then amount else 0.00 end", SUM, { unit: 'money' }),
  ],
  filter: `counterparty_entity is not null and side is not null and kind != 'unwind' and kind not in ${RELEASED_KINDS}`,
};

const SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'intragroup_sums',
  doc: 'The same by creditor, debtor and currency.',
  input: 'intragroup_sides',
  groupBy: ['creditor', 'debtor', 'currency_code'],
  measures: [
    { name: 'claim', fn: 'sum', column: 'claim' },
    { name: 'debt', fn: 'sum', column: 'debt' },
  ],
};

const DIFFERENCES: DeriveStage = {
  kind: 'derive',
  name: 'intragroup_differences',
  doc: 'What one reporting entity has of another by its own books, and by those of the other; in the reporting currency.',
  input: 'intragroup_sums',
  lookups: [],
  columns: [
    ...pass('creditor', 'debtor', 'currency_code'),
    ...['claim', 'debt'].map((name) => compute(name, name, SUM, { unit: 'money' })),
    compute('difference', 'claim - debt', SUM, { unit: 'money' }),
    compute('differs', 'difference != 0', BOOLEAN),
  ],
};

/** What is told of a perimeter, and the kind that it is the sum of. */
const WEIGHTED = [
  ['outflows', 'outflow'],
  ['inflows', 'inflow'],
  ['assets', 'stock'],
] as const;
const VALUE_SUM = decimal(38, 4);

const ELIMINATED: DeriveStage = {
  kind: 'derive',
  name: 'eliminated_rows',
  doc: 'Sums that take no part in a perimeter because both sides are members, or the issuer is.',
  input: 'perimeter_rows',
  lookups: [],
  columns: [
    ...pass(...AGGREGATION_KEYS, 'perimeter', 'eliminated'),
    ...WEIGHTED.map(([name, kind]) =>
      compute(name, `case when kind = '${kind}' then liquidity_value else 0.0000 end`, VALUE_SUM, {
        unit: 'money',
      }),
    ),
  ],
  filter: `eliminated and kind not in ${RELEASED_KINDS} and kind != '${OWN_PAPER_KIND}'`,
};

const ELIMINATION_TOTALS: AggregateStage = {
  kind: 'aggregate',
  name: 'elimination_totals',
  doc: 'What is eliminated in each perimeter, weighted.',
  input: 'eliminated_rows',
  groupBy: ['perimeter'],
  measures: WEIGHTED.map(([name]) => ({ name, fn: 'sum', column: name })),
};

const SELF_ROWS: DeriveStage = {
  kind: 'derive',
  name: 'self_rows',
  doc: 'Sums of positions that an entity has with itself, by its data.',
  input: 'aggregation',
  lookups: [],
  columns: [...pass(...AGGREGATION_KEYS), ...pass('amount', 'rows')],
  filter: 'counterparty_entity = entity_id',
};

const SELF_TOTALS: AggregateStage = {
  kind: 'aggregate',
  name: 'self_totals',
  doc: 'How many positions each entity has with itself, which is a mistake of the data; they count like those with others.',
  input: 'self_rows',
  groupBy: ['entity_id'],
  measures: [
    { name: 'rows', fn: 'sum', column: 'rows' },
    { name: 'amount', fn: 'sum', column: 'amount' },
  ],
};

export const INTRAGROUP_STAGES = [
  SIDES,
  SUMS,
  DIFFERENCES,
  ELIMINATED,
  ELIMINATION_TOTALS,
  SELF_ROWS,
  SELF_TOTALS,
] as const;
