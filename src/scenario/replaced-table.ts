/**
 * A table that a scenario puts in the place of base's: a stressed run-off table, another national option. Few rows, written out.
 *
 * The rows lie in the store under the hash that the control log names; the same rows have the same hash and are there once.
 */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fail } from '../errors/error.ts';
import type { ReferenceTable } from '../regulation/basel/reference-table.ts';
import { literalSources } from '../run/literal-table.ts';
import type { Session } from '../run/session.ts';
import type { TableSchema } from '../schema/table.ts';
import type { Dialect } from '../sql/dialect.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { jsonOrUndefined } from '../std/json.ts';
import { nearest } from '../std/nearest.ts';
import { replaceFile } from '../store/replace-file.ts';
import type { SideSource } from './side.ts';

/** The hash of the rows by table. */
export type ReplacedTables = Readonly<Record<string, string>>;

export type TableRows = ReferenceTable['rows'];

/** How many tables differ. */
export function differentTables(a: ReplacedTables, b: ReplacedTables): number {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]).length;
}

/** The schema of a table that the pipeline reads. Errors: cli.table. */
export function tableSchema(session: Session, name: string): TableSchema {
  const sources = session.pipeline.stages.filter((stage) => stage.kind === 'source');
  const found = sources.find((stage) => stage.table.name === name);
  const known = sources.map((stage) => stage.table.name);
  return found?.table ?? fail('cli.table', { name, nearest: nearest(name, known), known });
}

const ROWS = z.array(z.record(z.string(), z.string().nullable()));

const fileOf = (session: Session, hash: string): string => join(session.store.root, 'tables', `${hash}.json`);

/** Keeps the rows, checked like any input, and gives their hash. Errors: cli.table, run.reference_row, those of literals. */
export async function keepTable(session: Session, name: string, rows: TableRows): Promise<string> {
  const { fingerprint } = sourceOf(tableSchema(session, name), name, rows);
  const path = fileOf(session, fingerprint);
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, `${JSON.stringify(rows)}\n`);
  return fingerprint;
}

/** Errors: store.missing, for rows that are not there or not those of the hash. */
export async function replacedSource(
  session: Session,
  name: string,
  hash: string,
  dialect: Dialect = DUCKDB,
): Promise<SideSource> {
  const text = await readFile(fileOf(session, hash), 'utf8').catch(() => fail('store.missing', { name }));
  const parsed = ROWS.safeParse(jsonOrUndefined(text));
  if (!parsed.success) return fail('store.missing', { name });
  const source = sourceOf(tableSchema(session, name), name, parsed.data, dialect);
  return source.fingerprint === hash ? source : fail('store.missing', { name });
}

function sourceOf(schema: TableSchema, name: string, rows: TableRows, dialect: Dialect = DUCKDB): SideSource {
  const source = literalSources({ [name]: { schema, rows } }, dialect)[name];
  if (source === undefined) throw new Error('Invariant broken: one table gives one source');
  return source;
}
