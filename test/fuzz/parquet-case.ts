/**
 * A Parquet case: a small file that DuckDB wrote, with types of its own, and then damaged. Without checksums of the data nobody can tell a flipped byte
 * of a value, so these hold: no crash, an error names the file, totals add up, and as many records are read as the footer of the whole file counts,
 * unless the footer itself was hit.
 */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { plainColumn, type SourceSpec } from '../../src/input/source.ts';
import { NAMES, sourceSpec } from '../support/import-harness.ts';
import type { FuzzFile } from './csv-case.ts';
import { damagedParquet } from './damage-parquet.ts';
import { type Came, errorProblems, lawProblems } from './judge.ts';
import type { Bench } from './run-case.ts';
import type { FuzzDraw } from './seeded.ts';

export interface ParquetCase {
  readonly kind: 'parquet';
  readonly spec: SourceSpec;
  readonly files: readonly FuzzFile[];
  readonly damages: readonly string[];
  /** Rows of the whole file. */
  readonly rows: number;
  /** May the footer have been changed? */
  readonly isFooterHit: boolean;
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  id: ["'k' || i", 'i', "CASE WHEN i % 7 = 0 THEN NULL ELSE 'k' || (i % 50) END", "repeat('x', 300) || i"],
  kind: [
    "CASE WHEN i % 2 = 0 THEN 'loan' ELSE 'deposit' END",
    "'loan'",
    "CASE i % 5 WHEN 0 THEN 'bond' WHEN 1 THEN NULL ELSE 'loan' END",
  ],
  amount: [
    'CAST(i AS DECIMAL(18,2))',
    'CAST(i * 1.25 AS DECIMAL(10,4))',
    'i',
    "i || '.5'",
    'CAST(i AS DECIMAL(38,6))',
    'CAST(i AS DOUBLE)',
  ],
  end_date: [
    "DATE '2020-01-01' + CAST(i % 5000 AS INTEGER)",
    "TIMESTAMP '2020-01-01 00:00:00' + INTERVAL (i % 40) HOUR",
    'CAST(NULL AS DATE)',
    "'2024-01-31'",
    "DATE 'infinity'",
  ],
  days: [
    'CAST(i % 40000 AS INTEGER)',
    'CAST(i % 100 AS UTINYINT)',
    'CAST(i AS VARCHAR)',
    'CAST(NULL AS BIGINT)',
    'CAST(i AS HUGEINT) * 1000000000000000000',
  ],
  insured: ['i % 2 = 0', "'yes'", 'CAST(NULL AS BOOLEAN)', 'i % 3'],
  extra: ['[i, i]', "{'a': i}", "CAST('x' AS BLOB)", 'CAST(i AS DOUBLE)', 'uuid()'],
};

export async function parquetCase(draw: FuzzDraw, { engine, folder }: Bench): Promise<ParquetCase> {
  const names = draw.chance(80) ? NAMES : draw.some([...NAMES, 'extra'], 5, 7);
  const columns = names.map((name) => {
    const [usual = 'i', ...odd] = TYPES[name] ?? [];
    // A random identifier would be another one in every run of the case.
    const text = (draw.chance(65) ? usual : draw.pick([usual, ...odd])).replace(
      'uuid()',
      "CAST('00000000-0000-0000-0000-00000000000' || (i % 10) AS UUID)",
    );
    return `${text} AS ${name}`;
  });
  const rows = draw.pick([0, 1, 5, 40, 300, 5000]);
  const path = join(folder, 'made.parquet');
  const codec = draw.pick(['snappy', 'zstd', 'gzip', 'uncompressed', 'lz4_raw']);
  const version = draw.pick(['V1', 'V2']);
  await engine.execute(
    `COPY (SELECT ${columns.join(', ')} FROM range(${rows}) AS t(i)) TO '${path}' (FORMAT parquet, COMPRESSION ${codec}, PARQUET_VERSION ${version}, ROW_GROUP_SIZE ${draw.pick([2048, 122880])})`,
  );
  const whole = await readFile(path);
  await rm(path);
  const { bytes, damages, isFooterHit } = damagedParquet(draw, whole);
  const spec = sourceSpec({
    mayBeEmpty: true,
    format: 'parquet',
    columns: draw.chance(50) ? 'same' : NAMES.map((name) => plainColumn(name, name)),
  });
  return {
    kind: 'parquet',
    spec,
    files: [{ shown: 'file-1.parquet', bytes }],
    damages: [`${codec} ${version}`, ...damages],
    rows,
    isFooterHit,
  };
}

export function judgeParquet(test: ParquetCase, came: Came): readonly string[] {
  if ('error' in came) {
    const problems = errorProblems(
      came.error,
      test.files.map((file) => file.shown),
    );
    // Types and columns of a whole file may be refused, its bytes may not.
    const isRefused =
      test.damages.includes('none') &&
      /unreadable_file/.test(String(Reflect.get(Object(came.error), 'code')));
    return isRefused ? [...problems, 'a whole file was refused'] : problems;
  }
  const problems = lawProblems(came);
  if (problems.length > 0 || test.isFooterHit) return problems;
  const read = came.totals.reduce((sum, file) => sum + file.read.rows, 0);
  return read === test.rows ? [] : [`${read} records were read, and the footer counts ${test.rows}`];
}
