/**
 * The maturity ladder: per perimeter and currency the contractual gap of each step and bucket, the counterbalancing capacity, what is
 * left of it after all gaps up to then, and how long it lasts.
 *
 * Sums up to a step are made as every sum is: each row is spread over all steps, and counts in those from its own on. Money without a
 * maturity stands in a step of its own at the end, which no sum includes.
 */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, DATE, decimal, INTEGER, TEXT } from '../../schema/types.ts';
import { ALL_CURRENCIES } from './constants.ts';
import { OPEN_STEP } from './ladder-buckets.ts';
import { LADDER_CALENDAR_STAGES } from './ladder-calendar.ts';
import { LADDER_FLOW_STAGES, LADDER_KEYS } from './ladder-flows.ts';
import { TOTAL } from './lcr-aggregation.ts';
import { perimeterRows } from './perimeters.ts';

const SUM = decimal(38, 4);
const LEVELS = ['level_1', 'level_2a', 'level_2b'] as const;
const MEASURES = ['inflow', 'outflow', ...LEVELS, 'outside'] as const;

const SCOPES = [
  ['currency', false],
  ['total', true],
] as const;

const KEYS = ['origin', ...LADDER_KEYS] as const;

const LADDER_MEMBER_ROWS = perimeterRows(
  'ladder_member_rows',
  'ladder_parts',
  KEYS,
  [compute('counted', 'case when eliminated then 0 else value end', SUM, { unit: 'money' })],
  { released: 'released' },
);

const LADDER_PERIMETER_ROWS: ExpandStage = {
  kind: 'expand',
  name: 'ladder_perimeter_rows',
  doc: 'Rows of each perimeter in their currency, and in all currencies together, a column per measure.',
  input: 'ladder_member_rows',
  expansion: {
    form: 'rows',
    sequence: 'scope',
    columns: [{ name: 'whole_currency', type: BOOLEAN }],
    rows: SCOPES.map(([sequence, currency]) => ({
      sequence,
      values: { whole_currency: String(currency) },
    })),
  },
  lookups: [],
  columns: [
    ...pass(...KEYS, 'perimeter', 'scope'),
    compute('currency', `case when whole_currency then '${ALL_CURRENCIES}' else currency_code end`, TEXT),
    ...MEASURES.map((name) =>
      compute(name, `case when measure = '${name}' then counted else 0.0000 end`, SUM, { unit: 'money' }),
    ),
  ],
};

const sumOf = (name: string) => ({ name, fn: 'sum', column: name }) as const;

const LADDER_PERIMETER_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'ladder_perimeter_sums',
  doc: 'The same by perimeter, currency and step.',
  input: 'ladder_perimeter_rows',
  groupBy: ['perimeter', 'currency', 'step'],
  measures: MEASURES.map(sumOf),
};

const own = (name: string): StageColumn =>
  compute(name, `case when step = slot then ${name} else 0.0000 end`, SUM, { unit: 'money' });
const upTo = (name: string): StageColumn =>
  compute(`${name}_to_date`, `case when step <= slot then ${name} else 0.0000 end`, SUM, { unit: 'money' });

const FLOWS = ['inflow', 'outflow'] as const;
const CUMULATED = [...FLOWS, ...LEVELS] as const;

const LADDER_SPREAD: ExpandStage = {
  kind: 'expand',
  name: 'ladder_spread',
  doc: 'Each sum at its own step, and in those after it as part of the sum up to then.',
  input: 'ladder_perimeter_sums',
  expansion: { form: 'table', table: 'ladder_steps', on: { ladder: "'ladder'" } },
  lookups: [],
  // The sums up to a step come first: after them, the name of a flow means its own step alone.
  columns: [...pass('perimeter', 'currency', 'step', 'slot'), ...CUMULATED.map(upTo), ...FLOWS.map(own)],
};

const LADDER_SPREAD_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'ladder_spread_sums',
  doc: 'The same by perimeter, currency and step that it counts in.',
  input: 'ladder_spread',
  groupBy: ['perimeter', 'currency', 'slot'],
  measures: [...FLOWS, ...CUMULATED.map((name) => `${name}_to_date`)].map(sumOf),
};

const total = (name: string, expr: string): StageColumn => compute(name, expr, TOTAL, { unit: 'money' });
const sum = (name: string): string => `coalesce(${name}, 0)`;
/** NULL in the step without a maturity. */
const dated = (name: string, expr: string): StageColumn =>
  total(name, `case when step < ${OPEN_STEP} then ${expr} end`);

