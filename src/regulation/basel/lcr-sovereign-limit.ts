/**
 * The limit of line L1.sovFx: foreign-currency debt of a sovereign above 0 % risk weight counts only up to the stressed net
 * outflows in that currency (d238 ¶50(e)). The limit holds per perimeter and currency, since what members owe each other flows to nobody; what
 * lies above it is taken off level 1 of the perimeter before the caps, as a figure of its own.
 */

import { compute, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { INFLOW_CAP } from './constants.ts';
import { PIVOT_MEASURES, TOTAL } from './lcr-aggregation.ts';

const CURRENCY_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'currency_sums',
  doc: 'Stock and unwinding by level, outflows and inflows of each perimeter and currency.',
  input: 'perimeter_rows',
  groupBy: ['perimeter', 'currency_code'],
  measures: PIVOT_MEASURES,
};

const CURRENCY_EXCESS: DeriveStage = {
  kind: 'derive',
  name: 'currency_excess',
  doc: 'Sovereign debt above the net outflows of its currency, by perimeter and currency.',
  input: 'currency_sums',
  lookups: [],
  columns: [
    ...pass('perimeter', 'currency_code'),
    compute('counted', 'coalesce(sovereign, 0)', TOTAL),
    compute('all_outflows', 'coalesce(outflows, 0)', TOTAL),
    compute('all_inflows', 'coalesce(inflows, 0)', TOTAL),
    compute('net_outflows', `all_outflows - least(all_inflows, ${INFLOW_CAP} * all_outflows)`, TOTAL),
    compute('excess', 'greatest(counted - net_outflows, 0)', TOTAL),
  ],
  filter: 'excess > 0',
};

const SOVEREIGN_EXCESS: AggregateStage = {
  kind: 'aggregate',
  name: 'sovereign_excess',
  doc: 'Sovereign debt above the limit of ¶50(e), by perimeter.',
  input: 'currency_excess',
  groupBy: ['perimeter'],
  measures: [{ name: 'excess', fn: 'sum', column: 'excess' }],
};

export const SOVEREIGN_LIMIT_STAGES = [CURRENCY_SUMS, CURRENCY_EXCESS, SOVEREIGN_EXCESS] as const;
