/**
 * Alternative liquidity: facilities of the central bank, foreign assets for needs at home and level 2A above its cap, each only where a
 * supervisor has opened the way by a row of national_option (d238 ¶54a, 55–62). Without it a row stops the run: never 0, never in full.
 *
 * Foreign assets are in the stock already; what the supervisor takes off them is a negative amount. Level 2A above the cap is added after
 * the caps (lcr-caps.ts), as far as the cap has cut it off.
 */

import type { OPTION_KINDS } from '../../dictionary/liquidity.ts';
import { pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { dealColumns } from './deal-columns.ts';
import { converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';

/** By kind of `liquidity_option` its line. */
export const OPTION_LINES: Readonly<Record<(typeof OPTION_KINDS)[number], string>> = {
  restricted_facility: 'L2B.rclf',
  committed_facility: 'ALA1',
  foreign_currency: 'ALA2',
  level_2a: 'ALA3',
};

const OPTION_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'option_facts',
  doc: 'Alternative liquidity in the reporting currency.',
  input: 'liquidity_option',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('option_id', 'entity_id', 'currency_code', 'kind'),
    ...RATE_COLUMNS,
    ...converted('counted', 'amount'),
  ],
};

const OPTION_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'option_deals',
  input: 'option_facts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'option_id',
    entity_id: 'entity_id',
    currency_code: 'currency_code',
    product_type: "'OPTION'",
    deal_type: "'ALTERNATIVE'",
    detail: 'kind',
    amount: "case when kind = 'foreign_currency' then -counted else counted end",
  }),
};

export const OPTION_STAGES = [OPTION_FACTS, OPTION_DEALS] as const;