const LADDER_DAYS: DeriveStage = {
  kind: 'derive',
  name: 'ladder_days',
  doc: 'The maturity ladder by step: each day up to day 30, then each bucket; cumulated figures are those at its end.',
  input: 'ladder_spread_sums',
  lookups: [
    { name: 'steps', table: 'ladder_steps', on: { ladder: "'ladder'", slot: 'slot' }, miss: 'error' },
  ],
  columns: [
    ...pass('perimeter', 'currency'),
    passAs('step', 'slot'),
    ...['bucket_no', 'bucket', 'item', 'day', 'last_day', 'ends'].map((name) => lookupColumn('steps', name)),
    total('inflows', sum('inflow')),
    total('outflows', sum('outflow')),
    total('gap', 'inflows - outflows'),
    total('inflows_to_date', sum('inflow_to_date')),
    total('outflows_to_date', sum('outflow_to_date')),
    dated('cumulative_gap', 'inflows_to_date - outflows_to_date'),
    ...LEVELS.map((name) => dated(name, sum(`${name}_to_date`))),
    total('counterbalancing', 'level_1 + level_2a + level_2b'),
    total('surplus', 'counterbalancing + cumulative_gap'),
  ],
};

/** What stands at the end of a step, and hence of the bucket that ends with it. */
const AT_END = ['cumulative_gap', ...LEVELS, 'counterbalancing', 'surplus'] as const;

const LADDER_STEP_ROWS: DeriveStage = {
  kind: 'derive',
  name: 'ladder_step_rows',
  doc: 'The same with the figures at the end of a bucket in its last step alone, and the day before a shortfall.',
  input: 'ladder_days',
  lookups: [],
  columns: [
    ...pass('perimeter', 'currency', 'step', 'bucket_no', 'bucket', 'item', 'last_day'),
    ...pass('inflows', 'outflows', 'gap'),
    ...AT_END.map((name) => total(`end_${name}`, `case when ends = 1 then ${name} end`)),
    compute('day_before', 'case when day is not null and surplus < 0 then add_days(day, -1) end', DATE),
  ],
};

const LADDER: AggregateStage = {
  kind: 'aggregate',
  name: 'ladder',
  doc: 'The maturity ladder by bucket; cumulated figures are those at its end.',
  input: 'ladder_step_rows',
  groupBy: ['perimeter', 'currency', 'bucket_no', 'bucket'],
  measures: [
    { name: 'item', fn: 'min', column: 'item' },
    { name: 'last_day', fn: 'max', column: 'last_day' },
    ...['inflows', 'outflows', 'gap'].map(sumOf),
    ...AT_END.map((name) => ({ name, fn: 'sum', column: `end_${name}` }) as const),
  ],
};

const LADDER_ENDS: AggregateStage = {
  kind: 'aggregate',
  name: 'ladder_ends',
  doc: 'All outflows of each perimeter and currency, and the day before the first shortfall.',
  input: 'ladder_step_rows',
  groupBy: ['perimeter', 'currency'],
  measures: [sumOf('outflows'), { name: 'lasts_until', fn: 'min', column: 'day_before' }],
};

/** A currency is significant from this share of all liabilities on: one in so many (d238 ¶209). */
const SIGNIFICANT_ONE_IN = 20;

const SURVIVAL: DeriveStage = {
  kind: 'derive',
  name: 'survival',
  doc: 'Survival horizon of each perimeter and currency: how long counterbalancing capacity covers the contractual gaps.',
  input: 'ladder_ends',
  lookups: [
    {
      name: 'whole',
      table: 'ladder_ends',
      on: { perimeter: 'perimeter', currency: `'${ALL_CURRENCIES}'` },
      miss: 'error',
    },
  ],
  columns: [
    ...pass('perimeter', 'currency'),
    total('liabilities', sum('outflows')),
    lookupColumn('whole', 'all_liabilities', { column: 'outflows' }),
    compute(
      'significant',
      `currency != '${ALL_CURRENCIES}' and liabilities > 0 and ${SIGNIFICANT_ONE_IN} * liabilities >= ${sum('all_liabilities')}`,
      BOOLEAN,
    ),
    ...pass('lasts_until'),
    compute('survival_days', 'days_between(:calculation_date, lasts_until)', INTEGER, {
      unit: 'days',
      doc: 'Empty: more than 30.',
    }),
  ],
};

export const LADDER_STAGES = [
  ...LADDER_CALENDAR_STAGES,
  ...LADDER_FLOW_STAGES,
  LADDER_MEMBER_ROWS,
  LADDER_PERIMETER_ROWS,
  LADDER_PERIMETER_SUMS,
  LADDER_SPREAD,
  LADDER_SPREAD_SUMS,
  LADDER_DAYS,
  LADDER_STEP_ROWS,
  LADDER,
  LADDER_ENDS,
  SURVIVAL,
] as const;
