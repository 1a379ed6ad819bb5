/** Draws in SQL against the same hash in bigint arithmetic, and their spread. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';

import { drawLayers } from './random.ts';

const MASK = (1n << 32n) - 1n;

/** FNV-1a and the finishing mix of MurmurHash3, as published, in bigint arithmetic. */
function key(text: string): bigint {
  let state = 2166136261n;
  for (const byte of Buffer.from(text)) state = ((state ^ BigInt(byte)) * 16777619n) & MASK;
  state = ((state ^ (state >> 16n)) * 2246822507n) & MASK;
  state = ((state ^ (state >> 13n)) * 3266489909n) & MASK;
  return state ^ (state >> 16n);
}

function draw(seed: number, table: string, column: string, row: bigint): bigint {
  let x = ((row & MASK) * 1640531527n + key(`${seed}/${table}/${column}`)) & MASK;
  x = ((x ^ (x >> 16n)) * 2146121005n) & MASK;
  x = ((x ^ (x >> 15n)) * 739982445n + key(`${column}/${table}/${seed}`)) & MASK;
  x = ((x ^ (x >> 16n)) * 695872825n) & MASK;
  return x ^ (x >> 15n);
}

function query(seed: number, columns: readonly string[], source: string): string {
  return drawLayers(seed, [{ table: 'deal', row: 'row', names: columns }]).reduce(
    (inner, layer) =>
      `SELECT row, ${Object.entries(layer)
        .map(([name, text]) => `${text} AS ${name}`)
        .join(', ')} FROM (${inner})`,
    source,
  );
}

describe('draws', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openDuckDb({ temporaryFolder: await mkdtemp(join(tmpdir(), 'plimsoll-')) });
  });
  afterAll(() => engine.close());

  it('equal the same hash in bigint arithmetic, also for row numbers beyond 32 bits', async () => {
    const rows = [0n, 1n, 2n, 4_294_967_295n, 4_294_967_296n, 987_654_321_012n];
    const source = `SELECT unnest([${rows.join(', ')}]::BIGINT[]) AS row`;
    const found = await engine.rows(`SELECT row, size, kind FROM (${query(42, ['size', 'kind'], source)})`);
    expect(found).toEqual(
      rows.map((row) => ({
        row,
        size: draw(42, 'deal', 'size', row),
        kind: draw(42, 'deal', 'kind', row),
      })),
    );
  });

  it('do not overflow where a state is at its largest', async () => {
    const source = 'SELECT range AS row FROM range(200000)';
    const found = await engine.rows(
      `SELECT max(size) < 4294967296 AND min(size) >= 0 AS fits FROM (${query(1, ['size'], source)})`,
    );
    expect(found).toEqual([{ fits: true }]);
  });

  it('spread evenly: 256 buckets of about 1,000 stay within five standard deviations, high and low bits alike', async () => {
    const source = 'SELECT range AS row FROM range(256000)';
    for (const bucket of ['size >> 24', 'size & 255']) {
      const [found] = await engine.rows(
        `SELECT count(*) AS buckets, min(c) AS least, max(c) AS most FROM (SELECT ${bucket} AS b, count(*) AS c FROM (${query(3, ['size'], source)}) GROUP BY 1)`,
      );
      expect(found?.['buckets']).toBe(256n);
      expect(Number(found?.['least'])).toBeGreaterThan(1000 - 160);
      expect(Number(found?.['most'])).toBeLessThan(1000 + 160);
    }
  });

  it('of two columns, two tables and two seeds have nothing to do with each other', async () => {
    const source = 'SELECT range AS row FROM range(65536)';
    const pairs = query(5, ['a', 'b'], source);
    // 16 × 16 cells of 256 expected rows each.
    const [found] = await engine.rows(
      `SELECT count(*) AS cells, min(c) AS least, max(c) AS most FROM (SELECT a >> 28, b >> 28, count(*) AS c FROM (${pairs}) GROUP BY 1, 2)`,
    );
    expect(found?.['cells']).toBe(256n);
    expect(Number(found?.['least'])).toBeGreaterThan(256 - 80);
    expect(Number(found?.['most'])).toBeLessThan(256 + 80);
    expect(draw(5, 'deal', 'a', 1n)).not.toBe(draw(6, 'deal', 'a', 1n));
    expect(draw(5, 'deal', 'a', 1n)).not.toBe(draw(5, 'loan', 'a', 1n));
  });
});
