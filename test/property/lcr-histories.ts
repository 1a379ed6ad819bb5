/**
 * Random histories of the LCR and the NSFR themselves, both ratios from one pipeline: rules on its adjustable columns of every stage, other dates, corrected rows of the bank, and
 * replaced rates: a national option, or a part of the table of factors, in place or from a day on.
 */

import fc from 'fast-check';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { PipelineDefinition, SourceStage } from '../../src/pipeline/stage.ts';
import { BASEL } from '../../src/regulation/basel/basel.ts';
import { LADDER_STAGES } from '../../src/regulation/basel/ladder.ts';
import { CURRENCY_STAGES } from '../../src/regulation/basel/lcr-currencies.ts';
import type { Column } from '../../src/schema/table.ts';
import { DATE, type Value } from '../../src/schema/types.ts';
import { type Draw, drawFrom } from '../oracle/draw.ts';
import { type ActWays, randomActsOn } from '../oracle/generate-history.ts';
import type { PipelineCase } from '../oracle/generate-pipeline.ts';
import { type Act, areValidActs, type History, type HistoryState } from '../oracle/history.ts';
import { keyOf, parseValue, type Row } from '../oracle/row.ts';
import { fewerActs, smallerWithin } from '../oracle/shrink-history.ts';
import { LCR_DAYS, lcrTables, type Tables, TODAY } from './lcr-banks.ts';

const UNREAD: readonly { readonly name: string }[] = [...LADDER_STAGES, ...CURRENCY_STAGES];

/** Without the stages that no output reads: rules there would move nothing that is kept. */
const DEFINITION: PipelineDefinition = {
  ...BASEL,
  stages: BASEL.stages.filter(({ name }) => !UNREAD.some((stage) => stage.name === name)),
};

export const LCR = checkPipeline(DEFINITION);

/** A bank, of either kind, on the first calculation date. */
export function lcrStart(generated: Tables, seed: number): PipelineCase {
  const [tables] = fc.sample(lcrTables(LCR, generated), { numRuns: 1, seed });
  if (tables === undefined) throw new Error('Invariant broken: a bank was drawn');
  return {
    definition: DEFINITION,
    tables,
    parameters: { calculation_date: TODAY, reporting_currency: 'EUR', jurisdiction: 'BASEL' },
  };
}

class LcrHistoryArbitrary extends fc.Arbitrary<History> {
  private readonly start: PipelineCase;
  private readonly acts: readonly number[];

  constructor(start: PipelineCase, acts: readonly number[]) {
    super();
    this.start = start;
    this.acts = acts;
  }

