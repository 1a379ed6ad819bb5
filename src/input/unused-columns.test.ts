/** Columns of files that nothing is taken from: told, or refused where one is nearly the name of a column that would be empty. */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportHarness, NAMES, openHarness, sourceSpec } from '../../test/support/import-harness.ts';
import type { SourceFormat, SourceSpec } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const header = (...more: readonly string[]): string => ['id', 'kind', 'amount', ...more].join(',');
const read = (text: string, overrides: Partial<SourceSpec> = {}) =>
  harness.importTexts([text], { columns: 'same', ...overrides });

async function readJson(format: SourceFormat, text: string, overrides: Partial<SourceSpec> = {}) {
  const folder = await mkdtemp(join(harness.folder, 'json-'));
  const file = { path: join(folder, `a.${format}`), shown: `a.${format}` };
  await writeFile(file.path, text);
  const spec = sourceSpec({ format, records: [], columns: 'same', ...overrides });
  return harness.importSources([{ spec, files: [file] }]);
}

describe('a column that is nearly one that may be empty', () => {
  it('stops the import and names both, where the file lacks that one', async () => {
    await expect(read(`${header('insurred')}\na,loan,1,true\n`)).rejects.toMatchObject({
      code: 'input.renamed_column',
      params: { file: 'file-1.csv', found: 'insurred', column: 'insured' },
      place: { line: 7 },
    });
    await expect(read(`${header('EndDate')}\na,loan,1,2024-01-31\n`)).rejects.toMatchObject({
      params: { found: 'EndDate', column: 'end_date' },
    });
  });

  it('is found in JSON, by what its records have', async () => {
    await expect(
      readJson('jsonl', '{"id":"a","kind":"loan","amount":"1","insurred":"true"}\n'),
    ).rejects.toMatchObject({
      code: 'input.renamed_column',
      params: { found: 'insurred', column: 'insured' },
    });
  });

  it('is read over when the file has that one as well, or the source says so', async () => {
    const both = await read(`${header('insurred', 'insured')}\na,loan,1,true,false\n`);
    expect([both.rows[0]?.[5], both.result.unusedColumns]).toEqual([
      false,
      [{ source: 1, columns: ['insurred'] }],
    ]);
    const ignored = await read(`${header('insurred')}\na,loan,1,true\n`, { ignore: ['insurred'] });
    expect([ignored.rows[0]?.[5], ignored.result.unusedColumns]).toEqual([null, []]);
  });
});

describe('columns that nothing is taken from', () => {
  it('are told once, unless a condition reads them or the source ignores them', async () => {
    const text = `${header('branch', 'STATE', 'remark', 'remark')}\na,loan,1,B,open,x,y\n`;
    const told = await read(text, { where: "STATE = 'open'" });
    expect(told.result.unusedColumns).toEqual([{ source: 1, columns: ['branch', 'remark'] }]);
    const ignored = await read(text, { ignore: ['branch', 'remark', 'STATE'] });
    expect(ignored.result.unusedColumns).toEqual([]);
  });

  it('are told of JSON by their paths; the beginning of a path ignores all behind it', async () => {
    const text = '{"id":"a","kind":"loan","amount":"1","party":{"name":"x","seat":"y"},"note":null}\n';
    expect((await readJson('jsonl', text)).result.unusedColumns).toEqual([
      { source: 1, columns: ['party.name', 'party.seat', 'note'] },
    ]);
    expect((await readJson('jsonl', text, { ignore: ['party'] })).result.unusedColumns).toEqual([
      { source: 1, columns: ['note'] },
    ]);
  });

  it('are normal where the source has a mapping of its own', async () => {
    const { result } = await harness.importTexts([`${NAMES.join(',')},insurred\na,loan,1,,,,true\n`]);
    expect(result.unusedColumns).toEqual([]);
  });
});
