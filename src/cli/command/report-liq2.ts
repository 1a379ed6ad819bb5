/** `plimsoll report liq2`: the disclosure of the NSFR from a run of this project, held against its own rules before it is shown. */

import { liq2Report } from '../../disclosure/funding.ts';
import { checkStages } from '../../report/read-day.ts';
import { FUNDING_STAGES, readFunding } from '../../report/read-funding.ts';
import { withSession } from '../../run/open-session.ts';
import { findRecord } from '../../run/record.ts';
import type { CommandContext, Options } from '../context.ts';
import { openControl } from '../control.ts';
import { givenDate } from '../date.ts';
import {
  refuseFile,
  refuseRefused,
  refuseUnclassified,
  tellFailed,
  warnFailures,
  writeReport,
} from '../report-file.ts';
import { noteReported, shownScenario } from '../shown-scenario.ts';
import { liq2Json, printLiq2 } from '../view/liq2.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const perimeter = String(options['perimeter']);
  const scenario = String(options['scenario']);
  refuseFile(options);
  await withSession(folder, async (session) => {
    checkStages(session, 'LIQ2', FUNDING_STAGES);
    const control = await openControl(session.store.root);
    const record = await findRecord(session.store, givenDate(options));
    refuseRefused([record]);
    await tellFailed(session, [record], output);
    const shown = await shownScenario(session, record, control, scenario);
    await noteReported(session, record, control, shown, output);
    await refuseUnclassified(session, shown);
    const figures = await readFunding(session, record, shown.relationOf, perimeter);
    const report = liq2Report(figures, { currency: record.reportingCurrency, scenario });
    await writeReport(options, report);
    output.result(liq2Json(report));
    printLiq2(report, output);
    warnFailures(report, options, output);
  });
}
