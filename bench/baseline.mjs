/**
 * Runs the baseline: SQL written by hand for DuckDB alone (bench/baseline), over the tables that Plimsoll imported.
 *
 * Each form is a list of scripts. The two arithmetics differ in how an amount is multiplied: `narrow` in 64 bits where that
 * can't overflow, `wide` in 128 bits always.
 */

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { CURRENCY, DATE } from './settings.mjs';

const FOLDER = join(import.meta.dirname, 'baseline');

/** Scripts of a form, in order. `fact`: the deal-level fact is written and summed up; otherwise the metrics alone. */
export const scripts = (arithmetic, fact) => [
  `arithmetic-${arithmetic}.sql`,
  'prepare.sql',
  'branches.sql',
  ...(fact ? ['fact.sql', 'cells-of-fact.sql'] : ['cells-alone.sql']),
  'metrics.sql',
];

/** A DuckDB of its own, in memory; what does not fit is spilled to `spillFolder`. */
export async function openPlain(spillFolder) {
  const instance = await DuckDBInstance.create(
    ':memory:',
    spillFolder === undefined ? {} : { temp_directory: spillFolder },
  );
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The statements of the scripts with their placeholders filled; `tables` gives the folder of each imported table. */
export async function baselineStatements(connection, names, tables, outFolder) {
  const values = { ...tables, date: DATE, currency: CURRENCY, out: outFolder };
  const all = [];
  for (const name of names) {
    const text = readFileSync(join(FOLDER, name), 'utf8').replaceAll(/\{\{(\w+)\}\}/g, (_, key) => {
      if (values[key] === undefined) throw new Error(`${name} names {{${key}}}, which has no value`);
      return values[key].replaceAll("'", "''");
    });
    all.push(await connection.extractStatements(text));
  }
  return all;
}

/** Runs all statements; the rows of the last one are the metrics, one object per perimeter with values as text. */
export async function runStatements(extracted) {
  let reader;
  for (const statements of extracted) {
    for (let index = 0; index < statements.count; index++) {
      const prepared = await statements.prepare(index);
      reader = await prepared.runAndReadAll();
    }
  }
  return reader.getRowObjectsJson();
}

/** Makes the folder, or empties it. */
export function emptyFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
