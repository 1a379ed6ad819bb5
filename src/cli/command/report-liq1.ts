/** `plimsoll report liq1`: the disclosure of the LCR from the runs of this project, held against its own rules before it is shown. */

import type { DayFigures } from '../../disclosure/day.ts';
import { liq1Report, reportRows } from '../../disclosure/make-report.ts';
import { fail } from '../../errors/error.ts';
import { datesWithFiles } from '../../project/resolve.ts';
import { checkStages, DAY_STAGES, feedingOf, readDay } from '../../report/read-day.ts';
import { withSession } from '../../run/open-session.ts';
import { findRecord, type RunRecord, recordAt } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { failedDates, runDates } from '../../store/store.ts';
import type { CommandContext, Options } from '../context.ts';
import { type Control, openControl } from '../control.ts';
import { givenDate, rangeOf } from '../date.ts';
import type { Output } from '../output.ts';
import {
  refuseFile,
  refuseRefused,
  refuseUnclassified,
  tellFailed,
  warnFailures,
  writeReport,
} from '../report-file.ts';
import { noteReported, shownScenario } from '../shown-scenario.ts';
import { liq1Json, printLiq1 } from '../view/liq1.ts';
import { warnUnclassified } from '../view/unclassified.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const range = rangeOf(options);
  const ask: Ask = { perimeter: String(options['perimeter']), scenario: String(options['scenario']) };
  refuseFile(options);
  await withSession(folder, async (session) => {
    checkStages(session, 'LIQ1', DAY_STAGES);
    const control = await openControl(session.store.root);
    const records =
      range === null
        ? [await findRecord(session.store, givenDate(options))]
        : await recordsOf(session, range, output);
    const currencies = [...new Set(records.map(({ reportingCurrency }) => reportingCurrency))];
    const [currency = '', ...others] = currencies;
    if (others.length > 0) fail('report.currencies', { found: currencies });
    refuseRefused(records);
    await tellFailed(session, records, output);
    const days: DayFigures[] = [];
    for (const record of records) {
      output.progress(`Reading ${record.date}`);
      days.push(await dayOf(session, record, { ...ask, control }, output));
    }
    output.endProgress();
    const report = liq1Report(days, { currency, scenario: ask.scenario });
    const feeding = feedingOf(session);
    const notes = new Map(reportRows(report, feeding).map(({ row, note }) => [row, note]));
    await writeReport(options, report, notes);
    output.result(
      liq1Json(
        report,
        days.map(({ date }) => date),
        feeding,
      ),
    );
    printLiq1(report, feeding, output);
    warnFailures(report, options, output);
  });
}

interface Ask {
  readonly perimeter: string;
  readonly scenario: string;
}

/** Figures of a day, after what a reader must know of it. */
async function dayOf(
  session: Session,
  record: RunRecord,
  { perimeter, scenario, control }: Ask & { readonly control: Control },
  output: Output,
): Promise<DayFigures> {
  const shown = await shownScenario(session, record, control, scenario);
  await noteReported(session, record, control, shown, output);
  const unclassified = await refuseUnclassified(session, shown);
  if (unclassified.length > 0) output.warn(`On ${record.date}:`);
  warnUnclassified(unclassified, record.reportingCurrency, output);
  return readDay(session, record, shown.relationOf, perimeter);
}

/** The runs of the days; days that are not in the average are told, with the reason. Errors: report.no_runs. */
async function recordsOf(
  session: Session,
  { first, last }: { readonly first: string; readonly last: string },
  output: Output,
): Promise<readonly RunRecord[]> {
  const records: RunRecord[] = [];
  for (const date of await runDates(session.store)) {
    if (date < first || date > last) continue;
    const record = await recordAt(session.store, date);
    if (record !== undefined) records.push(record);
  }
  if (records.length === 0) fail('report.no_runs', { first, last });
  const isLacking = (date: string): boolean =>
    date >= first && date <= last && !records.some((record) => record.date === date);
  const failed = (await failedDates(session.store)).filter(isLacking);
  const unreadable = (await runDates(session.store)).filter(isLacking);
  const none = (await datesWithFiles(session.project, first, last)).filter(
    (date) => isLacking(date) && !failed.includes(date) && !unreadable.includes(date),
  );
  const missing = [
    ['have files and no run', none],
    ['have a run that failed, and none before it', failed.filter((date) => !unreadable.includes(date))],
    ['have a run whose record can not be read (run them again)', unreadable],
  ] as const;
  for (const [what, dates] of missing)
    if (dates.length > 0) output.warn(`These days ${what}, and are not in the average: ${dates.join(', ')}.`);
  return records;
}
