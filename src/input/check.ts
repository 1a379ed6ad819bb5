/**
 * What can be said about a source without opening its files: does it name a table and columns of the dictionary, are the
 * required columns there, do constants and codes fit their columns, can dates be read by their formats.
 */

import { type ErrorPlace, fail, PlimsollError, plimsollError, withPlace } from '../errors/error.ts';
import { checkCondition } from '../expr/check.ts';
import type { Scope } from '../expr/context.ts';
import type { Column, TableSchema } from '../schema/table.ts';
import { nearest } from '../std/nearest.ts';
import { constantFor } from './constant.ts';
import { dateFormatProblem } from './date-format.ts';
import { PARAMETER_TYPES } from './parameters.ts';
import type { ColumnMapping, SourceSpec } from './source.ts';

/** The table that a source feeds. */
export function tableOf(spec: SourceSpec, dictionary: readonly TableSchema[]): TableSchema {
  const table = dictionary.find((one) => one.name === spec.table);
  if (table !== undefined) return table;
  const known = dictionary.map((one) => one.name);
  return fail(
    'input.unknown_table',
    { name: spec.table, nearest: nearest(spec.table, known), known },
    spec.place,
  );
}

/** All mistakes in the mapping of `spec`, in the order of the configuration. */
export function mappingProblems(spec: SourceSpec, table: TableSchema): readonly PlimsollError[] {
  const problems: PlimsollError[] = [];
  const date = dateFormatProblem(spec.values.date);
  if (date !== undefined) {
    problems.push(
      plimsollError('input.date_format', { format: spec.values.date, problem: date }, spec.place),
    );
  }
  if (spec.columns === 'same') return problems;
  const seen = new Set<string>();
  for (const mapping of spec.columns) {
    const place = placeOf(spec, mapping);
    if (seen.has(mapping.name))
      problems.push(plimsollError('input.column_twice', { name: mapping.name }, place));
    seen.add(mapping.name);
    problems.push(...mappingProblem(mapping, table, place));
  }
  const missing = table.columns.filter((column) => !column.nullable && !seen.has(column.name));
  if (missing.length > 0) problems.push(missingColumns(table, missing, spec.place));
  return problems;
}

export function missingColumns(
  table: TableSchema,
  missing: readonly Column[],
  place: ErrorPlace,
  found: { readonly file?: string; readonly known?: readonly string[] } = {},
): PlimsollError {
  return plimsollError(
    'input.missing_columns',
    { table: table.name, columns: missing.map((one) => one.name), ...found },
    place,
  );
}

/** The place of a mapping: its own line where it has one. */
export function placeOf(spec: SourceSpec, mapping: { readonly line?: number }): ErrorPlace {
  return mapping.line === undefined ? spec.place : { ...spec.place, line: mapping.line };
}

function mappingProblem(
  mapping: ColumnMapping,
  table: TableSchema,
  place: ErrorPlace,
): readonly PlimsollError[] {
  const column = table.columns.find((one) => one.name === mapping.name);
  if (column === undefined) {
    const known = table.columns.map((one) => one.name);
    const { name } = mapping;
    return [
      plimsollError(
        'input.unknown_column',
        { name, table: table.name, nearest: nearest(name, known), known },
        place,
      ),
    ];
  }
  if (mapping.kind === 'row_number') {
    if (column.type.kind === 'text' || (column.type.kind === 'integer' && mapping.prefix === '')) return [];
    const found = `a row number${mapping.prefix === '' ? '' : ` with the prefix ${mapping.prefix}`}`;
    return [plimsollError('input.wrong_kind', { column: column.name, found, type: column.type.kind }, place)];
  }
  if (mapping.kind === 'constant') return constantProblems([mapping.value], column, place);
  const problems: PlimsollError[] = [];
  const date = mapping.date === null ? undefined : dateFormatProblem(mapping.date);
  if (date !== undefined && mapping.date !== null) {
    problems.push(plimsollError('input.date_format', { format: mapping.date, problem: date }, place));
  }
  const targets = mapping.codes === null ? [] : [...mapping.codes.codes.values(), mapping.codes.otherwise];
  // A code may stand for "no value" in a required column: the row is a reject then, as with an empty cell.
  const given = [...targets, mapping.empty].filter((one) => one !== undefined && one !== null);
  return [...problems, ...constantProblems(given, column, place)];
}

function constantProblems(
  values: readonly (string | null)[],
  column: Column,
  place: ErrorPlace,
): readonly PlimsollError[] {
  return values.flatMap((value) => {
    const read = constantFor(value, column);
    if (!('problem' in read)) return [];
    return [plimsollError('input.constant', { column: column.name, value, problem: read.problem }, place)];
  });
}

/** All mistakes in the conditions for setting aside. */
export function setAsideProblems(spec: SourceSpec, table: TableSchema): readonly PlimsollError[] {
  const raw: Scope = {
    lookup: (name) => {
      const type = Object.hasOwn(spec.read, name) ? spec.read[name] : undefined;
      return type === undefined ? undefined : { name, type, nullable: true };
    },
    names: () => Object.keys(spec.read),
  };
  return spec.setAside.flatMap((aside) => {
    try {
      withPlace(placeOf(spec, aside), () =>
        checkCondition(aside.condition, setAsideScope(table, raw), PARAMETER_TYPES),
      );
      return [];
    } catch (error) {
      if (error instanceof PlimsollError) return [error];
      throw error;
    }
  });
}

/** What a condition for setting aside sees: the mapped columns, then the raw columns that the source lists under `read`. */
export function setAsideScope(table: TableSchema, raw: Scope): Scope {
  return {
    lookup: (name) => table.columns.find((column) => column.name === name) ?? raw.lookup(name),
    names: () => [...table.columns.map((column) => column.name), ...raw.names()],
  };
}
