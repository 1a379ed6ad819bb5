/** Tables: typed columns with nullability, domain and unit, and a declared primary key. */

import type { ColumnType } from './types.ts';

/** The values a column may hold. Bounds are decimal texts (`'0'`, `'1.5'`) or ISO dates, both included. */
export type Domain =
  | { readonly kind: 'range'; readonly min?: string; readonly max?: string }
  | { readonly kind: 'values'; readonly values: readonly string[] };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly domain?: Domain;
  /** Texts that it holds, by the way it is computed: rules name no others. Rows are not checked, as they would be by a domain. */
  readonly among?: readonly string[];
  /** Of a date: the other date column of the row that it must not lie before. */
  readonly notBefore?: string;
  /** May an adjustment rule change it? Key columns never may. */
  readonly adjustable?: boolean;
  /** What it is measured in: `money`, `rate` (a fraction), `days`, … */
  readonly unit?: string;
  readonly doc?: string;
}

export interface TableSchema {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Column names; empty means that the table has exactly one row. */
  readonly key: readonly string[];
  /** Of a dated table: periods of a key with one of these values in the column must follow each other without a day between them. */
  readonly gapless?: { readonly column: string; readonly values: readonly string[] };
  readonly doc?: string;
}

const NAMED = new WeakMap<readonly Column[], ReadonlyMap<string, Column>>();

/** The first column of the name. Lists that nobody changes any more are searched through once. */
export function columnNamed(columns: readonly Column[], name: string): Column | undefined {
  if (!Object.isFrozen(columns)) return columns.find((column) => column.name === name);
  const named = NAMED.get(columns) ?? byName(columns);
  NAMED.set(columns, named);
  return named.get(name);
}

const byName = (columns: readonly Column[]): ReadonlyMap<string, Column> =>
  new Map([...columns].reverse().map((column) => [column.name, column]));
