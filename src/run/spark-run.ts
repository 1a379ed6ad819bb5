/**
 * What a server did for a run, also for one that failed: kept beside the runs' records, and no part of one, as no figure hangs on it.
 *
 * It has the number of its run. A later run of the date that computed nothing on a server leaves it as it is, so that it is never taken for that one's.
 */

import { z } from 'zod';
import type { Cut } from '../engine/spark/cut.ts';
import type { StageWork } from '../engine/spark/pages/stage-work.ts';
import { frozen } from '../std/frozen.ts';
import { readSparkRun, type Store, writeSparkRun } from '../store/store.ts';

/** Settings of Spark that say how rows are cut into tasks and files. */
export const CUTTING_SETTINGS = [
  'spark.sql.shuffle.partitions',
  'spark.sql.adaptive.advisoryPartitionSizeInBytes',
  'spark.sql.files.maxPartitionBytes',
] as const;

/** By name; one that is not known is not there. */
export type CuttingSettings = Readonly<Partial<Record<(typeof CUTTING_SETTINGS)[number], string>>>;

/** How a server is called and how it cuts. */
export interface SparkFacts {
  /** null: it did not say. */
  readonly application: string | null;
  readonly settings: CuttingSettings;
}

export interface SparkRun {
  readonly format: 1;
  /** Calculation date, ISO. */
  readonly date: string;
  /** Of the run, as in its record, or in what is kept of why it failed. */
  readonly number: number;
  /** Of the server, as its pages name it; null: it did not say. */
  readonly application: string | null;
  /** Why the run ended before its time; null: it did not. */
  readonly failed: SparkRunFailure | null;
  /** Why something is not known of it; null: nobody asked, or all is known. */
  readonly problem: string | null;
  readonly stages: readonly SparkRunStage[];
}

export interface SparkRunFailure {
  /** Whose query failed, here or on the server; null: it was something else. */
  readonly stage: string | null;
  readonly message: string;
}

/** A stage of the pipeline, as far as the server computed it. */
export interface SparkRunStage {
  readonly stage: string;
  readonly fingerprint: string;
  /** As they stood for its query. */
  readonly settings: CuttingSettings;
  readonly parts: readonly SparkRunPart[];
}

/** What one query wrote: nothing, where it failed. */
export interface SparkRunPart {
  /** The name of its statement on the server. */
  readonly operation: string;
  readonly cut: Cut;
  readonly rows: number;
  /** As this process has waited for it. */
  readonly durationMs: number;
  /** Folders that its rows had to be split into, at least one. */
  readonly partitions: number;
  /** Bytes of each file. */
  readonly files: readonly number[];
  /** By stage of Spark; null: not known. */
  readonly work: readonly StageWork[] | null;
}

/** What is kept for the date; undefined: nothing that this version can read. */
export async function findSparkRun(store: Store, date: string): Promise<SparkRun | undefined> {
  const parsed = SPARK_RUN.safeParse(await readSparkRun(store, date));
  return parsed.success ? frozen(parsed.data) : undefined;
}

/** Unless that of a run is kept which began later. For who holds the lock of the runs. */
export async function keepSparkRun(store: Store, run: SparkRun): Promise<void> {
  const kept = await findSparkRun(store, run.date);
  if (kept === undefined || kept.number <= run.number) await writeSparkRun(store, run.date, run);
}

const WHOLE = z.number().int().min(0);

const SPREAD = z.object({ median: WHOLE, largest: WHOLE }).nullable();

const WORK: z.ZodType<StageWork> = z.object({
  id: WHOLE,
  tasks: WHOLE,
  failedTasks: WHOLE,
  durationMs: WHOLE,
  inputBytes: WHOLE,
  outputBytes: WHOLE,
  shuffleReadBytes: WHOLE,
  shuffleWriteBytes: WHOLE,
  spillMemoryBytes: WHOLE,
  spillDiskBytes: WHOLE,
  taskMs: SPREAD,
  taskShuffleReadBytes: SPREAD,
});

const PART: z.ZodType<SparkRunPart> = z.object({
  operation: z.string(),
  cut: z.enum(['reads', 'ranges']),
  rows: WHOLE,
  durationMs: WHOLE,
  partitions: WHOLE,
  files: z.array(WHOLE),
  work: z.array(WORK).nullable(),
});

const SETTINGS = z.object({
  'spark.sql.shuffle.partitions': z.string().exactOptional(),
  'spark.sql.adaptive.advisoryPartitionSizeInBytes': z.string().exactOptional(),
  'spark.sql.files.maxPartitionBytes': z.string().exactOptional(),
});

const SPARK_RUN: z.ZodType<SparkRun> = z.object({
  format: z.literal(1),
  date: z.string(),
  number: WHOLE,
  application: z.string().nullable(),
  // Of runs that failed, earlier versions kept nothing.
  failed: z.object({ stage: z.string().nullable(), message: z.string() }).nullable().default(null),
  problem: z.string().nullable(),
  stages: z.array(
    z.object({ stage: z.string(), fingerprint: z.string(), settings: SETTINGS, parts: z.array(PART) }),
  ),
});
