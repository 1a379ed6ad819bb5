/**
 * From amounts by line to the fact that the caps start from: what `deals` to `liquidity` are for a bank with deals.
 *
 * An amount has the weight of its item, or the weighted amount that was given with it, which then counts as it is: a row of LIQ1 has lines with several
 * rates, and only the bank knows how much is in each. `liquidity` and everything after it is as in the pipeline of deals.
 */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage } from '../../pipeline/stage.ts';
import { BOOLEAN, decimal, INTEGER, TEXT } from '../../schema/types.ts';
import { UNIT_INTERVAL } from './factors.ts';
import { converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { VALUE } from './lcr-enrichment.ts';
import { GROUP_COLUMNS } from './perimeters.ts';

const WEIGHT = decimal(9, 8);

const ITEM_LINES: DeriveStage = {
  kind: 'derive',
  name: 'item_lines',
  doc: 'The lines of every item, with the weight of each on the calculation date.',
  input: 'lcr_item',
  lookups: [{ name: 'rate', table: 'factors', on: { line: 'line' }, miss: 'error' }],
  columns: [
    ...pass('item', 'line', 'given_as', 'whole'),
    lookupColumn('rate', 'kind'),
    lookupColumn('rate', 'level'),
    lookupColumn('rate', 'liquidity_factor'),
    lookupColumn('rate', 'haircut'),
    lookupColumn('rate', 'rate_kind'),
    compute('closed', "case when rate_kind = 'option' and haircut is null then 1 else 0 end", INTEGER),
    compute('weight', 'liquidity_factor * (1 - haircut)', WEIGHT, { domain: UNIT_INTERVAL, unit: 'rate' }),
  ],
};

const ITEM_RATES: AggregateStage = {
  kind: 'aggregate',
  name: 'item_rates',
  doc: 'Per item its kind and level, and the least and the greatest weight of its lines.',
  input: 'item_lines',
  groupBy: ['item'],
  measures: [
    ...['kind', 'level', 'given_as', 'whole'].map((name) => ({ name, fn: 'min' as const, column: name })),
    { name: 'least_weight', fn: 'min', column: 'weight' },
    { name: 'most_weight', fn: 'max', column: 'weight' },
    { name: 'lines', fn: 'count' },
    { name: 'rated', fn: 'count', column: 'weight' },
    { name: 'closed', fn: 'sum', column: 'closed' },
  ],
};

const ITEM_NAMES = ['line', 'liq1_row', 'level'] as const;

const NAMED = ITEM_NAMES.map((name) => `(case when given_${name} is null then 0 else 1 end)`).join(' + ');

/** Reads the two checks before it, since an engine leaves out what nothing reads. */
const VALUE_OF_AMOUNT =
  "case when outside_has_no_weight and adjusted_is_of_assets and is_open then case when kind = 'outside' then 0.0000 else coalesce(given_value, rate_value) end end";

const LINE_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'line_facts',
  doc: 'Amounts with what they are given for, converted, and their value in the ratio.',
  input: 'line_amount',
  lookups: [
    FX_LOOKUP,
    {
      name: 'item',
      table: 'item_rates',
      on: { item: 'item' },
      miss: 'error',
      advice:
        "'{item}' is no line that an amount can be given for. docs/regulation/lcr-lines.md lists the lines; those outside the ratio, UNW.cash and the alternative options ALA1 to ALA3 can't be given.",
    },
  ],
  columns: [
    ...pass('amount_id', 'entity_id', 'currency_code', 'maturity_bucket'),
    passAs('given_line', 'line'),
    passAs('given_liq1_row', 'liq1_row'),
    passAs('given_level', 'level'),
    compute('named', NAMED, INTEGER),
    compute(
      'item',
      "case when named = 1 then coalesce(given_line, 'LIQ1.' || given_liq1_row, 'HQLA.' || given_level) end",
      TEXT,
      {
        required:
          'it names {named} of the columns line, liq1_row and level. An amount is given for exactly one: a line, a row of LIQ1 as a whole, or a level of assets as a whole. Leave the other two empty.',
      },
    ),
    ...RATE_COLUMNS,
    ...converted('amount', 'unweighted'),
    ...converted('given_value', 'weighted', 'optional'),
    ...converted('adjusted_value', 'adjusted', 'optional'),
    lookupColumn('item', 'item_kind', { column: 'kind' }),
    lookupColumn('item', 'item_level', { column: 'level' }),
    lookupColumn('item', 'given_as'),
    lookupColumn('item', 'whole'),
    lookupColumn('item', 'least_weight'),
    lookupColumn('item', 'most_weight'),
    lookupColumn('item', 'lines'),
    lookupColumn('item', 'rated'),
    lookupColumn('item', 'closed'),
    compute(
      'kind',
      "case when item_kind != 'stock' and maturity_bucket = 'over_30d' then 'outside' else item_kind end",
      TEXT,
      { required: true },
    ),
    compute(
      'outside_has_no_weight',
      "case when kind != 'outside' or coalesce(given_value, 0) = 0 then true end",
      BOOLEAN,
      {
        required:
          '{item} falls due after 30 days, takes no part, and yet has a weighted amount. Empty it, or correct maturity_bucket.',
      },
    ),
    compute(
      'adjusted_is_of_assets',
      "case when adjusted_value is null or item_kind = 'stock' then true end",
      BOOLEAN,
      {
        required:
          'it has an adjusted amount, and {item} is no asset: unwinding moves levels of assets alone (d238 Annex 1). Empty `adjusted`.',
      },
    ),
    compute('is_open', "case when given_as != 'line' or coalesce(closed, 0) = 0 then true end", BOOLEAN, {
      required:
        '{item} counts only where a supervisor offers it, and none does on {:calculation_date}. Add a row to national_option with line {item}, jurisdiction {:jurisdiction}, valid_from and value, which is the haircut that he takes off (0: none); or take the amount out.',
    }),
    compute(
      'weight',
      'case when rated = lines and least_weight = most_weight then least_weight end',
      WEIGHT,
      {
        domain: UNIT_INTERVAL,
        unit: 'rate',
        doc: 'NULL where the lines of the item have several rates, or one without a value.',
      },
    ),
    compute('rate_value', 'amount * weight', VALUE, { unit: 'money' }),
    compute('value', VALUE_OF_AMOUNT, VALUE, {
      unit: 'money',
      required:
        'it has no weighted amount, and {item} has no single rate on {:calculation_date}: its lines have several, or one that a supervisor or a formula decides. Give the weighted amount, the amounts by line, or a rate in national_option.',
    }),
    compute('difference', "case when kind != 'outside' then given_value - rate_value end", VALUE, {
      unit: 'money',
      doc: 'Given weighted amount less that of the rate; NULL where one of them is missing.',
    }),
    compute('unwound', 'coalesce(adjusted_value - value, 0)', VALUE, { unit: 'money' }),
  ],
};

