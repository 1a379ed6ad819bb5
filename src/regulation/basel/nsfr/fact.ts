/**
 * `funding_positions`: every position that the NSFR counts; `funding_parts`: each cut into its parts; `stable_funding`: each part with line,
 * factor and value. It is not kept as files: what is asked of it is computed from the stored input.
 *
 * Every position has a class, and every class a line: what is nothing in particular is an item of the standard itself, at 0 % of
 * liabilities and 100 % of assets (d295 ¶25(a), 43(c)).
 */

import { MONEY } from '../../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../../pipeline/build.ts';
import type { DeriveStage, ExpandStage, UnionStage } from '../../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../../schema/types.ts';
import { FRACTION, UNIT_INTERVAL } from '../factors.ts';
import { COUNTERPARTY_COLUMN, COUNTERPARTY_LOOKUP, ISSUER_COLUMN, issuerLookup } from '../group-companies.ts';
import { VALUE } from '../lcr-enrichment.ts';
import { NSFR_PARTS } from './splits.ts';

/** Where a position comes from, and the stage that gives it. The large ones come first. */
const BRANCHES: readonly (readonly [tag: string, input: string])[] = [
  ['account', 'funding_accounts'],
  ['loan', 'funding_loans'],
  ['facility', 'funding_facilities'],
  ['holding', 'funding_holdings'],
  ['own_paper', 'funding_own_paper'],
  ['security_financing', 'funding_financing'],
  ['capital', 'funding_capital'],
  ['own_issue', 'funding_issues'],
  ['other_balance', 'funding_balances'],
  ['contingent', 'funding_contingent'],
  ['derivative', 'funding_derivatives'],
  ['margin', 'funding_margin'],
];

const POSITIONS: UnionStage = {
  kind: 'union',
  name: 'funding_positions',
  doc: 'All positions of the NSFR in common columns, amounts in the reporting currency.',
  tagColumn: 'source',
  branches: BRANCHES.map(([tag, input]) => ({ tag, input })),
};

const AMOUNT = `case when slot = 0 then amount ${NSFR_PARTS.map(
  (name, index) => `when slot = ${index + 1} then ${name}`,
).join(' ')} end`;

const PARTS: ExpandStage = {
  kind: 'expand',
  name: 'funding_parts',
  doc: 'Positions cut into parts, each with class, residual maturity and encumbrance; a part of zero makes no row.',
  input: 'funding_positions',
  expansion: { form: 'table', table: 'nsfr_split', on: { split: 'split' } },
  lookups: [],
  columns: [
    ...pass('source', 'position_id', 'part', 'slot', 'entity_id', 'customer_id', 'security_id'),
    ...pass('currency_code'),
    compute(
      'part_class',
      'coalesce(own_class, case when takes_other_class then other_class else class end)',
      TEXT,
      {
        adjustable: true,
      },
    ),
    compute('part_maturity', 'coalesce(part_bucket, bucket)', TEXT, { adjustable: true }),
    compute(
      'part_encumbrance',
      "case when part = 'pooled' then 'from_1_year' when is_pledged then encumbrance else 'free' end",
      TEXT,
      {
        adjustable: true,
      },
    ),
    compute('amount', AMOUNT, MONEY, { required: true, unit: 'money' }),
  ],
  filter: 'slot = 0 or amount != 0',
};

export const FUNDING_CELLS: DeriveStage = {
  kind: 'derive',
  name: 'funding_cells',
  doc: 'The table of classes with the factor that holds on the calculation date, so that a position needs one look-up.',
  input: 'nsfr_class',
  lookups: [{ name: 'factor', table: 'nsfr_factors', on: { line: 'line' }, miss: 'error' }],
  columns: [
    ...pass('class', 'bucket', 'encumbrance', 'line', 'liq2_row'),
    lookupColumn('factor', 'side'),
    lookupColumn('factor', 'factor'),
  ],
};

const STABLE_FUNDING: DeriveStage = {
  kind: 'derive',
  name: 'stable_funding',
  doc: 'The deal-level fact of the NSFR: one row per part, with its line and its value in the ratio.',
  input: 'funding_parts',
  lookups: [
    COUNTERPARTY_LOOKUP,
    issuerLookup('security_id'),
    {
      name: 'cell',
      table: 'funding_cells',
      on: { class: 'part_class', bucket: 'part_maturity', encumbrance: 'part_encumbrance' },
      miss: 'error',
      advice:
        "The class '{part_class}' has no line for the maturity '{part_maturity}' and the encumbrance '{part_encumbrance}'. docs/regulation/nsfr-lines.md lists those that have one; a rule may have brought it here.",
    },
  ],
  columns: [
    ...pass('source', 'position_id', 'part', 'entity_id', 'currency_code'),
    ...pass('customer_id', 'security_id'),
    COUNTERPARTY_COLUMN,
    ISSUER_COLUMN,
    compute('released', "source = 'own_paper'", BOOLEAN, {
      doc: 'Does it count only where its counterparty is a member?',
    }),
    ...pass('part_class', 'part_maturity', 'part_encumbrance'),
    ...['line', 'liq2_row', 'side'].map((name) => lookupColumn('cell', name)),
    { kind: 'pass', name: 'amount', from: 'amount', adjustable: true },
    lookupColumn('cell', 'line_factor', { column: 'factor' }),
    compute('factor', 'line_factor', FRACTION, {
      required:
        'its line {line} has no factor for {:jurisdiction} on {:calculation_date}: national supervisors decide it. Add a row for {line} to national_option; `plimsoll doctor` lists all lines that need one.',
      domain: UNIT_INTERVAL,
      adjustable: true,
      unit: 'rate',
    }),
    compute('funding_value', 'amount * factor', VALUE, { adjustable: true, unit: 'money' }),
  ],
};

export const FUNDING_FACT = [FUNDING_CELLS, POSITIONS, PARTS, STABLE_FUNDING] as const;
