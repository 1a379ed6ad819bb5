/**
 * Measures the import against DuckDB's own: `npm run bench -- --import --deals 10000000 --runs 3` (see README.md beside this file).
 *
 * 1. A generated bank in CSV, kept in the system's temporary folder. 2. Both ways read every file once, not counted, and must give the same rows.
 * 3. They take turns; the median of the rounds counts. 4. Peak memory, each in a process of its own.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withSession } from '../dist/run/open-session.js';
import { storeTables } from '../dist/run/run.js';
import { dictionaryTables } from '../dist/run/session.js';
import { DUCKDB } from '../dist/sql/duckdb/dialect.js';
import { csvBank } from './bank.mjs';
import { openPlain } from './baseline.mjs';
import { median, peakMemory } from './measure.mjs';
import { tableText } from './report.mjs';
import { DATE } from './settings.mjs';
import { timed } from './variants.mjs';

const HELP = `npm run bench -- --import [--deals N] [--runs R] [--seed S] [--memory SIZE]

Measures the import of a bank's CSV files into the store (every check, rejects, totals, hashes of files and results) against
DuckDB's own: read_csv with the same types, sorted in the same way, written as Parquet with the same options. --memory (such as 1500MB) is the limit of either engine.
`;

const OPTIONS = { date: DATE, verify: false, onProgress: () => undefined };
const say = (text) => process.stderr.write(`${text}\n`);

const emptied = (folder) => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
};

/** Plimsoll: everything that a first run does before it calculates. The folders of the results by table. */
async function importStored({ project }) {
  rmSync(join(project, '.plimsoll'), { recursive: true, force: true });
  return withSession(project, async (session) => {
    const { value, ...times } = await timed(() => storeTables(session, OPTIONS));
    const folders = value.map((stored) => [stored.table.name, join(stored.result.folder, 'data')]);
    const rejected = value.reduce((sum, { summary }) => sum + (summary.rejects?.rows ?? 0), 0);
    if (rejected > 0) throw new Error(`A good bank has no rejects, and ${rejected} were found`);
    return { ...times, folders: Object.fromEntries(folders) };
  });
}

/** The columns of a table in the order of the file's header, as DuckDB types. */
async function csvColumns(connection, path, table) {
  const reader = await connection.runAndReadAll(
    `SELECT * FROM read_csv('${path}', header = true, all_varchar = true) LIMIT 0`,
  );
  const types = new Map(table.columns.map(({ name, type }) => [name, DUCKDB.typeName(type)]));
  return reader.columnNames().map((name) => `'${name}': '${types.get(name) ?? 'VARCHAR'}'`);
}

/** What one writes who trusts the files: a statement per table. */
async function importPlain({ project, tables }) {
  const out = join(project, 'plain');
  emptied(out);
  const plain = await openPlain(join(project, 'spill'));
  const limit = memoryLine(project);
  if (limit !== null) await plain.connection.run(`SET memory_limit = '${limit[1]}'`);
  try {
    const folders = {};
    const statements = [];
    for (const { table, files } of tables) {
      const columns = await csvColumns(plain.connection, files[0], table);
      const order = [
        ...new Set([
          ...(table.columns.some(({ name }) => name === 'entity_id') ? ['entity_id'] : []),
          ...table.key,
        ]),
      ];
      const paths = files.map((path) => `'${path}'`).join(', ');
      folders[table.name] = join(out, table.name);
      mkdirSync(folders[table.name]);
      statements.push(`COPY (SELECT ${table.columns.map(({ name }) => `"${name}"`).join(', ')} FROM read_csv([${paths}], auto_detect = false, header = true,
  delim = ',', quote = '"', escape = '"', columns = {${columns.join(', ')}}) ORDER BY ${order.join(', ')})
TO '${join(folders[table.name], 'part.parquet')}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`);
    }
    const { wallMs, cpuMs } = await timed(async () => {
      for (const sql of statements) await plain.connection.run(sql);
    });
    return { wallMs, cpuMs, folders };
  } finally {
    plain.close();
  }
}