const GIVEN: AggregateStage = {
  kind: 'aggregate',
  name: 'given',
  doc: 'How often an amount is given for the same entity, item, currency and bucket.',
  input: 'line_facts',
  groupBy: ['entity_id', 'item', 'currency_code', 'maturity_bucket'],
  measures: [
    { name: 'rows', fn: 'count' },
    { name: 'first_id', fn: 'min', column: 'amount_id' },
    { name: 'last_id', fn: 'max', column: 'amount_id' },
  ],
};

const GIVEN_ONCE: DeriveStage = {
  kind: 'derive',
  name: 'given_once',
  doc: 'Each entity, item, currency and bucket has one amount; a run with more stops here.',
  input: 'given',
  lookups: [],
  columns: [
    ...pass('entity_id', 'item', 'currency_code', 'maturity_bucket', 'rows', 'first_id', 'last_id'),
    compute('once', 'case when rows = 1 then true end', BOOLEAN, {
      required:
        '{item} is given {rows} times for the same entity, currency and bucket, from {first_id} to {last_id} of line_amount. Add the amounts up, or take out those that are doubled.',
    }),
  ],
};

const GIVEN_WHOLES: AggregateStage = {
  kind: 'aggregate',
  name: 'given_wholes',
  doc: 'In how many ways a row of LIQ1 or a level is given, by entity and currency.',
  input: 'line_facts',
  groupBy: ['entity_id', 'whole', 'currency_code'],
  measures: [
    { name: 'ways', fn: 'count_distinct', column: 'given_as' },
    { name: 'first_item', fn: 'min', column: 'item' },
    { name: 'last_item', fn: 'max', column: 'item' },
  ],
};

