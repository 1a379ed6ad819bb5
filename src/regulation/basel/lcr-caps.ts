/**
 * Caps and ratio (d238 ¶46–51, 69, 144, Annex 1), from one row per perimeter. The same stages run alone in tests and what-ifs.
 *
 *   adj15 = max(A2B − 15/85·(A1 + A2A), A2B − 15/60·A1, 0)
 *   adj40 = max(A2A + A2B − adj15 − 2/3·A1, 0)
 *   stock = L1 + L2A + L2B − adj15 − adj40 + alternatives        net = outflows − min(inflows, 75 % of outflows)
 *
 * Each fraction stands over one denominator, so that adj15 and adj40 round once, at their own column, to four digits. A1 may be
 * negative when more cash came from repos than there is level 1; Basel sets no floor, so the stock may be negative too.
 */

import { compute, pass } from '../../pipeline/build.ts';
import type { DeriveStage, PipelineDefinition, StageColumn } from '../../pipeline/stage.ts';
import type { TableSchema } from '../../schema/table.ts';
import { BOOLEAN, decimal, TEXT } from '../../schema/types.ts';
import { INFLOW_CAP } from './constants.ts';
import { TOTAL } from './lcr-aggregation.ts';
import { type Metric, metricRows } from './metric-rows.ts';

const RATIO = decimal(24, 6);
const WEIGHT = decimal(7, 6);
/** Alternative liquidity outside the caps; and level 2A that may count above its cap, at market value and after its own haircut. */
export const ALTERNATIVES = ['alternatives', 'extra_2a_amount', 'extra_2a_total'] as const;
export const AMOUNTS = [
  ...['l1', 'l2a', 'l2b', 'a1', 'a2a', 'a2b', 'outflows', 'inflows'],
  ...ALTERNATIVES,
] as const;

const money = (name: string, expr: string) => compute(name, expr, TOTAL, { required: true, unit: 'money' });

/** From the levels and flows of a perimeter, or of one of its currencies, to its ratio. */
export const CAP_COLUMNS: readonly StageColumn[] = [
  money('adj15', 'greatest(div(17 * a2b - 3 * (a1 + a2a), 17, 4), div(4 * a2b - a1, 4, 4), 0)'),
  money('adj40', 'greatest(div(3 * (a2a + a2b - adj15) - 2 * a1, 3, 4), 0)'),
  // The cap takes level 2A first: level 2B that is left lies within its own. What only unwinding brings back is not there to be sold. Its haircut is 15 % (¶52), so that 20/17 is its market value.
  money('cut_2a', 'greatest(least(adj40, a2a, l2a), 0)'),
  money('extra_2a_most', 'div(20 * cut_2a, 17, 4)'),
  compute('extra_2a_weight', 'coalesce(div(extra_2a_total, extra_2a_amount, 6), 0)', WEIGHT, {
    unit: 'rate',
  }),
  money(
    'extra_2a_counted',
    'case when extra_2a_amount <= extra_2a_most then extra_2a_total else extra_2a_most * extra_2a_weight end',
  ),
  money('outside_caps', 'alternatives + extra_2a_counted'),
  money('stock', 'l1 + l2a + l2b - adj15 - adj40 + outside_caps'),
  money('inflow_cap', `${INFLOW_CAP} * outflows`),
  money('capped_inflows', 'least(inflows, inflow_cap)'),
  money('net_outflows', 'outflows - capped_inflows'),
  compute('lcr', 'div(stock, net_outflows, 6)', RATIO, {
    unit: 'rate',
    doc: 'Stock ÷ net outflows as a fraction; NULL without net outflows.',
  }),
  compute('cap_15_binds', 'adj15 > 0', BOOLEAN),
  compute('cap_40_binds', 'adj40 > 0', BOOLEAN),
  compute('inflow_cap_binds', 'inflows > inflow_cap', BOOLEAN),
];

const FINAL_CALC: DeriveStage = {
  kind: 'derive',
  name: 'final_calc',
  doc: 'Caps, stock, net outflows and the LCR of each perimeter.',
  input: 'perimeter_totals',
  lookups: [],
  columns: [...pass('perimeter', ...AMOUNTS), ...CAP_COLUMNS],
};

/** In the order in which people read them. */
const METRICS: readonly Metric[] = [
  ['lcr', 'ratio'],
  ['stock', 'money'],
  ['net_outflows', 'money'],
  ['outflows', 'money'],
  ['inflows', 'money'],
  ['inflow_cap', 'money'],
  ['capped_inflows', 'money'],
  ['l1', 'money'],
  ['l2a', 'money'],
  ['l2b', 'money'],
  ['a1', 'money'],
  ['a2a', 'money'],
  ['a2b', 'money'],
  ['adj15', 'money'],
  ['adj40', 'money'],
  ['outside_caps', 'money'],
];

const METRICS_STAGE = metricRows('metrics', 'final_calc', METRICS);

export const CAPS_STAGES = [FINAL_CALC, METRICS_STAGE] as const;

const PERIMETER_TOTALS: TableSchema = {
  name: 'perimeter_totals',
  doc: 'Stock by level, the same after unwinding, outflows and inflows.',
  key: ['perimeter'],
  columns: [
    { name: 'perimeter', type: TEXT, nullable: false },
    ...AMOUNTS.map((name) => ({ name, type: TOTAL, nullable: false, unit: 'money' })),
  ],
};

/** The caps alone, from a table of perimeter totals. */
export const BASEL_CAPS: PipelineDefinition = {
  name: 'basel_caps',
  stages: [{ kind: 'source', name: PERIMETER_TOTALS.name, table: PERIMETER_TOTALS }, ...CAPS_STAGES],
  outputs: ['final_calc', 'metrics'],
};
