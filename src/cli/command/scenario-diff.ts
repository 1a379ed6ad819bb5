/** `plimsoll scenario diff A B`: the metrics that differ, and how many rows of each kept stage do. */

import { fail } from '../../errors/error.ts';
import { withSession } from '../../run/open-session.ts';
import { findRecord } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { sideMoves } from '../../scenario/adjust.ts';
import { type OpenScenario, openScenario } from '../../scenario/open-scenario.ts';
import { scenarioMeaning } from '../../scenario/scenario-meaning.ts';
import { differingCount } from '../../scenario/variance.ts';
import type { CommandContext, Options } from '../context.ts';
import { openControl } from '../control.ts';
import { givenDate } from '../date.ts';
import { movesJson, printMoves } from '../view/moves.ts';
import { warnRefused } from '../view/refused.ts';

export async function command(
  { output, folder }: CommandContext,
  [a = '', b = '']: readonly string[],
  options: Options,
): Promise<void> {
  if (a === b) fail('cli.against', { found: a });
  await withSession(folder, async (session) => {
    const run = await findRecord(session.store, givenDate(options));
    const { log, state } = await openControl(session.store.root);
    const open = async (name: string): Promise<OpenScenario> =>
      openScenario(session, run, await scenarioMeaning(log, state, name), () => performance.now());
    const [before, after] = [await open(a), await open(b)];
    const moves = await sideMoves(session, before.side, after.side);
    const stages = await differingStages(session, before, after);
    output.result({
      date: run.date,
      before: a,
      after: b,
      currency: run.reportingCurrency,
      metrics: movesJson(moves),
      stages: stages.map(({ stage, differing }) => ({ stage, differing })),
    });
    warnRefused(run, output);
    output.line(`${b} against ${a} on ${run.date}`);
    output.line();
    printMoves(moves, run.reportingCurrency, output, { before: a, after: b });
    output.line();
    output.table(
      [
        { title: 'stage', align: 'left' },
        { title: 'rows that differ', align: 'right' },
      ],
      stages.map(({ stage, differing }) => [stage, differing]),
    );
    output.line();
    output.line(`\`plimsoll show STAGE --scenario ${b} --against ${a}\` shows them.`);
  });
}

/** Of the pipeline's own stages those that both keep. */
async function differingStages(
  session: Session,
  before: OpenScenario,
  after: OpenScenario,
): Promise<readonly { readonly stage: string; readonly differing: bigint }[]> {
  const stages: { stage: string; differing: bigint }[] = [];
  for (const { name, schema } of session.pipeline.stages) {
    if (!before.side.stored.has(name) || !after.side.stored.has(name)) continue;
    const sides = { schema, before: before.side, after: after.side };
    stages.push({ stage: name, differing: await differingCount(session.engine, sides) });
  }
  return stages;
}
