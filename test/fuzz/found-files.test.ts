/** Files that the campaign found, cut down: each was read wrongly, lost, or ended the import with an internal error. */

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_CSV, DEFAULT_VALUES, plainColumn, type SourceSpec } from '../../src/input/source.ts';
import { csv, NAMES, sourceSpec } from '../support/import-harness.ts';
import type { CsvCase } from './csv-case.ts';
import { type Bench, type CaseResult, openBench, runCase } from './run-case.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const HEADER = csv();
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** What comes of one file; `faults` are differences from the second reader. */
async function read(
  bytes: string | Buffer,
  overrides: Partial<SourceSpec> = {},
  shown = 'file-1.csv',
): Promise<CaseResult> {
  const test: CsvCase = {
    kind: 'csv',
    spec: sourceSpec({ mayBeEmpty: true, ...overrides }),
    files: [{ shown, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }],
    damages: [],
  };
  return runCase(bench, test);
}

const whole = (counts: Partial<CaseResult>) =>
  expect.objectContaining({ faults: [], error: null, ...counts });
const refused = (error: string) => expect.objectContaining({ faults: [], error });

it('empty lines before records that can not be split do not move row numbers', async () => {
  const text = `${HEADER}a,loan,1,,,\n\n\nb,loan\nc,loan,x,,,\n\nd\n\n"e\n\n",loan,2,,,\nf,deposit\n`;
  expect(await read(text)).toEqual(whole({ records: 6, accepted: 2, rejected: 4 }));
  const numbered = [
    { kind: 'row_number', name: 'id', prefix: '{file}#' } as const,
    ...NAMES.slice(1).map((name) => plainColumn(name, name)),
  ];
  expect(await read(text, { columns: numbered })).toEqual(whole({ accepted: 2 }));
  const skipping = { csv: { ...DEFAULT_CSV, skip: 2 } };
  expect(await read(`title\n\n${HEADER}\nb,loan\n\n\nc,deposit,x,,,\n`, skipping)).toEqual(
    whole({ rejected: 2 }),
  );
});

it('a line break in the name of a column is none of those that end records', async () => {
  for (const [inName, end] of [
    ['\n', '\r\n'],
    ['\r\n', '\n'],
    ['\r', '\n'],
    ['\n', '\r'],
  ] as const) {
    const header = `${HEADER.trim()},"large${inName}name"`;
    const text = [header, 'a,loan,1,,,,', 'b,loan,x,,,,', 'c,loan', ''].join(end);
    expect([inName, end, await read(text)]).toEqual([
      inName,
      end,
      whole({ records: 3, accepted: 1, rejected: 2 }),
    ]);
  }
});

it('a line before the header that ends otherwise than the header is told', async () => {
  const text = `title\n${HEADER}a,loan,1,,,\n`.replaceAll('\n', '\r\n').replace('\r', '');
  expect(await read(text, { csv: { ...DEFAULT_CSV, skip: 1 } })).toEqual(refused('input.unreadable_file'));
});

it('a file with zero bytes is refused, wherever they stand', async () => {
  for (const line of [
    'a\0b,loan,1,,,',
    'c\0,loan',
    `${'\0'.repeat(600)},loan`,
    'd,lo\0an,1,,,',
    'e,"lo\0an",1,,,',
  ])
    expect([line, await read(`${HEADER}a,loan,1,,,\n${line}\n`)]).toEqual([line, refused('input.zero_byte')]);
});

