/** Recipes of the derivatives and of the margin of their netting sets. */

import { DERIVATIVE, MARGIN } from '../../dictionary/derivatives.ts';
import type { BankSize } from '../bank-size.ts';
import { CURRENCY_CODES, inCurrency } from '../profile/currencies.ts';
import { ENTITIES } from '../profile/entities.ts';
import type { Recipe } from '../recipe.ts';
import { skewedAmount } from '../size.ts';
import { at, chance, key, uniform } from '../sql-text.ts';
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
      netting_set: `CASE WHEN first OR NOT ${chance('alone', 800)} THEN ${setName('net')} END`,
      currency_code: at(CURRENCY_CODES, 'currency'),
      mtm: `CASE WHEN sign % 2 = 0 THEN 1 ELSE -1 END * ${inCurrency(skewedAmount(`${MEDIAN_EUROS * 100}`, 'amount', 'ticket'), 'currency')}`,
    },
  };
}

export function marginRecipe(size: BankSize): Recipe {
  const variation = 'slot = 0';
  return {
    table: MARGIN,
    rows: setsOf(size) * MARGINS,
    numbers: { net: `row // ${MARGINS}`, slot: `row % ${MARGINS}`, i: 'row' },
    draws: [{ table: 'margin', row: 'i', names: ['there', 'side', 'amount', 'what', 'ends'] }],
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
      market_value: skewedAmount(`${MEDIAN_EUROS * 100}`, 'amount', 'ticket'),
      nets_leverage: chance('ends', 7_000),
      for_customer: `slot = 1 AND ${chance('ends', 1_000)}`,
    },
  };
}
