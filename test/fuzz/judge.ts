/**
 * Compares what an import came to with what it must come to. Laws that hold for every file, however broken, come first: the totals add up, in count
 * and amount; what was written is what was accepted; every reject has a row of its file and a known reason; an error names a file and is one of input.
 */

import { PlimsollError } from '../../src/errors/error.ts';
import { REJECT_REASONS } from '../../src/input/reasons.ts';
import type { FileTotals, Total } from '../../src/input/result.ts';
import type { CsvCase } from './csv-case.ts';
import {
  BUCKETS,
  type Bucket,
  type Expected,
  type ExpectedReject,
  type Outcome,
  STRUCTURE_OR_ENCODING,
  shownAmount,
} from './expected.ts';

/** What an import gave. */
export interface Given {
  readonly rows: readonly (readonly unknown[])[];
  readonly rejects: readonly (ExpectedReject & { readonly text: string })[];
  readonly totals: readonly FileTotals[];
  /** Rows that the result tells. */
  readonly told: number;
}

export type Came = { readonly error: unknown } | Given;

/** What is wrong, a sentence each. */
export function judgeCsv(
  test: CsvCase,
  came: Came,
  { expected, unclear, mayRefuse }: Outcome,
): readonly string[] {
  const shown = test.files.map((file) => file.shown);
  if ('error' in came) {
    const problems = errorProblems(came.error, shown);
    if (problems.length > 0 || unclear.length > 0) return problems;
    const { code } = came.error as PlimsollError;
    // Which names are nearly those of a column that may be empty, the second reader does not say.
    if (code === 'input.renamed_column' && test.spec.columns === 'same') return [];
    if (mayRefuse.includes(code)) return [];
    if (expected.kind === 'rows')
      return [`a file that is read without doubt was refused: ${message(came.error)}`];
    return expected.codes.includes(code)
      ? []
      : [`refused with ${code}, and not with ${expected.codes.join(' or ')}`];
  }
  const laws = lawProblems(came);
  if (laws.length > 0) return laws;
  if (expected.kind === 'error')
    return unclear.length > 0
      ? []
      : [`the file was read, and must be refused with ${expected.codes.join(' or ')}: ${expected.why}`];
  if (unclear.length > 0) return lostMarks(test, came);
  return differences(expected, came);
}

const message = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** An error is one of a user's, about input, and names the file. */
export function errorProblems(error: unknown, shown: readonly string[]): readonly string[] {
  if (!(error instanceof PlimsollError) || !/^(input|expr)[.]/.test(error.code)) {
    const code = error instanceof PlimsollError ? error.code : 'no code';
    return [`an error that is none of input (${code}): ${message(error)}`];
  }
  if (!shown.some((name) => error.message.includes(name)))
    return [`an error that names no file: ${message(error)}`];
  // One that is wrong with all files is none of a file.
  return [];
}

/**
 * Where a file can be split in several ways: each record was made with a mark of its own (`k17`). A mark that no accepted row shows must be in a record that
 * was rejected, filtered or set aside; of such records only single values are kept, so they are counted.
 */
function lostMarks({ files, spec }: CsvCase, { rows, rejects, totals }: Given): readonly string[] {
  const isNumbered = spec.columns !== 'same' && spec.columns.some(({ kind }) => kind === 'row_number');
  // A record with open quotes may hold any number of lines, of which the first signs are kept.
  const isCut = rejects.some(({ column, value }) => column === null || (value?.length ?? 0) >= SHOWN_MAX);
  if (isNumbered || isCut) return [];
  const asJson = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? null : value));
  const shown = new Set(
    [asJson, ...rejects.map((reject) => reject.value ?? '')].flatMap((text) => text.match(MARK) ?? []),
  );
  const marks = files
    // A packed file has no lines to look at.
    .filter((file) => !file.shown.endsWith('.gz'))
    .flatMap(({ bytes }) =>
      bytes
        .toString(spec.csv.encoding === 'utf-16' ? 'utf16le' : 'latin1')
        .split(/[\r\n]+/)
        .slice(spec.csv.skip + 1),
    )
    .flatMap((line) => line.match(MARK)?.slice(0, 1) ?? []);
  const lost = [...new Set(marks)].filter((mark) => !shown.has(mark));
  const others = totals.reduce((sum, file) => sum + file.read.rows - file.accepted.rows, 0);
  if (lost.length <= others) return [];
  return [
    `${lost.length} records are nowhere (${lost.slice(0, 5).join(', ')}, …), and ${others} took no part`,
  ];
}

const MARK = /\bk\d+\b/g;

