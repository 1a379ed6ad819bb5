import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  csv,
  type ImportHarness,
  openHarness,
  POSITION,
  sourceSpec,
} from '../../test/support/import-harness.ts';
import { TEXT } from '../schema/types.ts';
import { DEFAULT_CSV, plainColumn } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(async () => {
  await harness.close();
});

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const as = (encoding: 'utf-8' | 'latin-1' | 'windows-1252') => ({ csv: { ...DEFAULT_CSV, encoding } });

describe('a file in Windows-1252', () => {
  it('is read sign by sign, with the row numbers and totals it would have in UTF-8', async () => {
    // € „ “ – and Ž in Windows-1252; ü and ß where Latin-1 has them.
    const file = bytes(
      csv(),
      [0x80],
      ',loan,1.00,,,\n"M\xfcller\n',
      [0x84],
      'x',
      [0x93],
      '",loan,2.50,,,\n',
      'b,loan,bad,,,\n',
      [0x8e],
      '\xdf,loan,4.00,,,\n',
    );
    const { rows, rejects, totals } = await harness.importTexts([file], as('windows-1252'));
    expect(rows.map((row) => row[0])).toEqual(['Müller\n„x“', 'Žß', '€']);
    expect(rejects).toEqual([[3n, 'amount', 'bad', 'not_a_number']]);
    expect(totals[0]?.accepted).toMatchObject({ rows: 3, amount: '7.50' });
  });

  it('may be packed, is read block by block, and leaves no copy behind', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, i) => `${i}\x80\xe4\xf6\xfc\xdf long enough to span blocks,loan,0.01,,,\n`,
    );
    const path = join(harness.folder, 'packed.csv.gz');
    await writeFile(path, gzipSync(bytes(csv(), ...lines)));
    const spec = sourceSpec(as('windows-1252'));
    const { result, rows, totals } = await harness.importSources([
      { spec, files: [{ path, shown: 'packed.csv.gz' }] },
    ]);
    expect(result.rows).toBe(60_000);
    expect(totals[0]?.read).toMatchObject({ rows: 60_000, amount: '600.00' });
    expect(rows.every((row) => /^\d+€äöüß long/.test(String(row[0])))).toBe(true);
    const left = await readdir(harness.folder, { recursive: true });
    expect(left.filter((name) => name.includes('as-utf-8'))).toEqual([]);
  });

  it('rejects the records with one of the five bytes that it has no sign for', async () => {
    const file = bytes(csv('a,loan,1,,,'), 'b', [0x81], '\xe4,loan,2,,,\n', 'c,loan,3,,,\n');
    const { rows, rejects } = await harness.importTexts([file], as('windows-1252'));
    expect(rows.map((row) => row[0])).toEqual(['a', 'c']);
    expect(rejects).toEqual([[2n, null, 'b\\x81ä,loan,2,,,', 'encoding']]);
  });
});

it('names of columns are read in the encoding of the file', async () => {
  const file = bytes('Gr\xf6\xdfe ', [0x80], ',id,kind\n1.00,a,loan\n');
  const { rows } = await harness.importTexts([file], {
    ...as('windows-1252'),
    columns: [plainColumn('id', 'id'), plainColumn('kind', 'kind'), plainColumn('amount', 'Größe €')],
  });
  expect(rows.map((row) => row.slice(0, 3))).toEqual([['a', 'loan', '1.00']]);
});

describe('a file said to be Latin-1', () => {
  it('rejects by row what only Windows-1252 has, and says so', async () => {
    const file = bytes(csv('a,loan,1,,,'), 'M\xfcller ', [0x80], ',loan,2,,,\n', 'c\xe9,loan,3,,,\n');
    const { result, rows, rejects } = await harness.importTexts([file], as('latin-1'));
    expect(rows.map((row) => row[0])).toEqual(['a', 'cé']);
    expect(rejects).toEqual([[2n, null, 'Müller \\x80,loan,2,,,', 'encoding']]);
    expect(result.sources[0]?.files[0]?.reasons).toEqual({ encoding: 1 });
  });

  it('that is UTF-8 has rejects where a byte is none of its signs', async () => {
    const file = Buffer.from(csv('a,loan,1,,,', 'Straße,loan,2,,,'));
    const { rows, rejects } = await harness.importTexts([file], as('latin-1'));
    expect(rows.map((row) => row[0])).toEqual(['a']);
    expect(rejects).toEqual([[2n, null, 'StraÃ\\x9Fe,loan,2,,,', 'encoding']]);
  });

  it('whose header has such a byte is refused with what to write', async () => {
    const file = bytes('id,kind,amount,end_date,days,insured', [0x80], '\na,loan,1,,,\n');
    await expect(harness.importTexts([file], as('latin-1'))).rejects.toMatchObject({
      code: 'input.unknown_raw_column',
      message: expect.stringContaining('csv: { encoding: windows-1252 }'),
    });
  });
});

