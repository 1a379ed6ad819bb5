/**
 * Money taken from others against securities of a reporting entity: in a perimeter with their issuer it is money without HQLA (d238 ¶115), and
 * runs off at the rate of that line. Two rows for each tranche and issuer, one that takes its share off the line of the collateral and
 * one that adds it; both count where the issuer is a member (perimeters.ts), and nowhere else.
 *
 * Made from the fact, after the rules: whatever a rule says of the cash, its rows follow. The cash behind a level is shared by market
 * value among all of its pieces, so that own paper alone moves all of it, to the last digit.
 */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage } from '../../pipeline/stage.ts';
import { decimal, TEXT } from '../../schema/types.ts';
import { OWN_PAPER_KIND } from './constants.ts';
import { AGGREGATION_KEYS } from './lcr-aggregation.ts';
import { CONVERTED } from './lcr-conversion.ts';
import { VALUE } from './lcr-enrichment.ts';
import { LINE_IDS } from './lines.ts';
import { BACKINGS } from './splits.ts';

const COLLATERAL_VALUE = decimal(18, 2);

/** Lines whose rate is that of their collateral, below the rate of money without HQLA. */
const BACKED_LINES = "('S.cbL1', 'S.2A', 'S.rmbs', 'S.2B')";

const OWN_COLLATERAL: DeriveStage = {
  kind: 'derive',
  name: 'own_collateral',
  doc: 'HQLA that reporting entities of the bank have issued, given as collateral for cash.',
  input: 'collateral_facts',
  lookups: [],
  columns: [
    ...pass('collateral_id', 'deal_id', 'backing', 'issuer_entity', 'security_level', 'lends', 'sft_type'),
    ...pass('market_value'),
  ],
  filter:
    "issuer_entity is not null and security_level is not null and not lends and sft_type != 'collateral_swap'",
};

const OWN_VALUES: AggregateStage = {
  kind: 'aggregate',
  name: 'own_values',
  doc: 'The same by deal, level and issuer, in the deal’s currency.',
  input: 'own_collateral',
  groupBy: ['deal_id', 'backing', 'issuer_entity'],
  measures: [{ name: 'own_value', fn: 'sum', column: 'market_value' }],
};

const SECURED_CASH: DeriveStage = {
  kind: 'derive',
  name: 'secured_cash',
  doc: 'Cash taken against HQLA, as the rules leave it, with the market value behind it.',
  input: 'liquidity',
  lookups: [
    {
      name: 'deal',
      table: 'financing_facts',
      on: { deal_id: "case when source = 'security_financing' then deal_id end" },
      miss: {
        defaults: {
          detail: null,
          collateral_value: '0',
          ...Object.fromEntries(BACKINGS.map((backing) => [`value_${backing}`, '0'])),
        },
      },
    },
  ],
  columns: [
    ...pass('source', 'deal_id', 'part', 'entity_id', 'counterparty_entity', 'currency_code', 'line', 'kind'),
    ...pass('amount', 'liquidity_value'),
    lookupColumn('deal', 'detail'),
    lookupColumn('deal', 'collateral_value'),
    ...BACKINGS.map((backing) => lookupColumn('deal', `value_${backing}`)),
    // A rule may give a line to cash that is cut into no levels: all of the collateral stands behind it.
    compute(
      'backing_value',
      `case part ${BACKINGS.map((backing) => `when '${backing}' then value_${backing}`).join(' ')} else collateral_value end`,
      COLLATERAL_VALUE,
    ),
  ],
  filter: `source = 'security_financing' and kind = 'outflow' and line in ${BACKED_LINES} and detail != 'central_bank'`,
};

const OWN_CASH: ExpandStage = {
  kind: 'expand',
  name: 'own_cash',
  doc: 'The share of it that stands against the securities of each issuer.',
  input: 'secured_cash',
  expansion: { form: 'table', table: 'own_values', on: { deal_id: 'deal_id' } },
  lookups: [],
  columns: [
    ...pass('source', 'deal_id', 'part', 'backing', 'issuer_entity'),
    ...pass('entity_id', 'counterparty_entity', 'currency_code', 'line', 'detail', 'backing_value'),
    compute('own', 'own_value', COLLATERAL_VALUE),
    compute('share', 'div(amount * own, backing_value, 2)', CONVERTED, { unit: 'money' }),
    compute('share_value', 'div(liquidity_value * own, backing_value, 4)', VALUE, { unit: 'money' }),
  ],
  filter: "part in (backing, 'whole') and share is not null",
};

const OWN_PAPER_ROWS: ExpandStage = {
  kind: 'expand',
  name: 'own_paper_rows',
  doc: 'What moves in the perimeters of the issuer: off the line of the collateral, and on that of money without HQLA.',
  input: 'own_cash',
  expansion: {
    form: 'rows',
    sequence: 'leg',
    columns: [],
    rows: [
      { sequence: 'off', values: {} },
      { sequence: 'on', values: {} },
    ],
  },
  lookups: [{ name: 'factor', table: 'factors', on: { line: 'line' }, miss: 'error' }],
  columns: [
    ...pass('source', 'deal_id', 'part', 'backing', 'issuer_entity', 'leg'),
    ...pass('entity_id', 'counterparty_entity', 'currency_code'),
    passAs('collateral_line', 'line'),
    compute(
      'line',
      "case when leg = 'off' then collateral_line when detail = 'home_public' then 'S.sov' else 'S.other' end",
      TEXT,
      { among: LINE_IDS },
    ),
    compute('kind', `'${OWN_PAPER_KIND}'`, TEXT),
    compute('level', 'null', TEXT),
    lookupColumn('factor', 'line_rate', { column: 'liquidity_factor' }),
    compute('amount', "case when leg = 'off' then -share else share end", CONVERTED, { unit: 'money' }),
    compute('liquidity_value', "case when leg = 'off' then -share_value else share * line_rate end", VALUE, {
      unit: 'money',
    }),
  ],
};

const OWN_PAPER_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'own_paper_sums',
  doc: 'The same in the columns of `position_sums`.',
  input: 'own_paper_rows',
  groupBy: AGGREGATION_KEYS,
  measures: [
    { name: 'amount', fn: 'sum', column: 'amount' },
    { name: 'liquidity_value', fn: 'sum', column: 'liquidity_value' },
    { name: 'rows', fn: 'count' },
  ],
};

export const OWN_PAPER_STAGES = [
  OWN_COLLATERAL,
  OWN_VALUES,
  SECURED_CASH,
  OWN_CASH,
  OWN_PAPER_ROWS,
  OWN_PAPER_SUMS,
] as const;
