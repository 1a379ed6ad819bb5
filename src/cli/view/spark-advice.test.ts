/** What is advised, by hand: sizes in MB of 2^20 bytes. */

import { describe, expect, it } from 'vitest';
import { MB, partOf, stageOf, workOf } from '../../../test/support/spark-run.ts';
import type { StageWork } from '../../engine/spark/pages/stage-work.ts';
import type { SparkRunPart } from '../../run/spark-run.ts';
import { frozen } from '../../std/frozen.ts';
import { adviceOn } from './spark-advice.ts';

const adviceOf = (...parts: readonly SparkRunPart[]) =>
  adviceOn(frozen(stageOf(...parts))).map(({ kind, text }) => [kind, text]);
const withWork = (odd: Partial<StageWork>) => adviceOf(partOf({ work: [workOf(odd)] }));
const only = (advice: readonly (readonly string[])[]): readonly string[] => {
  expect(advice).toHaveLength(1);
  return advice[0] ?? [];
};

describe('advice on what a server did', () => {
  it('is none where nothing is odd, and where nothing is known but sound files', () => {
    expect(adviceOf(partOf())).toEqual([]);
    expect(adviceOf(partOf({ work: null }))).toEqual([]);
  });

  it('on spill says how much, and doubles the ranges where all of them were used', () => {
    const [kind, text] = only(withWork({ spillDiskBytes: 300 * MB, spillMemoryBytes: 1536 * MB }));
    expect(kind).toBe('spill');
    expect(text).toContain('liquidity spilled 300 MB to disk (1.5 GB as it lay in memory)');
    expect(text).toContain("Spark's stage 7 (8 tasks)");
    expect(text).toContain(
      '`spark.sql.shuffle.partitions: "16"` in `spark.stages.liquidity` (now 8); or give the executors more memory',
    );
  });

  it('on spill halves what ranges are joined to, where some were joined', () => {
    const [, text] = only(withWork({ tasks: 5, spillDiskBytes: MB }));
    expect(text).toContain(
      '`spark.sql.adaptive.advisoryPartitionSizeInBytes: "32MB"` in `spark.stages.liquidity` (now 64 MB)',
    );
  });

  it('on spill of tasks that read files halves what each of them reads', () => {
    const [, text] = only(withWork({ shuffleReadBytes: 0, inputBytes: 900 * MB, spillDiskBytes: MB }));
    expect(text).toContain(
      '`spark.sql.files.maxPartitionBytes: "64MB"` in `spark.stages.liquidity` (now 128 MB)',
    );
  });

  it('goes into the settings of all where a stage has none of its own', () => {
    const stage = { ...stageOf(partOf({ work: [workOf({ spillDiskBytes: MB })] })), stage: 'totals (state)' };
    const [advice] = adviceOn(stage);
    expect(advice?.text).toContain('`spark.sql.shuffle.partitions: "16"` in `spark.settings` (now 8)');
  });

  it('on skew of bytes names the task, the middle and the size from which Spark cuts', () => {
    const spread = { median: 20 * MB, largest: 400 * MB };
    const [kind, text] = only(withWork({ taskShuffleReadBytes: spread }));
    expect(kind).toBe('skew');
    expect(text).toContain('read 400 MB of a shuffle, 20 times as much as the one in the middle (20 MB)');
    expect(text).toContain('`spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes: "40MB"`');
  });

  it('on skew of time says how long the others took', () => {
    const [kind, text] = only(withWork({ taskMs: { median: 1500, largest: 12_000 } }));
    expect(kind).toBe('skew');
    expect(text).toContain(
      "one task of Spark's stage 7 (8 tasks) took 12.0 s, and half of the tasks 1.5 s at most",
    );
    expect(text).toContain('`spark.sql.shuffle.partitions: "16"`');
  });

  it('is not moved by what is small, by chance or among two tasks', () => {
    expect(withWork({ taskMs: { median: 10, largest: 900 } })).toEqual([]);
    expect(withWork({ taskShuffleReadBytes: { median: 0, largest: MB } })).toEqual([]);
    expect(withWork({ tasks: 2, taskMs: { median: 10, largest: 60_000 } })).toEqual([]);
    expect(withWork({ tasks: 1, durationMs: 9999 })).toEqual([]);
  });

  it('on one task that took long: more of them', () => {
    const alone = { tasks: 1, durationMs: 40_000 };
    const [kind, text] = only(withWork(alone));
    expect(kind).toBe('one_task');
    expect(text).toContain("one task alone took 40.0 s (Spark's stage 7 (1 task))");
    expect(text).toContain('advisoryPartitionSizeInBytes: "32MB"');
  });

  it('on tasks that took long over nearly nothing: none, as smaller ones would take as long', () => {
    const little = { inputBytes: 2 * MB, shuffleReadBytes: 0, taskShuffleReadBytes: null };
    expect(withWork({ ...little, tasks: 1, durationMs: 40_000 })).toEqual([]);
    expect(withWork({ ...little, taskMs: { median: 600, largest: 30_000 } })).toEqual([]);
    expect(withWork({ taskMs: { median: 600, largest: 30_000 } })).toHaveLength(1);
  });

  it('on large files takes the setting that cuts them, also where nothing is known of tasks', () => {
    const files = [600 * MB, 513 * MB, 100 * MB];
    const ranges = only(adviceOf(partOf({ files, work: null })));
    expect(ranges[0]).toBe('large_files');
    expect(ranges[1]).toContain('2 files of liquidity are larger than 512 MB (up to 600 MB)');
    expect(ranges[1]).toContain('advisoryPartitionSizeInBytes: "32MB"');
    expect(only(adviceOf(partOf({ files, work: null, cut: 'reads' })))[1]).toContain(
      '`spark.sql.files.maxPartitionBytes: "64MB"`',
    );
    const full = Array.from({ length: 8 }, () => 600 * MB);
    expect(only(adviceOf(partOf({ files: full, work: null })))[1]).toContain(
      '`spark.sql.shuffle.partitions: "16"`',
    );
  });

  it('on small files asks for larger ones by as much as they are short of 32 MB', () => {
    const files = Array.from({ length: 12 }, () => 4 * MB);
    const [kind, text] = only(adviceOf(partOf({ files, work: null })));
    expect(kind).toBe('small_files');
    expect(text).toContain('12 files of liquidity have 4.0 MB each on average');
    // 64 MB of a shuffle gave 4 MB of file, so 512 MB give 32.
    expect(text).toContain('advisoryPartitionSizeInBytes: "512MB"` in `spark.stages.liquidity` (now 64 MB)');
  });

  it('on small files for each core tells Spark to join on', () => {
    const files = Array.from({ length: 12 }, () => 4 * MB);
    const work = [workOf({ tasks: 12, shuffleReadBytes: 120 * MB })];
    expect(only(adviceOf(partOf({ files, work })))[1]).toContain(
      '`spark.sql.adaptive.coalescePartitions.parallelismFirst: "false"` in `spark.stages.liquidity`',
    );
  });

  it('takes no offence at a small file for each folder', () => {
    const files = Array.from({ length: 12 }, () => 4 * MB);
    expect(adviceOf(partOf({ files, partitions: 9, work: null }))).toEqual([]);
  });

  it('tells tasks that failed, and the worst first', () => {
    const kinds = withWork({ failedTasks: 2, spillDiskBytes: MB }).map(([kind]) => kind);
    expect(kinds).toEqual(['spill', 'failed_tasks']);
  });
});
