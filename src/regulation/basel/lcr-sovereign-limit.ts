/**
 * The limit of line L1.sovFx: foreign-currency debt of a sovereign above 0 % risk weight counts only up to the stressed net
 * outflows in that currency (d238 ¶50(e)). The limit holds per reporting entity and currency; what lies above it is taken
 * off level 1 of the perimeter before the caps, as a figure of its own.
 */

import { compute, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { decimal } from '../../schema/types.ts';
import { INFLOW_CAP } from './constants.ts';
import { perimeters, TOTAL } from './lcr-aggregation.ts';

const when = (condition: string): string => `case when ${condition} then liquidity_value else 0.0000 end`;

const CURRENCY_ROWS: DeriveStage = {
  kind: 'derive',
  name: 'currency_rows',
  doc: 'Foreign-currency sovereign debt and flows, a column each.',
  input: 'aggregation',
  lookups: [],
  columns: [
    ...pass('entity_id', 'line', 'currency_code', 'kind', 'level'),
    compute('sovereign', when("line = 'L1.sovFx' and kind = 'stock'"), decimal(38, 4)),
    compute('outflow', when("kind = 'outflow'"), decimal(38, 4)),
    compute('inflow', when("kind = 'inflow'"), decimal(38, 4)),
  ],
};

const CURRENCY_TOTALS: AggregateStage = {
  kind: 'aggregate',
  name: 'currency_totals',
  doc: 'The same by entity and currency.',
  input: 'currency_rows',
  groupBy: ['entity_id', 'currency_code'],
  measures: ['sovereign', 'outflow', 'inflow'].map((name) => ({ name, fn: 'sum', column: name })),
};

const CURRENCY_EXCESS: DeriveStage = {
  kind: 'derive',
  name: 'currency_excess',
  doc: 'Sovereign debt above the net outflows of its currency.',
  input: 'currency_totals',
  lookups: [],
  columns: [
    ...pass('entity_id', 'currency_code'),
    compute('counted', 'coalesce(sovereign, 0)', TOTAL),
    compute('outflows', 'coalesce(outflow, 0)', TOTAL),
    compute('inflows', 'coalesce(inflow, 0)', TOTAL),
    compute('net_outflows', `outflows - least(inflows, ${INFLOW_CAP} * outflows)`, TOTAL),
    compute('excess', 'greatest(counted - net_outflows, 0)', TOTAL),
  ],
  filter: 'excess > 0',
};

const EXCESS_ROWS = perimeters(
  'excess_rows',
  'currency_excess',
  ['entity_id', 'currency_code'],
  pass('excess'),
);

const SOVEREIGN_EXCESS: AggregateStage = {
  kind: 'aggregate',
  name: 'sovereign_excess',
  doc: 'Sovereign debt above the limit of ¶50(e), by perimeter.',
  input: 'excess_rows',
  groupBy: ['perimeter'],
  measures: [{ name: 'excess', fn: 'sum', column: 'excess' }],
};

export const SOVEREIGN_LIMIT_STAGES = [
  CURRENCY_ROWS,
  CURRENCY_TOTALS,
  CURRENCY_EXCESS,
  EXCESS_ROWS,
  SOVEREIGN_EXCESS,
] as const;
