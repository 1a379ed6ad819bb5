/**
 * From the project's files to stored dictionary tables: each table is imported once per content of its files and mapping.
 *
 * The fingerprint of a table covers its schema, the sources as configured, the content of every file in order, the table of entities (whose
 * types tell the parts in which tables are stored) and the parameters. The same fingerprint means the same accepted rows and
 * the same rejects, so a table whose files did not change is not read again.
 */

import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { type FileFingerprint, type FingerprintOptions, fingerprintFiles } from '../input/fingerprint.ts';
import { importTable } from '../input/import-table.ts';
import type { ParameterValues } from '../input/parameters.ts';
import type { ImportResult } from '../input/result.ts';
import type { ResolvedSource, SourceFile, SourceSpec } from '../input/source.ts';
import { fingerprint, SEMANTICS_VERSION } from '../pipeline/fingerprint.ts';
import { columnNamed, type TableSchema } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import { MANIFEST_FORMAT, type StoredFile } from '../store/manifest.ts';
import {
  damageSeen,
  findResult,
  type SeenDamage,
  type Store,
  type StoredResult,
  writeResult,
} from '../store/store.ts';

/** One dictionary table, stored. */
export interface StoredTable {
  readonly table: TableSchema;
  readonly fingerprint: string;
  readonly state: 'stored' | 'imported';
  /** What was wrong with the result that lay there, and was made again; null: nothing. */
  readonly damage: SeenDamage | null;
  readonly result: StoredResult;
  readonly summary: ImportResult;
}

export interface ImportContext {
  readonly engine: Engine;
  readonly store: Store;
  readonly parameters: ParameterValues;
  readonly salt: string;
  /** Hash every file again, whatever is remembered of it. */
  readonly verify: boolean;
}

/**
 * Raised when an import reads the same bytes otherwise, or keeps other things beside the rows: rejects, totals. What an earlier version kept is then not
 * taken for it.
 */
const KEPT_LAYOUT = 13;

/** Is the table stored in parts by the type of its reporting entity? */
export const isParted = (table: TableSchema): boolean =>
  columnNamed(table.columns, 'entity_id') !== undefined && table.name !== 'entity';

/** Imports the table, or finds it. `entities` is the stored table of entities; null while that one is imported itself. */
export async function storeTable(
  table: TableSchema,
  sources: readonly ResolvedSource[],
  entities: StoredTable | null,
  context: ImportContext,
): Promise<StoredTable> {
  const print = await tableFingerprint(table, sources, entities?.fingerprint ?? null, context);
  const found = await findResult(context.store, print);
  const damage = found === undefined ? ((await damageSeen(context.store, print)) ?? null) : null;
  const result = found ?? (await importInto(table, sources, entities, print, context));
  // The details of an imported table are the import's own result; the manifest's fingerprint vouches for it.
  const summary = result.manifest.details as ImportResult;
  const state = found === undefined ? 'imported' : 'stored';
  return { table, fingerprint: print, state, damage, result, summary };
}

/** The fingerprints of files of one source. Those of the project are remembered in the store; of files that go with the session, beside them. */
export const filePrints = (
  store: Store,
  files: readonly SourceFile[],
  options: Omit<FingerprintOptions, 'cacheFile'>,
): Promise<readonly FileFingerprint[]> =>
  fingerprintFiles(
    files.map((file) => file.path),
    { cacheFile: files[0]?.memory ?? join(store.root, 'files.json'), ...options },
  );

