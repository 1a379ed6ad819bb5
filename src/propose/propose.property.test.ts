/** Whatever the files hold: a look at them ends, and the configuration is read, with nothing wrong in it but its open points. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { readProject } from '../project/load.ts';
import { propose } from './propose.ts';
import { configOf } from './yaml.ts';

const seed = Date.now() & 0xffff_ffff;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-propose-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES =
  'ACCT_NO KUNDENNR CCY SALDO KONTOART BAL MATURITY LOAN_ID SEGMENT COUNTRY GESICHERT GEHALTSKONTO ISIN MKT_VALUE PLEDGED BAL_TEUR LEVEL entity_id'.split(
    ' ',
  );
/** Texts that YAML, CSV, expressions or JavaScript could take for something else. */
const ODD = [
  'a: b',
  '# x',
  '- y',
  '"q"',
  "it's",
  '???',
  'null',
  '~',
  '{x}',
  '[y]',
  '&a',
  '*b',
  '',
  ' ',
  '\\',
  '@z',
  '\u2028',
  'Bal "k"',
  '__proto__',
];
const VALUES = [
  '1',
  '1.234',
  '1,234',
  '2,50',
  '',
  'NULL',
  '31.01.2024',
  '03/04/2024',
  'EUR',
  'GIRO',
  'J',
  'N',
  'DE0001102341',
  '-5',
  '1e3',
  'Summe',
  'TOTAL',
];

const value = fc.oneof(fc.constantFrom(...VALUES), fc.constantFrom(...ODD));
const content = fc
  .record({
    separator: fc.constantFrom(';', ',', '\t', '|'),
    titles: fc.array(value, { maxLength: 2 }),
    header: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
        { weight: 1, arbitrary: fc.constantFrom(...ODD) },
      ),
      { minLength: 1, maxLength: 7 },
    ),
    rows: fc.array(fc.array(value, { minLength: 7, maxLength: 7 }), { maxLength: 20 }),
    end: fc.constantFrom('\n', '\r\n'),
    encoding: fc.constantFrom('utf8' as const, 'latin1' as const, 'utf16le' as const),
  })
  .map(({ separator, titles, header, rows, end, encoding }) => {
    const lines = [
      ...titles,
      header.join(separator),
      ...rows.map((row) => row.slice(0, header.length).join(separator)),
    ];
    return Buffer.from(lines.join(end), encoding);
  });
const name = fc.constantFrom('accounts', 'loans', 'x', 'holding-20240131', 'a b', 'q[1]');

/** Codes of the errors with which the configuration is refused. */
function refusal(text: string): string {
  try {
    readProject(text, folder);
    return 'none';
  } catch (error) {
    if (error instanceof PlimsollError) return error.code.replace(/points$/, 'point');
    throw error;
  }
}

it(`a proposal can be read, and only open points are told of it (seed ${seed})`, async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name, content }), { minLength: 1, maxLength: 3 }),
      async (files) => {
        run++;
        const own = join(folder, String(run));
        mkdirSync(own);
        const paths = files.map((file, index) => join(own, `${file.name}-${index}.csv`));
        for (const [index, path] of paths.entries()) writeFileSync(path, files[index]?.content ?? '');
        const engine = () => Promise.reject(new Error('CSV needs no engine'));
        const proposal = await propose({ files: paths, folder: own, engine });
        const text = configOf('a bank', proposal);
        // No file here gives the entity, or else the currency, so something is always open.
        expect(refusal(text)).toBe('project.open_point');
        expect(configOf('a bank', await propose({ files: paths, folder: own, engine }))).toBe(text);
      },
    ),
    { numRuns: 150, seed, endOnFailure: true },
  );
});
