/**
 * Puts together what a server did for a run: from what its steps wrote, and from the pages of Spark, where a project says where they are.
 *
 * Nothing here ends a run. What can't be had is not known, with the reason, and may be asked for again as long as somebody keeps it: the server, or a
 * history server.
 */

import type { SparkEngine } from '../engine/spark/spark.ts';
import { PlimsollError } from '../errors/error.ts';
import type { BaseEngine } from './base-engine.ts';
import type { WrittenPart } from './execute.ts';
import { CUTTING_SETTINGS, type SparkFacts, type SparkRun, type SparkRunPart } from './spark-run.ts';

const APPLICATION = 'spark.app.id';

/** Asked while it is there. What can't be had is not in it. */
export async function sparkFacts(engine: Pick<SparkEngine, 'setting'>): Promise<SparkFacts> {
  const found = new Map<string, string>();
  try {
    for (const name of [APPLICATION, ...CUTTING_SETTINGS]) {
      const value = await engine.setting(name);
      if (value !== null) found.set(name, value);
    }
  } catch (error) {
    // Whoever does not answer once is not asked again: each question is repeated for more than a minute.
    if (!(error instanceof PlimsollError)) throw error;
  }
  const { [APPLICATION]: application = null, ...settings } = Object.fromEntries(found);
  return { application, settings };
}

/** The parts that the server computed or failed at; how it did so is not known yet. null: there are none. `failure`: why the run failed; null: it did not. */
export function sparkRunOf(
  run: Pick<SparkRun, 'date' | 'number'>,
  written: readonly WrittenPart[],
  { server, settingsOf }: Pick<BaseEngine, 'server' | 'settingsOf'>,
  failure: string | null,
): SparkRun | null {
  const parts = written.filter(({ engine }) => engine === 'spark');
  if (server === null || parts.length === 0) return null;
  const prints = new Map(parts.map(({ stage, fingerprint }) => [stage, fingerprint]));
  const failedStage = written.find(({ files }) => files === null)?.stage ?? null;
  const stages = [...prints].map(([stage, fingerprint]) => {
    const special = Object.entries(settingsOf(stage)).filter(([name]) => isCutting(name));
    const settings = { ...server.settings, ...Object.fromEntries(special) };
    const own = parts.filter((part) => part.stage === stage);
    // Of a stage that failed nothing is kept, also of its queries that had ended.
    return { stage, fingerprint, settings, parts: own.map((part) => partOf(part, stage !== failedStage)) };
  });
  const failed = failure === null ? null : { stage: failedStage, message: failure };
  return { format: 1, ...run, application: server.application, failed, problem: null, stages };
}

/** Is anything told of what the server did? */
export const hasWork = ({ stages }: SparkRun): boolean =>
  stages.some(({ parts }) => parts.some(({ files, work }) => files.length > 0 || (work ?? []).length > 0));

const isCutting = (name: string): boolean => CUTTING_SETTINGS.some((each) => each === name);

function partOf({ operation, cut, durationMs, files: written }: WrittenPart, isKept: boolean): SparkRunPart {
  const files = isKept ? (written ?? []) : [];
  return {
    operation,
    cut,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    durationMs: Math.round(durationMs),
    partitions: Math.max(1, new Set(files.map(({ partition }) => partition)).size),
    files: files.map(({ bytes }) => bytes),
    work: null,
  };
}

export interface PagesOptions {
  /** The address of Spark's pages; null: the project does not say. */
  readonly ui: string | null;
  /** How long the pages may take to hear of what has ended. */
  readonly patienceMs: number;
  /** How long all questions together may take. */
  readonly timeoutMs: number;
}

/** The same with what the pages of Spark say of what was not known; `problem` says why something is still not. */
export async function withPages(run: SparkRun, { ui, ...limits }: PagesOptions): Promise<SparkRun> {
  const unknown = unknownOperations(run);
  if (unknown.length === 0 || ui === null) return run;
  if (run.application === null)
    return { ...run, problem: 'The server did not say what its application is called.' };
  const pages = { address: ui, application: run.application };
  // What speaks to pages is read only where there are some.
  const { operationWork } = await import('../engine/spark/pages/operation-work.ts');
  try {
    const found = await operationWork(pages, unknown, { writing: writingOperations(run), ...limits });
    const stages = run.stages.map((stage) => ({
      ...stage,
      parts: stage.parts.map((part) => ({ ...part, work: part.work ?? found.get(part.operation) ?? null })),
    }));
    return { ...run, stages, problem: unknownText({ ...run, stages }, pages.address) };
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    return { ...run, problem: error.message };
  }
}

/** Names of the statements of which it is not known what the server did for them. */
export const unknownOperations = (run: SparkRun): readonly string[] =>
  run.stages.flatMap(({ parts }) =>
    parts.filter(({ work }) => work === null).map(({ operation }) => operation),
  );

const writingOperations = (run: SparkRun): ReadonlySet<string> =>
  new Set(
    run.stages.flatMap(({ parts }) =>
      parts.filter(({ files }) => files.length > 0).map(({ operation }) => operation),
    ),
  );

function unknownText(run: SparkRun, address: string): string | null {
  const stages = run.stages.filter(({ parts }) => parts.some(({ work }) => work === null));
  if (stages.length === 0) return null;
  if (stages.every(({ stage }) => stage === run.failed?.stage))
    return `The pages of Spark at ${address} know nothing of it: it may have failed before Spark began it.`;
  return forgottenText(address, unknownOperations(run).length);
}

const forgottenText = (address: string, count: number): string =>
  `The pages of Spark at ${address} do not know ${count === 1 ? 'one of the statements' : `${count} of the statements`}: they forget old ones (spark.ui.retainedJobs and spark.ui.retainedStages of the server), and those of a history server hear of new ones some seconds later.`;
