/** Short constructors for stage columns, so that a stage reads like a table of its columns. */

import type { Domain } from '../schema/table.ts';
import type { ColumnType } from '../schema/types.ts';
import type { StageColumn } from './stage.ts';

/** Columns passed on under their own names. */
export const pass = (...names: readonly string[]): readonly StageColumn[] =>
  names.map((name) => ({ kind: 'pass', name, from: name }));

/** The input's column `from` under another name. */
export const passAs = (name: string, from: string): StageColumn => ({ kind: 'pass', name, from });

/** Column `column` (the same name when left out) of the row that `lookup` finds. */
export const lookupColumn = (
  lookup: string,
  name: string,
  options: { readonly column?: string; readonly adjustable?: boolean } = {},
): StageColumn => ({
  kind: 'lookup',
  name,
  lookup,
  column: options.column ?? name,
  ...(options.adjustable === undefined ? {} : { adjustable: options.adjustable }),
});

/** A column computed by the expression `expr` and assigned to `type`. */
export const compute = (
  name: string,
  expr: string,
  type: ColumnType,
  options: {
    readonly required?: true | string;
    readonly domain?: Domain;
    readonly among?: readonly string[];
    readonly adjustable?: boolean;
    readonly unit?: string;
    readonly doc?: string;
  } = {},
): StageColumn => ({ kind: 'compute', name, expr, type, ...options });
