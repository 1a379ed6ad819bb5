/** Complaints of many scans in one statement: each is there, with its file, each time. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ImportHarness, openHarness } from '../../test/support/import-harness.ts';
import { fileLiteral } from '../sql/duckdb/files.ts';
import { clearErrors, ERRORS_TABLE, errorOptions, gatherErrors } from './csv-errors.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

// With the same tables for all scans, one statement in eight loses those of a file.
it('the complaints of eight scans in one statement are complete, a hundred times', async () => {
  const { engine, folder } = harness;
  const paths = Array.from({ length: 8 }, (_, i) => join(folder, `broken-${i}.csv`));
  await Promise.all(paths.map((path, i) => writeFile(path, `a,b\n1,2\nbroken ${i}\n3,4\n`)));
  const scans = paths.map((path, i) => {
    const options = ["columns = {'a': 'VARCHAR', 'b': 'VARCHAR'}", 'header = true', ...errorOptions(i)];
    return `SELECT *, row_number() OVER () AS n FROM read_csv(${fileLiteral(path)}, auto_detect = false, ${options.join(', ')})`;
  });
  for (let time = 0; time < 100; time++) {
    await engine.execute(`CREATE OR REPLACE TEMP TABLE read AS ${scans.join(' UNION ALL ')} ORDER BY a`);
    await gatherErrors(engine);
    const rows = await engine.rows(`SELECT path, csv_line FROM "${ERRORS_TABLE}" ORDER BY csv_line`);
    expect(rows.map((row) => [row['path'], row['csv_line']])).toEqual(
      paths.map((path, i) => [path, `broken ${i}`]),
    );
    await clearErrors(engine);
  }
});
