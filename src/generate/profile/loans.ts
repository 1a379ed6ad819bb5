/** Kinds of loans and facilities, and which kinds each kind of customer has. */

import { pattern, type Weights } from '../pattern.ts';
import type { CustomerType } from './customers.ts';

type Revocability = 'irrevocable' | 'conditional' | 'unconditional';

interface LoanKind {
  readonly type: string;
  readonly schedule: 'bullet' | 'cash_flows' | 'open';
  /** Half of the loans (for a line: of the limits) are below this many euros. */
  readonly medianEuros: number;
  /** Percentages of the limit that are drawn, 16 equally likely values; null: no line. */
  readonly drawn: readonly number[] | null;
  readonly revocability: Weights<Revocability>;
  /** Days to maturity (months for cash flows), 32 equally likely values. */
  readonly terms: readonly number[] | null;
  /** An open loan with a contractual minimum payment. */
  readonly minimum: boolean;
  /** A liquidity facility that backs debt. */
  readonly backs: boolean;
}

const SHORT_TERMS = [
  1, 3, 7, 10, 14, 20, 25, 28, 29, 30, 30, 31, 31, 32, 35, 45, 60, 61, 75, 90, 90, 91, 120, 150, 180, 182,
  270, 365, 545, 730, 1095, 1825,
];
const LONG_TERMS = [
  5, 20, 30, 31, 60, 120, 200, 300, 365, 400, 500, 600, 730, 900, 1095, 1200, 1400, 1461, 1600, 1826, 2000,
  2200, 2557, 2900, 3287, 3653, 4000, 5479, 7305, 9131, 10_000, 10_957,
];
const INTERBANK_TERMS = [
  1, 1, 1, 2, 3, 5, 7, 7, 10, 14, 14, 20, 21, 25, 28, 29, 30, 30, 31, 32, 35, 45, 60, 61, 75, 90, 91, 120,
  150, 180, 270, 365,
];
const MORTGAGE_MONTHS = Array.from({ length: 32 }, (_, k) => 24 + k * 10);
const CREDIT_MONTHS = Array.from({ length: 32 }, (_, k) => 12 + k * 2);

const CARD_DRAWN = [0, 0, 0, 5, 5, 10, 10, 20, 20, 30, 40, 50, 60, 80, 95, 100];
const LINE_DRAWN = [0, 0, 0, 0, 10, 20, 25, 30, 40, 50, 50, 60, 70, 80, 90, 100];
const STANDBY_DRAWN = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 20, 30, 40, 50, 75];
const UNDRAWN = Array.from({ length: 16 }, () => 0);

const FIRM: Weights<Revocability> = [['irrevocable', 1]];
const CARD_TERMS: Weights<Revocability> = [
  ['unconditional', 12],
  ['conditional', 2],
  ['irrevocable', 2],
];
const LINE_TERMS: Weights<Revocability> = [
  ['irrevocable', 9],
  ['conditional', 4],
  ['unconditional', 3],
];

function kind(
  type: string,
  schedule: LoanKind['schedule'],
  medianEuros: number,
  more?: Partial<LoanKind>,
): LoanKind {
  return {
    type,
    schedule,
    medianEuros,
    drawn: null,
    revocability: FIRM,
    terms: null,
    minimum: false,
    backs: false,
    ...more,
  };
}

const line = { drawn: LINE_DRAWN, revocability: LINE_TERMS, terms: LONG_TERMS };
const standby = { drawn: STANDBY_DRAWN, revocability: LINE_TERMS, terms: LONG_TERMS, backs: true };
const card = { drawn: CARD_DRAWN, revocability: CARD_TERMS, minimum: true };

export const LOAN_KINDS = {
  mortgage: kind('mortgage', 'cash_flows', 18_000, { terms: MORTGAGE_MONTHS }),
  personal: kind('personal', 'cash_flows', 2_000, { terms: CREDIT_MONTHS }),
  businessPaid: kind('term', 'cash_flows', 8_000, { terms: CREDIT_MONTHS }),
  corporatePaid: kind('term', 'cash_flows', 60_000, { terms: CREDIT_MONTHS }),
  interbankPaid: kind('interbank', 'cash_flows', 80_000, { terms: CREDIT_MONTHS }),
  mortgageBullet: kind('mortgage', 'bullet', 15_000, { terms: LONG_TERMS }),
  personalBullet: kind('personal', 'bullet', 1_500, { terms: LONG_TERMS }),
  creditCard: kind('credit_card', 'open', 500, card),
  overdraft: kind('overdraft', 'open', 400, { ...card, minimum: false }),
  homeLine: kind('credit_facility', 'open', 4_000, { ...line, terms: null, minimum: true }),
  businessBullet: kind('term', 'bullet', 8_000, { terms: SHORT_TERMS }),
  businessCard: kind('credit_card', 'open', 1_500, card),
  businessOverdraft: kind('overdraft', 'open', 3_000, { ...card, minimum: false }),
  businessLine: kind('credit_facility', 'bullet', 8_000, line),
  businessStandby: kind('liquidity_facility', 'bullet', 8_000, standby),
  corporateBullet: kind('term', 'bullet', 60_000, { terms: SHORT_TERMS }),
  corporateOpen: kind('term', 'open', 40_000, { minimum: true }),
  corporateOverdraft: kind('overdraft', 'open', 15_000, { ...card, minimum: false }),
  corporateLine: kind('credit_facility', 'bullet', 70_000, line),
  corporateStandby: kind('liquidity_facility', 'bullet', 50_000, standby),
  interbank: kind('interbank', 'bullet', 100_000, { terms: INTERBANK_TERMS }),
  interbankOpen: kind('interbank', 'open', 50_000),
  institutionBullet: kind('term', 'bullet', 80_000, { terms: INTERBANK_TERMS }),
  institutionLine: kind('credit_facility', 'bullet', 60_000, line),
  institutionStandby: kind('liquidity_facility', 'bullet', 50_000, standby),
  received: kind('facility_received', 'bullet', 200_000, { drawn: UNDRAWN, terms: LONG_TERMS }),
} as const satisfies Readonly<Record<string, LoanKind>>;

