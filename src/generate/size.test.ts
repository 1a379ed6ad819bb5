import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';

import { type Shape, skewedAmount } from './size.ts';

describe('skewed amounts', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openDuckDb({ temporaryFolder: await mkdtemp(join(tmpdir(), 'plimsoll-')) });
  });
  afterAll(() => engine.close());

  const amounts = async (
    median: string,
    draws: readonly (number | bigint)[],
    shape?: Shape,
  ): Promise<readonly unknown[]> => {
    const rows = await engine.rows(
      `SELECT ${skewedAmount(median, 'd', shape)} AS amount FROM (SELECT unnest([${draws.join(', ')}]::BIGINT[]) AS d)`,
    );
    return rows.map((row) => row['amount']);
  };

  it('are nothing at the least draw, the median at half, 512 medians at most', async () => {
    const [least, half, most] = await amounts('1000000', [0, 2 ** 31, 2 ** 32 - 1]);
    expect([least, half]).toEqual([0n, 1_000_000n]);
    expect(Number(most)).toBeGreaterThan(511_000_000);
    expect(Number(most)).toBeLessThanOrEqual(512_000_000);
  });

  it('have the quantiles k / (256 − k)', async () => {
    // 230.4 of 256 is the ninth tenth: 9 medians. 192 of 256: 3 medians.
    expect(await amounts('1000', [192 * 2 ** 24])).toEqual([3000n]);
    const [tenth] = await amounts('100000', [Math.floor(0.9 * 2 ** 32)]);
    expect(Math.abs(Number(tenth) - 900_000)).toBeLessThan(2_000);
  });

  it('end at 16 medians as tickets, and are the same below', async () => {
    expect(await amounts('1000', [2 ** 31, 192 * 2 ** 24, 2 ** 32 - 1], 'ticket')).toEqual([
      1000n,
      3000n,
      16_000n,
    ]);
  });

  it('never fall as the draw grows', async () => {
    const draws = Array.from({ length: 4000 }, (_, k) => BigInt(k) * 1_073_741n);
    const found = (await amounts('123457', draws)).map(Number);
    expect(found.every((amount, index) => index === 0 || amount >= (found[index - 1] ?? 0))).toBe(true);
  });

  it('hold the largest median that is allowed without overflow', async () => {
    const [most] = await amounts('100000000000', [2 ** 32 - 1]);
    expect(Number(most)).toBeGreaterThan(51e12 - 1e12);
  });
});
