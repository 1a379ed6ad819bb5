/** Kinds of accounts, and which kinds each kind of customer keeps. */

import { pattern, type Weights } from '../pattern.ts';
import type { CustomerType } from './customers.ts';

type Penalty = 'none' | 'weak' | 'material' | 'not_allowed';

interface AccountKind {
  readonly side: 'liability' | 'asset';
  readonly type: string;
  readonly purpose: string;
  readonly transactional: boolean;
  /** Half of the accounts have less than this many euros. */
  readonly medianEuros: number;
  /** Accounts in 10,000 that are overdrawn. */
  readonly overdrawn: number;
  /** Days to maturity, 32 equally likely values; null: on demand. */
  readonly terms: readonly number[] | null;
  /** Days of binding notice, 8 equally likely values. */
  readonly notices: readonly (number | null)[] | null;
  readonly penalties: Weights<Penalty>;
}

/** Both sides of the 30-day window, then the long run. */
const RETAIL_TERMS = [
  1, 5, 9, 14, 20, 25, 28, 29, 30, 31, 32, 33, 45, 60, 61, 90, 91, 120, 150, 180, 182, 270, 365, 365, 366,
  545, 730, 730, 1095, 1460, 1825, 3650,
];
const WHOLESALE_TERMS = [
  1, 1, 2, 3, 5, 7, 7, 10, 14, 21, 28, 29, 30, 30, 31, 31, 32, 35, 45, 60, 61, 75, 90, 91, 92, 120, 150, 180,
  181, 270, 365, 730,
];
const SAVINGS_NOTICES = [14, 30, 31, 32, 35, 60, 90, 90];
const CALL_NOTICES = [null, null, 1, 2, 7, 30, 31, 35];

const NO_PENALTY: Weights<Penalty> = [['none', 1]];
const RETAIL_PENALTIES: Weights<Penalty> = [
  ['material', 8],
  ['weak', 3],
  ['none', 2],
  ['not_allowed', 3],
];
const WHOLESALE_PENALTIES: Weights<Penalty> = [
  ['not_allowed', 12],
  ['material', 2],
  ['none', 2],
];

function kind(type: string, medianEuros: number, more?: Partial<AccountKind>): AccountKind {
  return {
    side: 'liability',
    type,
    purpose: 'none',
    transactional: false,
    medianEuros,
    overdrawn: 0,
    terms: null,
    notices: null,
    penalties: NO_PENALTY,
    ...more,
  };
}

const retailTerm = { terms: RETAIL_TERMS, penalties: RETAIL_PENALTIES };
const wholesaleTerm = { terms: WHOLESALE_TERMS, penalties: WHOLESALE_PENALTIES };
const placed = { side: 'asset' } as const;

export const ACCOUNT_KINDS = {
  personalCurrent: kind('current', 1_500, { transactional: true, overdrawn: 500 }),
  personalSecond: kind('current', 700, { overdrawn: 200 }),
  personalSavings: kind('savings', 3_000),
  personalNotice: kind('savings', 5_000, { notices: SAVINGS_NOTICES }),
  personalTerm: kind('time_deposit', 4_500, retailTerm),
  businessCurrent: kind('current', 6_000, { transactional: true, overdrawn: 900 }),
  businessSavings: kind('savings', 8_000, { notices: SAVINGS_NOTICES }),
  businessCall: kind('call', 9_000, { notices: CALL_NOTICES }),
  businessTerm: kind('time_deposit', 12_000, retailTerm),
  businessCash: kind('current', 15_000, { purpose: 'cash_management', transactional: true }),
  corporateCurrent: kind('current', 30_000, { transactional: true, overdrawn: 600 }),
  corporateCash: kind('current', 70_000, { purpose: 'cash_management', transactional: true }),
  corporateClearing: kind('current', 60_000, { purpose: 'clearing', transactional: true }),
  corporateCall: kind('call', 60_000, { notices: CALL_NOTICES }),
  corporateTerm: kind('time_deposit', 90_000, wholesaleTerm),
  publicCurrent: kind('current', 60_000, { transactional: true }),
  publicTerm: kind('time_deposit', 120_000, wholesaleTerm),
  custody: kind('current', 80_000, { purpose: 'custody' }),
  clearing: kind('current', 80_000, { purpose: 'clearing', transactional: true }),
  correspondent: kind('vostro', 50_000, { purpose: 'correspondent', transactional: true }),
  vostroClearing: kind('vostro', 70_000, { purpose: 'clearing', transactional: true }),
  member: kind('cooperative_deposit', 90_000, { purpose: 'cooperative' }),
  primeBrokerage: kind('current', 60_000, { purpose: 'prime_brokerage' }),
  institutionCurrent: kind('current', 40_000),
  institutionCall: kind('call', 60_000, { notices: CALL_NOTICES }),
  institutionTerm: kind('time_deposit', 100_000, wholesaleTerm),
  cash: kind('cash', 0, placed),
  reserve: kind('reserve', 0, placed),
  nostro: kind('nostro', 50_000, { ...placed, overdrawn: 300 }),
  nostroOperational: kind('nostro', 60_000, { ...placed, purpose: 'clearing' }),
  placementCall: kind('call', 60_000, placed),
  placementTerm: kind('time_deposit', 120_000, { ...placed, ...wholesaleTerm }),
  membership: kind('cooperative_deposit', 60_000, { ...placed, purpose: 'cooperative' }),
} as const satisfies Readonly<Record<string, AccountKind>>;

