/**
 * Derivatives of the NSFR by netting set (d295 ¶19–20, 34–35), and initial margin (¶42(a)).
 *
 *   RC        = Σ replacement cost of the set
 *   liability = max(0, −RC − variation margin posted)      asset = max(0, RC − cash variation margin received that may be set off)
 *   add-on    = max(0, −RC), before variation margin posted (¶43(d))
 *
 * Asset and liability of a set count net over all sets of a perimeter only (ratio.ts). A set off never changes the sign. Each value is
 * converted before it is added up, so a set may hold several currencies; its amounts are in the reporting currency.
 */

import { compute, lookupColumn, pass } from '../../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../../schema/types.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from '../lcr-conversion.ts';
import { SET_CUSTOMER_COLUMN, SET_LOOKUP, setId } from '../netting-set.ts';
import { positionColumns } from './columns.ts';

const DERIVATIVE_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'derivative_facts',
  doc: 'Derivatives in the reporting currency, with their netting set.',
  input: 'derivative',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('derivative_id', 'entity_id', 'currency_code'),
    compute('set_id', setId('coalesce(netting_set, derivative_id)'), TEXT),
    ...RATE_COLUMNS,
    ...converted('amount', 'mtm'),
  ],
};

const NETTING_SET_VALUES: AggregateStage = {
  kind: 'aggregate',
  name: 'netting_set_values',
  doc: 'Replacement cost by netting set.',
  input: 'derivative_facts',
  groupBy: ['set_id'],
  measures: [
    { name: 'entity_id', fn: 'min', column: 'entity_id' },
    { name: 'replacement_cost', fn: 'sum', column: 'amount' },
  ],
};

/** `amount` under a condition on variation margin, which must belong to a set with derivatives: elsewhere it would be lost. */
const variation = (condition: string): string =>
  `case when has_set and kind = 'variation' and ${condition} then amount else 0.00 end`;

const MARGIN_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'margin_facts',
  doc: 'Margin in the reporting currency, with its netting set, what may be set off, and the class of initial margin posted.',
  input: 'margin',
  lookups: [
    FX_LOOKUP,
    SET_LOOKUP,
    {
      name: 'set',
      table: 'netting_set_values',
      on: { set_id: 'set_id' },
      miss: { defaults: { replacement_cost: null } },
    },
  ],
  columns: [
    ...pass('margin_id', 'entity_id', 'netting_set', 'currency_code'),
    compute('set_id', setId('netting_set'), TEXT),
    SET_CUSTOMER_COLUMN,
    ...RATE_COLUMNS,
    ...converted('amount', 'market_value'),
    compute('is_initial_posted', "kind = 'initial' and direction = 'posted'", BOOLEAN),
    compute('class', "case when for_customer then 'customer_margin' else 'initial_margin' end", TEXT),
    lookupColumn('set', 'set_value', { column: 'replacement_cost' }),
    compute('has_set', "case when kind != 'variation' or set_value is not null then true end", BOOLEAN, {
      required:
        "its netting set '{netting_set}' has no derivative of the entity {entity_id} in the table derivative, or the derivative was rejected there (`plimsoll show rejects`). Variation margin counts against the value of its set (d295 ¶19, 35). Add the derivative, or remove the margin.",
    }),
    compute('posted', variation("direction = 'posted'"), CONVERTED),
    compute('received', variation("direction = 'received' and asset = 'cash' and nets_leverage"), CONVERTED),
  ],
};

const NETTING_SET_MARGIN: AggregateStage = {
  kind: 'aggregate',
  name: 'netting_set_margin',
  doc: 'Variation margin that may be set off, by netting set.',
  input: 'margin_facts',
  groupBy: ['set_id'],
  measures: [
    { name: 'posted', fn: 'sum', column: 'posted' },
    { name: 'received', fn: 'sum', column: 'received' },
  ],
};

const NETTING_SETS: DeriveStage = {
  kind: 'derive',
  name: 'netting_sets',
  doc: 'Each netting set with asset, liability and add-on.',
  input: 'netting_set_values',
  lookups: [
    {
      name: 'margin',
      table: 'netting_set_margin',
      on: { set_id: 'set_id' },
      miss: { defaults: { posted: '0', received: '0' } },
    },
    SET_LOOKUP,
  ],
  columns: [
    ...pass('set_id', 'entity_id'),
    SET_CUSTOMER_COLUMN,
    compute('replacement', 'replacement_cost', CONVERTED, { required: true, unit: 'money' }),
    lookupColumn('margin', 'sum_posted', { column: 'posted' }),
    lookupColumn('margin', 'sum_received', { column: 'received' }),
    compute('posted', 'coalesce(sum_posted, 0)', CONVERTED, { unit: 'money' }),
    compute('received', 'coalesce(sum_received, 0)', CONVERTED, { unit: 'money' }),
    compute('asset', 'greatest(replacement - received, 0)', CONVERTED, { unit: 'money' }),
    compute('liability', 'greatest(-replacement - posted, 0)', CONVERTED, { unit: 'money' }),
    compute('add_on', 'greatest(-replacement, 0)', CONVERTED, { unit: 'money' }),
  ],
};

const DERIVATIVE_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_derivatives',
  input: 'netting_sets',
  lookups: [],
  columns: positionColumns({
    position_id: 'set_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: ':reporting_currency',
    class: "'derivative_asset'",
    split: "'derivatives'",
    amount: 'replacement',
    part_1: 'asset',
    part_2: 'liability',
    part_3: 'add_on',
  }),
};

const INITIAL_MARGIN: DeriveStage = {
  kind: 'derive',
  name: 'initial_margin',
  doc: 'Initial margin posted.',
  input: 'margin_facts',
  lookups: [],
  columns: [
    ...pass('margin_id', 'entity_id', 'customer_id', 'currency_code', 'amount', 'class'),
    ...pass('is_initial_posted'),
  ],
  filter: 'is_initial_posted',
};

const MARGIN_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_margin',
  input: 'initial_margin',
  lookups: [],
  columns: positionColumns({
    position_id: 'margin_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    class: 'class',
    amount: 'amount',
  }),
};

export const DERIVATIVE_FUNDING = [
  DERIVATIVE_FACTS,
  NETTING_SET_VALUES,
  MARGIN_FACTS,
  NETTING_SET_MARGIN,
  NETTING_SETS,
  DERIVATIVE_POSITIONS,
  INITIAL_MARGIN,
  MARGIN_POSITIONS,
] as const;
