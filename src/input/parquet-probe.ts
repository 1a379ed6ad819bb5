/**
 * A first reading, in a process of its own, of Parquet files with delta encodings.
 *
 * The engine trusts the block sizes that such pages state; a damaged one ends the whole process, with no error that could be caught. Files
 * with these encodings are rare (the engine writes them in format V2 only), so that the second reading is too.
 */

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { fileLiteral } from '../sql/duckdb/files.ts';
import type { SourceFile } from './source.ts';

/** A program that reads. What goes wrong in it without a crash is told by the import itself, in its own words. */
const reader = (driver: string, sql: string): string => `import(${JSON.stringify(driver)})
  .then(({ default: { DuckDBInstance } }) => DuckDBInstance.create(':memory:', { threads: '1' }))
  .then((instance) => instance.connect())
  .then((connection) => connection.run(${JSON.stringify(sql)}))
  .catch(() => {})`;

/** What the engine ends with at bytes that it trusted. */
const CRASHES: readonly string[] = ['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGABRT', 'SIGTRAP'];

/** Errors: input.unreadable_file. */
export async function probeDeltaPages(engine: Engine, { path, shown }: SourceFile): Promise<void> {
  const file = fileLiteral(path);
  const metadata = `parquet_metadata(${file}) WHERE encodings LIKE '%DELTA%'`;
  const [row] = await engine.rows(`SELECT count(*) > 0 AS found FROM ${metadata}`);
  if (row?.['found'] !== true) return;
  // Whoever ended the process otherwise (a lack of memory, a person) says nothing of the file.
  const signal = await endOf(`SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet(${file})`);
  if (signal === null || !CRASHES.includes(signal)) return;
  const text = `the engine crashed when it read its pages (${signal}), so its data are damaged`;
  fail('input.unreadable_file', { files: [shown], text });
}

/** The signal that ended the process; null where it ended by itself. */
async function endOf(sql: string): Promise<string | null> {
  const driver = pathToFileURL(createRequire(import.meta.url).resolve('@duckdb/node-api')).href;
  const child = spawn(process.execPath, ['-e', reader(driver, sql)], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
}
