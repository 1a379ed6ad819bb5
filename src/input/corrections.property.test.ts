/**
 * Random deliveries with rejects of many kinds, random corrections of them, some wrong again and corrected again: the result is that of a bank
 * whose files had had the corrected records in their places, and every record of every file is accounted for.
 */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FuzzDraw, seeded } from '../../test/fuzz/seeded.ts';
import { correctedSource, HEADER } from '../../test/support/corrections.ts';
import {
  csv,
  type Imported,
  type ImportHarness,
  NAMES,
  openHarness,
} from '../../test/support/import-harness.ts';
import { plainColumn, type SourceSpec } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const seed = Date.now() & 0xffff_ffff;
const CASES = 40;

const SEPARATORS = [',', ';', '\t'] as const;

/** The fields of a record that can be used, with a key of its own. */
const goodFields = (draw: FuzzDraw, id: string): readonly string[] => [
  id,
  draw.pick(['loan', 'deposit']),
  `${draw.between(-500, 500)}.${draw.between(10, 99)}`,
  draw.pick(['', '2024-02-29', '2023-12-31']),
  draw.pick(['', '7', '36500']),
  draw.pick(['', 'yes', 'F']),
];

/** One field is wrong, in a way that no key, filter or condition can change. */
function wrongFields(draw: FuzzDraw, id: string): readonly string[] {
  const fields = [...goodFields(draw, id)];
  // Whatever the filter of the case is, the record passes it.
  fields[4] = '';
  const [at, text] = draw.pick([
    [1, 'bond'],
    [1, ''],
    [2, '1e3'],
    [2, ''],
    [3, '2024-02-30'],
    [4, '-1'],
    [5, 'maybe'],
  ] as const);
  fields[at] = text;
  return fields;
}

