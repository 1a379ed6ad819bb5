/** Recipes of the derivatives, their payments, and the collateral of their netting sets. */

import {
  COLLATERAL_FLOW,
  DERIVATIVE,
  DERIVATIVE_FLOW,
  MARGIN,
  NETTING_AGREEMENT,
} from '../../dictionary/derivatives.ts';
import type { BankSize } from '../bank-size.ts';
import { CURRENCY_CODES, inCurrency } from '../profile/currencies.ts';
import { bankNumbered } from '../profile/customers.ts';
import { ENTITIES } from '../profile/entities.ts';
import { notItself } from '../profile/group.ts';
import type { Recipe } from '../recipe.ts';
import { skewedAmount } from '../size.ts';
import { at, chance, daysAfter, key, uniform } from '../sql-text.ts';
import { currencyOf } from './desk.ts';

const MEDIAN_EUROS = 60_000;
const PER_SET = 5;
/** Rows of margin that a set may have: variation margin, initial margin posted, initial margin received. */
const MARGINS = 3;

/** One derivative for two hundred deals. */
const derivativesOf = ({ deals }: BankSize): number => Math.ceil(deals / 200);
const setsOf = (size: BankSize): number => Math.ceil(derivativesOf(size) / PER_SET);

/** A set belongs to one entity; its name begins with the entity's only by chance. */
const entityOf = (set: string): string => `((${set}) % ${ENTITIES.length})`;
const setName = (set: string): string => key('NET', set);
const COUNTERPARTIES = Array.from({ length: 11 }, (_, n) => bankNumbered(n));
const ENTITY_IDS = ENTITIES.map(({ id }) => id);

export function derivativeRecipe(size: BankSize): Recipe {
  return {
    table: DERIVATIVE,
    rows: derivativesOf(size),
    numbers: { i: 'row' },
    draws: [{ table: 'derivative', row: 'i', names: ['netting', 'alone', 'money', 'amount', 'sign'] }],
    layers: [
      // The first ones give each set a derivative, so that margin always has one.
      { first: `i < ${setsOf(size)}` },
      { net: `CASE WHEN first THEN i ELSE ${uniform('netting', setsOf(size))} END` },
      { entity: entityOf('net') },
      { currency: currencyOf('entity', 'money', chance('sign', 2_000)) },
    ],
    columns: {
      derivative_id: key('DER', 'i'),
      entity_id: at(ENTITY_IDS, 'entity'),
      // A set is with one bank; some of these are companies of the bank itself.
      customer_id: key('CUS', notItself(at(COUNTERPARTIES, `net % ${COUNTERPARTIES.length}`), 'entity')),
      netting_set: `CASE WHEN first OR NOT ${chance('alone', 800)} THEN ${setName('net')} END`,
      currency_code: at(CURRENCY_CODES, 'currency'),
      mtm: `CASE WHEN sign % 2 = 0 THEN 1 ELSE -1 END * ${inCurrency(skewedAmount(`${MEDIAN_EUROS * 100}`, 'amount', 'ticket'), 'currency')}`,
    },
  };
}

/** Payments of each derivative that are given. */
const PAYMENTS = 3;
const DUE_WITHIN_DAYS = 90;

export function derivativeFlowRecipe(size: BankSize, date: string): Recipe {
  return {
    table: DERIVATIVE_FLOW,
    rows: derivativesOf(size) * PAYMENTS,
    numbers: { i: 'row', derivative: `row // ${PAYMENTS}`, slot: `row % ${PAYMENTS}` },
    draws: [
      { table: 'derivative_flow', row: 'i', names: ['money', 'side', 'due', 'amount'] },
      { table: 'derivative_exchange', row: 'derivative', names: ['swap', 'day'] },
    ],
    // One in ten exchanges principal on one day: its first two payments.
    layers: [{ exchanged: `slot < 2 AND ${chance('swap', 1_000)}` }],
    columns: {
      payment_id: key('DPA', 'i'),
      derivative_id: key('DER', 'derivative'),
      currency_code: `CASE WHEN exchanged AND slot = 0 OR ${chance('money', 7_000)} THEN 'EUR' ELSE 'USD' END`,
      direction: `CASE WHEN exchanged AND slot = 0 OR NOT exchanged AND side % 2 = 0 THEN 'out' ELSE 'in' END`,
      due_date: daysAfter(
        date,
        `1 + ${uniform(`CASE WHEN exchanged THEN day ELSE due END`, DUE_WITHIN_DAYS)}`,
      ),
      amount: skewedAmount(`${MEDIAN_EUROS * 20}`, 'amount', 'ticket'),
      exchange: 'exchanged',
    },
  };
}

