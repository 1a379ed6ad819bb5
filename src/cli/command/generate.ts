/** `plimsoll generate`: a seeded bank in the project's data folder, and the configuration that reads it. */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openDuckDb } from '../../engine/duckdb.ts';
import { fail } from '../../errors/error.ts';
import { businessDays, DAYS_MAX } from '../../generate/days/business-days.ts';
import { BAD_RATES, badDraws } from '../../generate/defects/rate.ts';
import { generatedFiles } from '../../generate/files.ts';
import { generateBank } from '../../generate/generate.ts';
import { projectFor } from '../../generate/project.ts';
import type { BadRecords, BadRequest, GeneratedTable, GenerateFormat } from '../../generate/request.ts';
import { CONFIG_FILE } from '../../project/load.ts';
import { isStarter } from '../../project/starter.ts';
import { parseDate } from '../../values/date.ts';
import type { CommandContext, Options } from '../context.ts';
import type { Output } from '../output.ts';
import { seconds } from '../view/seconds.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const date = String(options['date']);
  if (parseDate(date) === undefined) fail('run.date', { found: date });
  const project = resolve(folder);
  if (!existsSync(join(project, CONFIG_FILE))) fail('project.no_configuration', { folder: project });
  const bad = badOf(options['bad']);
  const days = daysOf(options, date);
  const outFolder = join(project, DATA_FOLDER);
  const earlier = await readGenerated(outFolder);
  await refuseOverwriting(outFolder, earlier);
  const engine = await openDuckDb({ temporaryFolder: resolve(folder, '.plimsoll', 'tmp') });
  try {
    const startMs = performance.now();
    const result = await generateBank(engine, {
      deals: whole('--deals', options['deals'], 1),
      seed: whole('--seed', options['seed'], 0),
      date,
      outFolder,
      format: formatOf(options['format'], bad),
      ...(options['nsfr'] === true ? { nsfr: true } : {}),
      ...(bad === null ? {} : { bad }),
      ...(days === null ? {} : { days }),
      onTable: (table) =>
        output.progress(`Wrote ${table.table}${table.date === null ? '' : ` of ${table.date}`}`),
    });
    output.endProgress();
    const text = projectFor(result);
    const config = await writeConfig(project, text, earlier);
    const key = result.bad === null ? [] : [result.bad.file];
    const generated: Generated = {
      files: [...result.tables.flatMap((table) => table.files), ...key],
      config: text,
    };
    await writeFile(join(outFolder, GENERATED_FILE), `${JSON.stringify(generated)}\n`);
    output.result({ date, folder: outFolder, tables: result.tables, bad: badJson(result.bad), config });
    printTables(result.tables, output);
    if (result.bad !== null) printBad(result.bad, output);
    output.line();
    output.line(`Wrote the bank to ${outFolder} in ${seconds(performance.now() - startMs)}; ${config}.`);
  } finally {
    await engine.close();
  }
}

/** Where the bank lies in a project, as its readers name it too. */
const DATA_FOLDER = 'data';

function badOf(found: Options[string]): BadRequest | null {
  if (found === undefined) return null;
  const rate = String(found);
  if (badDraws(rate) === undefined) fail('cli.bad_rate', { found: rate, allowed: BAD_RATES });
  return { rate, shownFolder: DATA_FOLDER };
}

/** Errors: cli.count, cli.days. */
function daysOf(options: Options, first: string): number | null {
  if (options['days'] === undefined) return null;
  const days = whole('--days', options['days'], 1);
  if (options['bad'] !== undefined)
    fail('cli.days', { problem: 'takes no --bad beside it; generate either' });
  if (days > DAYS_MAX)
    fail('cli.days', { problem: `is ${days}; allowed are up to ${DAYS_MAX} business days` });
  if (businessDays(first, days) === undefined)
    fail('cli.days', {
      problem: `begins on ${first}, which is no day from Monday to Friday; write another --date`,
    });
  return days;
}

/** Most defects are of texts, which a file with typed columns can't have. */
function formatOf(found: Options[string], bad: BadRequest | null): GenerateFormat {
  if (found === undefined) return bad === null ? 'parquet' : 'csv';
  return found === 'csv' ? 'csv' : 'parquet';
}

function printTables(tables: readonly GeneratedTable[], output: Output): void {
  const dated = tables.some((table) => table.date !== null);
  output.table(
    [
      { title: 'table', align: 'left' },
      ...(dated ? [{ title: 'day', align: 'left' } as const] : []),
      { title: 'rows', align: 'right' },
      { title: 'files', align: 'right' },
    ],
    tables.map((table) => [
      table.table,
      ...(dated ? [table.date ?? 'all'] : []),
      table.rows,
      table.files.length,
    ]),
  );
}

function badJson(bad: BadRecords | null): object | null {
  if (bad === null) return null;
  return { file: `${DATA_FOLDER}/${bad.file}`, records: bad.records, rejects: bad.rejects };
}

function printBad({ file, records, rejects }: BadRecords, output: Output): void {
  output.line();
  output.table(
    [
      { title: 'table', align: 'left' },
      { title: 'reason', align: 'left' },
      { title: 'rejects', align: 'right' },
    ],
    rejects.map((one) => [one.table, one.reason, one.rejects]),
  );
  const total = rejects.reduce((sum, one) => sum + one.rejects, 0n);
  output.line();
  output.line(
    `${records} bad records with ${total} rejects that a run must tell; each is a line of ${DATA_FOLDER}/${file}.`,
  );
}

function whole(option: string, found: Options[string], least: number): number {
  const text = String(found);
  const value = Number.parseInt(text, 10);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  return fail('cli.count', { option, found: text, allowed: `a whole number from ${least}` });
}

/** What the last `generate` wrote: files that another one may replace. */
interface Generated {
  readonly files: readonly string[];
  readonly config: string;
}

const GENERATED_FILE = 'generated.json';

async function readGenerated(outFolder: string): Promise<Generated> {
  const path = join(outFolder, GENERATED_FILE);
  if (!existsSync(path)) return { files: [], config: '' };
  const found: Partial<Generated> = JSON.parse(await readFile(path, 'utf8'));
  return { files: found.files ?? [], config: found.config ?? '' };
}

/** Files of the bank's own must not be lost: whatever has a generated file's name and was not generated stops the command. */
async function refuseOverwriting(outFolder: string, earlier: Generated): Promise<void> {
  const files = (await generatedFiles(outFolder)).filter((file) => !earlier.files.includes(file));
  if (files.length > 0) fail('cli.not_generated', { files, folder: outFolder });
}

/** A configuration that a person has written is left alone. */
async function writeConfig(folder: string, text: string, earlier: Generated): Promise<string> {
  const file = join(folder, CONFIG_FILE);
  const current = await readFile(file, 'utf8');
  if (current === text) return `${CONFIG_FILE} reads it`;
  if (current !== earlier.config && !isStarter(current))
    return `${CONFIG_FILE} was edited by hand and is left as it is`;
  await writeFile(file, text);
  return `${CONFIG_FILE} now reads it`;
}
