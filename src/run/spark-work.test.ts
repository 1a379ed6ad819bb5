/** What is kept of a server's part in a run. With a real server: test/spark/explain.test.ts. */

import { expect, it } from 'vitest';
import type { WrittenPart } from './execute.ts';
import { hasWork, sparkRunOf } from './spark-work.ts';

const BEGUN = { date: '2024-01-31', number: 3 };
const SETTINGS = { 'spark.sql.shuffle.partitions': '8' };
const BASE = {
  server: { application: 'local-1', settings: SETTINGS },
  settingsOf: (stage: string) =>
    stage === 'fact' ? { 'spark.sql.shuffle.partitions': '64', other: '1' } : {},
};

const part = (stage: string, files: number | null, engine: WrittenPart['engine'] = 'spark'): WrittenPart => ({
  ...{
    stage,
    fingerprint: `${stage}-1`,
    engine,
    operation: `${stage}-${files}`,
    cut: 'reads',
    durationMs: 1.4,
  },
  files:
    files === null
      ? null
      : Array.from({ length: files }, (_, i) => ({ path: `${i}`, partition: null, rows: 5, bytes: 10 })),
});

it('has what the server wrote, by stage, with the settings that stood for it', () => {
  const written = [part('line', 1), part('small', 1, 'duckdb'), part('fact', 2), part('fact', 1)];
  const run = sparkRunOf(BEGUN, written, BASE, null);
  expect(run).toMatchObject({ ...BEGUN, application: 'local-1', failed: null, problem: null });
  expect(
    run?.stages.map(({ stage, settings, parts }) => [stage, settings, parts.map((each) => each.rows)]),
  ).toEqual([
    ['line', SETTINGS, [5]],
    ['fact', { 'spark.sql.shuffle.partitions': '64' }, [10, 5]],
  ]);
  expect(sparkRunOf(BEGUN, [part('small', 1, 'duckdb')], BASE, null)).toBeNull();
  expect(sparkRunOf(BEGUN, written, { ...BASE, server: null }, null)).toBeNull();
});

it('has no files of a stage that failed, also of its queries that had ended', () => {
  const run = sparkRunOf(BEGUN, [part('line', 1), part('fact', 2), part('fact', null)], BASE, 'no room');
  expect(run?.failed).toEqual({ stage: 'fact', message: 'no room' });
  expect(run?.stages.map(({ parts }) => parts.map(({ rows, files }) => [rows, files.length]))).toEqual([
    [[5, 1]],
    [
      [0, 0],
      [0, 0],
    ],
  ]);
});

it('names the stage that failed in this process, and none where it was no query', () => {
  const here = sparkRunOf(BEGUN, [part('line', 1), part('small', null, 'duckdb')], BASE, 'a row');
  expect([here?.failed?.stage, here?.stages.map(({ stage }) => stage)]).toEqual(['small', ['line']]);
  expect(sparkRunOf(BEGUN, [part('line', 1)], BASE, 'later')?.failed).toEqual({
    stage: null,
    message: 'later',
  });
});

it('knows whether the server did anything at all', () => {
  const did = (...written: readonly WrittenPart[]): boolean | undefined => {
    const run = sparkRunOf(BEGUN, written, BASE, 'gone');
    return run === null ? undefined : hasWork(run);
  };
  expect([did(part('line', 1), part('fact', null)), did(part('line', null))]).toEqual([true, false]);
});
