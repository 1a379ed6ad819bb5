/**
 * Banks for histories of the LCR: rows that look for trouble (test/regulation/basel/random-bank.ts), and a few deals of each product out
 * of a generated bank (src/generate). Both have exchange rates for some weeks around the calculation date, so that it can move.
 */

import fc from 'fast-check';
import type { Engine } from '../../src/engine/engine.ts';
import { bankTables, tableQuery } from '../../src/generate/bank.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { parseDate } from '../../src/values/date.ts';
import { type Draw, drawFrom } from '../oracle/draw.ts';
import { cellText } from '../oracle/on-engine.ts';
import { parseValue, type Row } from '../oracle/row.ts';
import { CALCULATION_DATE } from '../regulation/basel/bank.ts';
import { randomFundingBank } from '../regulation/basel/random-bank.ts';
import { sourceRows } from '../regulation/basel/run-case.ts';

export type Tables = Readonly<Record<string, readonly Row[]>>;

/** Days since 1970-01-01. */
export const TODAY = parseDate(CALCULATION_DATE) ?? 0;
/** Days before and after the first calculation date for which there are exchange rates. */
const DAYS_AROUND = 35;

export const LCR_DAYS: readonly number[] = Array.from(
  { length: 2 * DAYS_AROUND + 1 },
  (_, i) => TODAY - DAYS_AROUND + i,
);

/** Enough for each product to have some of its kinds. */
const GENERATED_DEALS = 3_000;
/** Rows of each product that a history takes; what they refer to comes with them. */
const TAKEN: Readonly<Record<string, number>> = {
  account: 30,
  loan: 12,
  holding: 8,
  security_financing: 6,
  other_flow: 6,
  derivative: 8,
  margin: 40,
  own_issue: 6,
  contingent: 6,
  netting_agreement: 3,
  collateral_flow: 20,
  other_balance: 8,
};

/** The tables of a generated bank, whole. */
export async function generatedTables(engine: Engine, seed: number): Promise<Tables> {
  const tables: Record<string, readonly Row[]> = {};
  for (const table of bankTables(GENERATED_DEALS, CALCULATION_DATE, true)) {
    const { columns, name } = table.schema;
    const numbers = `SELECT range AS row FROM range(${table.rows})`;
    const rows = await engine.rows(tableQuery(table, seed, numbers));
    tables[name] = rows.map((row) =>
      Object.fromEntries(
        columns.map((column) => [column.name, parseValue(cellText(row[column.name], column), column.type)]),
      ),
    );
  }
  return tables;
}

/** Rows of every source of the pipeline, of a bank of either kind. */
export function lcrTables(pipeline: Pipeline, generated: Tables): fc.Arbitrary<Tables> {
  const none = { name: 'a random bank', citation: '' };
  const odd = randomFundingBank.map((tables) => sourceRows(pipeline, { ...none, tables }));
  const usual = new FewDeals(generated).map((few) => ({
    ...sourceRows(pipeline, { ...none, tables: {} }),
    ...few,
  }));
  return fc
    .oneof(odd, usual)
    .map((tables) => ({ ...tables, exchange_rate: ratesAround(tables['exchange_rate'] ?? []) }));
}

class FewDeals extends fc.Arbitrary<Tables> {
  private readonly generated: Tables;

  constructor(generated: Tables) {
    super();
    this.generated = generated;
  }

  override generate(random: fc.Random): fc.Value<Tables> {
    return new fc.Value(fewDeals(drawFrom(random), this.generated), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Tables {
    return value !== undefined;
  }

  override shrink(): fc.Stream<fc.Value<Tables>> {
    return fc.Stream.nil();
  }
}

/** Some deals of each product, with all that they refer to. */
function fewDeals(draw: Draw, generated: Tables): Tables {
  const of = (name: string): readonly Row[] => generated[name] ?? [];
  const taken: Record<string, readonly Row[]> = {};
  for (const [name, count] of Object.entries(TAKEN)) taken[name] = draw.some(of(name), count, count);
  const belonging = (name: string, column: string, to: readonly Row[]): readonly Row[] => {
    const known = new Set(to.map((row) => row[column]));
    return of(name).filter((row) => known.has(row[column]));
  };
  // Margin of sets that have derivatives here; the first of each set has.
  const sets = new Set((taken['derivative'] ?? []).map((row) => row['netting_set']));
  taken['margin'] = (taken['margin'] ?? []).filter((row) => sets.has(row['netting_set'] ?? null));
  taken['loan_cash_flow'] = belonging('loan_cash_flow', 'loan_id', taken['loan'] ?? []);
  taken['sft_collateral'] = belonging('sft_collateral', 'deal_id', taken['security_financing'] ?? []);
  taken['derivative_flow'] = belonging('derivative_flow', 'derivative_id', taken['derivative'] ?? []);
  const pledged = [...(taken['holding'] ?? []), ...taken['sft_collateral'], ...taken['margin']];
  taken['instrument'] = belonging('instrument', 'security_id', pledged);
  const named = Object.values(taken).flat();
  const customers = new Set(
    ['customer_id', 'issuer_id'].flatMap((column) => named.map((row) => row[column])),
  );
  taken['customer'] = of('customer').filter((row) => customers.has(row['customer_id']));
  return { ...generated, ...taken };
}

/** The rates of the one day on every day, a little higher each day. */
function ratesAround(rates: readonly Row[]): readonly Row[] {
  const intoEuro = rates.filter((row) => row['quote_currency_code'] === 'EUR');
  return LCR_DAYS.flatMap((date) =>
    intoEuro.map((row) => ({ ...row, date, rate: movedRate(row['rate'] ?? null, date) })),
  );
}

function movedRate(rate: Value, date: number): Value {
  return typeof rate === 'bigint' ? rate + (rate * BigInt(date - TODAY)) / 1000n : rate;
}
