/** The reporting entities of the generated bank: what each is, whom it serves, what it holds, and how much of it. */

import type { CUSTOMER_TYPES } from '../../dictionary/parties.ts';
import type { Weights } from '../pattern.ts';
import type { InstrumentKindName } from './instruments.ts';

export interface EntityProfile {
  readonly id: string;
  readonly name: string;
  readonly type: 'bank' | 'branch' | 'subsidiary' | 'other';
  readonly country: string;
  /** Home currency first. */
  readonly currencies: Weights<string>;
  /** Scheme that insures its retail deposits. */
  readonly scheme: string | null;
  /** Share of the bank's customers, in hundredths. */
  readonly customers: number;
  readonly customerTypes: Weights<(typeof CUSTOMER_TYPES)[number]>;
  /** Share of accounts, loans and holdings, and of secured transactions, that are made with the market. */
  readonly desk: {
    readonly deposits: number;
    readonly loans: number;
    readonly holdings: number;
    readonly secured: number;
  };
  /** Sizes against the standard, in hundredths: of individuals' positions, of all others', of holdings. */
  readonly scale: { readonly individuals: number; readonly others: number; readonly holdings: number };
  /**
   * Balances at the central bank and at other banks, in euro cents for each deal of the whole bank: they grow with it, so
   * the ratios hardly move with its size.
   */
  readonly reservesPerDeal: number;
  readonly placedPerDeal: number;
  readonly portfolio: Weights<InstrumentKindName>;
}