it('a packed file that was cut off, changed, or has more behind its end is refused', async () => {
  const packed = gzipSync(csv(...Array.from({ length: 300 }, (_, i) => `k${i},loan,${i},,,`)));
  const changed = Buffer.from(packed);
  changed[packed.length - 6] = (changed[packed.length - 6] ?? 0) ^ 1;
  const damages = [
    packed.subarray(0, -1),
    packed.subarray(0, -9),
    packed.subarray(0, 40),
    changed,
    Buffer.concat([packed, Buffer.from('more')]),
    Buffer.from(HEADER),
  ];
  for (const encoding of ['utf-8', 'latin-1', 'utf-16'] as const) {
    for (const bytes of damages)
      expect([
        encoding,
        (await read(bytes, { csv: { ...DEFAULT_CSV, encoding } }, 'file-1.csv.gz')).error,
      ]).toEqual([encoding, expect.stringMatching(/^input[.](unreadable_file|other_encoding)$/)]);
  }
  expect(await read(packed, {}, 'file-1.csv.gz')).toEqual(whole({ accepted: 300 }));
  expect(await read(Buffer.concat([packed, gzipSync('z,loan,1,,,\n')]), {}, 'file-1.csv.gz')).toEqual(
    whole({ accepted: 301 }),
  );
});

it('a record that the engine keeps up to the middle of a sign is told, and soon', async () => {
  // It keeps 10,000 bytes, and refuses what it cut itself where it is the first one with such signs.
  for (const start of ['', 'x', 'xx']) {
    const text = csv('é,loan', `${start}${'€'.repeat(5000)},loan`, 'a,loan,1,,,');
    expect(await read(text)).toEqual(whole({ records: 3, rejected: 2 }));
  }
});

it('UTF-16 has signs of four bytes, and a half one is a reject of its record', async () => {
  const wide = { csv: { ...DEFAULT_CSV, encoding: 'utf-16' as const, lastLineEnd: 'optional' as const } };
  const bytes = Buffer.from(`\uFEFF${csv('😀,loan,1,,,', 'Müller €,loan,2,,,', 'c,loan,x,,,')}`, 'utf16le');
  expect(await read(bytes, wide)).toEqual(whole({ accepted: 2, rejected: 1 }));
  const half = Buffer.from(
    csv('a,loan,1,,,', 'b\uD83D,loan,2,,,', '\uDE00c,loan,3,,,', 'd,loan,4,,,'),
    'utf16le',
  );
  expect(await read(half, wide)).toMatchObject({ faults: [], accepted: 2, rejected: 2 });
  expect(await read(Buffer.concat([half, Buffer.from('e')]), wide)).toMatchObject({
    accepted: 2,
    rejected: 3,
  });
});

it('bytes that are no text in a last column, behind one that nobody needs', async () => {
  const text = `note,${HEADER}x,a,loan,1,,,yes\nx,b,loan,2,,,\xfc\nx,c,loan,3,,,no\n`;
  expect(await read(latin1(text))).toEqual(whole({ accepted: 2, rejected: 1 }));
  const unneeded = latin1(`${HEADER.trim()},note\na,loan,1,,,,\nb,loan,2,,,,M\xfcller\n`);
  expect(await read(unneeded)).toEqual(whole({ accepted: 1, rejected: 1 }));
});

it('lines to skip, and others, that end with a carriage return alone are refused, not passed over', async () => {
  const format = { ...DEFAULT_CSV, header: false, names: HEADER.trim().split(','), skip: 2 };
  const text = csv('a,loan,1,,,', 'b,loan,2,,,').replace(HEADER, 'title 0\ntitle 1\n');
  const returns = Buffer.from(text.replaceAll('\n', '\r'));
  expect(await read(returns, { csv: format })).toEqual(refused('input.unreadable_file'));
  const mixed = Buffer.from(text.replaceAll('\n', '\r').replace('\r', '\n'));
  expect(await read(mixed, { csv: format })).toEqual(refused('input.unreadable_file'));
});

it('a field too many that is a text for "no value" is one too many', async () => {
  const values = { ...DEFAULT_VALUES, nulls: ['', 'NULL', '0'] };
  const text = csv(
    'a,loan,1,,,,NULL',
    'b,loan,1,,,,0',
    'c,loan,1,,,,N',
    'd,loan,1,,,,""',
    'e,loan,NULL,,,',
    'f,loan,1,"NULL",,',
  );
  expect(await read(text, { values })).toEqual(whole({ accepted: 1, rejected: 5 }));
});