export type LoanKindName = keyof typeof LOAN_KINDS;

const PUBLIC: Weights<LoanKindName> = [
  ['corporateBullet', 50],
  ['corporateLine', 35],
  ['corporateStandby', 15],
];
const FINANCIAL: Weights<LoanKindName> = [
  ['institutionBullet', 50],
  ['institutionLine', 30],
  ['institutionStandby', 20],
];
const VEHICLE: Weights<LoanKindName> = [
  ['institutionBullet', 30],
  ['institutionLine', 20],
  ['institutionStandby', 50],
];

/** Out of 100 loans that are not repaid by a schedule of cash flows. */
const MIX: Readonly<Record<CustomerType, Weights<LoanKindName>>> = {
  individual: [
    ['mortgageBullet', 12],
    ['personalBullet', 12],
    ['creditCard', 44],
    ['overdraft', 20],
    ['homeLine', 12],
  ],
  sme: [
    ['businessBullet', 30],
    ['businessOverdraft', 20],
    ['businessCard', 14],
    ['businessLine', 32],
    ['businessStandby', 4],
  ],
  corporate: [
    ['corporateBullet', 36],
    ['corporateOpen', 8],
    ['corporateOverdraft', 10],
    ['corporateLine', 36],
    ['corporateStandby', 10],
  ],
  sovereign: PUBLIC,
  central_bank: [
    ['interbank', 50],
    ['received', 50],
  ],
  pse: PUBLIC,
  mdb: PUBLIC,
  credit_institution: [
    ['interbank', 58],
    ['interbankOpen', 8],
    ['institutionLine', 10],
    ['institutionStandby', 6],
    ['received', 18],
  ],
  investment_firm: FINANCIAL,
  insurer: FINANCIAL,
  pension_fund: FINANCIAL,
  hedge_fund: VEHICLE,
  mmkt_fund: VEHICLE,
  sspe: VEHICLE,
  other_financial: FINANCIAL,
  other: [
    ['mortgageBullet', 30],
    ['corporateLine', 30],
    ['corporateBullet', 40],
  ],
};

/** Loans that are repaid by a schedule of cash flows. */
const PAID: Readonly<Record<CustomerType, LoanKindName>> = {
  individual: 'mortgage',
  sme: 'businessPaid',
  corporate: 'corporatePaid',
  sovereign: 'corporatePaid',
  central_bank: 'interbankPaid',
  pse: 'corporatePaid',
  mdb: 'corporatePaid',
  credit_institution: 'interbankPaid',
  investment_firm: 'interbankPaid',
  insurer: 'corporatePaid',
  pension_fund: 'corporatePaid',
  hedge_fund: 'corporatePaid',
  mmkt_fund: 'corporatePaid',
  sspe: 'corporatePaid',
  other_financial: 'corporatePaid',
  other: 'personal',
};

export const LOAN_MIX_SLOTS = 50;

export const LOAN_KIND_LIST: readonly LoanKind[] = Object.values(LOAN_KINDS);

const NAMES = Object.keys(LOAN_KINDS);

/** Positions in LOAN_KIND_LIST, LOAN_MIX_SLOTS of them for each kind of customer. */
export function loanMix(types: readonly CustomerType[]): readonly number[] {
  return types.flatMap((type) => pattern(MIX[type], LOAN_MIX_SLOTS).map((name) => NAMES.indexOf(name)));
}

/** The same for loans with a schedule; individuals have a mortgage in two cases of five, a personal loan otherwise. */
export function paidLoanMix(types: readonly CustomerType[]): readonly number[] {
  return types.flatMap((type) => {
    const weights: Weights<LoanKindName> =
      type === 'individual'
        ? [
            ['mortgage', 2],
            ['personal', 3],
          ]
        : [[PAID[type], 1]];
    return pattern(weights, LOAN_MIX_SLOTS).map((name) => NAMES.indexOf(name));
  });
}
