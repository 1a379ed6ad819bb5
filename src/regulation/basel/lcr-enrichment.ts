/**
 * `deal_enrichment`: each tranche with its line, level, factor and haircut. `liquidity`: the deal-level fact, kept as files.
 *
 * A tranche on its security's own line takes level and haircut from the security; all others from the table of factors. A
 * tranche without line has factor 0 and kind unclassified, so it is in no total and yet in sight.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { decimal, TEXT } from '../../schema/types.ts';
import { lineExpression } from './classification.ts';
import { LENDING_KIND, PASSED_ON_KIND, RELEASED_KIND, RELEASED_KINDS } from './constants.ts';
import { FRACTION, UNIT_INTERVAL } from './factors.ts';
import { COUNTERPARTY_COLUMN, COUNTERPARTY_LOOKUP, ISSUER_COLUMN, issuerLookup } from './group-companies.ts';
import { LCR_LINE_TABLE } from './line-table.ts';
import { LINE_IDS } from './lines.ts';
import { CLASSIFICATION } from './rules.ts';

/** Signed effect of a row: amount × weight. */
export const VALUE = decimal(18, 4);
const WEIGHT = decimal(9, 8);

/** What an amount can be measured as; the last is what no rule of the classification matches. */
const KINDS = [
  ...new Set(LCR_LINE_TABLE.rows.map((row) => row['kind'] ?? '')),
  ...['unwind', LENDING_KIND, RELEASED_KIND, PASSED_ON_KIND, 'unclassified'],
];

const DOMAIN = { domain: UNIT_INTERVAL, adjustable: true, unit: 'rate' } as const;

const OPEN = {
  ...DOMAIN,
  required:
    'its line {line} counts only where a supervisor offers it, and none does on {:calculation_date}. Add a row to national_option, with line {line}, jurisdiction {:jurisdiction}, valid_from and value, which is the haircut that he takes off (0: none). Where he does not offer it, take the row out of the input.',
} as const;

const RATE = {
  ...DOMAIN,
  required:
    'its line {line} has no rate for {:jurisdiction} on {:calculation_date}: national supervisors decide it. Add a row to national_option, with line {line}, jurisdiction {:jurisdiction}, valid_from and value (for ALA2 what is taken off); `plimsoll doctor` lists all lines that need one.',
} as const;

const DEAL_ENRICHMENT: DeriveStage = {
  kind: 'derive',
  name: 'deal_enrichment',
  doc: 'Tranches with line, level, liquidity factor and haircut.',
  input: 'tranches',
  lookups: [
    {
      name: 'factor',
      table: 'factors',
      on: { line: 'line' },
      miss: { defaults: { deal_kind: 'unclassified', level: null, deal_factor: '0', haircut: '0' } },
    },
  ],
  columns: [
    ...pass('source', 'deal_id', 'part', 'entity_id', 'customer_id', 'currency_code', 'product_type'),
    ...pass('deal_type', 'segment', 'security_id', 'own_security', 'maturity_date', 'effective_date'),
    compute('line', lineExpression(CLASSIFICATION), TEXT, {
      adjustable: true,
      among: LINE_IDS,
    }),
    lookupColumn('factor', 'line_kind', { column: 'deal_kind' }),
    // A leg that a rule leaves without a line of assets would stand in no column of the caps.
    compute(
      'kind',
      `case when unwind then case when line_kind = 'stock' then 'unwind' else 'unclassified' end
when part in ${RELEASED_KINDS} then case when line_kind in ('stock', 'outside') then part else 'unclassified' end
else line_kind end`,
      TEXT,
      { among: KINDS },
    ),
    lookupColumn('factor', 'line_level', { column: 'level' }),
    compute('level', 'case when line = security_line then security_level else line_level end', TEXT),
    { kind: 'pass', name: 'amount', from: 'amount', adjustable: true },
    lookupColumn('factor', 'line_factor', { column: 'deal_factor' }),
    compute('liquidity_factor', 'line_factor', FRACTION, RATE),
    lookupColumn('factor', 'line_haircut', { column: 'haircut' }),
    compute(
      'haircut',
      'case when line = security_line then security_haircut else line_haircut end',
      FRACTION,
      OPEN,
    ),
  ],
};

const LIQUIDITY: DeriveStage = {
  kind: 'derive',
  name: 'liquidity',
  doc: 'The deal-level fact: one row per tranche and leg, with its value in the ratio.',
  input: 'deal_enrichment',
  lookups: [
    { name: 'entity', table: 'entity', on: { entity_id: 'entity_id' }, miss: 'error' },
    COUNTERPARTY_LOOKUP,
    // Whose paper it is matters where it is an asset: held, or received and in the stock; and where HQLA are exchanged for it.
    issuerLookup(
      `case when source = 'holding' or kind = 'stock' or kind in ${RELEASED_KINDS} then security_id when kind = 'unwind' then own_security end`,
    ),
  ],
  columns: [
    ...pass('source', 'deal_id', 'part', 'entity_id'),
    lookupColumn('entity', 'entity_type', { column: 'type' }),
    ...pass('customer_id', 'currency_code', 'product_type', 'deal_type', 'security_id'),
    COUNTERPARTY_COLUMN,
    ISSUER_COLUMN,
    ...pass('maturity_date', 'effective_date', 'line', 'kind', 'level'),
    { kind: 'pass', name: 'amount', from: 'amount', adjustable: true },
    ...pass('liquidity_factor', 'haircut'),
    compute('weight', 'liquidity_factor * (1 - haircut)', WEIGHT, { domain: UNIT_INTERVAL, unit: 'rate' }),
    compute('liquidity_value', 'amount * weight', VALUE, { adjustable: true, unit: 'money' }),
  ],
  persist: { partitionBy: 'entity_type', orderBy: ['entity_id'] },
};

export const ENRICHMENT_STAGES = [DEAL_ENRICHMENT, LIQUIDITY] as const;
