/** Which files of a folder have the names of a generated bank. */

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DICTIONARY, FUNDING_TABLES, OBLIGATION_TABLES, PERIMETER_TABLES } from '../dictionary/dictionary.ts';
import { BAD_RECORDS_FILE } from './defects/bad-records.ts';

const TABLES = [...DICTIONARY, ...OBLIGATION_TABLES, ...PERIMETER_TABLES, ...FUNDING_TABLES]
  .map((table) => table.name)
  .join('|');
const TABLE_FILE = new RegExp(`^(${TABLES})(-\\d{4})?\\.(parquet|csv)$`);
const DAY_FOLDER = /^\d{4}-\d{2}-\d{2}$/;

/** Their paths inside the folder: of tables, of tables of a day, and of an answer key. None where there is no folder. */
export async function generatedFiles(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const own = entries
    .map((entry) => entry.name)
    .filter((name) => TABLE_FILE.test(name) || name === BAD_RECORDS_FILE);
  const days = entries.filter((entry) => entry.isDirectory() && DAY_FOLDER.test(entry.name));
  const ofDays = await Promise.all(
    days.map(async ({ name }) =>
      (await readdir(join(folder, name)))
        .filter((file) => TABLE_FILE.test(file))
        .map((file) => `${name}/${file}`),
    ),
  );
  return [...own, ...ofDays.flat()];
}
