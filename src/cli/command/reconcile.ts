/**
 * `plimsoll reconcile`: what went in against what came out. Every record of every file by where it went, in count and in amount; and every stage of
 * the run against those it is made from, up to the metrics. A difference is a failure: exit code 1.
 */

import { isBreakdown } from '../../reconcile/breakdown.ts';
import { checkInputs } from '../../reconcile/inputs.ts';
import { checkStages } from '../../reconcile/stages.ts';
import { withSession } from '../../run/open-session.ts';
import { findRecord } from '../../run/record.ts';
import type { CommandContext, Options } from '../context.ts';
import { givenDate } from '../date.ts';
import { inputJson, printInputs, printStages, stageJson, warnDifferences } from '../view/reconciliation.ts';
import { warnFailed, warnRefused } from '../view/refused.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const by = isBreakdown(options['by']) ? options['by'] : 'file';
  await withSession(folder, async (session) => {
    const record = await findRecord(session.store, givenDate(options));
    await warnFailed(session, record, output);
    warnRefused(record, output);
    const { inputs, differences } = await checkInputs(session, record, by);
    const stages = await checkStages(session, record, (name) => output.progress(`Adding up ${name}`));
    output.endProgress();
    const uneven = stages.flatMap(({ compared }) => compared).filter((each) => each.differences.length > 0);
    output.result({
      date: record.date,
      by,
      inputs: inputs.map(inputJson),
      stages: stages.map(stageJson),
      differences: differences.length + uneven.length,
      input_differences: differences,
    });
    output.line(`Reconciliation of ${record.date}, base`);
    output.line();
    printInputs(inputs, by, output);
    printStages(stages, options['all'] === true, output);
    warnDifferences(differences, stages, output);
    if (differences.length + uneven.length > 0) process.exitCode = 1;
  });
}
