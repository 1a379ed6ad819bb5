/** Published figures of the NSFR as positions of a bank, through the pipeline: deposits by maturity, and the add-on for derivatives. */

import type { Engine } from '../../src/engine/engine.ts';
import { BASEL } from '../../src/regulation/basel/basel.ts';
import { decimalOf, shortText, sumOf } from '../../src/values/arithmetic.ts';
import type { Decimal } from '../../src/values/decimal.ts';
import type { TextRow } from '../regulation/basel/case.ts';
import { onEngine } from '../regulation/basel/run-case.ts';
import { vectorFile } from './files.ts';
import { compared, figureText, halfDigit, type Outcome } from './outcome.ts';

type Tables = Readonly<Record<string, readonly TextRow[]>>;

/** The days are those from 31 January 2024 on, the calculation date of the cases. */
const END_DATES: Readonly<Record<string, string | null>> = {
  no_maturity: null,
  lt_6m: '2024-03-31',
  m6_12: '2024-09-30',
  ge_1y: '2026-01-31',
};

/** Insured deposits of one customer in daily use, under a scheme without a limit that anybody reaches. */
const stableDeposits = (amounts: Readonly<Record<string, string>>): Tables => ({
  insurance_scheme: [{ guarantee_scheme: 'all', limit_amount: '99999999999999.00' }],
  account: Object.entries(amounts).map(([name, balance]) => ({
    account_id: name,
    customer_id: 'individual',
    balance,
    transactional: 'true',
    guarantee_scheme: 'all',
    withdrawal_penalty: 'not_allowed',
    end_date: END_DATES[name] ?? null,
  })),
});

/** One derivative that the bank would have to pay for; `option`: the factor of the supervisor, or none. */
const derivativeLiability = (amount: string, option: string | null): Tables => ({
  derivative: [{ derivative_id: 'd', mtm: `-${amount}` }],
  national_option: option === null ? [] : [{ line: 'R100d', value: option }],
});

/** What the lines of a side are worth in the ratio. */
async function fundingValue(engine: Engine, tables: Tables, side: 'asf' | 'rsf'): Promise<Decimal> {
  let value: Decimal | null = null;
  await onEngine(engine, BASEL, { name: 'a published figure', citation: '', tables }, async (rows) => {
    const sums = (await rows('nsfr_aggregation', ['side', 'line', 'part_maturity', 'funding_value'])).map(
      (text) => JSON.parse(text) as readonly (string | null)[],
    );
    value = sumOf(sums.filter(([own]) => own === side).map((cells) => decimalOf(cells[3] ?? '0')));
  });
  if (value === null) throw new Error('Invariant broken: the pipeline was computed');
  return value;
}

interface Example {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

type Figure = (input: (name: string) => string) => readonly [tables: Tables, side: 'asf' | 'rsf'];

const deposits: Figure = (of) => [
  stableDeposits(Object.fromEntries(Object.keys(END_DATES).map((name) => [name, of(name)]))),
  'asf',
];
const addOn =
  (option: string | null): Figure =>
  (of) => [derivativeLiability(of('derivative_liabilities_before_vm'), option), 'rsf'];

/** Figure of an example → the positions that it is the value of. */
const FIGURES: Readonly<Record<string, Readonly<Record<string, Figure>>>> = {
  W11: { asf_exact: deposits, asf_disclosed: deposits },
  W12: { rsf_5pct: addOn('0.050000'), rsf_20pct_if_d295: addOn(null) },
};

export const FUNDING_EXAMPLES: readonly string[] = Object.keys(FIGURES);

/** A figure that is printed in whole units is cut, not rounded, in the filing of W11. */
const allowed = (figure: string, wanted: Decimal): Decimal =>
  figure === 'asf_disclosed' ? decimalOf('1') : halfDigit(wanted);

export async function fundingOutcomes(engine: Engine): Promise<readonly Outcome[]> {
  const file = 'worked_examples';
  const { examples } = vectorFile(file) as { readonly examples: readonly Example[] };
  const outcomes: Outcome[] = [];
  for (const { id, input, expected } of examples)
    for (const [figure, positions] of Object.entries(FIGURES[id] ?? {})) {
      const [tables, side] = positions((name) => shortText(figureText(input[name])));
      const wanted = figureText(expected[figure]);
      const got = await fundingValue(engine, tables, side);
      outcomes.push(compared({ file, id, figure }, wanted, got, allowed(figure, wanted)));
    }
  return outcomes;
}
