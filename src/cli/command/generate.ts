/** `plimsoll generate`: a seeded bank in the project's data folder, and the configuration that reads it. */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openDuckDb } from '../../engine/duckdb.ts';
import { fail } from '../../errors/error.ts';
import { generateBank } from '../../generate/generate.ts';
import { projectFor } from '../../generate/project.ts';
import { CONFIG_FILE } from '../../project/load.ts';
import { isStarter } from '../../project/starter.ts';
import { parseDate } from '../../values/date.ts';
import type { CommandContext, Options } from '../context.ts';
import { seconds } from '../view/seconds.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const date = String(options['date']);
  if (parseDate(date) === undefined) fail('run.date', { found: date });
  const outFolder = resolve(folder, 'data');
  const engine = await openDuckDb({ temporaryFolder: resolve(folder, '.plimsoll', 'tmp') });
  try {
    const startMs = performance.now();
    const result = await generateBank(engine, {
      deals: whole('--deals', options['deals'], 1),
      seed: whole('--seed', options['seed'], 0),
      date,
      outFolder,
      format: options['format'] === 'csv' ? 'csv' : 'parquet',
      onTable: (table) => output.progress(`Wrote ${table.table}`),
    });
    output.endProgress();
    const config = await writeConfig(resolve(folder), projectFor(result));
    output.result({ date, folder: outFolder, tables: result.tables, config });
    output.table(
      [
        { title: 'table', align: 'left' },
        { title: 'rows', align: 'right' },
        { title: 'files', align: 'right' },
      ],
      result.tables.map((table) => [table.table, table.rows, table.files.length]),
    );
    output.line();
    output.line(`Wrote the bank to ${outFolder} in ${seconds(performance.now() - startMs)}; ${config}.`);
  } finally {
    await engine.close();
  }
}

function whole(option: string, found: string | boolean | undefined, least: number): number {
  const text = String(found);
  const value = Number.parseInt(text, 10);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  return fail('cli.count', { option, found: text, allowed: `a whole number from ${least}` });
}

/** A configuration that a person has written is left alone. */
async function writeConfig(folder: string, text: string): Promise<string> {
  const file = join(folder, CONFIG_FILE);
  if (existsSync(file)) {
    const current = await readFile(file, 'utf8');
    if (current === text) return `${CONFIG_FILE} reads it`;
    if (withoutDate(current) === withoutDate(text)) {
      await writeFile(file, text);
      return `${CONFIG_FILE} reads it, with the new date`;
    }
    if (!isStarter(current)) return `${CONFIG_FILE} was edited by hand and is left as it is`;
  }
  await writeFile(file, text);
  return `${CONFIG_FILE} now reads it`;
}

const withoutDate = (config: string): string => config.replace(/^calculation_date: .*$/m, '');