describe('a record with bytes that are no text', () => {
  it('is kept with every sign that is one, every separator, and the bytes', async () => {
    const file = bytes(
      csv('a,loan,1,,,'),
      'M\xfcller,loan,2,,,\n',
      'ok,loan,3,,,\n"x\ny\xe4",deposit,4,2030-01-31,,\n\xe4,loan,5,,,\r\n',
    );
    const { rejects, totals } = await harness.importTexts([file]);
    expect(rejects).toEqual([
      [2n, null, 'M\\xFCller,loan,2,,,', 'encoding'],
      [4n, null, '"x\ny\\xE4",deposit,4,2030-01-31,,', 'encoding'],
      [5n, null, '\\xE4,loan,5,,,', 'encoding'],
    ]);
    expect(totals[0]?.read.rows).toBe(5);
  });

  it('is found in large files, packed files and after lines that are skipped', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) =>
      i % 9_973 === 9_000 ? `r${i}\xe4;\xf6,loan,1,,,\n` : `r${i},loan,1,,,\n`,
    );
    const file = bytes('\xef\xbb\xbftitle\n', csv(), ...lines);
    const expected = [9_000, 18_973, 28_946, 38_919, 48_892].map((i) => [
      BigInt(i + 1),
      null,
      `r${i}\\xE4;\\xF6,loan,1,,,`,
      'encoding',
    ]);
    const skipping = { csv: { ...DEFAULT_CSV, skip: 1 } };
    expect((await harness.importTexts([file], skipping)).rejects).toEqual(expected);
    const path = join(harness.folder, 'bad.csv.gz');
    await writeFile(path, gzipSync(file));
    const packed = await harness.importSources([
      { spec: sourceSpec(skipping), files: [{ path, shown: 'bad.csv.gz' }] },
    ]);
    expect(packed.rejects).toEqual(expected);
  });
});

describe('a file whose first bytes show another encoding', () => {
  const text = csv('größe,loan,1,,,');
  it.each([
    ['utf-16 with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-8', 'encoding: utf-16 }'],
    [
      'utf-16 with its mark, said to be Latin-1',
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      'latin-1',
      'utf-16 }',
    ],
    ['utf-16 without mark', Buffer.from(text, 'utf16le'), 'windows-1252', 'encoding: utf-16 }'],
    [
      'utf-16 the other way round',
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      'utf-8',
      'Write it as UTF-8',
    ],
    ['utf-8 with its mark', Buffer.from(`\uFEFF${text}`), 'latin-1', 'encoding: utf-8 }'],
  ] as const)('is refused: %s', async (_, file, encoding, remedy) => {
    await expect(harness.importTexts([file], as(encoding))).rejects.toMatchObject({
      code: 'input.other_encoding',
      message: expect.stringContaining(remedy),
    });
  });

  it('is read when the source says the same', async () => {
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const { rows } = await harness.importTexts([wide], { csv: { ...DEFAULT_CSV, encoding: 'utf-16' } });
    expect(rows.map((row) => row[0])).toEqual(['größe']);
  });
});

it('numbers the records behind one whose bytes are no text in a column that no reason needs', async () => {
  const columns = [...POSITION.columns, { name: 'note', type: TEXT, nullable: true }];
  const file = bytes(
    `${columns.map((column) => column.name).join(',')}\n`,
    'a,loan,1.00,,,,fine\n',
    'b,loan,2.00,,,,M\xfcller\n',
    'c,loan,bad,,,,fine\n',
    'a,loan,4.00,,,,fine\n',
  );
  const table = { ...POSITION, columns };
  const { rows, rejects, totals } = await harness.importTexts([file], { columns: 'same' }, table);
  expect(rows.map((row) => row[0])).toEqual(['a']);
  expect(rejects).toEqual([
    [2n, null, 'b,loan,2.00,,,,M\\xFCller', 'encoding'],
    [3n, 'amount', 'bad', 'not_a_number'],
    [4n, 'id', 'a', 'duplicate_key'],
  ]);
  expect(totals[0]).toMatchObject({ read: { rows: 4 }, accepted: { rows: 1 }, rejected: { rows: 3 } });
});
