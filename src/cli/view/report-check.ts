/** The verdicts on a report, for people and as JSON: what fails first. */

import { printedUnit } from '../../disclosure/precision.ts';
import { missingRows, type Report, reportFacts } from '../../disclosure/report.ts';
import { isFailure, type Verdict, type VerdictKind } from '../../disclosure/verdict.ts';
import { shortText } from '../../values/arithmetic.ts';
import type { Output } from '../output.ts';
import { grouped } from '../table.ts';

export function checkJson(file: string, report: Report, verdicts: readonly Verdict[]): unknown {
  return {
    file,
    ...reportFacts(report),
    printed_unit: shortText(printedUnit(report)),
    failed: verdicts.filter(isFailure).length,
    remarks: verdicts.filter(isRemark).length,
    missing_rows: missingRows(report),
    verdicts: inOrder(verdicts).map(({ rule, ...verdict }) => ({
      rule: rule.id,
      kind: rule.kind,
      severity: rule.severity,
      says: rule.says,
      ...verdict,
    })),
  };
}

const isRemark = ({ verdict, rule }: Verdict): boolean => verdict === 'fails' && rule.severity === 'remark';

const WORDS: Readonly<Record<VerdictKind, string>> = {
  fails: 'FAILS',
  not_applicable: 'no verdict',
  cells_missing: 'cells missing',
  holds: 'holds',
};

const word = (verdict: Verdict): string => (isRemark(verdict) ? 'remark' : WORDS[verdict.verdict]);

function rank(verdict: Verdict): number {
  if (isFailure(verdict)) return 0;
  if (isRemark(verdict)) return 1;
  return ['not_applicable', 'cells_missing', 'holds'].indexOf(verdict.verdict) + 2;
}

const inOrder = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  [...verdicts].sort((a, b) => rank(a) - rank(b));

const tells = ({ verdict, difference }: Verdict): boolean =>
  verdict === 'fails' || (verdict === 'not_applicable' && difference !== null);

export function printCheck(
  file: string,
  report: Report,
  { verdicts, all }: { readonly verdicts: readonly Verdict[]; readonly all: boolean },
  output: Output,
): void {
  output.line(`${file}: ${report.template.id}, ${report.template.title}, as ${report.form} has it`);
  output.line(`${factsText(report)}.`);
  const missing = missingRows(report);
  if (missing.length > 0)
    output.line(
      `The file has no ${missing.length === 1 ? 'row' : 'rows'} ${missing.join(', ')}, which this form has: what a rule finds there is nothing. Add them, or ask for the form that the file has with --jurisdiction.`,
    );
  output.line();
  const shown = inOrder(verdicts).filter((verdict) => all || tells(verdict));
  if (shown.length > 0) {
    const right = (title: string) => ({ title, align: 'right' }) as const;
    output.table(
      [
        { title: 'rule', align: 'left' },
        { title: 'verdict', align: 'left' },
        ...['found', 'expected', 'difference', 'allowed'].map(right),
        { title: 'what it says', align: 'left' },
      ],
      shown.map((verdict) => [
        verdict.rule.id,
        word(verdict),
        verdict.found,
        verdict.expected,
        verdict.difference,
        verdict.allowed,
        verdict.rule.says,
      ]),
    );
    output.line();
  }
  for (const verdict of shown.filter(({ verdict }) => verdict === 'fails')) output.line(cellsText(verdict));
  printSummary(verdicts, output);
}

function factsText({ currency, unit, observations, firstDate, lastDate, ...report }: Report): string {
  const amounts = `Amounts in ${unit === 'unit' ? 'units' : `${unit}s`} of ${currency ?? 'a currency that is not told'}`;
  const printed = printedUnit({ currency, unit, observations, firstDate, lastDate, ...report });
  const days =
    observations === null
      ? 'taken for averages of days'
      : observations === 1n
        ? 'of one day'
        : `averages of ${observations} days`;
  const dates =
    firstDate === null
      ? ''
      : firstDate === lastDate
        ? `, ${firstDate}`
        : `, ${firstDate} to ${lastDate ?? '?'}`;
  return `${amounts}, printed to ${grouped(shortText(printed))}; ${days}${dates}`;
}

/** Cells to name of one rule; more are counted. */
const CELLS_MAX = 12;

function cellsText({ rule, cells }: Verdict): string {
  const named = cells
    .slice(0, CELLS_MAX)
    .map(
      ({ row, column, figure }) =>
        `${row} ${column.replaceAll('_', ' ')} ${figure === null ? 'empty' : grouped(figure)}`,
    );
  const more = cells.length > CELLS_MAX ? `; and ${cells.length - CELLS_MAX} more` : '';
  return `${rule.id}: ${named.join('; ')}${more}`;
}

function printSummary(verdicts: readonly Verdict[], output: Output): void {
  const count = (kind: VerdictKind): number => verdicts.filter(({ verdict }) => verdict === kind).length;
  const failed = verdicts.filter(isFailure).length;
  const remarks = verdicts.filter(isRemark).length;
  output.line(
    `${failed === 0 ? 'No rule fails' : `${failed} ${failed === 1 ? 'rule fails' : 'rules fail'}`}; ${remarks} ${remarks === 1 ? 'remark' : 'remarks'}, ${count('holds')} hold, ${count('not_applicable')} without verdict, ${count('cells_missing')} for which cells are missing.`,
  );
}
