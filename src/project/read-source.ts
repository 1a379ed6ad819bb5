/** A source of the configuration, from its shape to what the import reads; mistakes are collected, not thrown. */

import { NEEDED_WHOLE } from '../dictionary/dictionary.ts';
import { type ErrorPlace, PlimsollError, plimsollError, withPlace } from '../errors/error.ts';
import { parseExpr } from '../expr/parse.ts';
import { mappingProblems, setAsideProblems, tableOf } from '../input/check.ts';
import {
  type ColumnMapping,
  type CsvFormat,
  type DatabaseRows,
  DEFAULT_CSV,
  DEFAULT_VALUES,
  plainColumn,
  type SourceFormat,
  type SourceSpec,
  type ValueFormat,
} from '../input/source.ts';
import { amountColumn } from '../input/totals.ts';
import type { TableSchema } from '../schema/table.ts';
import { type ColumnType, parseTypeName } from '../schema/types.ts';
import { parseDecimal } from '../values/decimal.ts';
import { datedProblem } from './dated-files.ts';
import type { ProjectSource, SourceLimits } from './project.ts';
import { readServer, tableOrQuery } from './read-server.ts';
import type { ColumnShape, CsvShape, SourceShape } from './shape.ts';
import type { SourceContext } from './source-context.ts';

export function readSource(shape: SourceShape, context: SourceContext): ProjectSource {
  const { dictionary, placeOf, problems } = context;
  const server = readServer(shape, context);
  const patterns = server !== null ? [] : listOf(shape.files ?? []);
  const corrections = listOf(shape.corrections ?? []);
  checkDates('files', patterns, context);
  checkDates('corrections', corrections, context);
  const format = server === null ? (shape.format ?? formatOf(patterns)) : 'csv';
  const spec: SourceSpec = {
    table: shape.table,
    format,
    ...(server === null ? readFormat(shape, format, context) : FETCHED),
    read: readTypes(shape.read ?? {}, context),
    where: shape.where ?? null,
    setAside: Object.entries(shape.set_aside ?? {}).map(([name, condition]) => ({
      name,
      condition,
      ...lineOf(placeOf(['set_aside', name])),
    })),
    columns: readColumns(shape.columns ?? 'same', context),
    ignore: shape.ignore ?? [],
    mayBeEmpty: shape.may_be_empty === 'true',
    place: placeOf(['table']),
  };
  collect(problems, () => {
    const table = tableOf(spec, dictionary);
    problems.push(
      ...mappingProblems(spec, table),
      ...setAsideProblems(spec, table),
      ...ignoreProblems(spec, table, placeOf(['ignore'])),
      ...codeProblems(spec, context),
    );
  });
  checkTexts(spec, context);
  return { spec, patterns, server, corrections, limits: readLimits(shape, context) };
}

/** Names to ignore are for columns that are taken by their names, and never such a column itself, which would be lost in that way. */
function ignoreProblems(
  { columns, ignore }: SourceSpec,
  table: TableSchema,
  place: ErrorPlace,
): readonly PlimsollError[] {
  const [first] = ignore;
  if (first === undefined) return [];
  if (columns !== 'same') {
    const problem = 'has no meaning where `columns` says what is taken';
    return [plimsollError('project.value', { key: 'ignore', found: first, problem }, place)];
  }
  const problem = `must not name columns of the table \`${table.name}\`; without one of them, write the others under \`columns\``;
  return ignore
    .filter((name) => table.columns.some((column) => column.name === name))
    .map((found) => plimsollError('project.value', { key: 'ignore', found, problem }, place));
}

/** Texts for "no value" never reach the codes of a raw column; of JSON the empty text is one in any case. */
function codeProblems(
  { columns, values, records }: SourceSpec,
  { placeOf }: SourceContext,
): readonly PlimsollError[] {
  const nulls = [...values.nulls, ...(records === null ? [] : [''])];
  return (columns === 'same' ? [] : columns).flatMap((mapping) => {
    if (mapping.kind !== 'column' || mapping.codes === null) return [];
    const { name, codes } = mapping;
    return [...codes.codes.keys()]
      .filter((code) => nulls.includes(code))
      .map((code) =>
        plimsollError('project.code_of_nothing', { name, code }, placeOf(['columns', name, 'codes', code])),
      );
  });
}

type Written = Pick<SourceSpec, 'csv' | 'records' | 'database' | 'values'>;

/** As rows of a server are written, whose names the server tells. */
const FETCHED: Written = Object.freeze({
  csv: Object.freeze({ ...DEFAULT_CSV, header: false, lastLineEnd: 'optional' }),
  records: null,
  database: null,
  values: DEFAULT_VALUES,
});

const readFormat = (shape: SourceShape, format: SourceFormat, context: SourceContext): Written => ({
  csv: readCsv(shape.csv ?? {}, context),
  records: readRecords(shape, format, context),
  database: readDatabase(shape, format, context),
  values: readValues(shape.csv ?? {}, context),
});

