import { expect, it } from 'vitest';
import type { Session } from './session.ts';
import { withBase } from './with-base.ts';

const session = {
  project: {
    spark: { variable: 'PLIMSOLL_TEST_NO_SUCH_SERVER', settings: {}, stages: {}, ui: null, smallRows: 0 },
  },
  pipeline: { name: 'p', stages: [{ name: 'deals' }, { name: 'liquidity' }] },
} as unknown as Session;

it('takes no engine of the session for the embedded one: each of several dates at once has its own', async () => {
  expect(await withBase(session, 'duckdb', async (base) => base ?? 'that of whoever computes')).toBe(
    'that of whoever computes',
  );
});

it('names the variable that holds the address of a server, where it is empty', async () => {
  await expect(withBase(session, 'spark', async () => 0)).rejects.toThrow('PLIMSOLL_TEST_NO_SUCH_SERVER');
});

it('refuses settings of a stage that there is none of', async () => {
  const spark = { ...session.project.spark, stages: { liquidty: { 'spark.sql.shuffle.partitions': '3' } } };
  const mistyped = { ...session, project: { ...session.project, spark } };
  await expect(withBase(mistyped, 'spark', async () => 0)).rejects.toMatchObject({
    code: 'spark.unknown_stage',
    params: { found: 'liquidty', pipeline: 'p', nearest: 'liquidity' },
  });
});
