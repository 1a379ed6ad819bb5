/** Writes the files of one case, imports them as the product does, and judges what came. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { importTable } from '../../src/input/import-table.ts';
import type { FileTotals } from '../../src/input/result.ts';
import type { SourceSpec } from '../../src/input/source.ts';
import { POSITION } from '../support/import-harness.ts';
import { type CsvCase, csvCase, type FuzzFile } from './csv-case.ts';
import { expectedOf } from './expected.ts';
import { type Came, judgeCsv } from './judge.ts';
import { judgeParquet, type ParquetCase, parquetCase } from './parquet-case.ts';
import { seeded } from './seeded.ts';

export type FuzzCase = CsvCase | ParquetCase;

export interface CaseResult {
  readonly files: number;
  readonly records: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Filtered or set aside. */
  readonly others: number;
  /** The code of the error with which the import ended; null: it ended well. */
  readonly error: string | null;
  /** Could the file be split in several ways? */
  readonly isUnclear: boolean;
  /** What is wrong, with what was done to the file; empty: nothing. */
  readonly faults: readonly string[];
  readonly damages: readonly string[];
}

export interface Bench {
  readonly engine: Engine;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-fuzz-'));
  const engine = await openDuckDb({ temporaryFolder: folder, threads: 2, memoryLimit: '2GB' });
  const close = async (): Promise<void> => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { engine, folder, close };
}

/** One case of seven is Parquet. */
const PARQUET_EVERY = 7;

/** The case of a number; the same seed and number give the same bytes. */
export async function caseOf(bench: Bench, seed: number, number: number): Promise<FuzzCase> {
  const draw = seeded(seed, number);
  return number % PARQUET_EVERY === PARQUET_EVERY - 1 ? parquetCase(draw, bench) : csvCase(draw);
}

export async function runCase(bench: Bench, test: FuzzCase): Promise<CaseResult> {
  const came = await imported(bench, test.spec, test.files);
  const { faults, isUnclear } = judged(test, came);
  const totals = 'error' in came ? [] : came.totals;
  const sum = (of: (file: FileTotals) => number): number => totals.reduce((all, file) => all + of(file), 0);
  const counts = {
    records: sum((file) => file.read.rows),
    accepted: sum((file) => file.accepted.rows),
    rejected: sum((file) => file.rejected.rows),
  };
  return {
    files: test.files.length,
    ...counts,
    others: counts.records - counts.accepted - counts.rejected,
    error: 'error' in came ? codeOf(came.error) : null,
    isUnclear,
    faults,
    damages: test.damages,
  };
}

function judged(test: FuzzCase, came: Came): Pick<CaseResult, 'faults' | 'isUnclear'> {
  if (test.kind === 'parquet') return { faults: judgeParquet(test, came), isUnclear: false };
  const outcome = expectedOf(test);
  return { faults: judgeCsv(test, came, outcome), isUnclear: outcome.unclear.length > 0 };
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);

export async function writeFiles(
  folder: string,
  files: readonly FuzzFile[],
): Promise<readonly { readonly path: string; readonly shown: string }[]> {
  return Promise.all(
    files.map(async ({ shown, bytes }) => {
      const path = join(folder, shown);
      await writeFile(path, bytes);
      return { path, shown };
    }),
  );
}

export async function imported(
  { engine, folder }: Bench,
  spec: SourceSpec,
  files: readonly FuzzFile[],
): Promise<Came> {
  const own = await mkdtemp(join(folder, 'case-'));
  const outFolder = await mkdtemp(join(own, 'out-'));
  const parameters = { calculationDate: '2024-01-31', reportingCurrency: 'EUR', jurisdiction: 'BASEL' };
  try {
    const sources = [{ spec, files: await writeFiles(own, files) }];
    const result = await importTable(engine, {
      table: POSITION,
      sources,
      entityFiles: [],
      parameters,
      outFolder,
    }).catch((error: unknown) => ({ error }));
    if ('error' in result) return result;
    const paths = result.files.map((file) => `'${join(outFolder, file.path)}'`).join(', ');
    // The driver of the engine drops a byte order mark at the beginning of a text that it hands out, so that each gets another sign there.
    const marked = TEXT_COLUMNS.map((name) => `'.' || ${name} AS ${name}`).join(', ');
    const rows = await engine.rows(
      `SELECT * REPLACE (${marked}) FROM read_parquet([${paths}], hive_partitioning = false)`,
    );
    const rejects =
      result.rejects === null
        ? []
        : await engine.rows(`SELECT * FROM '${join(outFolder, result.rejects.path)}'`);
    const nullable = (cell: unknown): string | null => (cell === null ? null : String(cell));
    return {
      told: result.rows,
      rows: rows.map((row) => Object.entries(row).map(([name, cell]) => unmarked(name, cell))),
      rejects: rejects.map((row) => ({
        file: String(row['file']),
        row: Number(row['row']),
        column: nullable(row['column']),
        reason: String(row['reason']),
        value: nullable(row['value']),
        text: String(row['text']),
      })),
      totals: result.sources.flatMap((source) => source.files),
    };
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

const TEXT_COLUMNS = POSITION.columns.filter(({ type }) => type.kind === 'text').map(({ name }) => name);

const unmarked = (column: string, cell: unknown): unknown =>
  typeof cell === 'string' && TEXT_COLUMNS.includes(column) ? cell.slice(1) : cell;