function readLimits({ table, limits }: SourceShape, context: SourceContext): SourceLimits {
  const { rejected_rows: rows, rejected_amount: amount } = limits ?? {};
  const leftOut = NEEDED_WHOLE.includes(table) ? 0 : null;
  const at = (key: string): ErrorPlace => context.placeOf(['limits', key]);
  if (amount !== undefined) {
    const place = at('rejected_amount');
    checkAmount(amount, 'rejected_amount', place, context.problems);
    const known = context.dictionary.find(({ name }) => name === table);
    if (known !== undefined && amountColumn(known) === null) {
      const problem = `has no meaning for the table \`${table}\`, whose records have no amount`;
      context.problems.push(
        plimsollError('project.value', { key: 'rejected_amount', found: amount, problem }, place),
      );
    }
  }
  return {
    rejectedRows:
      rows === undefined
        ? leftOut
        : wholeNumber(rows, 'rejected_rows', at('rejected_rows'), context.problems),
    rejectedAmount: amount ?? null,
  };
}

const listOf = (given: string | readonly string[]): readonly string[] =>
  typeof given === 'string' ? [given] : given;

function checkDates(
  key: 'files' | 'corrections',
  patterns: readonly string[],
  { placeOf, problems }: SourceContext,
): void {
  for (const found of patterns) {
    const problem = datedProblem(found);
    if (problem !== undefined)
      problems.push(plimsollError('project.value', { key, found, problem }, placeOf([key])));
  }
}

const FORMATS: readonly (readonly [RegExp, SourceFormat])[] = [
  [/\.(parquet|pq)$/, 'parquet'],
  [/\.json(\.gz)?$/, 'json'],
  [/\.(jsonl|ndjson)(\.gz)?$/, 'jsonl'],
  [/\.duckdb$/, 'duckdb'],
];

function formatOf(patterns: readonly string[]): SourceFormat {
  const known = FORMATS.find(([name]) => patterns.every((pattern) => name.test(pattern)));
  return known?.[1] ?? 'csv';
}

/** A number of JSON has a point, which a sign between groups must not be taken for; its texts are read in the same way. */
function refuseNumberSigns(csv: SourceShape['csv'], format: SourceFormat, context: SourceContext): void {
  for (const key of ['decimal', 'thousands'] as const) {
    const found = csv?.[key];
    if (found === undefined || found === null || found === DEFAULT_VALUES[key]) continue;
    const problem = `has no meaning for the format ${format}, whose numbers have a point`;
    context.problems.push(
      plimsollError('project.value', { key, found, problem }, context.placeOf(['csv', key])),
    );
  }
}

function readRecords(
  { records, csv }: SourceShape,
  format: SourceFormat,
  context: SourceContext,
): readonly string[] | null {
  if (format === 'json' || format === 'jsonl') refuseNumberSigns(csv, format, context);
  if (format === 'json') return records === undefined || records === '' ? [] : records.split('.');
  if (records !== undefined) meaningless('records', records, format, context);
  return format === 'jsonl' ? [] : null;
}

function readDatabase(shape: SourceShape, format: SourceFormat, context: SourceContext): DatabaseRows | null {
  const { from, query } = shape;
  if (format !== 'duckdb') {
    if (from !== undefined) meaningless('from', from, format, context);
    if (query !== undefined) meaningless('query', query, format, context);
    return null;
  }
  return tableOrQuery(shape, 'files', context);
}

function meaningless(key: string, found: string, format: SourceFormat, context: SourceContext): void {
  const problem = `has no meaning for the format ${format}`;
  context.problems.push(plimsollError('project.value', { key, found, problem }, context.placeOf([key])));
}

function readCsv(shape: CsvShape, context: SourceContext): CsvFormat {
  const at = (key: string) => context.placeOf(['csv', key]);
  const format: CsvFormat = {
    separator: oneSign(shape.separator, DEFAULT_CSV.separator, 'separator', context),
    quote:
      shape.quote === null || shape.quote === '' ? null : oneSign(shape.quote ?? '"', '"', 'quote', context),
    header: shape.header !== 'false',
    names: shape.names ?? null,
    skip: wholeNumber(shape.skip ?? '0', 'skip', at('skip'), context.problems),
    encoding: shape.encoding ?? DEFAULT_CSV.encoding,
    lastLineEnd: shape.last_line_end ?? DEFAULT_CSV.lastLineEnd,
  };
  if (!format.header && format.names === null) {
    context.problems.push(plimsollError('project.names_missing', {}, at('header')));
  }
  return format;
}

