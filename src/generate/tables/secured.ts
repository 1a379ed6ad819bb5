/** Recipes of securities financing: the cash side, and one to three securities as its collateral. */

import { SECURITY_FINANCING, SFT_COLLATERAL } from '../../dictionary/positions.ts';
import { type BankSize, LEGS_MAX } from '../bank-size.ts';
import type { Weights } from '../pattern.ts';
import { pattern } from '../pattern.ts';
import { CURRENCY_CODES, inCurrency } from '../profile/currencies.ts';
import { institution } from '../profile/customers.ts';
import { ENTITIES } from '../profile/entities.ts';
import { notItself } from '../profile/group.ts';
import type { InstrumentKindName } from '../profile/instruments.ts';
import type { Draws, SqlColumns } from '../random.ts';
import type { Recipe } from '../recipe.ts';
import { skewedAmount } from '../size.ts';
import { at, chance, daysAfter, floorTo, key, oneOf, uniform } from '../sql-text.ts';
import { deskOf } from './desk.ts';
import { currencyAtSlot, currencySlotOf, securityOf } from './securities.ts';

const LEAST_CENTS = 5_000_000;
const MEDIAN_EUROS = 120_000;

const TYPES = [
  'repo',
  'sell_buy_back',
  'rev_repo',
  'buy_sell_back',
  'margin_loan',
  'collateral_swap',
] as const;
const MARGIN_LOAN = TYPES.indexOf('margin_loan');
const FIRST_LENDING = TYPES.indexOf('rev_repo');
const COLLATERAL_SWAP = TYPES.indexOf('collateral_swap');
const IS_SWAP = `side_index = ${COLLATERAL_SWAP}`;
const TYPE_WEIGHTS: Weights<number> = [
  [0, 40],
  [1, 8],
  [2, 34],
  [3, 8],
  [4, 10],
];
/** Collateral swaps come with the other tables of obligations. */
const typeSlots = (obligations: boolean): readonly number[] =>
  pattern(obligations ? [...TYPE_WEIGHTS, [COLLATERAL_SWAP, 6]] : TYPE_WEIGHTS, 50);
/** Days to maturity, 32 equally likely values; null: open. */
const TERMS = [
  1,
  1,
  1,
  1,
  1,
  1,
  2,
  2,
  3,
  5,
  7,
  7,
  7,
  14,
  14,
  14,
  21,
  28,
  29,
  30,
  30,
  31,
  32,
  35,
  60,
  61,
  90,
  91,
  180,
  null,
  null,
  null,
];
/** Days to maturity of a transaction, over the draws of security_financing. */
export const TERM_DAYS = at(TERMS, 'term >> 27');
const NOTICES = [null, 1, 1, 2, 7, 30, 31, 35];

const GENERAL: Weights<InstrumentKindName> = [
  ['governmentHome', 40],
  ['governmentAbroad', 10],
  ['development', 6],
  ['region', 4],
  ['government20', 4],
  ['corporateAa', 6],
  ['covered', 8],
  ['rmbs', 3],
  ['corporateBbb', 4],
  ['equityIndex', 3],
  ['bank', 5],
  ['corporateBb', 3],
  ['equityOther', 2],
  ['fund', 2],
];
const MARGIN: Weights<InstrumentKindName> = [
  ['equityIndex', 25],
  ['corporateBbb', 10],
  ['equityOther', 30],
  ['corporateBb', 20],
  ['fund', 15],
];

const draws: Draws = {
  table: 'security_financing',
  row: 'i',
  names: ['desk', 'who', 'side', 'money', 'amount', 'term', 'notice', 'count'],
};