export type AccountKindName = keyof typeof ACCOUNT_KINDS;

/** Out of 100 accounts of one kind of customer. */
const MIX: Readonly<Record<CustomerType, Weights<AccountKindName>>> = {
  individual: [
    ['personalCurrent', 46],
    ['personalSecond', 6],
    ['personalSavings', 26],
    ['personalNotice', 8],
    ['personalTerm', 14],
  ],
  sme: [
    ['businessCurrent', 52],
    ['businessSavings', 10],
    ['businessCall', 10],
    ['businessTerm', 16],
    ['businessCash', 12],
  ],
  corporate: [
    ['corporateCurrent', 26],
    ['corporateCash', 24],
    ['corporateClearing', 6],
    ['custody', 6],
    ['corporateCall', 14],
    ['corporateTerm', 24],
  ],
  sovereign: [
    ['publicCurrent', 40],
    ['publicTerm', 40],
    ['custody', 20],
  ],
  central_bank: [
    ['institutionTerm', 50],
    ['custody', 50],
  ],
  pse: [
    ['corporateCash', 30],
    ['publicCurrent', 30],
    ['publicTerm', 40],
  ],
  mdb: [
    ['publicTerm', 60],
    ['custody', 40],
  ],
  credit_institution: [
    ['correspondent', 32],
    ['vostroClearing', 12],
    ['member', 8],
    ['institutionCall', 10],
    ['institutionTerm', 16],
    ['nostro', 6],
    ['nostroOperational', 4],
    ['placementCall', 4],
    ['placementTerm', 6],
    ['membership', 2],
  ],
  investment_firm: [
    ['custody', 40],
    ['clearing', 20],
    ['institutionCall', 20],
    ['institutionTerm', 20],
  ],
  insurer: [
    ['custody', 50],
    ['institutionTerm', 30],
    ['institutionCall', 20],
  ],
  pension_fund: [
    ['custody', 50],
    ['institutionTerm', 30],
    ['institutionCall', 20],
  ],
  hedge_fund: [
    ['primeBrokerage', 85],
    ['custody', 15],
  ],
  mmkt_fund: [
    ['custody', 50],
    ['institutionCall', 50],
  ],
  sspe: [
    ['institutionCurrent', 60],
    ['institutionTerm', 40],
  ],
  other_financial: [
    ['institutionCurrent', 40],
    ['institutionCall', 30],
    ['institutionTerm', 30],
  ],
  other: [
    ['personalCurrent', 40],
    ['personalSavings', 25],
    ['corporateTerm', 35],
  ],
};

export const ACCOUNT_MIX_SLOTS = 50;

/** What the bank itself keeps at each entity: the first accounts, in this order. */
export const OWN_ACCOUNTS: readonly AccountKindName[] = Object.freeze([
  'cash',
  'reserve',
  'nostro',
  'membership',
]);

/** Positions in ACCOUNT_KIND_LIST, ACCOUNT_MIX_SLOTS of them for each kind of customer. */
export function accountMix(types: readonly CustomerType[]): readonly number[] {
  const names = Object.keys(ACCOUNT_KINDS);
  return types.flatMap((type) => pattern(MIX[type], ACCOUNT_MIX_SLOTS).map((name) => names.indexOf(name)));
}

export const ACCOUNT_KIND_LIST: readonly AccountKind[] = Object.values(ACCOUNT_KINDS);

export function accountKindIndex(name: AccountKindName): number {
  return Object.keys(ACCOUNT_KINDS).indexOf(name);
}