export const ENTITIES: readonly EntityProfile[] = Object.freeze([
  {
    id: 'HB-DE',
    name: 'Harbour Bank AG',
    type: 'bank',
    country: 'DE',
    currencies: [
      ['EUR', 80],
      ['USD', 13],
      ['GBP', 4],
      ['JPY', 3],
    ],
    scheme: 'de_edb',
    customers: 58,
    customerTypes: [
      ['individual', 172],
      ['sme', 19],
      ['corporate', 6],
      ['other', 2],
    ],
    desk: { deposits: 54, loans: 38, holdings: 50, secured: 50 },
    scale: { individuals: 100, others: 100, holdings: 100 },
    reservesPerDeal: 300_000,
    placedPerDeal: 8_000,
    portfolio: [
      ['governmentHome', 30],
      ['governmentAbroad', 8],
      ['governmentRisky', 3],
      ['centralBank', 3],
      ['region', 8],
      ['development', 7],
      ['government20', 3],
      ['region20', 4],
      ['development20', 1],
      ['centralBank20', 1],
      ['corporateAa', 4],
      ['covered', 11],
      ['rmbs', 2],
      ['corporateBbb', 3],
      ['equityIndex', 2],
      ['governmentBbb', 1],
      ['bank', 4],
      ['corporateBb', 1],
      ['equityOther', 1],
      ['coveredOther', 1],
      ['rmbsOther', 1],
      ['fund', 1],
    ],
  },
  {
    id: 'HB-PL',
    name: 'Harbour Bank Polska S.A.',
    type: 'subsidiary',
    country: 'PL',
    currencies: [
      ['PLN', 88],
      ['EUR', 9],
      ['USD', 3],
    ],
    scheme: 'de_edb',
    customers: 26,
    customerTypes: [
      ['individual', 179],
      ['sme', 16],
      ['corporate', 3],
      ['other', 1],
    ],
    desk: { deposits: 5, loans: 4, holdings: 15, secured: 4 },
    scale: { individuals: 45, others: 60, holdings: 35 },
    reservesPerDeal: 30_000,
    placedPerDeal: 1_500,
    portfolio: [
      ['governmentHome', 20],
      ['governmentRisky', 45],
      ['governmentRiskyForeign', 8],
      ['centralBank', 8],
      ['development', 6],
      ['region20', 4],
      ['covered', 5],
      ['corporateBbb', 2],
      ['bank', 2],
    ],
  },
  {
    id: 'HB-LON',
    name: 'Harbour Bank London Branch',
    type: 'branch',
    country: 'GB',
    currencies: [
      ['GBP', 68],
      ['USD', 22],
      ['EUR', 10],
    ],
    scheme: 'gb_fscs',
    customers: 8,
    customerTypes: [
      ['individual', 118],
      ['sme', 56],
      ['corporate', 22],
      ['other', 3],
    ],
    desk: { deposits: 18, loans: 12, holdings: 14, secured: 20 },
    scale: { individuals: 140, others: 110, holdings: 230 },
    reservesPerDeal: 55_000,
    placedPerDeal: 1_500,
    portfolio: [
      ['governmentHome', 18],
      ['governmentAbroad', 6],
      ['development', 3],
      ['government20', 5],
      ['region20', 6],
      ['corporateAa', 18],
      ['covered', 28],
      ['rmbs', 3],
      ['corporateBbb', 3],
      ['equityIndex', 1],
      ['bank', 6],
      ['rmbsOther', 2],
      ['fund', 1],
    ],
  },
  {
    id: 'HB-NYC',
    name: 'Harbour Bank New York Branch',
    type: 'branch',
    country: 'US',
    currencies: [
      ['USD', 91],
      ['EUR', 6],
      ['JPY', 3],
    ],
    scheme: null,
    customers: 1,
    customerTypes: [
      ['sme', 60],
      ['corporate', 130],
      ['other', 9],
    ],
    desk: { deposits: 12, loans: 9, holdings: 9, secured: 16 },
    scale: { individuals: 100, others: 130, holdings: 160 },
    reservesPerDeal: 75_000,
    placedPerDeal: 1_000,
    portfolio: [
      ['governmentHome', 16],
      ['governmentAbroad', 2],
      ['corporateAa', 6],
      ['region20', 3],
      ['rmbs', 18],
      ['corporateBbb', 22],
      ['equityIndex', 16],
      ['governmentBbb', 2],
      ['bank', 6],
      ['corporateBb', 5],
      ['equityOther', 2],
      ['rmbsOther', 2],
    ],
  },
  {
    id: 'HB-CH',
    name: 'Harbour Private Bank (Schweiz) AG',
    type: 'subsidiary',
    country: 'CH',
    currencies: [
      ['CHF', 60],
      ['EUR', 20],
      ['USD', 14],
      ['GBP', 4],
      ['JPY', 2],
    ],
    scheme: null,
    customers: 6,
    customerTypes: [
      ['individual', 172],
      ['sme', 8],
      ['corporate', 9],
      ['other', 10],
    ],
    desk: { deposits: 6, loans: 3, holdings: 8, secured: 8 },
    scale: { individuals: 600, others: 100, holdings: 100 },
    reservesPerDeal: 80_000,
    placedPerDeal: 2_000,
    portfolio: [
      ['governmentHome', 25],
      ['governmentAbroad', 25],
      ['centralBank', 6],
      ['development', 14],
      ['government20', 5],
      ['corporateAa', 5],
      ['covered', 12],
      ['equityIndex', 2],
      ['bank', 3],
      ['fund', 3],
    ],
  },
  {
    id: 'HB-LUX',
    name: 'Harbour Finance S.à r.l.',
    type: 'other',
    country: 'LU',
    currencies: [
      ['EUR', 72],
      ['USD', 22],
      ['CHF', 6],
    ],
    scheme: 'de_edb',
    customers: 1,
    customerTypes: [
      ['sme', 80],
      ['corporate', 100],
      ['other', 19],
    ],
    desk: { deposits: 3, loans: 34, holdings: 4, secured: 2 },
    scale: { individuals: 100, others: 70, holdings: 60 },
    reservesPerDeal: 6_000,
    placedPerDeal: 12_000,
    portfolio: [
      ['governmentHome', 40],
      ['governmentAbroad', 15],
      ['development', 10],
      ['covered', 15],
      ['governmentWeak', 4],
      ['bank', 16],
    ],
  },
]);
