/** What one stage of Spark did, read from what its pages say of it. A stage of Spark is a part of a query between two shuffles, cut into tasks. */

/** Bytes and milliseconds, all whole numbers. */
export interface StageWork {
  /** Under which the pages show it. */
  readonly id: number;
  readonly tasks: number;
  /** That failed and ran again. */
  readonly failedTasks: number;
  /** From the first task's beginning to the last one's end. */
  readonly durationMs: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly shuffleReadBytes: number;
  readonly shuffleWriteBytes: number;
  /** As they lay in memory, and as they were written. */
  readonly spillMemoryBytes: number;
  readonly spillDiskBytes: number;
  /** How long its tasks took, and how much each read of a shuffle; null where that is not told. */
  readonly taskMs: Spread | null;
  readonly taskShuffleReadBytes: Spread | null;
}

/** Over the tasks of a stage. */
export interface Spread {
  readonly median: number;
  readonly largest: number;
}

export const sumOf = (all: readonly StageWork[], of: (each: StageWork) => number): number =>
  all.reduce((total, each) => total + of(each), 0);

/** Asks for the smallest, the median and the largest of what is told of tasks. */
export const QUANTILES = 'withSummaries=true&quantiles=0.0,0.5,1.0';

/** One attempt at a stage; null: it has not ended, or was never begun. `told` is any JSON. */
export function stageWorkOf(told: unknown): StageWork | null {
  const status = textOf(told, 'status');
  if (status !== 'COMPLETE' && status !== 'FAILED') return null;
  const count = (name: string): number => numberOf(told, name) ?? 0;
  const tasks = partOf(told, 'taskMetricsDistributions');
  return {
    id: count('stageId'),
    tasks: count('numTasks'),
    failedTasks: count('numFailedTasks'),
    durationMs: durationOf(told),
    inputBytes: count('inputBytes'),
    outputBytes: count('outputBytes'),
    shuffleReadBytes: count('shuffleReadBytes'),
    shuffleWriteBytes: count('shuffleWriteBytes'),
    spillMemoryBytes: count('memoryBytesSpilled'),
    spillDiskBytes: count('diskBytesSpilled'),
    taskMs: spreadOf(partOf(tasks, 'duration')),
    taskShuffleReadBytes: spreadOf(partOf(partOf(tasks, 'shuffleReadMetrics'), 'readBytes')),
  };
}

function durationOf(told: unknown): number {
  const [begun, ended] = [
    instantOf(told, 'firstTaskLaunchedTime') ?? instantOf(told, 'submissionTime'),
    instantOf(told, 'completionTime'),
  ];
  return begun === null || ended === null ? 0 : Math.max(0, ended - begun);
}

/** The pages write `2024-01-31T12:00:00.123GMT`. */
function instantOf(told: unknown, name: string): number | null {
  const ms = Date.parse((textOf(told, name) ?? '').replace(/GMT$/, 'Z'));
  return Number.isNaN(ms) ? null : ms;
}

/** Of the quantiles that were asked for. */
function spreadOf(told: unknown): Spread | null {
  if (!Array.isArray(told) || told.length !== 3) return null;
  const [, median, largest]: readonly unknown[] = told;
  if (typeof median !== 'number' || typeof largest !== 'number') return null;
  return { median: Math.round(median), largest: Math.round(largest) };
}

export const partOf = (told: unknown, name: string): unknown =>
  typeof told === 'object' && told !== null ? Reflect.get(told, name) : undefined;

export function textOf(told: unknown, name: string): string | null {
  const value = partOf(told, name);
  return typeof value === 'string' ? value : null;
}

export function numberOf(told: unknown, name: string): number | null {
  const value = partOf(told, name);
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : null;
}
