/**
 * What a server did for operations of a session: their jobs, and of these the stages.
 *
 * Spark Connect marks each job with the operation that it is for. The pages hear of what happens a moment later, and forget what is old
 * (`spark.ui.retainedJobs`, `spark.ui.retainedStages`), so that of an operation either all is told or nothing.
 */

import { ask, type Pages } from './ask.ts';
import { numberOf, partOf, QUANTILES, type StageWork, stageWorkOf, textOf } from './stage-work.ts';

export interface OperationWorkOptions {
  /** Those that have written files. */
  readonly writing: ReadonlySet<string>;
  /** How long the pages may take to hear of what has ended. */
  readonly patienceMs: number;
  /** How long all of it may take. */
  readonly timeoutMs: number;
}

/** By operation the stages of Spark that did something for it, in the order of their numbers. One of which the pages do not know all is left out. Errors: spark.pages. */
export async function operationWork(
  pages: Pages,
  operations: readonly string[],
  { writing, patienceMs, timeoutMs }: OperationWorkOptions,
): Promise<ReadonlyMap<string, readonly StageWork[]>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const ended = await endedOperations(pages, operations, writing, patienceMs, signal);
  const waiting = [...ended];
  const work = new Map<string, readonly StageWork[]>();
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [operation, asked] = next;
      const stages = await stagesWork(pages, asked, signal);
      // The stage that writes is the last one.
      const isWhole = stages?.some(({ outputBytes }) => outputBytes > 0) ?? false;
      if (stages !== null && (isWhole || !writing.has(operation))) work.set(operation, stages);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return work;
}

/** Questions at a time: a server's pages are answered by a few threads. */
const AT_ONCE = 4;

const PAUSE_MS = 200;

/** Of an operation whose jobs have ended. */
interface Stages {
  readonly ids: readonly number[];
  /** How many of them did something; the rows of the others lay there already. */
  readonly done: number;
}

/** By operation its stages, where all of its jobs have ended. One that wrote nothing and has no jobs is not waited for: it may have failed before its first. */
async function endedOperations(
  pages: Pages,
  operations: readonly string[],
  writing: ReadonlySet<string>,
  patienceMs: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Stages>> {
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    const jobs = jobsIn((await ask(pages, 'jobs', signal)) ?? []);
    const ended = endedOf(jobs, operations);
    const isOpen = (each: string): boolean => !ended.has(each) && (writing.has(each) || jobs.of.has(each));
    if (!operations.some(isOpen) || waitedMs >= patienceMs) return ended;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

interface Job {
  readonly id: number;
  readonly hasEnded: boolean;
  readonly stages: readonly number[];
  /** Stages that did something. */
  readonly done: number;
}

interface Jobs {
  /** By operation. */
  readonly of: ReadonlyMap<string, readonly Job[]>;
  /** Of all, whatever they are for. */
  readonly ids: ReadonlySet<number>;
}

function jobsIn(told: unknown): Jobs {
  const of = new Map<string, Job[]>();
  const ids = new Set<number>();
  for (const job of listOf(told)) {
    const status = textOf(job, 'status');
    const id = numberOf(job, 'jobId') ?? 0;
    ids.add(id);
    const done = (numberOf(job, 'numCompletedStages') ?? 0) + (numberOf(job, 'numFailedStages') ?? 0);
    const stages = listOf(partOf(job, 'stageIds')).filter((each) => typeof each === 'number');
    for (const tag of listOf(partOf(job, 'jobTags'))) {
      const operation = operationIn(tag);
      if (operation === undefined) continue;
      const own = of.get(operation) ?? [];
      of.set(operation, own);
      own.push({ id, hasEnded: status === 'SUCCEEDED' || status === 'FAILED', stages, done });
    }
  }
  return { of, ids };
}

function endedOf(jobs: Jobs, operations: readonly string[]): ReadonlyMap<string, Stages> {
  const ended = new Map<string, Stages>();
  for (const operation of operations) {
    const own = jobs.of.get(operation) ?? [];
    const ids = new Set(own.flatMap(({ stages }) => stages));
    // The jobs of one statement begin one after another: where the one before its first is forgotten, that may be its own.
    const first = Math.min(...own.map((job) => job.id));
    const mayLack = first > 0 && !jobs.ids.has(first - 1);
    if (own.length > 0 && !mayLack && own.every(({ hasEnded }) => hasEnded))
      ended.set(operation, {
        ids: [...ids].sort((a, b) => a - b),
        done: own.reduce((sum, job) => sum + job.done, 0),
      });
  }
  return ended;
}

/** `SparkConnect_OperationTag_User_…_Session_…_Operation_<id>`. */
const operationIn = (tag: unknown): string | undefined =>
  typeof tag === 'string'
    ? /^SparkConnect_OperationTag_.*_Operation_([0-9a-f-]+)$/.exec(tag)?.[1]
    : undefined;

/** Those that did something; null: the pages do not know all of them any more. What did nothing they forget first. */
async function stagesWork(
  pages: Pages,
  { ids, done }: Stages,
  signal: AbortSignal,
): Promise<readonly StageWork[] | null> {
  const work: StageWork[] = [];
  for (const id of ids) {
    const attempts = await ask(pages, `stages/${id}?${QUANTILES}`, signal);
    work.push(...listOf(attempts).flatMap((attempt) => stageWorkOf(attempt) ?? []));
  }
  return work.length < done ? null : work;
}

const listOf = (told: unknown): readonly unknown[] => (Array.isArray(told) ? told : []);
