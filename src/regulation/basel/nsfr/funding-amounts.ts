/**
 * From amounts by row of LIQ2 to the fact that the NSFR starts from: what `funding_positions` to `stable_funding` are for a bank with deals.
 *
 * A row is given by residual maturity, its weighted amount once for all of them, as the template has it. Without one, an amount takes the factor
 * that all lines of its row and maturity share, and stops the run where they share none.
 */

import { compute, lookupColumn, pass } from '../../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage } from '../../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../../schema/types.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from '../lcr-conversion.ts';
import { VALUE } from '../lcr-enrichment.ts';
import { GROUP_COLUMNS } from '../perimeters.ts';
import { BUCKETS } from './classes.ts';
import { FUNDING_CELLS } from './fact.ts';

const CELL_ROWS: DeriveStage = {
  kind: 'derive',
  name: 'funding_cell_rows',
  doc: 'The table of classes with its row as the text that amounts are given for.',
  input: 'funding_cells',
  lookups: [],
  columns: [
    ...pass('class', 'bucket', 'encumbrance', 'line', 'liq2_row', 'side', 'factor'),
    compute('given_row', 'to_text(liq2_row)', TEXT),
  ],
};

const ROW_RATES: AggregateStage = {
  kind: 'aggregate',
  name: 'funding_row_rates',
  doc: 'Per row and maturity the least and the greatest factor of its lines.',
  input: 'funding_cell_rows',
  groupBy: ['given_row', 'bucket'],
  measures: [
    ...['side', 'liq2_row'].map((name) => ({ name, fn: 'min' as const, column: name })),
    { name: 'first_line', fn: 'min', column: 'line' },
    { name: 'last_line', fn: 'max', column: 'line' },
    { name: 'least_factor', fn: 'min', column: 'factor' },
    { name: 'most_factor', fn: 'max', column: 'factor' },
    { name: 'lines', fn: 'count' },
    { name: 'rated', fn: 'count', column: 'factor' },
  ],
};

const FACTS: DeriveStage = {
  kind: 'derive',
  name: 'funding_amount_facts',
  doc: 'Amounts by row in the reporting currency.',
  input: 'funding_amount',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('amount_id', 'entity_id', 'liq2_row', 'currency_code'),
    ...RATE_COLUMNS,
    ...BUCKETS.flatMap((name) => converted(`amount_${name}`, name, 'optional')),
    ...converted('given_value', 'weighted', 'optional'),
    compute('is_net', "liq2_row in ('12', '29')", BOOLEAN),
    compute('has_no_weight', 'case when not is_net or coalesce(given_value, 0) = 0 then true end', BOOLEAN, {
      required:
        'row {liq2_row} of LIQ2 has a weighted amount, and what counts of derivatives is the net of assets and liabilities of all (d295 ¶25(c), 43(b)). Empty `weighted`.',
    }),
  ],
};

const WEIGHTED = 'weighted';

