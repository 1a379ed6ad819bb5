/** Recipe of the accounts. The first ones are the bank's own: cash, reserves and balances elsewhere, for each entity. */

import { CUSTOMER_TYPES } from '../../dictionary/parties.ts';
import { ACCOUNT } from '../../dictionary/positions.ts';
import type { BankSize } from '../bank-size.ts';
import { pattern } from '../pattern.ts';
import {
  ACCOUNT_KIND_LIST,
  ACCOUNT_MIX_SLOTS,
  accountKindIndex,
  accountMix,
  OWN_ACCOUNTS,
} from '../profile/accounts.ts';
import { CURRENCY_CODES, currencyIndex, inCurrency } from '../profile/currencies.ts';
import { bankNumbered, homeOf, institution, ordinary, typeIn, typeOf } from '../profile/customers.ts';
import { ENTITIES, type EntityProfile } from '../profile/entities.ts';
import { notItself } from '../profile/group.ts';
import type { Recipe } from '../recipe.ts';
import { skewedAmount } from '../size.ts';
import { at, chance, daysAfter, floorTo, key, uniform } from '../sql-text.ts';
import { currencyOf, deskOf } from './desk.ts';
import { drawnOfKind, kindIs, ofKind } from './per-kind.ts';

const TERM_SLOTS = 32;
const NOTICE_SLOTS = 8;
const PENALTY_SLOTS = 16;
const OWN_ROWS = ENTITIES.length * OWN_ACCOUNTS.length;

/** Accounts in 10,000 that institutions keep. */
const INSTITUTION_ACCOUNTS = 300;

const kinds = ACCOUNT_KIND_LIST;

/** `group`: are companies of the bank among its customers? */
export function accountRecipe(size: BankSize, date: string, group: boolean): Recipe {
  return {
    table: ACCOUNT,
    rows: size.accounts,
    numbers: { i: 'row' },
    draws: [
      {
        table: 'account',
        row: 'i',
        names: [
          'tier',
          'who',
          'desk',
          'product',
          'amount',
          'money',
          'term',
          'notice',
          'given',
          'need',
          'cover',
          'over',
          'sold',
        ],
      },
    ],
    layers: [
      { own: `i < ${OWN_ROWS}`, institutional: chance('tier', INSTITUTION_ACCOUNTS) },
      { c: customer(size) },
      { home: homeOf('c') },
      {
        entity: `CASE WHEN own THEN i // ${OWN_ACCOUNTS.length} WHEN institutional THEN ${deskOf('deposits', 'desk')} ELSE home END`,
      },
      { type_index: typeOf('c', 'home', size) },
      { kind: kindOf() },
      {
        currency: currencyOf('entity', 'money', `own OR (type_index = 0 AND ${chance('over', 9_600)})`),
        liability: kindIs(kinds, (kind) => kind.side === 'liability'),
        operational: kindIs(kinds, (kind) =>
          ['clearing', 'custody', 'cash_management'].includes(kind.purpose),
        ),
        cooperative: kindIs(kinds, (kind) => kind.purpose === 'cooperative'),
        days: drawnOfKind(kinds, TERM_SLOTS, (kind) => kind.terms, 'term'),
        notice_days: drawnOfKind(kinds, NOTICE_SLOTS, (kind) => kind.notices, 'notice'),
      },
      { euro_cents: euroCents(size) },
      { units: inCurrency('euro_cents', 'currency') },
    ],
    columns: columns(date, group),
  };
}

/** The bank's own accounts are kept at the central bank of the entity's currency, or at a bank. */
function customer(size: BankSize): string {
  const own = ENTITIES.flatMap((entity, index) => {
    const centralBank = currencyIndex(entity.currencies[0]?.[0] ?? '');
    return OWN_ACCOUNTS.map((name) =>
      name === 'cash' || name === 'reserve' ? centralBank : bankNumbered(index),
    );
  });
  return `CASE WHEN own THEN ${at(own, 'i')} WHEN institutional THEN ${institution('who', size)} ELSE ${ordinary('who', size)} END`;
}