/** What holds for every import that ends well. */
export function lawProblems({ rows, rejects, totals, told }: Given): readonly string[] {
  const problems: string[] = [];
  const accepted = totals.reduce((sum, file) => sum + file.accepted.rows, 0);
  if (rows.length !== accepted || told !== accepted)
    problems.push(`${accepted} accepted, ${rows.length} written, ${told} told`);
  for (const file of totals) {
    const parts: readonly Total[] = [
      file.accepted,
      file.rejected,
      file.filtered,
      ...Object.values(file.setAside),
    ];
    const sum = parts.reduce((all, part) => all + part.rows, 0);
    if (sum !== file.read.rows) problems.push(`${file.file}: ${file.read.rows} read, ${sum} accounted for`);
    const cents = parts.reduce((all, part) => all + centsOf(part), 0n);
    if (cents !== centsOf(file.read))
      problems.push(`${file.file}: the amounts of the parts are not that of the whole`);
    const own = rejects.filter((reject) => reject.file === file.file);
    const rejected = new Set(own.map((reject) => reject.row)).size;
    if (rejected !== file.rejected.rows)
      problems.push(`${file.file}: ${file.rejected.rows} rejected, ${rejected} in the list`);
  }
  const known = new Set(Object.keys(REJECT_REASONS));
  for (const reject of rejects) {
    if (!totals.some((file) => file.file === reject.file))
      problems.push(`a reject of no file: ${reject.file}`);
    if (!known.has(reject.reason) || reject.text === '')
      problems.push(`a reject without reason: ${rejectText(reject)}`);
    if (reject.row < 1) problems.push(`a reject of no row: ${rejectText(reject)}`);
  }
  return problems;
}

const centsOf = ({ amount }: Total): bigint => (amount === null ? 0n : BigInt(amount.replace('.', '')));

const rejectText = ({ file, row, column, reason, value }: ExpectedReject): string =>
  JSON.stringify([file, row, column, reason, value ?? null]).slice(0, 300);

const SHOWN_MAX = 1000;

function differences(expected: Expected, came: Given): readonly string[] {
  const problems: string[] = [];
  for (const [i, wanted] of expected.totals.entries()) {
    const totals = came.totals[i];
    if (totals === undefined) return [`no totals of file ${i + 1}`];
    const found = { ...totals, setAside: sumOf(Object.values(totals.setAside)) };
    for (const name of BUCKETS) {
      const [w, f] = [totalText(wanted[name]), `${found[name].rows} rows, ${found[name].amount}`];
      if (w !== f) problems.push(`${totals.file}: ${name} ${f}; must be ${w}`);
    }
  }
  const byText = (text: (one: readonly unknown[]) => string, list: readonly (readonly unknown[])[]) =>
    list.map(text).sort();
  const rowText = (row: readonly unknown[]): string =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  problems.push(...listDifferences('row', byText(rowText, came.rows), byText(rowText, expected.rows)));
  const key = ({ file, row, column, reason }: ExpectedReject): string =>
    JSON.stringify([file, row, column, reason]);
  const either = new Set(expected.rejects.filter(({ reason }) => reason === STRUCTURE_OR_ENCODING).map(key));
  const found = came.rejects.map((reject) => {
    const loose = { ...reject, reason: STRUCTURE_OR_ENCODING };
    return ['structure', 'encoding'].includes(reject.reason) && either.has(key(loose)) ? loose : reject;
  });
  problems.push(...listDifferences('reject', found.map(key).sort(), expected.rejects.map(key).sort()));
  const values = new Map(found.map((reject) => [key(reject), reject.value]));
  for (const reject of expected.rejects) {
    if (reject.value === undefined || !values.has(key(reject))) continue;
    // The driver of the engine drops a byte order mark at the beginning of a text that it hands out.
    const whole = reject.value?.replace(/^\uFEFF/, '');
    const wanted = whole === undefined ? null : [...whole].slice(0, SHOWN_MAX).join('');
    if (values.get(key(reject)) !== wanted)
      problems.push(
        `reject ${rejectText(reject)} shows ${JSON.stringify(values.get(key(reject)))?.slice(0, 200)}`,
      );
  }
  return problems;
}

const totalText = (bucket: Bucket): string => `${bucket.rows} rows, ${shownAmount(bucket)}`;

/** Every case has one condition for setting aside at most. */
const sumOf = (totals: readonly Total[]): Total => totals[0] ?? { rows: 0, amount: '0.00' };

function listDifferences(
  what: string,
  found: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const rest = [...found];
  const missing = wanted.filter((one) => {
    const at = rest.indexOf(one);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  return [
    ...missing.slice(0, 3).map((one) => `${what} missing: ${one.slice(0, 300)}`),
    ...rest.slice(0, 3).map((one) => `${what} too many: ${one.slice(0, 300)}`),
  ];
}
