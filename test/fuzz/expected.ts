/** What an import of a CSV case must come to: rows, rejects and totals, from the second reader; or which errors it must end with. */

import { NAMES } from '../support/import-harness.ts';
import { decimalText, readCell } from './cell-oracle.ts';
import type { CsvCase } from './csv-case.ts';
import { type CsvReading, type CsvRecord, type Refusal, readCsv } from './csv-oracle.ts';

export interface ExpectedReject {
  readonly file: string;
  readonly row: number;
  readonly column: string | null;
  readonly reason: string;
  /** undefined: not compared. */
  readonly value: string | null | undefined;
}

export interface Bucket {
  rows: number;
  /** Those whose amount can be read. */
  known: number;
  cents: bigint;
}

export const BUCKETS = ['accepted', 'rejected', 'filtered', 'setAside'] as const;
export type BucketName = (typeof BUCKETS)[number];

export interface Expected {
  readonly kind: 'rows';
  readonly rows: readonly (readonly unknown[])[];
  readonly rejects: readonly ExpectedReject[];
  /** By file, in order. */
  readonly totals: readonly Readonly<Record<BucketName, Bucket>>[];
}

export interface MustFail {
  readonly kind: 'error';
  readonly codes: readonly string[];
  readonly why: string;
}

export interface Outcome {
  readonly expected: Expected | MustFail;
  /** Why something else may come of it; empty: nothing else may. */
  readonly unclear: readonly string[];
  /** Codes with which a file may be refused in place of being read. */
  readonly mayRefuse: readonly string[];
}

export function expectedOf(test: CsvCase): Outcome {
  const readings = test.files.map((file) => readCsv(file, test.spec.csv));
  const unclear = readings.flatMap((reading) => ('unclear' in reading ? reading.unclear : []));
  const mayRefuse = readings.filter(isReading).flatMap((reading) => mayRefuseAs(reading, test));
  const refusals = readings.flatMap((reading) => refusalsOf(reading, test));
  const differ = filesDiffer(readings, test);
  const [first] = [...refusals, ...differ];
  if (first !== undefined) {
    const codes = [...refusals, ...differ].flatMap((one) => one.codes);
    return { expected: { kind: 'error', codes, why: first.why }, unclear, mayRefuse };
  }
  return { expected: rowsOf(readings.filter(isReading), test), unclear, mayRefuse };
}

/** What the engine loses, or fails at within itself; the import tells such a file, and does not read it. */
function mayRefuseAs(
  { names, endsInQuotes, hasSignsBehindQuotes }: CsvReading,
  { spec }: CsvCase,
): readonly string[] {
  const used = spec.columns === 'same' ? NAMES : columnNames(spec.columns);
  const isWider = names?.some((name) => name === null || !used.includes(name)) === true;
  return [
    ...(endsInQuotes ? ['input.open_quote'] : []),
    ...(hasSignsBehindQuotes && isWider ? ['input.unreadable_file'] : []),
  ];
}

const isReading = (reading: CsvReading | Refusal): reading is CsvReading => 'records' in reading;

/** Why the columns of a file stop the import. */
function refusalsOf(reading: CsvReading | Refusal, { spec }: CsvCase): readonly Refusal[] {
  if (!isReading(reading)) return [reading];
  const { names } = reading;
  if (names === null) return [{ codes: ['input.no_header'], why: 'it has no header' }];
  if (spec.csv.names !== null && names.length !== spec.csv.names.length)
    return [
      { codes: ['input.field_count'], why: `it has ${names.length} fields and not those of \`names\`` },
    ];
  const wanted = spec.columns === 'same' ? ['id', 'kind', 'amount'] : columnNames(spec.columns);
  const used = spec.columns === 'same' ? NAMES : wanted;
  const missing = wanted.filter((name) => !names.includes(name));
  const codes = [
    ...(missing.length > 0 ? ['input.unknown_raw_column', 'input.missing_columns'] : []),
    ...(spec.where !== null && !names.includes('kind') ? ['expr.unknown_column'] : []),
    ...(used.some((name) => names.filter((one) => one === name).length > 1)
      ? ['input.ambiguous_raw_column']
      : []),
  ];
  return codes.length === 0 ? [] : [{ codes, why: `its columns are ${names.join(', ')}` }];
}

const columnNames = (columns: Exclude<CsvCase['spec']['columns'], 'same'>): readonly string[] =>
  columns.flatMap((mapping) => (mapping.kind === 'column' ? [mapping.column] : []));

