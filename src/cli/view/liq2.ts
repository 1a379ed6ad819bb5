/** LIQ2 as a table for people and as JSON. */

import { reportCells } from '../../disclosure/make-report.ts';
import { type Report, reportFacts } from '../../disclosure/report.ts';
import type { Output } from '../output.ts';

export const liq2Json = (report: Report) => ({
  ...reportFacts(report),
  rows: reportCells(report).map(({ row, item, cells }) => ({ row, item, ...cells })),
});

const TITLES = [
  ['no maturity', 'no_maturity'],
  ['below 6 months', 'under_6_months'],
  ['6 months to below a year', 'under_1_year'],
  ['a year and more', 'from_1_year'],
  ['in one cell', 'merged'],
  ['weighted', 'weighted'],
] as const;

export function printLiq2(report: Report, output: Output): void {
  output.line(
    `LIQ2 of ${report.perimeter} on ${report.firstDate}, amounts in ${report.currency}, scenario ${report.scenario}`,
  );
  output.line();
  output.table(
    [
      { title: 'row', align: 'left' },
      { title: 'item', align: 'left' },
      ...TITLES.map(([title]) => ({ title, align: 'right' }) as const),
    ],
    reportCells(report).map(({ row, item, cells }) => [
      row,
      row === report.template.ratioRow ? `${item} (%)` : item,
      ...TITLES.map(([, column]) => cells[column] ?? null),
    ]),
  );
  output.line();
  output.line(
    'The rows add up to available and required stable funding of the run, to the last digit. Amounts are by residual maturity; in one cell where the template merges them.',
  );
}
