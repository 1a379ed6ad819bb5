/** What one perimeter has on one day, from the stages of a run: its lines, and the metrics that they must add up to. */

import { LINE_AMOUNT } from '../dictionary/line-amounts.ts';
import type { DayFigures, DayLine } from '../disclosure/day.ts';
import type { Feeding } from '../disclosure/lines.ts';
import type { TemplateId } from '../disclosure/template.ts';
import type { ResultRow } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { type RelationOf, readAll } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { decimalOf, plus, sumOf } from '../values/arithmetic.ts';
import type { Decimal } from '../values/decimal.ts';

/** What is taken off the assets of a perimeter after its lines are added up. */
const DEDUCTIONS = ['sovereign_fx_excess', 'off_trapped_1', 'off_trapped_2a', 'off_trapped_2b'] as const;

/** The stages that LIQ1 is made from, with the columns that are read. */
export const DAY_STAGES: Readonly<Record<string, readonly string[]>> = {
  perimeter_rows: ['perimeter', 'line', 'counts_as', 'amount', 'liquidity_value'],
  perimeter_totals: ['perimeter', ...DEDUCTIONS, 'lending_excess'],
  final_calc: [
    'perimeter',
    'l1',
    'l2a',
    'l2b',
    'alternatives',
    'outflows',
    'inflows',
    'stock',
    'net_outflows',
    'lcr',
  ],
};

/** Has the pipeline what the template is made from? Errors: report.pipeline. */
export function checkStages(
  { pipeline }: Session,
  template: TemplateId,
  stages: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [stage, columns] of Object.entries(stages)) {
    const found = pipeline.stages.find(({ name }) => name === stage)?.schema.columns ?? [];
    for (const column of columns)
      if (!found.some(({ name }) => name === column)) fail('report.pipeline', { template, stage, column });
  }
}

/** Does the pipeline start from amounts by line? Then every line can have one. */
export const feedingOf = ({ pipeline, project }: Pick<Session, 'pipeline' | 'project'>): Feeding =>
  pipeline.stages.some(({ name }) => name === LINE_AMOUNT.name)
    ? 'lines'
    : new Set(project.sources.map(({ spec }) => spec.table));

/** `relationOf`: of the scenario that is reported. Errors: report.perimeter, those of reading stages. */
export async function readDay(
  session: Session,
  record: RunRecord,
  relationOf: RelationOf,
  perimeter: string,
): Promise<DayFigures> {
  const read = (stage: string) => readAll(session, record, stage, relationOf);
  const rows = {
    final_calc: await read('final_calc'),
    perimeter_totals: await read('perimeter_totals'),
    perimeter_rows: await read('perimeter_rows'),
  };
  const known = rows.final_calc.map((row) => String(row['perimeter']));
  return (
    dayOf(rows, { date: record.date, perimeter, feeding: feedingOf(session) }) ??
    fail('report.perimeter', { name: perimeter, date: record.date, known })
  );
}

/** Rows of the stages that LIQ1 is made from, of all perimeters. */
export type StageRows = Readonly<
  Record<'final_calc' | 'perimeter_totals' | 'perimeter_rows', readonly ResultRow[]>
>;

/** undefined: there is no such perimeter. */
export function dayOf(
  rows: StageRows,
  about: Pick<DayFigures, 'date' | 'perimeter' | 'feeding'>,
): DayFigures | undefined {
  const { perimeter } = about;
  const final = rows.final_calc.find((row) => row['perimeter'] === perimeter);
  if (final === undefined) return undefined;
  const totals = rows.perimeter_totals.filter((row) => row['perimeter'] === perimeter);
  const cells = rows.perimeter_rows.filter(
    (row) => row['perimeter'] === perimeter && row['counts_as'] !== null,
  );
  const of = (name: string): Decimal => decimal(final, name);
  return {
    ...about,
    lines: linesOf(cells),
    excess: sumOf(totals.flatMap((row) => DEDUCTIONS.map((name) => decimal(row, name)))),
    lending: sumOf(totals.map((row) => decimal(row, 'lending_excess'))),
    levels: sumOf(['l1', 'l2a', 'l2b', 'alternatives'].map(of)),
    outflows: of('outflows'),
    inflows: of('inflows'),
    stock: of('stock'),
    netOutflows: of('net_outflows'),
    lcr: final['lcr'] === null ? null : of('lcr'),
  };
}

const decimal = (row: ResultRow, name: string): Decimal => decimalOf(String(row[name] ?? 0));

/** Currencies, levels and entities added up. */
function linesOf(cells: readonly ResultRow[]): readonly DayLine[] {
  const lines = new Map<string, DayLine>();
  for (const row of cells) {
    const [line, kind] = [String(row['line']), String(row['counts_as'])];
    const key = `${kind} ${line}`;
    const [amount, value] = [decimal(row, 'amount'), decimal(row, 'liquidity_value')];
    const before = lines.get(key);
    lines.set(key, {
      line,
      kind,
      amount: before === undefined ? amount : plus(before.amount, amount),
      value: before === undefined ? value : plus(before.value, value),
    });
  }
  return [...lines.values()];
}