function readValues(shape: CsvShape, context: SourceContext): ValueFormat {
  const decimal = shape.decimal ?? DEFAULT_VALUES.decimal;
  const thousands = shape.thousands === undefined || shape.thousands === '' ? null : shape.thousands;
  if (thousands !== null && !(/^[.,' _\u00a0\u202f\u2019]$/u.test(thousands) && thousands !== decimal)) {
    const problem = "must be one of . , ' _ a space, and another sign than `decimal`";
    context.problems.push(
      plimsollError(
        'project.value',
        { key: 'thousands', found: thousands, problem },
        context.placeOf(['csv', 'thousands']),
      ),
    );
  }
  return {
    decimal,
    thousands,
    date: shape.date ?? DEFAULT_VALUES.date,
    // A plain null in the list is the word, since "no value" has nothing to be recognised by.
    nulls: shape.null?.map((one) => one ?? 'null') ?? DEFAULT_VALUES.nulls,
  };
}

function oneSign(text: string | undefined, usual: string, key: string, context: SourceContext): string {
  if (text === undefined) return usual;
  const sign = text === '\\t' ? '\t' : text;
  if (sign.length === 1 && sign < '\u0080' && sign !== '\r' && sign !== '\n') return sign;
  const problem = 'must be one ASCII character; a tab is written "\\t"';
  context.problems.push(
    plimsollError('project.value', { key, found: text, problem }, context.placeOf(['csv', key])),
  );
  return usual;
}

function readTypes(
  read: Readonly<Record<string, string>>,
  context: SourceContext,
): Readonly<Record<string, ColumnType>> {
  return Object.fromEntries(
    Object.entries(read).flatMap(([name, text]) => {
      const type = parseTypeName(text);
      if (type !== undefined) return [[name, type] as const];
      const problem = 'must be text, integer, date, boolean or decimal(precision,scale)';
      const place = context.placeOf(['read', name]);
      context.problems.push(plimsollError('project.value', { key: name, found: text, problem }, place));
      return [];
    }),
  );
}

function readColumns(
  columns: NonNullable<SourceShape['columns']>,
  context: SourceContext,
): SourceSpec['columns'] {
  if (columns === 'same') return 'same';
  return Object.entries(columns).flatMap(([name, shape]) => {
    const place = context.placeOf(['columns', name]);
    if (typeof shape === 'string') return [plainColumn(name, shape, place.line)];
    const mapping = readMapping(name, shape, place);
    if (!(mapping instanceof PlimsollError)) return [mapping];
    context.problems.push(mapping);
    return [];
  });
}

const KINDS = ['column', 'expression', 'constant', 'row_number'] as const;
const READ_OPTIONS = ['date', 'codes', 'otherwise', 'empty'] as const;
const OPTIONS: Readonly<Record<(typeof KINDS)[number], readonly (keyof ColumnShape)[]>> = {
  column: READ_OPTIONS,
  expression: READ_OPTIONS,
  constant: [],
  row_number: ['prefix'],
};

function readMapping(name: string, shape: ColumnShape, place: ErrorPlace): ColumnMapping | PlimsollError {
  const kinds = KINDS.filter((kind) => shape[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    return plimsollError('project.mapping_kind', { name, found: kinds }, place);
  }
  const given = Object.keys(shape) as (keyof ColumnShape)[];
  const extra = given.find((key) => key !== kind && shape[key] !== undefined && !OPTIONS[kind].includes(key));
  if (extra !== undefined) return plimsollError('project.mapping_option', { kind, option: extra }, place);
  if (shape.otherwise !== undefined && shape.codes === undefined) {
    return plimsollError(
      'project.mapping_option',
      { kind: `${kind} without codes`, option: 'otherwise' },
      place,
    );
  }
  const base = { name, ...lineOf(place) };
  if (kind === 'constant') return { ...base, kind, value: shape.constant ?? null };
  if (kind === 'row_number') return { ...base, kind, prefix: shape.prefix ?? '' };
  const codes =
    shape.codes === undefined
      ? null
      : { codes: new Map(Object.entries(shape.codes)), otherwise: shape.otherwise };
  const options = { date: shape.date ?? null, codes, empty: shape.empty };
  return kind === 'column'
    ? { ...base, ...options, kind, column: shape.column ?? '' }
    : { ...base, ...options, kind, expression: shape.expression ?? '' };
}

/** Expressions over raw columns can be read now and typed only when a file is there. */
function checkTexts(spec: SourceSpec, { placeOf, problems }: SourceContext): void {
  const { where, columns } = spec;
  if (where !== null) collect(problems, () => withPlace(placeOf(['where']), () => parseExpr(where)));
  for (const mapping of columns === 'same' ? [] : columns) {
    if (mapping.kind !== 'expression') continue;
    collect(problems, () =>
      withPlace(placeOf(['columns', mapping.name]), () => parseExpr(mapping.expression)),
    );
  }
}

/** An amount that is not negative, as decimal text. */
export function checkAmount(found: string, key: string, place: ErrorPlace, problems: PlimsollError[]): void {
  const amount = parseDecimal(found);
  if (amount !== undefined && amount.units >= 0n) return;
  const problem = 'must be an amount from 0 on, such as "1000.00"';
  problems.push(plimsollError('project.value', { key, found, problem }, place));
}

export function wholeNumber(text: string, key: string, place: ErrorPlace, problems: PlimsollError[]): number {
  if (/^\d{1,9}$/.test(text)) return Number.parseInt(text, 10);
  problems.push(
    plimsollError('project.value', { key, found: text, problem: 'must be a whole number' }, place),
  );
  return 0;
}

function collect(problems: PlimsollError[], run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    problems.push(error);
  }
}

const lineOf = (place: ErrorPlace): { readonly line?: number } =>
  place.line === undefined ? {} : { line: place.line };
