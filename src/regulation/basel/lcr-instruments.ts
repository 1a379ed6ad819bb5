/**
 * Securities with their line, level and haircut: the one table that holdings and collateral alike look up, so that a changed
 * haircut reaches the stock and every unwind leg.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { TEXT } from '../../schema/types.ts';
import { LINE_IDS } from './lines.ts';

/**
 * Ordered like the classification: line, paragraph, condition over the columns of `instrument`. A missing risk weight is never taken
 * for a low one: where the line rests on it, there is none.
 */
export const INSTRUMENT_RULES: readonly (readonly [line: string, paragraph: string, when: string])[] = [
  ['OUT.not_hqla', '49-54', "hqla_class = 'ineligible'"],
  [
    'L1.sec0',
    '50(c)',
    "hqla_class = 'i' and asset_class in ('sovereign', 'central_bank', 'pse', 'mdb') and risk_weight_std = 0",
  ],
  [
    'L1.sovDom',
    '50(d)',
    "hqla_class = 'i' and asset_class in ('sovereign', 'central_bank') and domestic_currency",
  ],
  ['L1.sovFx', '50(e)', "hqla_class = 'i' and asset_class in ('sovereign', 'central_bank')"],
  [
    'L2A.sec20',
    '52(a)',
    "hqla_class = 'iia' and asset_class in ('sovereign', 'central_bank', 'pse', 'mdb') and risk_weight_std <= 0.2",
  ],
  ['L2A.corp', '52(b)', "hqla_class = 'iia' and asset_class = 'corporate'"],
  ['L2A.cb', '52(b)', "hqla_class = 'iia' and asset_class = 'covered_bond'"],
  ['L2B.rmbs', '54(a)', "hqla_class = 'iib' and asset_class = 'rmbs'"],
  ['L2B.corp', '54(b)', "hqla_class = 'iib' and asset_class in ('corporate', 'sovereign', 'central_bank')"],
  ['L2B.eq', '54(c)', "hqla_class = 'iib' and asset_class = 'equity'"],
];

const LINE = `case ${INSTRUMENT_RULES.map(([line, , when]) => `when ${when} then '${line}'`).join(' ')} end`;

export const INSTRUMENTS_STAGE: DeriveStage = {
  kind: 'derive',
  name: 'instruments',
  doc: 'Securities with line, level and haircut. A class and kind that do not go together have no line.',
  input: 'instrument',
  lookups: [
    {
      name: 'factor',
      table: 'factors',
      on: { line: 'line' },
      miss: { defaults: { level: null, haircut: '0' } },
    },
  ],
  columns: [
    ...pass('security_id', 'isin_code', 'asset_class', 'hqla_class', 'maturity_date', 'listing'),
    compute(
      'product_type',
      "case when asset_class = 'equity' then 'EQUITY' when asset_class = 'other' then 'OTHER' else 'BOND' end",
      TEXT,
    ),
    compute('line', LINE, TEXT, { adjustable: true, among: LINE_IDS }),
    lookupColumn('factor', 'level', { adjustable: true }),
    lookupColumn('factor', 'haircut', { adjustable: true }),
  ],
};
