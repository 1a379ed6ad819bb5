/**
 * From positions to the NSFR (d295 ¶9): sums by line, each entity alone and the group, net derivatives, the ratio.
 *
 *   NSFR = available ÷ required stable funding
 *
 * Derivatives count net over all netting sets of a perimeter: what assets have above liabilities is required (¶43(b)), what liabilities have
 * above assets is available at 0 % (¶25(c)). Both are rows of their own, so that the difference to the sum of positions is explained.
 */

import { compute, lookupColumn, pass } from '../../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage, StageColumn } from '../../../pipeline/stage.ts';
import { BOOLEAN, DATE, decimal, TEXT } from '../../../schema/types.ts';
import { FRACTION, UNIT_INTERVAL } from '../factors.ts';
import { TOTAL } from '../lcr-aggregation.ts';
import { type Metric, metricRows } from '../metric-rows.ts';
import { GROUP_COLUMNS, perimeterRows } from '../perimeters.ts';

const RATIO = decimal(24, 6);
const SUM = decimal(38, 4);

export const NSFR_FACTORS: DeriveStage = {
  kind: 'derive',
  name: 'nsfr_factors',
  doc: 'Side and factor of every line on the calculation date; a national option replaces the factor of the standard.',
  input: 'nsfr_line',
  lookups: [
    {
      name: 'basel',
      table: 'nsfr_factor',
      on: { line: 'line', jurisdiction: ':jurisdiction' },
      miss: { defaults: { factor: null, valid_from: null } },
    },
    {
      name: 'option',
      table: 'national_option',
      on: { line: 'line', jurisdiction: ':jurisdiction' },
      miss: { defaults: { value: null, valid_from: null } },
    },
  ],
  columns: [
    ...pass('line', 'item', 'side', 'rate_kind', 'option_least', 'option_most', 'paragraph'),
    lookupColumn('basel', 'basel_factor', { column: 'factor' }),
    lookupColumn('option', 'national_value', { column: 'value' }),
    lookupColumn('basel', 'basel_from', { column: 'valid_from' }),
    lookupColumn('option', 'national_from', { column: 'valid_from' }),
    compute(
      'rate_from',
      "case when side != 'derivative' and national_value is not null then national_from else basel_from end",
      DATE,
      { doc: 'First day of the row that the factor is from: of the national option, or of the standard.' },
    ),
    compute(
      'is_allowed',
      'case when national_value is null or (national_value >= option_least and national_value <= option_most) then true end',
      BOOLEAN,
      {
        required:
          'the national option for {line} is {national_value}, and d295 ¶{paragraph} leaves supervisors what lies between {option_least} and {option_most}. Correct its row in national_option; a stress beyond it is a rule on the factor.',
      },
    ),
    compute(
      'factor',
      "case when side = 'derivative' then basel_factor when is_allowed then coalesce(national_value, basel_factor) end",
      FRACTION,
      {
        domain: UNIT_INTERVAL,
        adjustable: true,
        unit: 'rate',
      },
    ),
  ],
};

const GROUPS = [
  'entity_id',
  'line',
  'liq2_row',
  'part_maturity',
  'currency_code',
  'side',
  ...GROUP_COLUMNS,
  'released',
] as const;

const AGGREGATION: AggregateStage = {
  kind: 'aggregate',
  name: 'nsfr_aggregation',
  doc: 'Amount and value by entity, line, row of LIQ2, residual maturity and currency, and by the group company that it stands with.',
  input: 'stable_funding',
  groupBy: GROUPS,
  measures: [
    { name: 'amount', fn: 'sum', column: 'amount', adjustable: true },
    { name: 'funding_value', fn: 'sum', column: 'funding_value', adjustable: true },
    { name: 'rows', fn: 'count' },
  ],
};

const PIVOT: readonly (readonly [name: string, expr: string])[] = [
  ['available', "case when counts_as = 'asf' then funding_value else 0.0000 end"],
  ['required', "case when counts_as = 'rsf' then funding_value else 0.0000 end"],
  ['derivative_assets', "case when counts_as = 'derivative' and line = 'D.asset' then amount else 0.00 end"],
  [
    'derivative_liabilities',
    "case when counts_as = 'derivative' and line = 'D.liability' then amount else 0.00 end",
  ],
];