it('a quote at the end of a file that takes lines of spaces or empty ones into its record is refused', async () => {
  for (const rest of [' \n', '\n', ' \r\n', 'b,loan,1,,,\n'])
    expect(await read(`${HEADER}a,loan,1,,,\n"c,loan,2,,,\n${rest}`), JSON.stringify(rest)).toEqual(
      refused('input.open_quote'),
    );
});

it('a copy of a record that the engine refuses in its second reading, because it cut it within a sign, refuses the file', async () => {
  const lines = [
    `k1,deposit,"5881,戳${'扢'.repeat(4_999_999)}b2","2032-03-04",1.,`,
    '',
    `k2,deposit,"-13'858'127,45",,32524,no`,
    '"k3",deposit,10,1998-08-10,25362,',
    'k4,depositĬ"622,82",1911-05-21,11805,',
    `k5,"deposit","239'053'195",2038-12耭04,5326,yes`,
    "k6,loan,-973'926,1952-03-25,21761,",
    `k7,"loan",ဢ69'549,6",,2Ȱ72,T`,
    '',
  ];
  const overrides = {
    csv: { ...DEFAULT_CSV, header: false, names: NAMES, encoding: 'utf-16' as const },
    values: { ...DEFAULT_VALUES, decimal: ',' as const, thousands: "'" as const },
  };
  expect(await read(Buffer.from(`\uFEFF${lines.join('\n')}`, 'utf16le'), overrides)).toEqual(
    refused('input.unreadable_file'),
  );
});

it('a byte order mark within a file belongs to its field', async () => {
  const result = await read(csv('a,loan,1,,,', '\uFEFFb,loan,1,,,', '"\uFEFFa",loan,1,,,'));
  expect(result).toEqual(whole({ accepted: 3 }));
});

it('a record at the end of a file whose quote does not close is a reject or refused by its row, and lines above the header are no records', async () => {
  const text = csv('a,loan,1,,,', 'b,loan,2,,,"');
  expect(await read(text.trimEnd(), { csv: { ...DEFAULT_CSV, lastLineEnd: 'optional' } })).toEqual(
    whole({ accepted: 1, rejected: 1 }),
  );
  const long = `a,loan,1,1985-01-11,27${'b'.repeat(10_000_000)},false`;
  expect(
    await read(`${csv(long)}b,deposit,1,2006-10-28,"`, { csv: { ...DEFAULT_CSV, lastLineEnd: 'optional' } }),
  ).toEqual(refused('input.open_quote'));
  const skipping = { ...DEFAULT_CSV, header: false, names: NAMES, skip: 2, lastLineEnd: 'optional' as const };
  expect(await read('",title ', { csv: skipping })).toEqual(whole({ records: 0 }));
});

it('signs beyond ASCII behind a closing quote refuse a file of which not all columns are read, where the engine fails within itself', async () => {
  const lines = (end: string): string =>
    [`note,${HEADER.trim()}`, 'x,a,loan,1,,,"yes"\u00a0', 'x,b,loan,2,,,yes', ''].join(end);
  // With all columns it is a reject.
  expect(await read(lines('\n').replaceAll(/^(note|x),/gm, ''))).toEqual(whole({ accepted: 1, rejected: 1 }));
  for (const end of ['\n', '\r\n', '\r']) {
    expect([end, await read(lines(end))]).toEqual([end, refused('input.unreadable_file')]);
    // An engine that had such an error does nothing more.
    await bench.close();
    bench = await openBench();
  }
});

it('a byte order mark before a quoted field does not move row numbers', async () => {
  const noHeader = { csv: { ...DEFAULT_CSV, header: false, names: NAMES } };
  const text =
    '\uFEFF"k1,",loan,1,,26252,no\r\nk2,loan,6,"x,",1,\r\n \r\nk3,loan,"1","","5","Y"\r\nk4,a,b,c,d,e,f\r\n';
  expect(await read(text, noHeader)).toEqual(whole({ records: 5, accepted: 2, rejected: 3 }));
});
