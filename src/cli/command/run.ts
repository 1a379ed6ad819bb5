/**
 * `plimsoll run`: reads what changed, calculates what depends on it, and shows the metrics: base, and `reported` beside it where approved
 * rules are in force on the date. Both are recorded as acts of the control log. `--dates` does so for every day that has files.
 */

import { fail } from '../../errors/error.ts';
import { datesWithFiles } from '../../project/resolve.ts';
import type { BaseEngine } from '../../run/base-engine.ts';
import { type ComputeDate, inLanes } from '../../run/lanes.ts';
import { withSession } from '../../run/open-session.ts';
import type { Session } from '../../run/session.ts';
import { withBase } from '../../run/with-base.ts';
import type { CommandContext, Options } from '../context.ts';
import { actingUser } from '../control.ts';
import { dateOf, parallelOf, rangeOf } from '../date.ts';
import { engineOf, modeOf } from '../mode.ts';
import type { Output } from '../output.ts';
import { type ComputedBase, computeBase, type RunAsk, runOne, worseExit } from '../run-one.ts';
import { errorJson, userError } from '../user-error.ts';
import { warnUnread } from '../view/unread.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const ask = { verify: options['verify'] === true, mode: modeOf(options), user: actingUser(options) };
  const range = rangeOf(options);
  const parallel = parallelOf(options);
  const calculate = async (session: Session, base?: BaseEngine): Promise<void> => {
    const common = { ...ask, ...(base === undefined ? {} : { base }) };
    warnUnread(session, output);
    if (range === null) {
      const date = dateOf(options, session.project);
      output.result(await runOne(session, { ...common, date }, output));
      return;
    }
    const dates = await datesWithFiles(session.project, range.first, range.last);
    if (dates.length === 0) {
      const readsServers = session.project.sources.some(({ server }) => server !== null);
      fail('cli.no_dated_files', { ...range, readsServers });
    }
    const lanes = Math.min(parallel, dates.length);
    const compute: ComputeDate<ComputedBase> = (own, date, onInput) =>
      computeBase(
        own,
        { ...common, date },
        { onInput, onProgress: (text) => output.progress(`${date}: ${text}`) },
      );
    const runs =
      lanes === 1
        ? await runAll(session, dates, common, output)
        : await inLanes(session, { lanes, dates }, compute, (computed) =>
            runAll(session, dates, common, output, computed),
          );
    output.result({ runs });
  };
  await withSession(folder, (session) =>
    withBase(session, engineOf(options), (base) => calculate(session, base)),
  );
}

/** What dates have is told in their order; what is wrong with one does not keep the others from being calculated. */
async function runAll(
  session: Session,
  dates: readonly string[],
  common: Omit<RunAsk, 'date'>,
  output: Output,
  computed?: (date: string) => Promise<ComputedBase>,
): Promise<readonly unknown[]> {
  const runs: unknown[] = [];
  const [failed, refused]: [string[], string[]] = [[], []];
  for (const date of dates) {
    output.line(`━━ ${date}`);
    output.line();
    try {
      const run = await runOne(
        session,
        { ...common, date },
        output,
        computed === undefined ? undefined : () => computed(date),
      );
      runs.push(run);
      if (run.refused !== null) refused.push(date);
    } catch (thrown) {
      const error = userError(thrown);
      if (error === undefined) throw thrown;
      output.warn(`${date}: ${error.message}`);
      runs.push({ date, error: errorJson(error) });
      failed.push(date);
      process.exitCode = worseExit(error.exit);
    }
    output.line();
  }
  const list = (name: string, days: readonly string[]): string =>
    days.length === 0 ? '' : ` ${name}: ${days.join(', ')}.`;
  output.line(
    `${dates.length - failed.length} of ${dates.length} dates calculated.${list('Refused', refused)}${list('With an error', failed)}`,
  );
  return runs;
}