/** What the cash side and the legs share. A third leg is on one deal in ten, a second on four in ten. */
function layers(size: BankSize, obligations: boolean): readonly SqlColumns[] {
  const slots = typeSlots(obligations);
  const scale = at(
    ENTITIES.map((entity) => entity.scale.others),
    'entity',
  );
  return [
    { entity: deskOf('secured', 'desk'), side_index: at(slots, uniform('side', slots.length)) },
    { currency_slot: currencySlotOf('entity', 'money') },
    {
      c: `CASE WHEN side_index < ${FIRST_LENDING} AND ${chance('who', 800)} THEN ${at(CENTRAL_BANK_OF, 'entity')} ELSE ${institution('who', size)} END`,
      currency: currencyAtSlot('currency_slot'),
      legs: `CASE WHEN ${chance('count', 1_000)} THEN 3 WHEN ${chance('count', 4_000)} THEN 2 ELSE 1 END`,
    },
    { euro_cents: `${LEAST_CENTS} + ${skewedAmount(`${MEDIAN_EUROS} * ${scale}`, 'amount', 'ticket')}` },
    { units: floorTo(inCurrency('euro_cents', 'currency'), 100_000) },
  ];
}

const CENTRAL_BANK_OF = ENTITIES.map((entity) => CURRENCY_CODES.indexOf(entity.currencies[0]?.[0] ?? ''));

export function securityFinancingRecipe(size: BankSize, date: string, obligations: boolean): Recipe {
  return {
    table: SECURITY_FINANCING,
    rows: size.securedDeals,
    numbers: { i: 'row' },
    draws: [draws],
    layers: [...layers(size, obligations), { days: TERM_DAYS }],
    columns: {
      deal_id: key('SFT', 'i'),
      entity_id: at(
        ENTITIES.map((entity) => entity.id),
        'entity',
      ),
      customer_id: key('CUS', obligations ? notItself('c', 'entity') : 'c'),
      currency_code: at(CURRENCY_CODES, 'currency'),
      sft_type: at(TYPES, 'side_index'),
      cash_amount: `CASE WHEN ${IS_SWAP} THEN 0 ELSE units END`,
      end_date: daysAfter(date, 'days'),
      notice_days: `CASE WHEN days IS NULL THEN ${oneOf('notice', NOTICES)} END`,
    },
  };
}

/** Collateral is worth 100 to 125 per cent of the cash, split over the legs. */
export function sftCollateralRecipe(size: BankSize, obligations: boolean): Recipe {
  const shares = at([100, 0, 0, 60, 40, 0, 50, 30, 20], `(legs - 1) * ${LEGS_MAX} + k`);
  const lending = `side_index >= ${FIRST_LENDING}`;
  return {
    table: SFT_COLLATERAL,
    rows: size.securedDeals * LEGS_MAX,
    numbers: { row_number: 'row', i: `row // ${LEGS_MAX}`, k: `row % ${LEGS_MAX}` },
    draws: [
      draws,
      { table: 'sft_collateral', row: 'row_number', names: ['kind', 'issue', 'cover', 'listed', 'reused'] },
    ],
    layers: [
      ...layers(size, obligations),
      {
        s: securityOf(
          [GENERAL, MARGIN],
          `CASE WHEN side_index = ${MARGIN_LOAN} THEN 1 ELSE 0 END`,
          { kind: 'kind', currency: 'currency_slot', issue: 'issue' },
          size,
        ),
        free: `NOT (${lending}) OR ${chance('listed', 8_500)}`,
      },
    ],
    where: 'k < legs',
    columns: {
      collateral_id: `${key('COL', 'i')} || '-' || (k + 1)::VARCHAR`,
      deal_id: key('SFT', 'i'),
      // What was received comes first.
      direction: `CASE WHEN ${IS_SWAP} THEN CASE WHEN k = 0 THEN 'received' ELSE 'given' END END`,
      security_id: `CASE WHEN NOT ${chance('issue', 300)} THEN ${key('SEC', 's')} END`,
      market_value: floorTo(`units * ${shares} // 100 * (100 + ${uniform('cover', 26)}) // 100`, 100),
      reuse: `CASE WHEN NOT (${lending}) OR NOT free THEN 'none' WHEN ${chance('reused', 1_000)} THEN 'short' WHEN ${chance('reused', 2_200)} THEN 'repo' ELSE 'none' END`,
      rehypothecation: 'free',
    },
  };
}
