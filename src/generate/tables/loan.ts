/** Recipes of the loans and facilities, and of the next payments of the loans that have a schedule. */

import { CUSTOMER_TYPES } from '../../dictionary/parties.ts';
import { LOAN, LOAN_CASH_FLOW } from '../../dictionary/positions.ts';
import { type BankSize, PAYMENTS_GIVEN, SCHEDULED_EVERY } from '../bank-size.ts';
import { pattern } from '../pattern.ts';
import { CURRENCY_CODES, inCurrency } from '../profile/currencies.ts';
import { homeOf, institution, ordinary, typeOf } from '../profile/customers.ts';
import { ENTITIES } from '../profile/entities.ts';
import { notItself } from '../profile/group.ts';
import { LOAN_KIND_LIST, LOAN_MIX_SLOTS, loanMix, paidLoanMix } from '../profile/loans.ts';
import type { Draws, SqlColumns } from '../random.ts';
import type { Recipe } from '../recipe.ts';
import { skewedAmount } from '../size.ts';
import { at, chance, daysAfter, floorTo, key, oneOf, uniform } from '../sql-text.ts';
import { currencyOf, deskOf } from './desk.ts';
import { drawnOfKind, kindIs, ofKind } from './per-kind.ts';

const TERM_SLOTS = 32;
const DRAWN_SLOTS = 16;
/** Loans in 10,000 that are made to institutions. */
const INSTITUTION_LOANS = 400;

const kinds = LOAN_KIND_LIST;
/** Standardised risk weights in millionths; null: not known. */
const MORTGAGE_WEIGHTS = [200_000, 350_000, 350_000, 350_000, 500_000, 750_000, null, 350_000];
const OTHER_WEIGHTS = [200_000, 500_000, 750_000, 750_000, 750_000, 1_000_000, 1_000_000, null];

const draws: Draws = {
  table: 'loan',
  row: 'i',
  names: [
    'tier',
    'who',
    'desk',
    'product',
    'amount',
    'money',
    'term',
    'used',
    'promise',
    'late',
    'first',
    'pledge',
    'backed',
    'weight',
    'encumbered',
    'until',
  ],
};

/** What loans and payments share: everything about loan i up to its amount. Payments are due `first_day` + 30 k days on. */
function layers(size: BankSize): readonly SqlColumns[] {
  const mixAt = `type_index * ${LOAN_MIX_SLOTS} + ${uniform('product', LOAN_MIX_SLOTS)}`;
  const medians = ofKind(kinds, (kind) => kind.medianEuros);
  const scales = ENTITIES.flatMap((entity) => [entity.scale.individuals, entity.scale.others]);
  return [
    { institutional: chance('tier', INSTITUTION_LOANS) },
    { c: `CASE WHEN institutional THEN ${institution('who', size)} ELSE ${ordinary('who', size)} END` },
    { home: homeOf('c') },
    {
      entity: `CASE WHEN institutional THEN ${deskOf('loans', 'desk')} ELSE home END`,
      type_index: typeOf('c', 'home', size),
    },
    {
      kind: `CASE WHEN i % ${SCHEDULED_EVERY} = 0 THEN ${at(paidLoanMix(CUSTOMER_TYPES), mixAt)} ELSE ${at(loanMix(CUSTOMER_TYPES), mixAt)} END`,
      currency: currencyOf('entity', 'money', `type_index = 0`),
      first_day: uniform('first', 32),
    },
    {
      length: drawnOfKind(kinds, TERM_SLOTS, (kind) => kind.terms, 'term'),
      line: kindIs(kinds, (kind) => kind.drawn !== null),
      euro_cents: skewedAmount(
        `${medians} * ${at(scales, 'entity * 2 + CASE WHEN type_index = 0 THEN 0 ELSE 1 END')}`,
        'amount',
      ),
    },
    { units: inCurrency('euro_cents', 'currency') },
  ];
}

