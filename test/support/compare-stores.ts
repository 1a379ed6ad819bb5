/** Do the stores of two projects hold the same rows? Result by result, each as its manifest names its files. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../src/engine/engine.ts';
import { parquetFiles } from '../../src/sql/duckdb/files.ts';

interface Manifest {
  readonly name: string;
  readonly columns: readonly { readonly name: string }[];
  readonly files: readonly { readonly path: string }[];
}

export interface Compared {
  readonly results: number;
  readonly rows: bigint;
  /** That one of the two has and the other has not, by EXCEPT ALL both ways. */
  readonly differing: bigint;
}

/** Compares the rows of every result of project `a` with those of the same one of `b`. */
export async function compareStores(engine: Engine, a: string, b: string): Promise<Compared> {
  const theirs = resultsOf(b);
  const total = { results: 0, rows: 0n, differing: 0n };
  for (const [print, { name, columns, files }] of resultsOf(a)) {
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const rowsOf = (project: string, own: Manifest['files']) =>
      `SELECT ${names} FROM ${parquetFiles(own.map(({ path }) => join(project, '.plimsoll', 'results', print, path)))}`;
    const other = theirs.get(print)?.files;
    if (other === undefined) throw new Error(`${b} has no ${name}`);
    const [left, right] = [rowsOf(a, files), rowsOf(b, other)];
    const count = (sql: string) => `(SELECT count(*) FROM (${sql}))`;
    const [found] = await engine.rows(
      `SELECT ${count(left)} AS n, ${count(`${left} EXCEPT ALL ${right}`)} + ${count(`${right} EXCEPT ALL ${left}`)} AS differing`,
    );
    total.results += 1;
    total.rows += BigInt(String(found?.['n']));
    total.differing += BigInt(String(found?.['differing']));
  }
  return total;
}

/** Of every result in the store, by fingerprint. */
function resultsOf(project: string): ReadonlyMap<string, Manifest> {
  const results = join(project, '.plimsoll', 'results');
  const read = (print: string): Manifest =>
    JSON.parse(readFileSync(join(results, print, 'manifest.json'), 'utf8'));
  const all = readdirSync(results).map((print) => [print, read(print)] as const);
  // What says that a stage has the rows of another result has no files of its own.
  return new Map(all.filter(([, { files }]) => files.length > 0));
}
