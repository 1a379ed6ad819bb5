/** How one column of a table comes about: from its mapping to SQL over the values that were read, with its problems. */

import { fail } from '../errors/error.ts';
import type { TypedExpr } from '../expr/ast.ts';
import { assignTo, checkText } from '../expr/check.ts';
import { columnsOf } from '../expr/columns.ts';
import type { Column, TableSchema } from '../schema/table.ts';
import { TEXT } from '../schema/types.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';
import { type Cell, readCell } from './cell.ts';
import { constantFor } from './constant.ts';
import { asText } from './native.ts';
import { type ImportParameters, PARAMETER_TYPES } from './parameters.ts';
import { partialValue } from './partial.ts';
import { columnProblem, type Problem } from './problem.ts';
import { type RawReader, rawName } from './raw-reader.ts';
import type { CodeMap, ColumnMapping, SourceSpec, ValueFormat } from './source.ts';

export interface MappedColumn {
  readonly name: string;
  readonly sql: string;
  readonly problems: readonly Problem[];
}

export interface MapContext {
  readonly spec: SourceSpec;
  readonly table: TableSchema;
  readonly reader: RawReader;
  readonly parameters: ImportParameters;
  /** How many files the source has. */
  readonly files: number;
  /** Are the files corrections? A number of the row is then that of the record that was corrected. */
  readonly corrects: boolean;
}

type Of<K extends ColumnMapping['kind']> = Extract<ColumnMapping, { kind: K }>;

export function mapColumn(column: Column, mapping: ColumnMapping, context: MapContext): MappedColumn {
  switch (mapping.kind) {
    case 'constant':
      return { name: column.name, sql: constantSql(mapping.value, column), problems: [] };
    case 'row_number':
      return mapRowNumber(column, mapping, context);
    case 'column':
      return mapRaw(column, mapping, context);
    case 'expression':
      return mapExpression(column, mapping, context);
  }
}

function mapRowNumber(
  column: Column,
  mapping: Of<'row_number'>,
  { files, corrects }: MapContext,
): MappedColumn {
  const { prefix } = mapping;
  const [row, name] = corrects ? ['"~of_row"', '"~of_name"'] : ['"~row"', '"~name"'];
  if (files > 1 && !prefix.includes('{file}')) fail('input.row_number_files', { files });
  if (column.type.kind === 'integer') return { name: column.name, sql: row, problems: [] };
  const parts = prefix.split('{file}').map((part) => DUCKDB.textLiteral(part));
  return {
    name: column.name,
    sql: `${parts.join(` || ${name} || `)} || CAST(${row} AS VARCHAR)`,
    problems: [],
  };
}

function mapRaw(column: Column, mapping: Of<'column'>, context: MapContext): MappedColumn {
  const { reader, spec } = context;
  if (mapping.codes === null) {
    const { alias, raw, cell } = reader.reading(mapping.column, column.type, formatOf(spec, mapping.date));
    return finished(column, mapping, context, {
      raw: rawName(raw),
      shown: asText(rawName(raw), raw),
      sourceColumn: raw.name,
      cell: { ...cell, value: DUCKDB.quoteName(alias) },
    });
  }
  const raw = reader.raw(mapping.column, TEXT);
  const text = asText(rawName(raw), raw);
  return finished(column, mapping, context, {
    raw: rawName(raw),
    shown: text,
    sourceColumn: raw.name,
    cell: null,
  });
}

function mapExpression(column: Column, mapping: Of<'expression'>, context: MapContext): MappedColumn {
  const { reader, parameters, spec } = context;
  const typed = checkText(mapping.expression, reader.scope(), PARAMETER_TYPES, column.type);
  const readings = reader.problemsOf(columnsOf(typed), column.name);
  const bindings = { columns: reader.types(), parameters };
  const { sql: native, problems } = partialValue(typed, reader, bindings, column.name);
  const before = [...readings, ...problems];
  if (typed.type.kind === 'text' && (column.type.kind !== 'text' || mapping.codes !== null)) {
    const cell = mapping.codes === null ? readCell(native, column.type, formatOf(spec, mapping.date)) : null;
    const mapped = finished(column, mapping, context, {
      raw: native,
      shown: native,
      sourceColumn: null,
      cell,
    });
    return { ...mapped, problems: [...before, ...unless(before, mapped.problems)] };
  }
  const cell = assigned(typed, native, column, mapping.expression);
  const mapped = finished(column, mapping, context, {
    raw: native,
    shown: `CAST(${native} AS VARCHAR)`,
    sourceColumn: null,
    cell,
  });
  return { ...mapped, problems: [...before, ...unless(before, mapped.problems)] };
}

