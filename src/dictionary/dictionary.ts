/**
 * The data dictionary: every table that a bank may give, in the order in which a reader meets them. `DICTIONARY` has those that the LCR
 * needs of a bank that gives its deals, `FUNDING_TABLES` those that the NSFR needs besides, `INPUT_TABLES` also those of a bank that
 * gives amounts by line.
 */

import type { TableSchema } from '../schema/table.ts';
import { CAPITAL, CONTINGENT, OTHER_BALANCE, OWN_ISSUE } from './balance-sheet.ts';
import { COLLATERAL_FLOW, DERIVATIVE, DERIVATIVE_FLOW, MARGIN, NETTING_AGREEMENT } from './derivatives.ts';
import { FUNDING_AMOUNT, LINE_AMOUNT } from './line-amounts.ts';
import { COLLATERAL_POOL, LIQUIDITY_OPTION } from './liquidity.ts';
import { CUSTOMER, ENTITY, INSURANCE_SCHEME, PERIMETER_MEMBER } from './parties.ts';
import {
  ACCOUNT,
  HOLDING,
  INSTRUMENT,
  LOAN,
  LOAN_CASH_FLOW,
  OTHER_FLOW,
  SECURITY_FINANCING,
  SFT_COLLATERAL,
} from './positions.ts';
import { EXCHANGE_RATE, NATIONAL_OPTION } from './reference.ts';

export const DICTIONARY: readonly TableSchema[] = Object.freeze([
  ENTITY,
  CUSTOMER,
  INSURANCE_SCHEME,
  ACCOUNT,
  LOAN,
  LOAN_CASH_FLOW,
  INSTRUMENT,
  HOLDING,
  SECURITY_FINANCING,
  SFT_COLLATERAL,
  OTHER_FLOW,
  EXCHANGE_RATE,
  NATIONAL_OPTION,
]);

export const OBLIGATION_TABLES: readonly TableSchema[] = Object.freeze([
  CAPITAL,
  OWN_ISSUE,
  CONTINGENT,
  DERIVATIVE,
  DERIVATIVE_FLOW,
  MARGIN,
  NETTING_AGREEMENT,
  COLLATERAL_FLOW,
]);

/** Who belongs to which perimeter; a project without them has each entity alone and all of them. */
export const PERIMETER_TABLES: readonly TableSchema[] = Object.freeze([PERIMETER_MEMBER]);

/** Pools of collateral and options of supervisors, which few banks have. */
export const LIQUIDITY_TABLES: readonly TableSchema[] = Object.freeze([COLLATERAL_POOL, LIQUIDITY_OPTION]);

export const FUNDING_TABLES: readonly TableSchema[] = Object.freeze([OTHER_BALANCE]);

export const INPUT_TABLES: readonly TableSchema[] = Object.freeze([
  ...DICTIONARY,
  ...OBLIGATION_TABLES,
  ...PERIMETER_TABLES,
  ...LIQUIDITY_TABLES,
  ...FUNDING_TABLES,
  LINE_AMOUNT,
  FUNDING_AMOUNT,
]);

/**
 * Tables of which no record may be rejected unless a source says how many: without one a figure is another, and nothing is missing anywhere else. A
 * rate falls back to that of the standard, a member is in no perimeter.
 */
export const NEEDED_WHOLE: readonly string[] = Object.freeze([NATIONAL_OPTION.name, PERIMETER_MEMBER.name]);

export const dictionaryTable = (name: string): TableSchema | undefined =>
  INPUT_TABLES.find((table) => table.name === name);