export function nettingAgreementRecipe(size: BankSize): Recipe {
  const amount = (draw: string, perTenThousand: number): string =>
    `CASE WHEN ${chance(draw, perTenThousand)} THEN ${skewedAmount(`${MEDIAN_EUROS * 10}`, draw, 'ticket')} END`;
  return {
    table: NETTING_AGREEMENT,
    rows: setsOf(size),
    numbers: { net: 'row' },
    draws: [{ table: 'netting_agreement', row: 'net', names: ['downgrade', 'excess', 'uncalled'] }],
    layers: [{ entity: entityOf('net') }],
    columns: {
      agreement_id: key('AGR', 'net'),
      entity_id: at(ENTITY_IDS, 'entity'),
      netting_set: setName('net'),
      currency_code: "'EUR'",
      downgrade_amount: amount('downgrade', 4_000),
      excess_amount: amount('excess', 1_500),
      uncalled_amount: amount('uncalled', 1_000),
    },
  };
}

/** A flow every week for two years, of every entity. */
const WEEKS = 104;

export function collateralFlowRecipe(size: BankSize, date: string): Recipe {
  return {
    table: COLLATERAL_FLOW,
    rows: WEEKS * ENTITIES.length,
    numbers: { i: 'row', entity: `row // ${WEEKS}`, week: `row % ${WEEKS}` },
    draws: [{ table: 'collateral_flow', row: 'i', names: ['side', 'amount'] }],
    layers: [],
    columns: {
      collateral_flow_id: key('CFL', 'i'),
      entity_id: at(ENTITY_IDS, 'entity'),
      currency_code: "'EUR'",
      flow_date: daysAfter(date, '-7 * week'),
      net_amount: `CASE WHEN side % 2 = 0 THEN 1 ELSE -1 END * ${skewedAmount(`${MEDIAN_EUROS} * ${setsOf(size)}`, 'amount', 'ticket')}`,
    },
  };
}

export function marginRecipe(size: BankSize): Recipe {
  const variation = 'slot = 0';
  return {
    table: MARGIN,
    rows: setsOf(size) * MARGINS,
    numbers: { net: `row // ${MARGINS}`, slot: `row % ${MARGINS}`, i: 'row' },
    draws: [
      { table: 'margin', row: 'i', names: ['there', 'side', 'amount', 'what', 'ends'] },
      { table: 'margin_security', row: 'i', names: ['issue', 'free', 'swap'] },
    ],
    layers: [{ entity: entityOf('net') }],
    where: chance('there', 6_000),
    columns: {
      margin_id: key('MAR', 'i'),
      entity_id: at(ENTITY_IDS, 'entity'),
      netting_set: setName('net'),
      currency_code: "'EUR'",
      direction: `CASE WHEN ${variation} AND side % 2 = 0 OR slot = 2 THEN 'received' ELSE 'posted' END`,
      kind: `CASE WHEN ${variation} THEN 'variation' ELSE 'initial' END`,
      asset: `CASE WHEN ${chance('what', 7_500)} THEN 'cash' ELSE 'security' END`,
      security_id: `CASE WHEN NOT ${chance('what', 7_500)} AND NOT ${chance('free', 1_000)} THEN ${key('SEC', uniform('issue', size.instruments))} END`,
      market_value: skewedAmount(`${MEDIAN_EUROS * 100}`, 'amount', 'ticket'),
      reusable: chance('free', 7_000),
      substitutable: chance('swap', 500),
      nets_leverage: chance('ends', 7_000),
      for_customer: `slot = 1 AND ${chance('ends', 1_000)}`,
    },
  };
}
