/**
 * The LCR of each currency (d238 ¶42, 209–212): stock and flows in it, with caps and a cap of inflows of its own, per perimeter.
 *
 * For monitoring: the ratios do not add up to that of all currencies, what derivatives net across currencies is in none of them, and what can't be
 * moved between members counts. Amounts are in the
 * reporting currency. Computed when it is asked for, as no output of a run.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { NO_CURRENCY } from './constants.ts';
import { LEVEL_COLUMNS, TOTAL, TRAPPED } from './lcr-aggregation.ts';
import { AMOUNTS, CAP_COLUMNS } from './lcr-caps.ts';

const CURRENCY_LEVELS: DeriveStage = {
  kind: 'derive',
  name: 'currency_levels',
  doc: 'What the caps of each currency start from.',
  input: 'currency_sums',
  lookups: [
    {
      name: 'limit',
      table: 'currency_excess',
      on: { perimeter: 'perimeter', currency_code: 'currency_code' },
      miss: { defaults: { excess: '0' } },
    },
  ],
  columns: [
    ...pass('perimeter', 'currency_code'),
    lookupColumn('limit', 'excess'),
    // Which currency it is that can't be moved nobody tells.
    ...TRAPPED.map((name) => compute(name, '0.0000', TOTAL)),
    ...LEVEL_COLUMNS,
  ],
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

export const CURRENCY_STAGES = [CURRENCY_LEVELS, CURRENCY_LCR] as const;
