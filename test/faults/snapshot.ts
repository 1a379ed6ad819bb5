/**
 * What lies in a project after a command: the names of all files below `.plimsoll`, the rows of every result and overlay as a count and a checksum, what each
 * date and scenario stands on, and the acts of the control log.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';

export interface Snapshot {
  readonly files: readonly string[];
  /** By folder below `results`: rows and checksum. */
  readonly results: Readonly<Record<string, string>>;
  /** The text of what dates and scenarios stand on, without times. */
  readonly stands: Readonly<Record<string, string>>;
}

/** A name that counts how often something was done, without the count. */
const COUNTED: readonly (readonly [RegExp, string])[] = [
  // Each holder of the lock makes the next one; the snapshot of the log stands at the act after which it was made.
  [/^(control|runs)\/lock\/lock-\d+\.json$/, '$1/lock/lock-N.json'],
  [/^control\/snapshots?\/.*$/, 'control/snapshot/N'],
  // What a kill left of a line that was being appended is kept, by rule.
  [/^control\/evidence(\/.*)?$/, ''],
  // The folder of memories when none is left.
  [/^checked$/, ''],
];

/** What was found when the files of a result were read again; it need not be there, and goes with its result. */
const isMemory = (root: string, name: string): boolean => {
  const [, fingerprint] = /^checked\/(.*)\.json$/.exec(name) ?? [];
  return fingerprint !== undefined && existsSync(join(root, 'results', fingerprint));
};

/** All files below `.plimsoll`, and folders that are empty; without memories of results. */
function filesOf(project: string): readonly string[] {
  const root = join(project, '.plimsoll');
  if (!existsSync(root)) return [];
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || readdirSync(join(entry.parentPath, entry.name)).length === 0)
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const lasting = names.filter((name) => !isMemory(root, name));
  const plain = lasting.map((name) =>
    COUNTED.reduce((text, [pattern, to]) => text.replace(pattern, to), name),
  );
  return [...new Set(plain)].filter((name) => name !== '').sort();
}

/** Names without those that the first has too. */
export const withoutThose = (of: readonly string[], those: readonly string[]): readonly string[] =>
  of.filter((name) => !those.includes(name));

export async function snapshotOf(project: string, temporary: string): Promise<Snapshot> {
  const root = join(project, '.plimsoll');
  const engine = await openDuckDb({ temporaryFolder: join(temporary, 'look'), threads: 1 });
  try {
    const results: Record<string, string> = {};
    for (const name of readdirSync(join(root, 'results')).sort())
      results[name] = await rowsOf(engine, join(root, 'results', name));
    return { files: filesOf(project), results, stands: standsOf(root) };
  } finally {
    await engine.close();
  }
}

/** Count and checksum, which the order of rows does not change. */
async function rowsOf(engine: Engine, folder: string): Promise<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.parquet'),
  );
  const sums: string[] = [];
  for (const name of files.sort()) {
    const path = join(folder, name).replaceAll("'", "''");
    const [row] = await engine.rows(
      `SELECT count(*) AS n, CAST(coalesce(sum(CAST(hash(t) AS HUGEINT)), 0) AS VARCHAR) AS s FROM read_parquet('${path}', hive_partitioning = false) AS t`,
    );
    sums.push(`${name}: ${row?.['n']} rows, ${row?.['s']}`);
  }
  return sums.join('; ');
}

/** Times and durations differ from run to run, and so does how many runs began before. */
const TIMES = /"(at|number|written|started|finished|\w*_?(ms|at|time))": ?("[^"]*"|\d+)/gi;

/** A killed holder can't empty its file: it stays, below that of a later holder. The last one is empty, because its command has ended. */
const LOCK = /^runs\/lock\//;

function lastLock(root: string): string {
  const folder = join(root, 'runs/lock');
  const numbers = (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
    const [, number] = /^lock-(\d+)\.json$/.exec(name) ?? [];
    return number === undefined ? [] : [Number.parseInt(number, 10)];
  });
  return numbers.length === 0 ? '' : readFileSync(join(folder, `lock-${Math.max(...numbers)}.json`), 'utf8');
}

function standsOf(root: string): Readonly<Record<string, string>> {
  const folders = ['runs', 'scenarios'].filter((name) => existsSync(join(root, name)));
  const names = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => name.endsWith('.json') && !LOCK.test(name)),
  );
  const texts = names.sort().map((name) => [name, readFileSync(join(root, name), 'utf8')] as const);
  return Object.fromEntries(
    [...texts, ['the last lock of the runs', lastLock(root)] as const].map(([name, text]) => [
      name,
      text.replaceAll(TIMES, '"$1": T'),
    ]),
  );
}

/** How many results and records differ, in what way. */
export function snapshotDifferences(found: Snapshot, wanted: Snapshot): readonly string[] {
  const differing = (
    what: string,
    f: Readonly<Record<string, string>>,
    w: Readonly<Record<string, string>>,
  ) =>
    Object.keys(w)
      .filter((name) => f[name] !== w[name])
      .map(
        (name) =>
          `${what} ${name} is ${f[name]?.slice(0, 300) ?? 'missing'}; must be ${w[name]?.slice(0, 300)}`,
      );
  return [
    ...differing('result', found.results, wanted.results),
    ...differing('record', found.stands, wanted.stands),
  ];
}
