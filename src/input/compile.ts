/**
 * A source and the raw columns of its files, compiled to SQL parts: which raw columns are read and how, what each column
 * of the table is, which rows are filtered, rejected, set aside. No query yet; query.ts puts the parts together.
 *
 * Names inside the queries start with `~`, which no column of the dictionary does: `~c3` is the third raw column, `~v1`
 * the first value read from one.
 */

import { withPlace } from '../errors/error.ts';
import { checkCondition } from '../expr/check.ts';
import { columnsOf } from '../expr/columns.ts';
import type { Column, TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { missingColumns, placeOf, setAsideScope } from './check.ts';
import { type MappedColumn, mapColumn } from './map-column.ts';
import type { RawColumn } from './native.ts';
import { type ImportParameters, PARAMETER_TYPES } from './parameters.ts';
import { type PartialValue, partialValue } from './partial.ts';
import type { Problem } from './problem.ts';
import { RawReader } from './raw-reader.ts';
import { type ColumnMapping, plainColumn, type SourceSpec } from './source.ts';
import { refuseRenamed, unusedNames } from './unused-columns.ts';

export interface CompiledSource {
  /** The raw columns that are read at all. */
  readonly raws: readonly RawColumn[];
  /** Values read from raw columns: SQL over the raw names, under the alias. */
  readonly readings: readonly { readonly alias: string; readonly sql: string }[];
  /** The table's columns in its order: SQL over raw names, readings and `~row`. */
  readonly columns: readonly { readonly name: string; readonly sql: string }[];
  /** A row with one of these can't be filtered, so it is a reject. */
  readonly whereProblems: readonly Problem[];
  /** SQL of the row filter; null: every row passes. */
  readonly where: string | null;
  readonly problems: readonly Problem[];
  readonly setAside: readonly { readonly name: string; readonly sql: string }[];
  /** With `columns: same`, the raw columns from which nothing is taken, and that the source does not say to ignore. */
  readonly unused: readonly string[];
  /** Columns of the table that may be empty and that nothing in the file is for. */
  readonly absent: readonly string[];
  /** Is the number of the row a part of the result? */
  readonly usesRowNumber: boolean;
}

/** Compiles `spec` for files whose columns are `raws`; `file` is one of the `files` of the source, or one that corrects them, for messages. */
export function compileSource(
  spec: SourceSpec,
  table: TableSchema,
  raws: readonly RawColumn[],
  file: { readonly shown: string; readonly files: number; readonly corrects: boolean },
  parameters: ImportParameters,
): CompiledSource {
  const reader = new RawReader(raws, spec, file.shown);
  const filter = compileWhere(spec, reader, parameters);
  const mappings = spec.columns === 'same' ? sameNames(spec, table, raws, file.shown) : spec.columns;
  const context = { spec, table, reader, parameters, files: file.files, corrects: file.corrects };
  const mapped = table.columns.map((column): MappedColumn => {
    const mapping = mappings.find((one) => one.name === column.name);
    if (mapping === undefined) return noValue(column);
    return withPlace(placeOf(spec, mapping), () => mapColumn(column, mapping, context));
  });
  const aside = compileSetAside(spec, table, reader, parameters);
  const unused =
    spec.columns === 'same' && !file.corrects ? unusedColumns(spec, table, raws, reader.used()) : [];
  refuseRenamed(unused, spec, table, { file: file.shown, has: raws.map(({ name }) => name) });
  return {
    raws: reader.used(),
    unused,
    absent: file.corrects
      ? []
      : table.columns.map(({ name }) => name).filter((name) => !mappings.some((each) => each.name === name)),
    readings: reader.readings(),
    columns: mapped.map(({ name, sql }) => ({ name, sql })),
    ...filter,
    problems: [...mapped.flatMap((one) => one.problems), ...aside.problems],
    setAside: aside.setAside,
    usesRowNumber: mappings.some((mapping) => mapping.kind === 'row_number'),
  };
}

function unusedColumns(
  spec: SourceSpec,
  table: TableSchema,
  raws: readonly RawColumn[],
  used: readonly RawColumn[],
): readonly string[] {
  const names = new Set([...table.columns, ...used].map(({ name }) => name));
  return unusedNames(
    spec,
    raws.map(({ name }) => name).filter((name) => !names.has(name)),
  );
}

function compileWhere(
  spec: SourceSpec,
  reader: RawReader,
  parameters: ImportParameters,
): Pick<CompiledSource, 'where' | 'whereProblems'> {
  const { where } = spec;
  if (where === null) return { where: null, whereProblems: [] };
  const typed = withPlace({ ...spec.place, at: 'where' }, () =>
    checkCondition(where, reader.scope(), PARAMETER_TYPES),
  );
  const { sql, problems } = partialValue(typed, reader, { columns: reader.types(), parameters }, null);
  return { where: sql, whereProblems: [...reader.problemsOf(columnsOf(typed), null), ...problems] };
}

/** The conditions, with the problems of the raw columns that they read beside the mapped ones. */
function compileSetAside(
  spec: SourceSpec,
  table: TableSchema,
  reader: RawReader,
  parameters: ImportParameters,
): { readonly setAside: CompiledSource['setAside']; readonly problems: readonly Problem[] } {
  const scope = setAsideScope(
    table,
    reader.scope((name) => Object.hasOwn(spec.read, name)),
  );
  const mapped = Object.fromEntries(table.columns.map((column) => [column.name, column.type]));
  const typed = spec.setAside.map((aside) =>
    withPlace(placeOf(spec, aside), () => checkCondition(aside.condition, scope, PARAMETER_TYPES)),
  );
  const bindings = { columns: { ...mapped, ...reader.types() }, parameters };
  const conditions = typed.map((expr) => partialValue(expr, reader, bindings, null));
  const readings = reader.problemsOf(new Set(typed.flatMap((expr) => [...columnsOf(expr)])), null);
  return {
    setAside: conditions.map(({ sql }, i) => ({ name: spec.setAside[i]?.name ?? '', sql })),
    problems: [...readings, ...inOrder(conditions)],
  };
}

/** What is wrong with a condition is of no account in a row that an earlier one has set aside. */
const inOrder = (conditions: readonly PartialValue[]): readonly Problem[] =>
  conditions.flatMap(({ problems }, i) => {
    const earlier = conditions.slice(0, i).map(({ sql }) => `(${sql}) IS NOT TRUE`);
    return problems.map((problem) => ({ ...problem, when: [...earlier, problem.when].join(' AND ') }));
  });

/** Raw columns that have the names of dictionary columns; a required one that is not there stops. */
function sameNames(
  spec: SourceSpec,
  table: TableSchema,
  raws: readonly RawColumn[],
  file: string,
): readonly ColumnMapping[] {
  const names = new Set(raws.map((raw) => raw.name));
  const missing = table.columns.filter((column) => !column.nullable && !names.has(column.name));
  if (missing.length > 0) throw missingColumns(table, missing, spec.place, { file, known: [...names] });
  return table.columns
    .filter((column) => names.has(column.name))
    .map((column) => plainColumn(column.name, column.name));
}

function noValue(column: Column): MappedColumn {
  return { name: column.name, sql: `CAST(NULL AS ${DUCKDB.typeName(column.type)})`, problems: [] };
}
