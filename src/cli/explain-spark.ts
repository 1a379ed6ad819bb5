/** `plimsoll explain --engine spark [stage]`: what a server did for the last run of the date in which it took part. Needs no server, and no engine. */

import { fail } from '../errors/error.ts';
import { loadProject } from '../project/load.ts';
import { findFailure, recordAt } from '../run/record.ts';
import { findSparkRun, type SparkRun } from '../run/spark-run.ts';
import { unknownOperations, withPages } from '../run/spark-work.ts';
import { keepSparkPart } from '../run/standing-run.ts';
import { nearest } from '../std/nearest.ts';
import { type Store, sparkRunDates } from '../store/store.ts';
import type { CommandContext, Options } from './context.ts';
import { dateOf } from './date.ts';
import { projectStore } from './project-store.ts';
import { showSparkRun, showSparkStage } from './view/spark-run.ts';

/** Errors: spark.no_run, spark.stage_elsewhere, cli.no_date; those of the configuration. */
export async function explainSpark(
  { output, folder }: CommandContext,
  name: string | undefined,
  options: Options,
): Promise<void> {
  const project = await loadProject(folder);
  const store = await projectStore(folder);
  const date = dateOf(options, project);
  const found = await findSparkRun(store, date);
  if (found === undefined) {
    const dates = (await sparkRunDates(store)).filter((each) => each !== date);
    return fail('spark.no_run', { date, known: dates });
  }
  const { ui } = project.spark;
  const run = await completed(store, found, ui);
  const shown = { run, last: await lastNumber(store, date), ui };
  if (name === undefined) return showSparkRun(shown, output);
  const stage = run.stages.find((each) => each.stage === name);
  const known = run.stages.map((each) => each.stage);
  if (stage === undefined)
    return fail('spark.stage_elsewhere', { name, date, nearest: nearest(name, known), known });
  showSparkStage(shown, stage, output);
}

async function lastNumber(store: Store, date: string): Promise<number | null> {
  const ended = [await recordAt(store, date), await findFailure(store, date)];
  const numbers = ended.flatMap((each) => (each === undefined ? [] : [each.number]));
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** A history server that has to read what a large application did takes its time. */
const PAGES = { patienceMs: 0, timeoutMs: 60_000 };

/** What the pages did not know as the run ended, or nobody could ask them, they may know now; then it is kept. */
async function completed(store: Store, found: SparkRun, ui: string | null): Promise<SparkRun> {
  const run = await withPages(found, { ui, ...PAGES });
  // Where it can't be written, they are asked again next time.
  if (unknownOperations(run).length < unknownOperations(found).length)
    await keepSparkPart(store, run).catch(() => undefined);
  return run;
}
