/** Kinds of securities that the bank holds, pledges and receives: class, level, risk weight, and how many of each. */

import { pattern } from '../pattern.ts';

interface InstrumentKind {
  readonly assetClass: string;
  readonly hqlaClass: 'i' | 'iia' | 'iib' | 'ineligible';
  /** Standardised risk weight in millionths; null: not rated. */
  readonly riskWeight: number | null;
  readonly domestic: boolean;
  readonly perpetual?: true;
  readonly weight: number;
}

const kind = (
  assetClass: string,
  hqlaClass: InstrumentKind['hqlaClass'],
  riskWeight: number | null,
  weight: number,
  more?: { readonly domestic?: true; readonly perpetual?: true },
): InstrumentKind => ({ assetClass, hqlaClass, riskWeight, domestic: false, weight, ...more });

export const INSTRUMENT_KINDS = {
  governmentHome: kind('sovereign', 'i', 0, 12, { domestic: true }),
  governmentAbroad: kind('sovereign', 'i', 0, 4),
  governmentRisky: kind('sovereign', 'i', 500_000, 2, { domestic: true }),
  governmentRiskyForeign: kind('sovereign', 'i', 500_000, 1),
  centralBank: kind('central_bank', 'i', 0, 2),
  region: kind('pse', 'i', 0, 2),
  development: kind('mdb', 'i', 0, 3),
  government20: kind('sovereign', 'iia', 200_000, 2),
  region20: kind('pse', 'iia', 200_000, 2),
  development20: kind('mdb', 'iia', 200_000, 1),
  centralBank20: kind('central_bank', 'iia', 200_000, 1),
  corporateAa: kind('corporate', 'iia', 200_000, 4),
  covered: kind('covered_bond', 'iia', 100_000, 5),
  rmbs: kind('rmbs', 'iib', 200_000, 3),
  corporateBbb: kind('corporate', 'iib', 500_000, 4),
  equityIndex: kind('equity', 'iib', 1_000_000, 3, { perpetual: true }),
  governmentBbb: kind('sovereign', 'iib', 500_000, 1),
  bank: kind('financial', 'ineligible', 300_000, 4),
  corporateBb: kind('corporate', 'ineligible', 1_000_000, 3),
  equityOther: kind('equity', 'ineligible', 1_500_000, 2, { perpetual: true }),
  coveredOther: kind('covered_bond', 'ineligible', 200_000, 1),
  rmbsOther: kind('rmbs', 'ineligible', 1_000_000, 2),
  fund: kind('other', 'ineligible', null, 2),
  governmentWeak: kind('sovereign', 'ineligible', 1_500_000, 1),
} as const satisfies Readonly<Record<string, InstrumentKind>>;

export type InstrumentKindName = keyof typeof INSTRUMENT_KINDS;

const NAMES = Object.keys(INSTRUMENT_KINDS) as readonly InstrumentKindName[];
const WEIGHTS = NAMES.map((name) => [name, INSTRUMENT_KINDS[name].weight] as const);

/** Security s has the kind at position s % KIND_SLOTS of this list. */
export const KIND_SLOTS = WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
export const KIND_CYCLE: readonly InstrumentKindName[] = pattern(WEIGHTS, KIND_SLOTS);

/** The currency of security s is at position (s div KIND_SLOTS) % CURRENCY_SLOTS of this list. */
export const CURRENCY_CYCLE = pattern(
  [
    ['EUR', 8],
    ['USD', 5],
    ['GBP', 2],
    ['CHF', 2],
    ['PLN', 2],
    ['JPY', 1],
  ],
  20,
);
export const CURRENCY_SLOTS = CURRENCY_CYCLE.length;

/** Positions of KIND_CYCLE that hold securities of the kind. */
export const slotsOf = (name: InstrumentKindName): readonly number[] =>
  KIND_CYCLE.flatMap((kindName, position) => (kindName === name ? [position] : []));
