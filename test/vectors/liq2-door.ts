/**
 * Published LIQ2 as a bank that has no deals would give it: rows that are no sums, through the pipeline of amounts by row. Totals, what derivatives count net, and the
 * ratio must come out as they were published.
 */

import { liq2Report } from '../../src/disclosure/funding.ts';
import { LIQ2 } from '../../src/disclosure/liq2.ts';
import { figureOf } from '../../src/disclosure/read-report.ts';
import { figure, type Report } from '../../src/disclosure/report.ts';
import { type ColumnId, rowsOf, type TemplateRow } from '../../src/disclosure/template.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { BASEL_LINES } from '../../src/regulation/basel/basel-lines.ts';
import { FUNDING_STAGES, fundingOf } from '../../src/report/read-funding.ts';
import { decimalOf, minus, plus, shortText, ZERO } from '../../src/values/arithmetic.ts';
import type { Decimal } from '../../src/values/decimal.ts';
import { CALCULATION_DATE } from '../regulation/basel/bank.ts';
import type { TextRow } from '../regulation/basel/case.ts';
import { onEngine } from '../regulation/basel/run-case.ts';
import { type Filing, filings } from './files.ts';
import { templateCells } from './liq2.ts';
import { withOddity } from './oddities.ts';
import { compared, halfDigit, notCovered, type Outcome } from './outcome.ts';

const FILE = 'liq2_singapore_banks';

/** Rows that the template has within another one, which has their amounts too. */
const OF_WHICH: Readonly<Record<string, string>> = { '20': '21', '22': '23' };
const AMOUNTS = ['no_maturity', 'under_6_months', 'under_1_year', 'from_1_year'] as const;

const cellOf = ({ rows }: Filing, row: string, column: ColumnId): Decimal | undefined =>
  figureOf(templateCells(rows[row] ?? {})[column] ?? '');

/** What a bank would give: of 20 and 22 what is not in 21 and 23. */
function givenCell(filing: Filing, row: string, column: ColumnId): Decimal | undefined {
  const whole = cellOf(filing, row, column);
  const within = OF_WHICH[row];
  if (whole === undefined || within === undefined) return whole;
  return minus(whole, cellOf(filing, within, column) ?? ZERO);
}

/** Rows that are no sums; totals and the ratio are computed. */
const GIVEN = rowsOf(LIQ2, 'BASEL').filter(
  ({ id, parts }) => parts.length === 0 && !['14', '33', LIQ2.ratioRow].includes(id),
);

const money = (value: Decimal | undefined): string | null =>
  value === undefined ? null : `${shortText(value)}${shortText(value).includes('.') ? '' : '.00'}`;

const amountsOf = (filing: Filing): readonly TextRow[] =>
  GIVEN.map(({ id }) => {
    const merged = givenCell(filing, id, 'merged');
    const isNet = id === '12' || id === '29';
    return {
      amount_id: `${filing.id} ${id}`,
      entity_id: filing.id,
      liq2_row: id,
      currency_code: 'EUR',
      ...Object.fromEntries(AMOUNTS.map((name) => [name, money(givenCell(filing, id, name))])),
      ...(merged === undefined ? {} : { from_1_year: money(merged) }),
      weighted: isNet ? null : (money(givenCell(filing, id, 'weighted')) ?? '0.00'),
    };
  });

export async function liq2DoorOutcomes(
  engine: Engine,
  read: (file: string) => readonly Filing[] = filings,
): Promise<readonly Outcome[]> {
  const all = read(FILE);
  const tables = {
    entity: all.map(({ id }) => ({ entity_id: id })),
    funding_amount: all.flatMap(amountsOf),
  };
  const outcomes: Outcome[] = [];
  const test = { name: 'filings', citation: 'published', tables };
  await onEngine(engine, BASEL_LINES, test, async (rows) => {
    const readAll = async (stage: string) =>
      (await rows(stage, FUNDING_STAGES[stage] ?? [])).map((text) => {
        const cells = JSON.parse(text) as readonly (string | null)[];
        return Object.fromEntries(
          (FUNDING_STAGES[stage] ?? []).map((name, index) => [name, cells[index] ?? null]),
        );
      });
    const [finals, sums] = [await readAll('nsfr_calc'), await readAll('nsfr_perimeter_rows')];
    for (const filing of all) {
      const final = finals.find((row) => row['perimeter'] === filing.id);
      if (final === undefined) throw new Error(`Invariant broken: ${filing.id} has a ratio`);
      const day = fundingOf(final, sums, { date: CALCULATION_DATE, perimeter: filing.id });
      outcomes.push(...ofFiling(filing, liq2Report(day, { currency: 'EUR', scenario: 'base' })));
    }
  });
  return outcomes.map(withOddity);
}

/** Every row that is a sum of others, and what the pipeline makes of all: in each column that the filing has. */
function ofFiling(filing: Filing, report: Report): readonly Outcome[] {
  const computed = rowsOf(LIQ2, 'BASEL').filter((row) => !GIVEN.includes(row) || row.id === '29');
  return computed.flatMap((row) =>
    row.cells.BASEL.filter((column) => row.id !== '29' || column === 'weighted').map((column) => {
      const where = { file: FILE, id: filing.id, figure: `${row.id} ${column} from its rows` };
      const expected = cellOf(filing, row.id, column);
      if (expected === undefined) return notCovered(where, 'not in the filing');
      return compared(where, expected, figure(report, row.id, column) ?? ZERO, allowed(row, expected));
    }),
  );
}

/** Half a unit for each figure that is added up, and for the sum; of the ratio half of its last digit, and what rounded amounts move it by. */
function allowed(row: TemplateRow, expected: Decimal): Decimal {
  if (row.id === LIQ2.ratioRow) return plus(halfDigit(expected), decimalOf('0.01'));
  return { units: 5n * BigInt(leaves(row).length + 1), scale: 1 };
}

const leaves = (row: TemplateRow): readonly string[] =>
  row.parts.length === 0
    ? [row.id]
    : row.parts.flatMap((part) => {
        const own = LIQ2.rows.find(({ id }) => id === part);
        return own === undefined ? [] : leaves(own);
      });