const VARIANTS = [
  { name: 'Plimsoll', run: importStored },
  { name: 'DuckDB', run: importPlain },
];

/** Count, and a sum of hashes over all columns: the same rows in whatever order. */
async function rowsOf(connection, table, folder) {
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT count(*)::VARCHAR AS n, sum(hash(${columns})::HUGEINT)::VARCHAR AS h FROM read_parquet('${folder}/**/*.parquet', hive_partitioning = false)`,
  );
  return JSON.stringify(reader.getRows());
}

async function checkEquality(bench) {
  const [own, plain] = [await importStored(bench), await importPlain(bench)];
  const { connection, close } = await openPlain(join(bench.project, 'spill'));
  for (const { table } of bench.tables) {
    const [a, b] = [
      await rowsOf(connection, table, own.folders[table.name]),
      await rowsOf(connection, table, plain.folders[table.name]),
    ];
    if (a !== b) throw new Error(`${table.name}: Plimsoll has ${a}, DuckDB ${b}`);
  }
  close();
  say('Both have the same rows.');
}

/** The tables of the bank with their files. */
async function openBench(project) {
  return withSession(project, async (session) => {
    const tables = [];
    for (const table of dictionaryTables(session)) {
      const sources = await session.sourcesOf(table.name, DATE);
      const files = sources.flatMap((source) => source.files.map((file) => file.path));
      if (files.length > 0) tables.push({ table, files });
    }
    return { project, tables };
  });
}

const dataBytes = (project) =>
  readdirSync(join(project, 'data'), { recursive: true })
    .map((name) => statSync(join(project, 'data', name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);

/** The limit in the project's configuration, by which both go. */
const CONFIGURATION = 'plimsoll.yaml';
const LINE = /^memory_limit: (.*)\n/m;
const memoryLine = (project) => LINE.exec(readFileSync(join(project, CONFIGURATION), 'utf8'));

function limitMemory(project, size) {
  const path = join(project, CONFIGURATION);
  const text = readFileSync(path, 'utf8').replace(LINE, '');
  writeFileSync(path, size === '' ? text : `memory_limit: ${size}\n${text}`);
}

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      import: { type: 'boolean' },
      deals: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '42' },
      memory: { type: 'string', default: '' },
      once: { type: 'string' },
      project: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (values.once !== undefined) {
    await VARIANTS.find(({ name }) => name === values.once).run(await openBench(values.project));
    process.stdout.write(JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024 }));
    return;
  }
  const project = await csvBank(Number(values.deals), Number(values.seed), 1, say);
  limitMemory(project, values.memory);
  const bench = await openBench(project);
  await checkEquality(bench);
  const times = new Map(VARIANTS.map(({ name }) => [name, []]));
  for (let round = 0; round < Number(values.runs); round++)
    for (const { name, run } of round % 2 === 0 ? VARIANTS : VARIANTS.toReversed()) {
      const { wallMs, cpuMs } = await run(bench);
      times.get(name).push({ wallMs, cpuMs });
      say(`round ${round + 1}: ${name} ${(wallMs / 1000).toFixed(2)} s, CPU ${(cpuMs / 1000).toFixed(2)} s`);
    }
  const medianOf = (name, key) => median(times.get(name).map((each) => each[key]));
  const rows = VARIANTS.map(({ name }) => [
    name,
    ...['wallMs', 'cpuMs'].flatMap((key) => [
      (medianOf(name, key) / 1000).toFixed(2),
      `${(medianOf(name, key) / medianOf('DuckDB', key)).toFixed(2)} ×`,
    ]),
    Math.round(peakMemory(project, name, 'import.mjs')).toString(),
  ]);
  const mb = Math.round(dataBytes(project) / 1e6);
  process.stdout.write(
    `\nImport of a bank of ${values.deals} deals, ${mb} MB of CSV; medians of ${values.runs} rounds${values.memory === '' ? '' : `, memory limited to ${values.memory}`}\n\n${tableText([['', 'wall s', 'ratio', 'CPU s', 'ratio', 'peak MiB'], ...rows])}\n`,
  );
}

await main(process.argv.slice(2));