  override generate(random: fc.Random): fc.Value<History> {
    const draw = drawFrom(random);
    const start = this.start;
    const acts = randomActsOn(draw, LCR, start, LCR_WAYS, draw.pick(this.acts));
    return new fc.Value({ start, acts }, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is History {
    return value !== undefined;
  }

  /** The acts alone: a bank of a hundred rows takes too long. */
  override shrink(value: History): fc.Stream<fc.Value<History>> {
    return fc.stream(smallerActs(value));
  }
}

function* smallerActs(history: History): Generator<fc.Value<History>> {
  for (const smaller of [...fewerActs(history), ...smallerWithin(history)]) {
    if (areValidActs(LCR, smaller)) yield new fc.Value(smaller, undefined);
  }
}

/** Histories that begin with the bank; each has one of so many `acts`. */
export function lcrHistories(start: PipelineCase, acts: readonly number[]): fc.Arbitrary<History> {
  return new LcrHistoryArbitrary(start, acts);
}

const LCR_WAYS: ActWays = { day: lcrDay, correction: lcrCorrection, refusedKept: 10 };

/** At or next to the end of a rule or of a rate's period, or any day that has exchange rates. */
function lcrDay(draw: Draw, { documents, tables }: HistoryState): number {
  const ends = documents.flatMap(({ effectiveDate, expiryDate }) => [effectiveDate, expiryDate]);
  const rates = RATE_TABLES.flatMap((name) => (tables[name] ?? []).map((row) => row['valid_from'] ?? null));
  const days = [...ends.map((text) => parseValue(text, DATE)), ...rates].map(
    (day) => Number(day) + draw.pick([-1, 0, 0, 1]),
  );
  const known = days.filter((day) => LCR_DAYS.includes(day));
  return draw.pick(known.length > 0 && draw.chance(60) ? known : LCR_DAYS);
}

const RATE_TABLES = ['national_option', 'lcr_factor', 'nsfr_factor'] as const;
/** Tables whose rows a bank corrects. */
const BANK_TABLES = [
  ...['customer', 'insurance_scheme', 'account', 'account', 'loan', 'loan_cash_flow', 'instrument'],
  ...['holding', 'security_financing', 'sft_collateral', 'other_flow', 'exchange_rate'],
  ...['own_issue', 'contingent', 'derivative', 'derivative_flow', 'margin', 'netting_agreement'],
  ...['collateral_flow', 'capital', 'other_balance', 'collateral_pool', 'liquidity_option'],
] as const;

function lcrCorrection(draw: Draw, state: HistoryState): Act {
  if (draw.chance(40)) return replacedRates(draw, state);
  const filled = BANK_TABLES.filter((name) => (state.tables[name] ?? []).length > 0);
  return correctedRows(draw, sourceNamed(draw.pick(filled)), state);
}

function sourceNamed(name: string): SourceStage {
  const stage = BASEL.stages.find((each) => each.name === name);
  if (stage?.kind !== 'source') throw new Error(`Invariant broken: the LCR has a source ${name}`);
  return stage;
}

const RATES = ['0.000000', '0.030000', '0.250000', '0.333333', '0.500000', '1.000000'];
const ADD_ONS = ['0.050000', '0.100000', '0.200000'];
const RATE_COLUMN = {
  national_option: 'value',
  lcr_factor: 'liquidity_factor',
  nsfr_factor: 'factor',
} as const;

/** Other rates for some lines: in place, or in a row of their own from a day on, to which the earlier one then ends. */
function replacedRates(draw: Draw, { tables, parameters }: HistoryState): Act {
  const table = draw.pick(RATE_TABLES);
  const open = (tables[table] ?? []).filter((row) => row['valid_to'] === null);
  // Supervisors may choose the add-on of derivatives from a range alone.
  const rate = (line: Value): Value =>
    parseValue(draw.pick(line === 'R100d' ? ADD_ONS : RATES), { kind: 'decimal', precision: 7, scale: 6 });
  const lines = draw.some(open, 1, draw.pick([1, 3, open.length]));
  const from = Number(parameters['calculation_date']) + draw.pick([-1, 0, 0, 1, 5]);
  const dated = draw.chance(40);
  const put = lines.flatMap((row): readonly Row[] => {
    const other = { ...row, [RATE_COLUMN[table]]: rate(row['line'] ?? null) };
    if (!dated || Number(row['valid_from']) >= from) return [other];
    return [
      { ...row, valid_to: from - 1 },
      { ...other, valid_from: from },
    ];
  });
  return { kind: 'source', table, put, remove: [] };
}

const CHANGES_MAX = 3;

/** Rows changed, taken away, and added: a copy of one with a key of its own and a few other values. */
function correctedRows(draw: Draw, { name, table }: SourceStage, { tables }: HistoryState): Act {
  const rows = tables[name] ?? [];
  const put = new Map<string, Row>();
  const remove: Row[] = [];
  for (const old of draw.some(rows, 1, CHANGES_MAX)) {
    const kind = draw.pick(['change', 'change', 'change', 'remove', 'add'] as const);
    if (kind === 'remove') {
      remove.push(old);
      continue;
    }
    const others = table.columns.filter((column) => !table.key.includes(column.name));
    const moved = draw.some(others, 1, 2).map((column) => [column.name, otherValue(draw, column, rows)]);
    const key = kind === 'add' ? newKey(draw, table.key, old) : {};
    const row = { ...old, ...Object.fromEntries(moved), ...key };
    put.set(keyOf(row, table.key), row);
  }
  return { kind: 'source', table: name, put: [...put.values()], remove };
}

/** As the column has it in another row, NULL where it may be, or a number near by. */
function otherValue(draw: Draw, column: Column, rows: readonly Row[]): Value {
  if (column.nullable && draw.chance(15)) return null;
  if (column.domain?.kind === 'values' && draw.chance(60)) return draw.pick(column.domain.values);
  const value = draw.pick(rows)[column.name] ?? null;
  if (column.type.kind === 'date' && typeof value === 'number') return value + draw.pick([-30, -1, 0, 1]);
  if (column.unit !== 'money' || typeof value !== 'bigint') return value;
  return value + BigInt(draw.pick([0, 0, 1, 333, 100_000]));
}

/** The row's first text of the key with something behind it; a key without text stays. */
function newKey(draw: Draw, key: readonly string[], row: Row): Row {
  const text = key.find((column) => typeof row[column] === 'string');
  return text === undefined ? {} : { [text]: `${row[text]}-${draw.between(1, 9)}` };
}
