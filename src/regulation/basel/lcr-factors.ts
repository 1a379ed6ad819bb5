/**
 * One row per line with the rate that holds on the calculation date.
 *
 * A national option replaces the rate of a flow, whatever Basel's own rate is; haircuts have no options, but for lines that need one to count at all
 * (rate kinds option and deduction), whose value is what he takes off, at least that of the standard. A line whose rate is national
 * or has to be opened, and has no option, keeps NULL here, and a deal on that line stops the run: never 0 by default.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, DATE, TEXT } from '../../schema/types.ts';
import { LENDING_KIND, LENDING_LINE } from './constants.ts';
import { FRACTION, UNIT_INTERVAL } from './factors.ts';

export const FACTORS_STAGE: DeriveStage = {
  kind: 'derive',
  name: 'factors',
  doc: 'Rate and haircut of every line on the calculation date.',
  input: 'lcr_line',
  lookups: [
    {
      name: 'basel',
      table: 'lcr_factor',
      on: { line: 'line', jurisdiction: ':jurisdiction' },
      miss: { defaults: { liquidity_factor: null, haircut: '0', valid_from: null } },
    },
    {
      name: 'option',
      table: 'national_option',
      on: { line: 'line', jurisdiction: ':jurisdiction' },
      miss: { defaults: { value: null, valid_from: null } },
    },
  ],
  columns: [
    ...pass('line', 'item', 'kind', 'level', 'rate_kind', 'liq1_row', 'paragraph'),
    lookupColumn('basel', 'basel_factor', { column: 'liquidity_factor' }),
    lookupColumn('option', 'national_value', { column: 'value' }),
    lookupColumn('basel', 'basel_haircut', { column: 'haircut' }),
    compute(
      'least_taken_off',
      "case when rate_kind = 'option' then basel_haircut when rate_kind = 'deduction' then basel_factor end",
      FRACTION,
      { domain: UNIT_INTERVAL, unit: 'rate' },
    ),
    compute(
      'is_allowed',
      'case when coalesce(national_value >= least_taken_off, true) then true end',
      BOOLEAN,
      {
        required:
          'the national option for {line} takes off {national_value}, and d238 ¶{paragraph} leaves supervisors {least_taken_off} or more. Correct its row in national_option.',
      },
    ),
    compute(
      'opened',
      'case when is_allowed and least_taken_off is not null then national_value end',
      FRACTION,
      {
        domain: UNIT_INTERVAL,
        unit: 'rate',
        doc: 'Of a line that a supervisor has to open, what he takes off.',
      },
    ),
    compute(
      'liquidity_factor',
      "case when kind in ('outflow', 'inflow') then coalesce(national_value, basel_factor) when rate_kind = 'deduction' then opened else basel_factor end",
      FRACTION,
      { domain: UNIT_INTERVAL, adjustable: true, unit: 'rate' },
    ),
    compute('haircut', "case when rate_kind = 'option' then opened else basel_haircut end", FRACTION, {
      domain: UNIT_INTERVAL,
      adjustable: true,
      unit: 'rate',
    }),
    lookupColumn('basel', 'basel_from', { column: 'valid_from' }),
    lookupColumn('option', 'national_from', { column: 'valid_from' }),
    compute(
      'rate_from',
      "case when (kind in ('outflow', 'inflow') or rate_kind in ('option', 'deduction')) and national_value is not null then national_from else basel_from end",
      DATE,
      { doc: 'First day of the row that the rate is from: of the national option, or of the standard.' },
    ),
    // What a formula gives is computed before the deals; of this one line it is computed for each perimeter.
    compute('deal_kind', `case when line = '${LENDING_LINE}' then '${LENDING_KIND}' else kind end`, TEXT),
    compute(
      'deal_factor',
      `case when line = '${LENDING_LINE}' then 0.000000 when rate_kind = 'formula' then coalesce(liquidity_factor, 1.000000)
        else liquidity_factor end`,
      FRACTION,
      { domain: UNIT_INTERVAL, unit: 'rate' },
    ),
  ],
};