const GIVEN_ONE_WAY: DeriveStage = {
  kind: 'derive',
  name: 'given_one_way',
  doc: 'A row of LIQ1 or a level is given as a whole or by line; a run with both stops here, as the money would count twice.',
  input: 'given_wholes',
  lookups: [],
  columns: [
    ...pass('entity_id', 'whole', 'currency_code', 'ways', 'first_item', 'last_item'),
    compute('one_way', 'case when ways = 1 then true end', BOOLEAN, {
      required:
        '{whole} is given as a whole and by line ({first_item}, {last_item}): the same money would count twice. Give the whole or the lines.',
    }),
  ],
};

const LINE_PARTS: ExpandStage = {
  kind: 'expand',
  name: 'line_parts',
  doc: 'The amount, and where assets are unwound what that moves.',
  input: 'line_facts',
  expansion: {
    form: 'rows',
    sequence: 'part',
    columns: [],
    rows: [
      { sequence: 'whole', values: {} },
      { sequence: 'unwind', values: {} },
    ],
  },
  lookups: [],
  columns: [
    ...pass('amount_id', 'part', 'entity_id', 'currency_code', 'maturity_bucket', 'item', 'item_level'),
    compute('part_kind', "case when part = 'unwind' then 'unwind' else kind end", TEXT),
    compute('part_amount', "case when part = 'unwind' then unwound else amount end", VALUE, {
      unit: 'money',
    }),
    compute('part_value', "case when part = 'unwind' then unwound else value end", VALUE, { unit: 'money' }),
  ],
  filter: "part = 'whole' or part_value != 0",
};

const LIQUIDITY: DeriveStage = {
  kind: 'derive',
  name: 'liquidity',
  doc: 'The fact: one row per amount, and per amount that is unwound, with its value in the ratio.',
  input: 'line_parts',
  lookups: [{ name: 'entity', table: 'entity', on: { entity_id: 'entity_id' }, miss: 'error' }],
  columns: [
    ...pass('amount_id', 'part', 'entity_id'),
    lookupColumn('entity', 'entity_type', { column: 'type' }),
    ...pass('currency_code', 'maturity_bucket'),
    // Amounts by line tell nothing of with whom they stand.
    ...GROUP_COLUMNS.map((name) => compute(name, 'null', TEXT)),
    passAs('line', 'item'),
    passAs('kind', 'part_kind'),
    passAs('level', 'item_level'),
    { kind: 'pass', name: 'amount', from: 'part_amount', adjustable: true },
    compute('liquidity_value', 'part_value', VALUE, { adjustable: true, unit: 'money' }),
  ],
  persist: { partitionBy: 'entity_type', orderBy: ['entity_id'] },
};

export const LINE_AMOUNT_STAGES = [
  ITEM_LINES,
  ITEM_RATES,
  LINE_FACTS,
  GIVEN,
  GIVEN_ONCE,
  GIVEN_WHOLES,
  GIVEN_ONE_WAY,
  LINE_PARTS,
  LIQUIDITY,
] as const;
