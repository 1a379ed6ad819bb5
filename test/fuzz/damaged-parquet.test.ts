/** A Parquet file damaged at each place of its footer and at both ends: refused by name, or all of its records are told. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sourceSpec } from '../support/import-harness.ts';
import { judgeParquet } from './parquet-case.ts';
import { type Bench, imported, openBench } from './run-case.ts';

let bench: Bench;
let whole: Buffer;
beforeAll(async () => {
  bench = await openBench();
  const path = join(bench.folder, 'whole.parquet');
  await bench.engine.execute(
    `COPY (SELECT 'k' || i AS id, 'loan' AS kind, CAST(i AS DECIMAL(18,2)) AS amount FROM range(20) AS t(i)) TO '${path}' (FORMAT parquet)`,
  );
  whole = await readFile(path);
});
afterAll(() => bench.close());

const spec = sourceSpec({ format: 'parquet', columns: 'same', mayBeEmpty: true });

async function problemsOf(bytes: Buffer): Promise<readonly string[]> {
  const files = [{ shown: 'file-1.parquet', bytes }];
  const test = { kind: 'parquet', spec, files, damages: [], rows: 20, isFooterHit: true } as const;
  return judgeParquet(test, await imported(bench, spec, files));
}

it('whose footer has a byte that is wrong, or lost', async () => {
  const footer = whole.readUInt32LE(whole.length - 8) + 8;
  // Every third place; a run of the campaign meets all of them.
  for (let at = whole.length - footer; at < whole.length; at += 3) {
    // The second makes bytes that are no text, and other counts.
    for (const flipped of [0x14, 0x80]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ flipped;
      expect([at, flipped, await problemsOf(changed)]).toEqual([at, flipped, []]);
    }
    const lost = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]);
    expect([at, await problemsOf(lost)]).toEqual([at, []]);
  }
});

it('that was cut off', async () => {
  for (let bytes = 0; bytes < whole.length; bytes += 29)
    expect([bytes, await problemsOf(whole.subarray(0, bytes))]).toEqual([bytes, []]);
});

it('with a delta page of a block size of nothing, at which the engine would end the process', async () => {
  const path = join(bench.folder, 'delta.parquet');
  await bench.engine.execute(
    `COPY (SELECT 'k' || i AS id, 'loan' AS kind, CAST(i AS DECIMAL(18,2)) AS amount FROM range(5) AS t(i)) TO '${path}' (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1)`,
  );
  const bytes = await readFile(path);
  const read = async (changed: Buffer) =>
    imported(bench, spec, [{ shown: 'file-1.parquet', bytes: changed }]);
  expect(await read(bytes)).toMatchObject({ told: 5 });
  // Block size 2048 and 8 blocks in it, as variable-length numbers.
  const at = bytes.indexOf(Buffer.from([0x80, 0x10, 0x08]));
  expect(at).toBeGreaterThan(0);
  bytes[at] = 0;
  expect(await read(bytes)).toMatchObject({
    error: { code: 'input.unreadable_file', params: { text: expect.stringContaining('crashed') } },
  });
});
