/** LIQ2 as a table for people and as JSON. */

import { reportCells } from '../../disclosure/make-report.ts';
import { type Report, reportFacts } from '../../disclosure/report.ts';
import { COLUMN_TITLES, type ColumnId } from '../../disclosure/template.ts';
import type { Output } from '../output.ts';

export const liq2Json = (report: Report) => ({
  ...reportFacts(report),
  rows: reportCells(report).map(({ row, item, cells }) => ({ row, item, ...cells })),
});

const COLUMNS = [
  'no_maturity',
  'under_6_months',
  'under_1_year',
  'from_1_year',
  'merged',
  'weighted',
] as const satisfies readonly ColumnId[];

export function printLiq2(report: Report, output: Output): void {
  output.line(
    `LIQ2 of ${report.perimeter} on ${report.firstDate}, amounts in ${report.currency}, scenario ${report.scenario}`,
  );
  output.line();
  output.table(
    [
      { title: 'row', align: 'left' },
      { title: 'item', align: 'left' },
      ...COLUMNS.map((column) => ({ title: COLUMN_TITLES[column], align: 'right' }) as const),
    ],
    reportCells(report).map(({ row, item, cells }) => [
      row,
      row === report.template.ratioRow ? `${item} (%)` : item,
      ...COLUMNS.map((column) => cells[column] ?? null),
    ]),
  );
  output.line();
  output.line(
    'The rows add up to available and required stable funding of the run, to the last digit. Amounts are by residual maturity; in one cell where the template merges them.',
  );
}