/** Columns that are taken by name are the same in all files. */
function filesDiffer(readings: readonly (CsvReading | Refusal)[], { spec }: CsvCase): readonly Refusal[] {
  if (spec.columns !== 'same') return [];
  const have = readings
    .filter(isReading)
    .map(({ names }) => NAMES.filter((name) => names?.includes(name)).join());
  return new Set(have).size > 1
    ? [{ codes: ['input.files_differ'], why: 'the files have other columns' }]
    : [];
}

interface Judged {
  readonly bucket: BucketName;
  readonly values: readonly unknown[];
  readonly cents: bigint | null;
  readonly rejects: readonly Omit<ExpectedReject, 'file' | 'row'>[];
}

function rowsOf(readings: readonly CsvReading[], test: CsvCase): Expected {
  const rows: (readonly unknown[])[] = [];
  const rejects: ExpectedReject[] = [];
  const seen = new Set<string>();
  const totals = readings.map((reading, i) => {
    const file = test.files[i]?.shown ?? '';
    const buckets = { accepted: none(), rejected: none(), filtered: none(), setAside: none() };
    for (const record of reading.records) {
      const judged = judge(record, reading, test, file);
      const key = `${judged.values[0]}`;
      const isDouble = judged.bucket === 'accepted' && seen.has(key);
      if (judged.bucket === 'accepted') seen.add(key);
      if (judged.bucket === 'accepted' && !isDouble) rows.push(judged.values);
      const own = isDouble ? [{ column: 'id', reason: 'duplicate_key', value: key }] : judged.rejects;
      rejects.push(...own.map((one) => ({ file, row: record.row, ...one })));
      add(buckets[isDouble ? 'rejected' : judged.bucket], judged.cents);
    }
    return buckets;
  });
  return { kind: 'rows', rows, rejects, totals };
}

const none = (): Bucket => ({ rows: 0, known: 0, cents: 0n });

function add(bucket: Bucket, cents: bigint | null): void {
  bucket.rows += 1;
  if (cents === null) return;
  bucket.known += 1;
  bucket.cents += cents;
}

/** A record that has both, or whose fields nobody knows, may be told as either. */
export const STRUCTURE_OR_ENCODING = 'structure or encoding';

const NO_VALUES: readonly unknown[] = [];

function judge(record: CsvRecord, { names }: CsvReading, { spec }: CsvCase, file: string): Judged {
  const whole = (reason: string): Judged => ({
    bucket: 'rejected',
    values: NO_VALUES,
    cents: null,
    rejects: [{ column: null, reason, value: undefined }],
  });
  if (record.broken !== null) return whole(STRUCTURE_OR_ENCODING);
  if (record.fields.length !== names?.length)
    return whole(record.fields.includes(null) ? STRUCTURE_OR_ENCODING : 'structure');
  if (record.fields.includes(null)) return whole('encoding');
  const { nulls } = spec.values;
  const textOf = (name: string): string | null => {
    const text = record.fields[names.indexOf(name)];
    return text === undefined || text === null || nulls.includes(text) ? null : text;
  };
  const numbered = spec.columns !== 'same' && spec.columns.some((mapping) => mapping.kind === 'row_number');
  const cells = NAMES.map((name) => {
    if (name === 'id' && numbered)
      return { name, text: null, value: `${file.split('.')[0]}#${record.row}`, problem: null, cents: null };
    const text = names.includes(name) ? textOf(name) : null;
    return { name, text, cents: null, ...readCell(name, text, spec) };
  });
  const values = cells.map((cell) => cell.value);
  const cents = cells.find(({ name }) => name === 'amount')?.cents ?? null;
  const kind = textOf('kind');
  if (spec.where !== null && (kind === null || kind === 'deposit'))
    return { bucket: 'filtered', values, cents, rejects: [] };
  const rejects = cells.flatMap(({ name, text, problem }) =>
    problem === null ? [] : [{ column: name, reason: problem, value: text }],
  );
  if (rejects.length > 0) return { bucket: 'rejected', values, cents, rejects };
  const days = cells.find(({ name }) => name === 'days')?.value ?? null;
  const isShort = spec.setAside.length > 0 && typeof days === 'bigint' && days < 9000n;
  return { bucket: isShort ? 'setAside' : 'accepted', values, cents, rejects: [] };
}

/** As totals show a sum: none where there are records and no amount of theirs can be read. */
export const shownAmount = ({ rows, known, cents }: Bucket): string | null =>
  rows > 0 && known === 0 ? null : decimalText(cents);