/** What the stored table would be named by now; `entities` is the fingerprint of the table of entities. */
export async function tableFingerprint(
  table: TableSchema,
  sources: readonly ResolvedSource[],
  entities: string | null,
  context: Omit<ImportContext, 'engine'>,
): Promise<string> {
  const described = [];
  for (const { spec, files, corrections = [] } of sources) {
    // Corrections name the files that they correct as people know them, folder and all.
    const nameOf = ({ shown }: SourceFile): string => (corrections.length === 0 ? basename(shown) : shown);
    described.push({
      spec: specText(spec),
      files: await namedHashes(files, nameOf, context),
      ...(corrections.length === 0 ? {} : { corrections: await namedHashes(corrections, nameOf, context) }),
    });
  }
  return fingerprint({
    kind: 'input',
    layout: KEPT_LAYOUT,
    semantics: SEMANTICS_VERSION,
    salt: context.salt,
    table: schemaText(table),
    sources: described,
    entities: isParted(table) ? entities : null,
    parameters: usedParameters(JSON.stringify(described), context.parameters),
  });
}

async function namedHashes(
  files: readonly SourceFile[],
  nameOf: (file: SourceFile) => string,
  { store, verify }: Omit<ImportContext, 'engine'>,
): Promise<readonly { readonly name: string; readonly sha256: string | undefined }[]> {
  const prints = await filePrints(store, files, { verify });
  return files.map((file, index) => {
    const named = { name: nameOf(file), sha256: prints[index]?.sha256 };
    // The same texts are refused where they were floating-point numbers.
    return file.floats === undefined || file.floats.size === 0
      ? named
      : { ...named, floats: [...file.floats] };
  });
}

/** Only what the mapping mentions: another date with the same files is the same table. */
function usedParameters(mapping: string, values: ParameterValues): unknown {
  return {
    calculation_date: mapping.includes(':calculation_date') ? values.calculationDate : null,
    reporting_currency: mapping.includes(':reporting_currency') ? values.reportingCurrency : null,
    jurisdiction: mapping.includes(':jurisdiction') ? values.jurisdiction : null,
  };
}

/** Lines of the configuration say where something was written, not what. */
function specText({ place: _, columns, setAside, ...spec }: SourceSpec): unknown {
  const bare = ({ line: __, ...rest }: { readonly line?: number }): unknown => rest;
  const mapped = columns === 'same' ? columns : columns.map(bare);
  return JSON.parse(
    JSON.stringify({ ...spec, columns: mapped, setAside: setAside.map(bare) }, (__, value: unknown) =>
      value instanceof Map ? [...value.entries()] : value,
    ),
  );
}

const schemaText = (table: TableSchema): unknown => ({
  name: table.name,
  key: table.key,
  gapless: table.gapless ?? null,
  columns: table.columns.map(({ doc: _, unit: __, ...column }) => column),
});

async function importInto(
  table: TableSchema,
  sources: readonly ResolvedSource[],
  entities: StoredTable | null,
  print: string,
  context: ImportContext,
): Promise<StoredResult> {
  return writeResult(context.store, async (folder) => {
    const summary = await importTable(context.engine, {
      table,
      sources,
      // A table without source has a file without rows, and each record of the others would be rejected for its entity.
      entityFiles:
        entities === null || entities.summary.sources.length === 0
          ? []
          : entities.result.manifest.files.map((file) => join(entities.result.folder, file.path)),
      parameters: context.parameters,
      outFolder: folder,
    });
    // What was hashed before must be what was read: a file that changed in between would stand under another's name.
    if ((await tableFingerprint(table, sources, entities?.fingerprint ?? null, context)) !== print)
      fail('run.file_changed', { table: table.name });
    const files: Omit<StoredFile, 'sha256' | 'modified'>[] = [];
    for (const file of summary.files) {
      const { size } = await stat(join(folder, file.path));
      files.push({ path: file.path, partition: file.entityType, rows: file.rows, bytes: size });
    }
    return {
      format: MANIFEST_FORMAT,
      fingerprint: print,
      name: table.name,
      columns: table.columns.map((column) => ({
        name: column.name,
        type: typeName(column.type),
        nullable: column.nullable,
      })),
      key: [...table.key],
      order: isParted(table) ? ['entity_id', ...table.key] : [...table.key],
      rows: summary.rows,
      files,
      details: summary,
    };
  });
}
