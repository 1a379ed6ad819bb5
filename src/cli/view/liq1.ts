/** LIQ1 as a table for people and as JSON. */

import type { Feeding } from '../../disclosure/lines.ts';
import { reportRows } from '../../disclosure/make-report.ts';
import { type Report, reportFacts } from '../../disclosure/report.ts';
import type { Output } from '../output.ts';

export const liq1Json = (report: Report, dates: readonly string[], feeding: Feeding) => ({
  ...reportFacts(report),
  dates,
  rows: reportRows(report, feeding),
});

export function printLiq1(report: Report, feeding: Feeding, output: Output): void {
  const days =
    report.observations === 1n
      ? `on ${report.firstDate}`
      : `average of ${report.observations} days from ${report.firstDate} to ${report.lastDate}`;
  output.line(
    `LIQ1 of ${report.perimeter} ${days}, amounts in ${report.currency}, scenario ${report.scenario}`,
  );
  output.line();
  const rows = reportRows(report, feeding);
  output.table(
    [
      { title: 'row', align: 'left' },
      { title: 'item', align: 'left' },
      { title: 'unweighted', align: 'right' },
      { title: 'weighted', align: 'right' },
      { title: 'note', align: 'left' },
    ],
    rows.map(({ row, item, unweighted, weighted, note }) => [
      row,
      row === report.template.ratioRow ? `${item} (%)` : item,
      unweighted,
      weighted,
      note,
    ]),
  );
  output.line();
  output.line(
    'The lines of each day add up to its stock, outflows and inflows, to the last digit. Averages are rounded to four digits, half away from zero; row 23 is the average of daily ratios.',
  );
}