const quoted = (fields: readonly string[], separator: string): string =>
  fields.map((text) => (/[",;\t]/.test(text) ? `"${text}"` : text)).join(separator);

/** Lines of a file: good, wrong in a cell, with the key of another, or of another number of fields. */
function deliveredLines(draw: FuzzDraw, file: number): readonly string[] {
  const ids: string[] = [];
  return Array.from({ length: draw.between(1, 12) }, (_, i) => {
    const id = `f${file}-${i}`;
    if (draw.chance(25)) return quoted(wrongFields(draw, id), ',');
    if (draw.chance(12)) return `${quoted(goodFields(draw, id), ',')}${draw.pick([',x', ',', ',,""'])}`;
    if (draw.chance(12)) return 'broken';
    if (ids.length > 0 && draw.chance(20)) return quoted(goodFields(draw, draw.pick(ids)), ',');
    ids.push(id);
    return quoted(goodFields(draw, id), ',');
  });
}

/** One record of a file of corrections. */
interface Written {
  readonly of: string;
  readonly row: number;
  readonly fields: readonly string[];
}

/** A file of corrections, for whoever knows the hashes of the files that it corrects. */
function correctionsText(draw: FuzzDraw, records: readonly Written[]) {
  const separator = draw.pick(SEPARATORS);
  const end = draw.pick(['\n', '\r\n']);
  const mark = draw.pick(['', '\uFEFF']);
  return (hash: (name: string) => string): string => {
    const lines = records.map(({ of, row, fields }) =>
      [of, hash(of), String(row), 'why', quoted(fields, separator)].join(separator),
    );
    const header = `${HEADER},${NAMES.join(',')}`.replaceAll(',', separator);
    return mark + [header, ...lines].map((line) => `${line}${end}`).join('');
  };
}

/** Of the rejects some are corrected, rightly or wrongly; a wrong one may be corrected in a second file. */
function drawCorrections(draw: FuzzDraw, rejected: readonly (readonly [string, number])[]) {
  const files: Written[][] = [[], [], []];
  /** What stands in the place of a record in the end, by file and row. */
  const final = new Map<string, readonly string[]>();
  rejected.forEach(([of, row], i) => {
    if (draw.chance(33)) return;
    const isRight = !draw.chance(33);
    const fields = isRight ? goodFields(draw, `n${i}`) : wrongFields(draw, `n${i}`);
    const first = draw.between(0, 1);
    files[first]?.push({ of, row, fields });
    final.set(`${of}:${row}`, fields);
    if (isRight || draw.chance(50)) return;
    const again = goodFields(draw, `m${i}`);
    files[2]?.push({ of: `k${first}.csv`, row: files[first]?.length ?? 0, fields: again });
    final.set(`${of}:${row}`, again);
  });
  return { files, final };
}

const shownRows = ({ rows }: Imported): readonly string[] => rows.map((row) => row.map(String).join('|'));

const cents = (amount: string | null): bigint => BigInt((amount ?? '0.00').replace('.', ''));

/** read = accepted + rejected + corrected + filtered + set aside, in count and in amount, and read is what was `given`: how many records, by file. */
function expectAccounted({ totals }: Imported, given: ReadonlyMap<string, number>): void {
  expect(new Map(totals.map(({ file, read }) => [file, read.rows]))).toEqual(given);
  for (const each of totals) {
    const parts = [
      each.accepted,
      each.rejected,
      each.corrected,
      each.filtered,
      ...Object.values(each.setAside),
    ];
    expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(each.read.rows);
    expect(parts.reduce((sum, part) => sum + cents(part.amount), 0n)).toBe(cents(each.read.amount));
  }
}

async function tryCase(draw: FuzzDraw): Promise<number> {
  const isNumbered = draw.chance(25);
  const spec: Partial<SourceSpec> = {
    ...(draw.chance(50) ? { where: "days is null or days != '7'" } : {}),
    ...(draw.chance(33)
      ? { setAside: [{ name: 'matured', condition: 'end_date <= :calculation_date' }] }
      : {}),
    ...(isNumbered
      ? {
          columns: NAMES.map((name) =>
            name === 'id'
              ? { kind: 'row_number' as const, name, prefix: '{file}-' }
              : plainColumn(name, name),
          ),
        }
      : {}),
  };
  const lines = Array.from({ length: draw.between(1, 3) }, (_, file) => deliveredLines(draw, file));
  const named = (texts: readonly (readonly string[])[]): Readonly<Record<string, string>> =>
    Object.fromEntries(texts.map((own, i) => [`f${i}.csv`, csv(...own)]));
  const delivered = await harness.importSources([
    await correctedSource(harness, { files: named(lines), spec }),
  ]);
  const rejected = [
    ...new Map(
      delivered.corrected.map(([file, row]): [string, readonly [string, number]] => [
        `${file}:${row}`,
        [String(file), Number(row)],
      ]),
    ).values(),
  ];
  const { files, final } = drawCorrections(draw, rejected);
  const corrections = Object.fromEntries(
    files.flatMap((records, i) =>
      records.length === 0 && draw.chance(50) ? [] : [[`k${i}.csv`, correctionsText(draw, records)]],
    ),
  );
  const corrected = await harness.importSources([
    await correctedSource(harness, { files: named(lines), corrections, spec }),
  ]);
  const inPlace = await harness.importSources([
    await correctedSource(harness, {
      files: named(
        lines.map((own, file) =>
          own.map((line, i) => {
            const fields = final.get(`f${file}.csv:${i + 1}`);
            return fields === undefined ? line : quoted(fields, ',');
          }),
        ),
      ),
      spec,
    }),
  ]);
  expect(shownRows(corrected)).toEqual(shownRows(inPlace));
  expect(corrected.result.rejects?.rows ?? 0).toBe(inPlace.result.rejects?.rows ?? 0);
  const given = files.reduce((sum, records) => sum + records.length, 0);
  expect(corrected.result.rejects?.corrected ?? 0).toBe(given);
  const counts = [
    ...lines.map((own, i): [string, number] => [`f${i}.csv`, own.length]),
    ...files.flatMap((own, i): [string, number][] =>
      corrections[`k${i}.csv`] === undefined ? [] : [[`k${i}.csv`, own.length]],
    ),
  ];
  expectAccounted(corrected, new Map(counts));
  // Nothing is lost of what was wrong.
  const problems = (one: Imported): readonly string[] =>
    one.rejects.map((reject) => reject.map(String).join('|'));
  expect(problems(corrected)).toEqual(expect.arrayContaining([...problems(delivered)]));
  return given;
}

it(`a corrected bank is the bank that was right from the beginning (seed ${seed})`, async () => {
  let given = 0;
  for (let number = 0; number < CASES; number++) {
    given += await tryCase(seeded(seed, number)).catch((error: unknown) => {
      throw new Error(`case ${number} of seed ${seed}`, { cause: error });
    });
  }
  expect(given).toBeGreaterThan(CASES);
});
