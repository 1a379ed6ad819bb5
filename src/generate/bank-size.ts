/** How many rows each table of a bank of so many deals has. */

import { CENTRAL_BANKS, type CustomerNumbers } from './profile/customers.ts';
import { CURRENCY_SLOTS, KIND_SLOTS } from './profile/instruments.ts';

/** One loan in so many is repaid by a schedule, with so many of its next payments given. */
export const SCHEDULED_EVERY = 4;
export const PAYMENTS_GIVEN = 4;
export const LEGS_MAX = 3;

export interface BankSize extends CustomerNumbers {
  readonly deals: number;
  readonly accounts: number;
  readonly loans: number;
  readonly scheduledLoans: number;
  readonly holdings: number;
  readonly securedDeals: number;
  readonly otherFlows: number;
  readonly instruments: number;
}

/**
 * A deal is an account, a loan, a holding, a securities financing transaction or another flow: about 63, 33, 3, 0.5
 * and 0.5 in a hundred, together exactly `deals`.
 */
export function bankSize(deals: number): BankSize {
  const loans = share(deals, 3_300);
  const holdings = share(deals, 300);
  const securedDeals = share(deals, 50);
  const otherFlows = share(deals, 50);
  const customers = Math.max(200, Math.floor(deals / 3));
  return Object.freeze({
    deals,
    customers,
    institutions: CENTRAL_BANKS + Math.max(60, Math.floor(customers / 50)),
    accounts: deals - loans - holdings - securedDeals - otherFlows,
    loans,
    scheduledLoans: Math.ceil(loans / SCHEDULED_EVERY),
    holdings,
    securedDeals,
    otherFlows,
    instruments: KIND_SLOTS * CURRENCY_SLOTS * Math.min(6, 1 + Math.floor(deals / 400_000)),
  });
}

const share = (deals: number, perTenThousand: number): number =>
  Math.floor((deals * perTenThousand) / 10_000);
