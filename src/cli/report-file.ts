/** What the commands of the group `report` share: what stops a report, where it is written, and what is told of it. */

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { evaluate } from '../disclosure/evaluate.ts';
import { reportCsv } from '../disclosure/make-report.ts';
import type { Report } from '../disclosure/report.ts';
import { isFailure } from '../disclosure/verdict.ts';
import { fail } from '../errors/error.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { readUnclassified, tooMuchUnclassified, type Unclassified } from '../run/verdict.ts';
import { BASE } from '../scenario/scenario-meaning.ts';
import { type RowNotes, reportXlsx } from '../spreadsheet/report-xlsx.ts';
import { replaceFile } from '../store/replace-file.ts';
import { failedDates } from '../store/store.ts';
import type { Options } from './context.ts';
import type { Output } from './output.ts';
import type { ShownScenario } from './shown-scenario.ts';

const fileOf = ({ to }: Options): string | null => (typeof to === 'string' ? to : null);

const OTHER_FORMS = /\.(json|xls|ods|pdf|html?)$/i;

/** Errors: report.folder, report.file_form. */
export function refuseFile(options: Options): void {
  const file = fileOf(options);
  if (file !== null && OTHER_FORMS.test(file)) fail('report.file_form', { file });
  if (file !== null && !existsSync(dirname(file))) fail('report.folder', { folder: dirname(file) });
}

/** Errors: report.refused. */
export function refuseRefused(records: readonly RunRecord[]): void {
  const refused = records.filter(({ refusal }) => refusal !== null);
  if (refused.length > 0)
    fail('report.refused', { dates: refused.map(({ date }) => date), reason: refused[0]?.refusal ?? '' });
}

/** Of a scenario, what would have refused a base like it. Errors: report.refused. */
export async function refuseUnclassified(
  session: Session,
  { name, record, relationOf }: ShownScenario,
): Promise<readonly Unclassified[]> {
  const unclassified = await readUnclassified(session, record, relationOf);
  const refusal = name === BASE ? null : tooMuchUnclassified(session, unclassified);
  if (refusal !== null) fail('report.refused', { dates: [record.date], reason: refusal.message });
  return unclassified;
}

export async function tellFailed(
  { store }: Session,
  records: readonly RunRecord[],
  output: Output,
): Promise<void> {
  const failed = await failedDates(store);
  for (const { date } of records.filter((record) => failed.includes(record.date)))
    output.warn(`The last run for ${date} failed; the figures are those of the one before it.`);
}

/**
 * A file whose name ends in .xlsx is a spreadsheet, any other is CSV. Before anything is printed: a file that can't be written is an error, and
 * with --json the only document.
 */
export async function writeReport(
  options: Options,
  report: Report,
  notes: RowNotes = new Map(),
): Promise<void> {
  const file = fileOf(options);
  if (file === null) return;
  const isSpreadsheet = file.toLowerCase().endsWith('.xlsx');
  await replaceFile(file, isSpreadsheet ? await reportXlsx(report, notes) : reportCsv(report));
}

/** Rules that the report fails, and where it was written. */
export function warnFailures(report: Report, options: Options, output: Output): void {
  for (const { rule } of evaluate(report).filter(isFailure))
    output.warn(
      `This report fails the rule ${rule.id}: ${rule.says}. \`plimsoll check report\` shows with which figures.`,
    );
  const file = fileOf(options);
  if (file !== null) output.line(`Written to ${file}.`);
}
