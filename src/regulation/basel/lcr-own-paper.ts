/**
 * Money taken from others against securities of a reporting entity: in a perimeter with their issuer it is money without HQLA (d238 ¶115), and
 * runs off at the rate of that line. Two rows for each tranche and issuer, one that takes its share off the line of the collateral and
 * one that adds it; both count where the issuer is a member (perimeters.ts), and nowhere else.
 *
 * Made from the fact, after the rules: amount, line, rate and value of the cash are as rules leave them, and what is added has the rate of its line
 * (house convention), or the value that a rule gave it where that is stricter. The cash behind a level is shared by market value among its
 * pieces: what the issuers up to one have together, less what those before it have, so that all of them move all of it, to the last digit.
 */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage, StageColumn } from '../../pipeline/stage.ts';
import { type ColumnType, decimal, TEXT } from '../../schema/types.ts';
import { OWN_PAPER_KIND } from './constants.ts';
import { sumsOf } from './lcr-aggregation.ts';
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

const BEFORE: DeriveStage = {
  kind: 'derive',
  name: 'own_values_before',
  doc: 'The same under other names, to stand beside those of other issuers.',
  input: 'own_values',
  lookups: [],
  columns: [
    ...pass('deal_id'),
    passAs('backing_before', 'backing'),
    passAs('issuer_before', 'issuer_entity'),
    passAs('value_before', 'own_value'),
  ],
};

const PAIRS: ExpandStage = {
  kind: 'expand',
  name: 'own_value_pairs',
  doc: 'Each issuer of a deal with those that come before it.',
  input: 'own_values',
  expansion: { form: 'table', table: 'own_values_before', on: { deal_id: 'deal_id' } },
  lookups: [],
  columns: [
    ...pass('deal_id', 'backing', 'issuer_entity', 'backing_before', 'issuer_before'),
    compute(
      'before_in_level',
      'case when backing_before = backing then value_before else 0.00 end',
      COLLATERAL_VALUE,
    ),
    compute('before_in_deal', 'value_before', COLLATERAL_VALUE),
  ],
  filter: 'backing_before < backing or (backing_before = backing and issuer_before < issuer_entity)',
};

const STARTS: AggregateStage = {
  kind: 'aggregate',
  name: 'own_value_starts',
  doc: 'Where the share of each issuer begins: the values before it.',
  input: 'own_value_pairs',
  groupBy: ['deal_id', 'backing', 'issuer_entity'],
  measures: ['before_in_level', 'before_in_deal'].map((column) => ({ name: column, fn: 'sum', column })),
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

const within = (value: string): string => `greatest(least(${value}, backing_value), 0)`;

const shared = (name: string, column: string, type: ColumnType, digits: number): StageColumn =>
  compute(
    name,
    `div(${column} * to_value, backing_value, ${digits}) - div(${column} * from_value, backing_value, ${digits})`,
    type,
    { unit: 'money' },
  );

const OWN_CASH: ExpandStage = {
  kind: 'expand',
  name: 'own_cash',
  doc: 'The share of it that stands against the securities of each issuer.',
  input: 'secured_cash',
  expansion: { form: 'table', table: 'own_values', on: { deal_id: 'deal_id' } },
  lookups: [
    {
      name: 'start',
      table: 'own_value_starts',
      on: { deal_id: 'deal_id', backing: 'backing', issuer_entity: 'issuer_entity' },
      miss: { defaults: { before_in_level: '0', before_in_deal: '0' } },
    },
  ],
  columns: [
    ...pass('source', 'deal_id', 'part', 'backing', 'issuer_entity'),
    ...pass('entity_id', 'counterparty_entity', 'currency_code', 'line', 'detail', 'backing_value'),
    lookupColumn('start', 'before_in_level'),
    lookupColumn('start', 'before_in_deal'),
    compute(
      'before',
      "case part when 'whole' then before_in_deal else before_in_level end",
      COLLATERAL_VALUE,
    ),
    compute('own', 'own_value', COLLATERAL_VALUE),
    // Pieces below zero move no more than the cash, and no less than nothing.
    compute('from_value', within('before'), COLLATERAL_VALUE),
    compute('to_value', within('before + own'), COLLATERAL_VALUE),
    shared('share', 'amount', CONVERTED, 2),
    shared('share_value', 'liquidity_value', VALUE, 4),
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
    compute('amount', "case when leg = 'off' then -share else share end", CONVERTED, {
      unit: 'money',
    }),
    compute('in_full', 'share * line_rate', VALUE, { unit: 'money' }),
    compute(
      'liquidity_value',
      "case when leg = 'off' then -share_value else greatest(in_full, share_value) end",
      VALUE,
      { unit: 'money', adjustable: true },
    ),
  ],
};

const OWN_PAPER_SUMS = sumsOf(
  'own_paper_sums',
  'own_paper_rows',
  'The same in the columns of `position_sums`.',
);

export const OWN_PAPER_STAGES = [
  OWN_COLLATERAL,
  OWN_VALUES,
  BEFORE,
  PAIRS,
  STARTS,
  SECURED_CASH,
  OWN_CASH,
  OWN_PAPER_ROWS,
  OWN_PAPER_SUMS,
] as const;