function kindOf(): string {
  const own = at(OWN_ACCOUNTS.map(accountKindIndex), `i % ${OWN_ACCOUNTS.length}`);
  const mix = at(
    accountMix(CUSTOMER_TYPES),
    `type_index * ${ACCOUNT_MIX_SLOTS} + ${uniform('product', ACCOUNT_MIX_SLOTS)}`,
  );
  return `CASE WHEN own THEN ${own} ELSE ${mix} END`;
}

function euroCents(size: BankSize): string {
  const median = ofKind(kinds, (kind) => kind.medianEuros);
  const scales = ENTITIES.flatMap((entity) => [entity.scale.individuals, entity.scale.others]);
  const scale = at(scales, `entity * 2 + CASE WHEN type_index = 0 THEN 0 ELSE 1 END`);
  const ordinary = skewedAmount(`${median} * ${scale}`, 'amount');
  const shares = ENTITIES.flatMap((entity) => OWN_ACCOUNTS.map((name) => ownShare(name, entity)));
  // Within three per cent of the planned size, so that two seeds are two banks.
  const own = `${at(shares, 'i')} * ${size.deals} // 1000 * (970 + ${uniform('amount', 61)})`;
  return `CASE WHEN own THEN ${own} ELSE ${ordinary} END`;
}

function ownShare(name: string, entity: EntityProfile): number {
  switch (name) {
    case 'cash':
      return Math.floor(entity.reservesPerDeal / 15);
    case 'reserve':
      return entity.reservesPerDeal;
    case 'membership':
      return Math.floor(entity.placedPerDeal / 4);
    default:
      return entity.placedPerDeal;
  }
}

function columns(date: string, group: boolean): Recipe['columns'] {
  const overdrafts = ofKind(kinds, (kind) => Math.floor((kind.overdrawn * 2 ** 32) / 10_000));
  const schemes = at(
    ENTITIES.map((entity) => entity.scheme),
    'entity',
  );
  const insurable = `liability AND ${typeIn('type_index', ['individual', 'sme', 'corporate', 'other'])}`;
  const channels = ['branch', 'branch', 'internet', 'internet', 'internet', 'mobile', 'broker', null];
  return {
    account_id: key('ACC', 'i'),
    entity_id: at(
      ENTITIES.map((entity) => entity.id),
      'entity',
    ),
    // Nobody owes coins and banknotes.
    customer_id: `CASE WHEN kind <> ${accountKindIndex('cash')} THEN ${key('CUS', group ? notItself('c', 'entity') : 'c')} END`,
    currency_code: at(CURRENCY_CODES, 'currency'),
    asset_liability: `CASE WHEN liability THEN 'liability' ELSE 'asset' END`,
    type: ofKind(kinds, (kind) => kind.type),
    // An overdraft is smaller than the balances of the same kind.
    balance: `CASE WHEN over < ${overdrafts} THEN -(${floorTo('units // 4', 100)}) ELSE units END`,
    transactional: kindIs(kinds, (kind) => kind.transactional),
    purpose: ofKind(kinds, (kind) => kind.purpose),
    operational_amount: `CASE WHEN operational AND over >= ${overdrafts} THEN ${floorTo(`units * ${uniform('need', 11)} // 10`, 100)} END`,
    cooperative_minimum: `CASE WHEN cooperative AND liability THEN ${floorTo(`units * ${uniform('need', 11)} // 10`, 100)} END`,
    restricted_amount: `CASE WHEN kind = ${accountKindIndex('reserve')} THEN ${floorTo('units // 20', 100)} END`,
    guarantee_scheme: `CASE WHEN ${insurable} AND ${chance('cover', 9_500)} THEN ${schemes} END`,
    end_date: daysAfter(date, 'days'),
    notice_days: 'notice_days',
    notice_given: `CASE WHEN ${chance('given', 1_500)} THEN ${daysAfter(date, `-((given % 100) * notice_days // 100)`)} END`,
    withdrawal_penalty: drawnOfKind(
      kinds,
      PENALTY_SLOTS,
      (kind) => pattern(kind.penalties, PENALTY_SLOTS),
      'given',
    ),
    channel: `CASE WHEN liability AND ${typeIn('type_index', ['individual', 'sme'])} THEN ${at(channels, uniform('sold', channels.length))} END`,
  };
}