/** A number is rounded to the column's scale, half away from zero, as in every assignment; one that does not fit is a reject. */
function assigned(typed: TypedExpr, native: string, column: Column, text: string): Cell {
  assignTo(typed, column.type, text);
  if (column.type.kind !== 'decimal' && column.type.kind !== 'integer') return { value: native, reasons: [] };
  const type = DUCKDB.typeName(column.type);
  return {
    value: `TRY_CAST(${native} AS ${type})`,
    reasons: [{ reason: 'out_of_range', when: null, text: `is too large for ${type.toLowerCase()}` }],
  };
}

interface Origin {
  /** SQL of the raw value, NULL when the cell is empty. */
  readonly raw: string;
  readonly shown: string;
  readonly sourceColumn: string | null;
  /** null: the text `shown` goes through the codes of the mapping. */
  readonly cell: Cell | null;
}

/** Adds codes, the value of empty cells and the column's own demands. */
function finished(
  column: Column,
  mapping: Of<'column'> | Of<'expression'>,
  context: MapContext,
  origin: Origin,
): MappedColumn {
  const coded = mapping.codes === null ? null : readCodes(origin, mapping.codes, column);
  const cell = coded ?? origin.cell;
  assert(cell !== null, 'a mapped column has a cell or codes');
  const value =
    mapping.empty === undefined
      ? cell.value
      : `CASE WHEN ${origin.raw} IS NULL THEN ${constantSql(mapping.empty, column)} ELSE ${cell.value} END`;
  const problem = columnProblem(
    {
      column,
      value: DUCKDB.quoteName(column.name),
      raw: origin.raw,
      sourceColumn: origin.sourceColumn,
      shown: origin.shown,
      inKey: context.table.key.includes(column.name),
    },
    cell.reasons,
    coded?.unreadableWhen ?? null,
    coded !== null,
  );
  return { name: column.name, sql: value, problems: problem === null ? [] : [problem] };
}

/** The targets of codes were checked against the column's type and domain when the mapping was read. */
function readCodes(
  origin: Origin,
  map: CodeMap,
  column: Column,
): Cell & { readonly unreadableWhen: string | null } {
  const entries = [...map.codes];
  const targets = entries.map(
    ([code, target]) => `WHEN ${DUCKDB.textLiteral(code)} THEN ${codeTarget(target, column)}`,
  );
  const otherwise = map.otherwise === undefined ? 'NULL' : codeTarget(map.otherwise, column);
  const cases =
    entries.length === 0 ? otherwise : `CASE ${origin.shown} ${targets.join(' ')} ELSE ${otherwise} END`;
  const value = `CASE WHEN ${origin.raw} IS NOT NULL THEN ${cases} END`;
  if (map.otherwise !== undefined) return { value, reasons: [], unreadableWhen: null };
  const codes = entries.map(([code]) => DUCKDB.textLiteral(code)).join(', ');
  const text = `is not one of the codes ${entries.map(([code]) => code).join(', ')}`;
  return {
    value,
    reasons: [{ reason: 'unknown_code', when: null, text }],
    unreadableWhen: `(${origin.raw} IS NOT NULL AND ${origin.shown} NOT IN (${codes}))`,
  };
}

function codeTarget(target: string | null, column: Column): string {
  return target === null ? `CAST(NULL AS ${DUCKDB.typeName(column.type)})` : constantSql(target, column);
}

function constantSql(value: string | null, column: Column): string {
  const read = constantFor(value, column);
  assert('sql' in read, `the constant for ${column.name} was checked when the mapping was read`);
  return read.sql;
}

/** A value that is missing because something it is made of could not be read or moved is told once, for the raw column. */
function unless(before: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  if (before.length === 0) return problems;
  const none = before.map(({ when }) => `NOT ${when}`).join(' AND ');
  return problems.map((problem) => ({ ...problem, when: `${none} AND (${problem.when})` }));
}

function formatOf(spec: SourceSpec, date: string | null): ValueFormat {
  return date === null ? spec.values : { ...spec.values, date };
}
