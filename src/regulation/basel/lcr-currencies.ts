/**
 * The LCR of each currency (d238 ¶42, 209–212): stock and flows in it, with caps and a cap of inflows of its own, per perimeter.
 *
 * For monitoring: the ratios do not add up to that of all currencies, and what derivatives net across currencies is in none of them. Amounts are in the
 * reporting currency. Computed when it is asked for, as no output of a run.
 */

import { lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { NO_CURRENCY } from './constants.ts';
import { LEVEL_COLUMNS, PIVOT_MEASURES } from './lcr-aggregation.ts';
import { AMOUNTS, CAP_COLUMNS } from './lcr-caps.ts';

const CURRENCY_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'currency_sums',
  doc: 'Stock and unwinding by level, outflows and inflows of each perimeter and currency.',
  input: 'perimeter_rows',
  groupBy: ['perimeter', 'currency_code'],
  measures: PIVOT_MEASURES,
};

const CURRENCY_LIMITS: AggregateStage = {
  kind: 'aggregate',
  name: 'currency_limits',
  doc: 'Sovereign debt above the limit of ¶50(e), by perimeter and currency.',
  input: 'excess_rows',
  groupBy: ['perimeter', 'currency_code'],
  measures: [{ name: 'excess', fn: 'sum', column: 'excess' }],
};

const CURRENCY_LEVELS: DeriveStage = {
  kind: 'derive',
  name: 'currency_levels',
  doc: 'What the caps of each currency start from.',
  input: 'currency_sums',
  lookups: [
    {
      name: 'limit',
      table: 'currency_limits',
      on: { perimeter: 'perimeter', currency_code: 'currency_code' },
      miss: { defaults: { excess: '0' } },
    },
  ],
  columns: [...pass('perimeter', 'currency_code'), lookupColumn('limit', 'excess'), ...LEVEL_COLUMNS],
  filter: `currency_code != '${NO_CURRENCY}'`,
};

const CURRENCY_LCR: DeriveStage = {
  kind: 'derive',
  name: 'currency_lcr',
  doc: 'Caps, stock, net outflows and the LCR of each perimeter in each currency, and whether the currency is significant there.',
  input: 'currency_levels',
  lookups: [
    {
      name: 'liabilities',
      table: 'survival',
      on: { perimeter: 'perimeter', currency: 'currency_code' },
      miss: { defaults: { significant: 'false' } },
    },
  ],
  columns: [
    ...pass('perimeter', 'currency_code'),
    lookupColumn('liabilities', 'significant'),
    ...pass(...AMOUNTS),
    ...CAP_COLUMNS,
  ],
};

export const CURRENCY_STAGES = [CURRENCY_SUMS, CURRENCY_LIMITS, CURRENCY_LEVELS, CURRENCY_LCR] as const;
