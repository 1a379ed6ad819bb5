/**
 * Who the customers are: what kind of customer stands behind a customer number, and at which entity it banks.
 *
 * Both follow from the number alone, by counting round lists whose lengths have no common divisor, so any table can
 * tell the kind of its customer without reading the customer table. Numbers begin with the central banks (one per
 * currency), then the other institutions, then everybody else.
 */

import { CUSTOMER_TYPES } from '../../dictionary/parties.ts';
import { pattern, type Weights } from '../pattern.ts';
import { at, skewed, uniform } from '../sql-text.ts';
import { CURRENCIES } from './currencies.ts';
import { ENTITIES } from './entities.ts';

export type CustomerType = (typeof CUSTOMER_TYPES)[number];

export const CENTRAL_BANKS = CURRENCIES.length;

const INSTITUTIONS: Weights<CustomerType> = [
  ['credit_institution', 16],
  ['sovereign', 3],
  ['pse', 5],
  ['mdb', 2],
  ['central_bank', 1],
  ['investment_firm', 4],
  ['insurer', 4],
  ['pension_fund', 4],
  ['hedge_fund', 4],
  ['mmkt_fund', 2],
  ['sspe', 3],
  ['other_financial', 5],
];
const INSTITUTION_SLOTS = 53;
const HOME_SLOTS = 101;
const TYPE_SLOTS = 199;

const indexOf = (type: CustomerType): number => CUSTOMER_TYPES.indexOf(type);

const INSTITUTION_TYPES = pattern(INSTITUTIONS, INSTITUTION_SLOTS).map(indexOf);
const HOMES = pattern(
  ENTITIES.map((entity, index) => [index, entity.customers]),
  HOME_SLOTS,
);
const TYPES_AT_HOME = ENTITIES.flatMap((entity) => pattern(entity.customerTypes, TYPE_SLOTS).map(indexOf));

export interface CustomerNumbers {
  readonly customers: number;
  /** Customers below this number are institutions. */
  readonly institutions: number;
}

/** Position of the entity at which the customer `c` has its home; means nothing for institutions. */
export const homeOf = (c: string): string => at(HOMES, `${c} % ${HOME_SLOTS}`);

/** Position in CUSTOMER_TYPES of the kind of customer `c` whose home is `home`. */
export function typeOf(c: string, home: string, numbers: CustomerNumbers): string {
  const institution = at(INSTITUTION_TYPES, `(${c} - ${CENTRAL_BANKS}) % ${INSTITUTION_SLOTS}`);
  const other = at(TYPES_AT_HOME, `${home} * ${TYPE_SLOTS} + ${c} % ${TYPE_SLOTS}`);
  return `CASE WHEN ${c} < ${CENTRAL_BANKS} THEN ${indexOf('central_bank')} WHEN ${c} < ${numbers.institutions} THEN ${institution} ELSE ${other} END`;
}

/** An institution; the first ones get the most business. */
export const institution = (draw: string, numbers: CustomerNumbers): string =>
  `${CENTRAL_BANKS} + ${skewed(draw, numbers.institutions - CENTRAL_BANKS)}`;

const BANK_SLOTS = INSTITUTION_TYPES.flatMap((type, slot) =>
  type === indexOf('credit_institution') ? [slot] : [],
);

/** The number of a bank: the n-th of those that there are in any bank's books, however small. */
export const bankNumbered = (n: number): number => CENTRAL_BANKS + (BANK_SLOTS[n % BANK_SLOTS.length] ?? 0);

/** A bank, drawn from all. */
export function anyBank(draw: string, numbers: CustomerNumbers): string {
  const rounds = Math.floor((numbers.institutions - CENTRAL_BANKS) / INSTITUTION_SLOTS);
  const slot = at(BANK_SLOTS, `${draw} % ${BANK_SLOTS.length}`);
  return `${CENTRAL_BANKS} + ${uniform(draw, rounds)} * ${INSTITUTION_SLOTS} + ${slot}`;
}

/** Anybody but an institution. */
export const ordinary = (draw: string, numbers: CustomerNumbers): string =>
  `${numbers.institutions} + ${uniform(draw, numbers.customers - numbers.institutions)}`;

/**
 * True where the kind at position `type` is one of `types`. A list of flags, because DuckDB turns a long IN into a join,
 * which loses the order of rows when several threads write.
 */
export const typeIn = (type: string, types: readonly CustomerType[]): string =>
  at(
    CUSTOMER_TYPES.map((name) => types.includes(name)),
    type,
  );

/** One value per kind of customer, in the order of CUSTOMER_TYPES. */
export const perType = <T>(values: Readonly<Record<CustomerType, T>>): readonly T[] =>
  CUSTOMER_TYPES.map((type) => values[type]);