const PERIMETER_ROWS = perimeterRows(
  'nsfr_perimeter_rows',
  'nsfr_aggregation',
  GROUPS,
  [
    compute('counts_as', 'case when not eliminated then side end', TEXT, {
      doc: 'The side of the row in the perimeter; NULL where it takes no part.',
    }),
    ...pass('amount', 'funding_value', 'rows'),
    ...PIVOT.map(([name, expr]) => compute(name, expr, SUM, { unit: 'money' })),
  ],
  { released: 'released' },
);

const PERIMETER_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'nsfr_perimeter_sums',
  doc: 'Available and required funding of positions, and gross derivatives, of each perimeter.',
  input: 'nsfr_perimeter_rows',
  groupBy: ['perimeter'],
  measures: PIVOT.map(([name]) => ({ name, fn: 'sum', column: name })),
};

const money = (name: string, expr: string): StageColumn =>
  compute(name, expr, TOTAL, { required: true, unit: 'money' });

const PERIMETER_TOTALS: DeriveStage = {
  kind: 'derive',
  name: 'nsfr_perimeter_totals',
  doc: 'The same with 20 digits before the point, so that every later product stays within 38.',
  input: 'nsfr_perimeter_sums',
  lookups: [],
  columns: [
    ...pass('perimeter'),
    money('sum_available', 'available'),
    money('sum_required', 'required'),
    money('gross_derivative_assets', 'derivative_assets'),
    money('gross_derivative_liabilities', 'derivative_liabilities'),
  ],
};

const [ASSETS, LIABILITIES] = ['gross_derivative_assets', 'gross_derivative_liabilities'] as const;

/** What counts net, as rows of the perimeter: line, and its amount from the gross sums. */
const NET: readonly (readonly [line: string, amount: string])[] = [
  ['A0c', `greatest(${LIABILITIES} - ${ASSETS}, 0)`],
  ['R100b', `greatest(${ASSETS} - ${LIABILITIES}, 0)`],
];

const NET_DERIVATIVES: ExpandStage = {
  kind: 'expand',
  name: 'net_derivatives',
  doc: 'Derivatives of each perimeter, net over its netting sets.',
  input: 'nsfr_perimeter_totals',
  expansion: {
    form: 'rows',
    sequence: 'line',
    columns: [],
    rows: NET.map(([line]) => ({ sequence: line, values: {} })),
  },
  lookups: [{ name: 'factor', table: 'nsfr_factors', on: { line: 'line' }, miss: 'error' }],
  columns: [
    ...pass('perimeter', 'line'),
    money('amount', `case ${NET.map(([line, expr]) => `when line = '${line}' then ${expr}`).join(' ')} end`),
    lookupColumn('factor', 'factor'),
    money('funding_value', 'round(amount * factor, 4)'),
  ],
};

const netLookup = (name: string, line: string) =>
  ({
    name,
    table: 'net_derivatives',
    on: { perimeter: 'perimeter', line: `'${line}'` },
    miss: 'error',
  }) as const;

const CALC: DeriveStage = {
  kind: 'derive',
  name: 'nsfr_calc',
  doc: 'Available and required stable funding and the NSFR of each perimeter.',
  input: 'nsfr_perimeter_totals',
  lookups: [netLookup('net_liability', 'A0c'), netLookup('net_asset', 'R100b')],
  columns: [
    ...pass('perimeter', 'sum_available', 'sum_required', ASSETS, LIABILITIES),
    lookupColumn('net_liability', 'net_derivative_liability', { column: 'amount' }),
    lookupColumn('net_liability', 'net_liability_value', { column: 'funding_value' }),
    lookupColumn('net_asset', 'net_derivative_asset', { column: 'amount' }),
    lookupColumn('net_asset', 'net_asset_value', { column: 'funding_value' }),
    money('asf', 'sum_available + net_liability_value'),
    money('rsf', 'sum_required + net_asset_value'),
    compute('nsfr', 'div(asf, rsf, 6)', RATIO, {
      unit: 'rate',
      doc: 'Available ÷ required as a fraction; NULL where nothing is required.',
    }),
  ],
};

const METRICS: readonly Metric[] = [
  ['nsfr', 'ratio'],
  ['asf', 'money'],
  ['rsf', 'money'],
  ['net_derivative_asset', 'money'],
  ['net_derivative_liability', 'money'],
];

const METRIC_ROWS = metricRows('nsfr_metrics', 'nsfr_calc', METRICS);

export const RATIO_STAGES = [
  AGGREGATION,
  PERIMETER_ROWS,
  PERIMETER_SUMS,
  PERIMETER_TOTALS,
  NET_DERIVATIVES,
  CALC,
  METRIC_ROWS,
] as const;
