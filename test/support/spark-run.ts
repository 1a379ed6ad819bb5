/** What a server did for a run, as it is kept: for tests of what is said of it. */

import type { StageWork } from '../../src/engine/spark/pages/stage-work.ts';
import type { SparkRun, SparkRunPart, SparkRunStage } from '../../src/run/spark-run.ts';

export const MB = 2 ** 20;

/** A stage of Spark of eight tasks with nothing odd, which read a shuffle and wrote files. */
export const workOf = (odd: Partial<StageWork> = {}): StageWork => ({
  id: 7,
  tasks: 8,
  failedTasks: 0,
  durationMs: 20_000,
  inputBytes: 0,
  outputBytes: 800 * MB,
  shuffleReadBytes: 512 * MB,
  shuffleWriteBytes: 0,
  spillMemoryBytes: 0,
  spillDiskBytes: 0,
  taskMs: { median: 2000, largest: 2500 },
  taskShuffleReadBytes: { median: 64 * MB, largest: 70 * MB },
  ...odd,
});

/** Eight files of 100 MB in one folder. */
export const partOf = (odd: Partial<SparkRunPart> = {}): SparkRunPart => ({
  operation: '00000000-0000-4000-8000-000000000001',
  cut: 'ranges',
  rows: 8_000_000,
  durationMs: 21_000,
  partitions: 1,
  files: Array.from({ length: 8 }, () => 100 * MB),
  work: [workOf()],
  ...odd,
});

export const stageOf = (...parts: readonly SparkRunPart[]): SparkRunStage => ({
  stage: 'liquidity',
  fingerprint: 'f0',
  settings: {
    'spark.sql.shuffle.partitions': '8',
    'spark.sql.adaptive.advisoryPartitionSizeInBytes': '67108864b',
    'spark.sql.files.maxPartitionBytes': '128MB',
  },
  parts,
});

export const sparkRunOf = (date: string, number: number, ...stages: readonly SparkRunStage[]): SparkRun => ({
  format: 1,
  date,
  number,
  application: 'local-1',
  failed: null,
  problem: null,
  stages,
});
