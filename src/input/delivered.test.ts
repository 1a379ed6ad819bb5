/** Files in which every record can be read, and which are not what should have been delivered. */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv, type ImportHarness, openHarness, sourceSpec } from '../../test/support/import-harness.ts';
import { DEFAULT_CSV, type SourceSpec } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

async function importFile(name: string, text: string, overrides: Partial<SourceSpec>) {
  const folder = await mkdtemp(join(harness.folder, 'delivered-'));
  const file = { path: join(folder, name), shown: name };
  await writeFile(file.path, text);
  return harness.importSources([{ spec: sourceSpec(overrides), files: [file] }]);
}

describe('a source without any record', () => {
  it('stops the import and names all its files', async () => {
    await expect(harness.importTexts([csv(), csv()])).rejects.toMatchObject({
      code: 'input.empty_source',
      params: { table: 'position', files: ['file-1.csv', 'file-2.csv'] },
      place: { line: 7 },
    });
  });

  it('may say that it can be so', async () => {
    expect((await harness.importTexts([csv()], { mayBeEmpty: true })).rows).toEqual([]);
  });

  it('is one of JSON or Parquet as well', async () => {
    await expect(importFile('a.json', '[]', { format: 'json', records: [] })).rejects.toMatchObject({
      code: 'input.empty_source',
    });
    const path = join(harness.folder, 'none.parquet');
    await harness.engine.execute(
      `COPY (SELECT 'a' AS id, 'loan' AS kind, '1' AS amount WHERE false) TO '${path}'`,
    );
    const spec = sourceSpec({ format: 'parquet', columns: 'same' });
    await expect(
      harness.importSources([{ spec, files: [{ path, shown: 'none.parquet' }] }]),
    ).rejects.toMatchObject({ code: 'input.empty_source', params: { files: ['none.parquet'] } });
  });

  it('is none where one file has records, or all are rejected, broken or filtered', async () => {
    expect((await harness.importTexts([csv(), csv('a,loan,1,,,')])).rows).toHaveLength(1);
    expect((await harness.importTexts([csv('a,loan,x,,,')])).rejects).toHaveLength(1);
    expect((await harness.importTexts([csv('a,loan')])).rejects).toHaveLength(1);
    const filtered = await harness.importTexts([csv('a,loan,1,,,')], { where: "id = 'b'" });
    expect(filtered.totals[0]?.filtered.rows).toBe(1);
  });
});

describe('two files of one source', () => {
  it('with the same content stop the import, and both are named', async () => {
    const text = csv('a,loan,1,,,');
    await expect(harness.importTexts([text, csv('b,loan,1,,,'), text])).rejects.toMatchObject({
      code: 'input.file_twice',
      params: { first: 'file-1.csv', second: 'file-3.csv' },
      place: { line: 7 },
    });
  });

  it('may both have no record', async () => {
    expect((await harness.importTexts([csv(), csv('a,loan,1,,,'), csv()])).rows).toHaveLength(1);
  });
});

describe('a CSV file whose last record has no line end', () => {
  const cut = csv('a,loan,1,,,', 'b,loan,250000.00,,,').slice(0, -1);

  it('stops the import, which names file and row', async () => {
    await expect(harness.importTexts([cut])).rejects.toMatchObject({
      code: 'input.last_record',
      params: { file: 'file-1.csv', row: 2 },
      place: { line: 7 },
    });
  });

  it('stops it also where it was packed afterwards', async () => {
    const packed = async (text: string) => {
      const path = join(harness.folder, 'cut.csv.gz');
      await writeFile(path, gzipSync(text));
      return harness.importSources([{ spec: sourceSpec(), files: [{ path, shown: 'cut.csv.gz' }] }]);
    };
    await expect(packed(cut)).rejects.toMatchObject({
      code: 'input.last_record',
      params: { file: 'cut.csv.gz', row: 2 },
    });
    expect((await packed(`${cut}\n`)).rows).toHaveLength(2);
  });

  it('is read where the source says that files may end so, or without records', async () => {
    const { rows } = await harness.importTexts([cut], { csv: { ...DEFAULT_CSV, lastLineEnd: 'optional' } });
    expect(rows).toHaveLength(2);
    expect((await harness.importTexts([csv().trimEnd()], { mayBeEmpty: true })).rows).toEqual([]);
  });

  it('is refused where the engine loses it: with an open quote, behind a record that is too long', async () => {
    const long = `a,loan,1,1985-01-11,27${'b'.repeat(10_000_000)},false`;
    const text = `${csv(long)}b,deposit,1,2006-10-28,"`;
    const told = harness.importTexts([text], { csv: { ...DEFAULT_CSV, lastLineEnd: 'optional' } });
    await expect(told).rejects.toMatchObject({
      code: 'input.open_quote',
      params: { file: 'file-1.csv', row: 2, lines: 0 },
    });
  });

  it('is told from one that ends with one, in UTF-16 and with carriage returns too', async () => {
    const wide = { csv: { ...DEFAULT_CSV, encoding: 'utf-16' as const } };
    const bytes = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
    await expect(harness.importTexts([bytes(cut)], wide)).rejects.toMatchObject({
      code: 'input.last_record',
    });
    expect((await harness.importTexts([bytes(`${cut}\n`)], wide)).rows).toHaveLength(2);
    expect((await harness.importTexts([`${cut}\n`.replaceAll('\n', '\r')])).rows).toHaveLength(2);
  });
});