const PARTS: ExpandStage = {
  kind: 'expand',
  name: 'funding_amount_parts',
  doc: 'Each amount of a row, and its weighted amount where one is given.',
  input: 'funding_amount_facts',
  expansion: {
    form: 'rows',
    sequence: 'part',
    columns: [{ name: 'bucket', type: TEXT }],
    rows: [
      ...BUCKETS.map((bucket) => ({ sequence: bucket, values: { bucket } })),
      { sequence: WEIGHTED, values: { bucket: 'no_maturity' } },
    ],
  },
  lookups: [
    {
      name: 'rate',
      table: 'funding_row_rates',
      on: { given_row: 'given_row', bucket: 'bucket' },
      miss: 'error',
    },
  ],
  columns: [
    ...pass('amount_id', 'part', 'entity_id', 'currency_code', 'bucket', 'has_no_weight', 'given_value'),
    { kind: 'pass', name: 'given_row', from: 'liq2_row' },
    compute(
      'given_amount',
      `case part ${BUCKETS.map((name) => `when '${name}' then amount_${name}`).join(' ')} else 0.00 end`,
      CONVERTED,
    ),
    compute('amount', 'coalesce(given_amount, 0.00)', CONVERTED, { unit: 'money' }),
    lookupColumn('rate', 'side'),
    lookupColumn('rate', 'liq2_row'),
    lookupColumn('rate', 'first_line'),
    lookupColumn('rate', 'last_line'),
    lookupColumn('rate', 'least_factor'),
    lookupColumn('rate', 'most_factor'),
    lookupColumn('rate', 'lines'),
    lookupColumn('rate', 'rated'),
    compute(
      'rate_value',
      'case when rated = lines and least_factor = most_factor then amount * least_factor end',
      VALUE,
    ),
    compute(
      'value',
      `case when has_no_weight then case when part = '${WEIGHTED}' then coalesce(given_value, 0.00)
        when given_value is not null or amount = 0 or side = 'derivative' then 0.0000 else rate_value end end`,
      VALUE,
      {
        unit: 'money',
        required:
          'row {given_row} of LIQ2 has no weighted amount, and its lines have no single factor for the maturity {bucket} on {:calculation_date}: they differ, or a supervisor decides. Give the weighted amount of the row, or a rate in national_option.',
      },
    ),
    compute('line', "case when first_line = last_line then first_line else 'LIQ2.' || given_row end", TEXT),
  ],
  filter: 'amount != 0 or value != 0',
};

const STABLE_FUNDING: DeriveStage = {
  kind: 'derive',
  name: 'stable_funding',
  doc: 'The fact of the NSFR: one row per amount, with its value in the ratio.',
  input: 'funding_amount_parts',
  lookups: [{ name: 'entity', table: 'entity', on: { entity_id: 'entity_id' }, miss: 'error' }],
  columns: [
    ...pass('amount_id', 'part', 'entity_id'),
    lookupColumn('entity', 'entity_type', { column: 'type' }),
    ...pass('currency_code'),
    ...GROUP_COLUMNS.map((name) => compute(name, 'null', TEXT)),
    compute('released', 'false', BOOLEAN),
    { kind: 'pass', name: 'part_maturity', from: 'bucket' },
    ...pass('line', 'liq2_row', 'side'),
    { kind: 'pass', name: 'amount', from: 'amount', adjustable: true },
    { kind: 'pass', name: 'funding_value', from: 'value', adjustable: true },
  ],
};

const GIVEN: AggregateStage = {
  kind: 'aggregate',
  name: 'funding_given',
  doc: 'How often a row is given for the same entity and currency.',
  input: 'funding_amount',
  groupBy: ['entity_id', 'liq2_row', 'currency_code'],
  measures: [
    { name: 'rows', fn: 'count' },
    { name: 'first_id', fn: 'min', column: 'amount_id' },
    { name: 'last_id', fn: 'max', column: 'amount_id' },
  ],
};

const GIVEN_ONCE: DeriveStage = {
  kind: 'derive',
  name: 'funding_given_once',
  doc: 'Each entity, row and currency is given once; a run with more stops here.',
  input: 'funding_given',
  lookups: [],
  columns: [
    ...pass('entity_id', 'liq2_row', 'currency_code', 'rows', 'first_id', 'last_id'),
    compute('once', 'case when rows = 1 then true end', BOOLEAN, {
      required:
        'row {liq2_row} of LIQ2 is given {rows} times for the same entity and currency, from {first_id} to {last_id} of funding_amount. Add the amounts up, or take out those that are doubled.',
    }),
  ],
};

export const FUNDING_AMOUNT_STAGES = [
  FUNDING_CELLS,
  CELL_ROWS,
  ROW_RATES,
  FACTS,
  PARTS,
  STABLE_FUNDING,
  GIVEN,
  GIVEN_ONCE,
] as const;
