/** Imports small texts as files of one table and reads back what was written: rows, rejects, totals. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { importTable } from '../../src/input/import-table.ts';
import type { FileTotals, ImportResult } from '../../src/input/result.ts';
import {
  DEFAULT_CSV,
  DEFAULT_VALUES,
  plainColumn,
  type ResolvedSource,
  type SourceSpec,
} from '../../src/input/source.ts';
import type { TableSchema } from '../../src/schema/table.ts';
import { BOOLEAN, DATE, decimal, INTEGER, TEXT } from '../../src/schema/types.ts';

/** A table with a column of each type. */
export const POSITION: TableSchema = {
  name: 'position',
  key: ['id'],
  columns: [
    { name: 'id', type: TEXT, nullable: false },
    { name: 'kind', type: TEXT, nullable: false, domain: { kind: 'values', values: ['loan', 'deposit'] } },
    {
      name: 'amount',
      type: decimal(18, 2),
      nullable: false,
      unit: 'money',
      domain: { kind: 'range', min: '-99999999999999.99', max: '99999999999999.99' },
    },
    { name: 'end_date', type: DATE, nullable: true },
    { name: 'days', type: INTEGER, nullable: true, domain: { kind: 'range', min: '0', max: '36500' } },
    { name: 'insured', type: BOOLEAN, nullable: true },
  ],
};
export const NAMES = POSITION.columns.map((column) => column.name);

/** The same positions with a reporting entity. */
export const OWNED: TableSchema = {
  ...POSITION,
  name: 'owned',
  columns: [{ name: 'entity_id', type: TEXT, nullable: false }, ...POSITION.columns],
};

/** A CSV text with the columns of POSITION. */
export const csv = (...lines: readonly string[]): string =>
  `${NAMES.join(',')}\n${lines.map((line) => `${line}\n`).join('')}`;

export interface Imported {
  readonly result: ImportResult;
  /** All rows in the order of the files. */
  readonly rows: readonly (readonly unknown[])[];
  /** Row, column, value, reason. */
  readonly rejects: readonly (readonly unknown[])[];
  /** What is said about each reject. */
  readonly texts: readonly unknown[];
  /** Of each reject: file, row, the file and row of its correction, and what stands there now. */
  readonly corrected: readonly (readonly unknown[])[];
  /** Totals of the files of all sources. */
  readonly totals: readonly FileTotals[];
}

export interface ImportHarness {
  readonly engine: Engine;
  readonly folder: string;
  /** Writes the texts as CSV files of one source and imports them. */
  readonly importTexts: (
    texts: readonly (string | Buffer)[],
    overrides?: Partial<SourceSpec>,
    table?: TableSchema,
  ) => Promise<Imported>;
  readonly importSources: (
    sources: readonly ResolvedSource[],
    table?: TableSchema,
    entityFiles?: readonly string[],
  ) => Promise<Imported>;
  readonly close: () => Promise<void>;
}

export function sourceSpec(overrides: Partial<SourceSpec> = {}, table: TableSchema = POSITION): SourceSpec {
  return {
    table: table.name,
    format: 'csv',
    records: null,
    database: null,
    csv: DEFAULT_CSV,
    values: DEFAULT_VALUES,
    read: {},
    where: null,
    setAside: [],
    columns: table.columns.map(({ name }) => plainColumn(name, name)),
    ignore: [],
    mayBeEmpty: false,
    place: { file: 'plimsoll.yaml', line: 7 },
    ...overrides,
  };
}

export async function openHarness(): Promise<ImportHarness> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-input-'));
  const engine = await openDuckDb({ temporaryFolder: folder, threads: 2 });
  const parameters = { calculationDate: '2024-01-31', reportingCurrency: 'EUR', jurisdiction: 'BASEL' };

  const importSources: ImportHarness['importSources'] = async (
    sources,
    table = POSITION,
    entityFiles = [],
  ) => {
    const outFolder = await mkdtemp(join(folder, 'out-'));
    const result = await importTable(engine, { table, sources, entityFiles, parameters, outFolder });
    const paths = result.files.map((file) => `'${join(outFolder, file.path)}'`).join(', ');
    const rows = await engine.rows(`SELECT * FROM read_parquet([${paths}], hive_partitioning = false)`);
    const rejects =
      result.rejects === null
        ? []
        : await engine.rows(`SELECT * FROM '${join(outFolder, result.rejects.path)}'`);
    return {
      result,
      rows: rows.map((row) => Object.values(row)),
      rejects: rejects.map((row) => [row['row'], row['column'], row['value'], row['reason']]),
      texts: rejects.map((row) => row['text']),
      corrected: rejects.map((row) =>
        ['file', 'row', 'correction_file', 'correction_row', 'correction_value'].map((name) => row[name]),
      ),
      totals: result.sources.flatMap((source) => source.files),
    };
  };

  const importTexts: ImportHarness['importTexts'] = async (texts, overrides = {}, table = POSITION) => {
    const own = await mkdtemp(join(folder, 'in-'));
    const files = await Promise.all(
      texts.map(async (text, i) => {
        const shown = `file-${i + 1}.csv`;
        await writeFile(join(own, shown), text);
        return { path: join(own, shown), shown };
      }),
    );
    return importSources([{ spec: sourceSpec(overrides, table), files }], table);
  };

  const close = async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { engine, folder, importTexts, importSources, close };
}