/** `group`: are companies of the bank among its customers? */
export function loanRecipe(size: BankSize, date: string, group: boolean): Recipe {
  const drawn = drawnOfKind(kinds, DRAWN_SLOTS, (kind) => kind.drawn, 'used');
  return {
    table: LOAN,
    rows: size.loans,
    numbers: { i: 'row' },
    draws: [draws],
    layers: [
      ...layers(size),
      // Limits are round sums, and so are drawings of them.
      { limit_units: `CASE WHEN line THEN ${floorTo('units + 50000', 10_000)} END` },
      {
        balance_units: `CASE WHEN line THEN ${floorTo(`limit_units * ${drawn} // 100`, 100)} ELSE units END`,
      },
      {
        undrawn: 'limit_units - balance_units',
        late_days: `CASE WHEN ${chance('late', 350)} THEN 1 + (late % 300) END`,
      },
    ],
    columns: loanColumns(date, group),
  };
}

function loanColumns(date: string, group: boolean): SqlColumns {
  const facility = kindIs(
    kinds,
    (kind) => kind.type === 'credit_facility' || kind.type === 'liquidity_facility',
  );
  const scheduled = kindIs(kinds, (kind) => kind.schedule === 'cash_flows');
  const mortgage = kindIs(kinds, (kind) => kind.type === 'mortgage');
  // One mortgage in eight is in a pool of covered bonds.
  const encumbered = `${mortgage} AND ${chance('encumbered', 1_250)}`;
  return {
    loan_id: key('LOA', 'i'),
    entity_id: at(
      ENTITIES.map((entity) => entity.id),
      'entity',
    ),
    customer_id: key('CUS', group ? notItself('c', 'entity') : 'c'),
    currency_code: at(CURRENCY_CODES, 'currency'),
    type: ofKind(kinds, (kind) => kind.type),
    balance: 'balance_units',
    limit_amount: 'limit_units',
    schedule: ofKind(kinds, (kind) => kind.schedule),
    // `length` is a number of monthly payments for a schedule, of days otherwise.
    end_date: daysAfter(date, `CASE WHEN ${scheduled} THEN first_day + 30 * (length - 1) ELSE length END`),
    min_principal_repayment: `CASE WHEN ${kindIs(kinds, (kind) => kind.minimum)} THEN ${floorTo('balance_units // 20', 100)} END`,
    first_arrears_date: daysAfter(date, '-late_days'),
    default_date: daysAfter(date, '-(CASE WHEN late_days > 90 THEN late_days - 90 END)'),
    revocability: drawnOfKind(
      kinds,
      DRAWN_SLOTS,
      (kind) => pattern(kind.revocability, DRAWN_SLOTS),
      'promise',
    ),
    backed_debt_30d: `CASE WHEN ${kindIs(kinds, (kind) => kind.backs)} THEN ${floorTo(`undrawn * ${uniform('backed', 13)} // 10`, 100)} END`,
    pledged_hqla: `CASE WHEN ${facility} AND ${chance('pledge', 1_500)} THEN ${floorTo(`undrawn * (10 + (pledge & 63)) // 100`, 100)} END`,
    risk_weight_std: `CASE WHEN ${mortgage} THEN ${oneOf('weight', MORTGAGE_WEIGHTS)} ELSE ${oneOf('weight', OTHER_WEIGHTS)} END`,
    encumbrance_amount: `CASE WHEN ${encumbered} THEN ${floorTo(`balance_units * (50 + encumbered % 51) // 100`, 100)} END`,
    // Some pools have no end.
    encumbrance_end_date: `CASE WHEN ${encumbered} AND ${chance('until', 8_000)} THEN ${daysAfter(date, `1 + ${uniform('until', 1_500)}`)} END`,
  };
}

/** The next payments of every loan with a schedule, a month apart; the first may be due on the date itself. */
export function loanCashFlowRecipe(size: BankSize, date: string): Recipe {
  return {
    table: LOAN_CASH_FLOW,
    rows: size.scheduledLoans * PAYMENTS_GIVEN,
    numbers: { i: `(row // ${PAYMENTS_GIVEN}) * ${SCHEDULED_EVERY}`, k: `row % ${PAYMENTS_GIVEN}` },
    draws: [draws],
    layers: layers(size),
    columns: {
      cash_flow_id: key('PAY', `i * ${PAYMENTS_GIVEN} + k`),
      loan_id: key('LOA', 'i'),
      due_date: daysAfter(date, 'first_day + 30 * k'),
      principal: 'units // length',
      // Yearly interest of 2 to 9 per cent, a twelfth of it a month.
      interest: `units * (200 + ${uniform('used', 701)}) // 120000`,
    },
  };
}
