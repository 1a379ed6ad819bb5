/**
 * Column types. There are five, and no floating point among them.
 *
 * A value at run time (reference evaluator, small results) is: text → string, boolean → boolean, integer → bigint,
 * decimal → bigint in units of 10^-scale (its *units*), date → number of days since 1970-01-01. NULL → null.
 */

export type ColumnType =
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'date' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number };

export type Value = null | boolean | string | bigint | number;

export const TEXT: ColumnType = Object.freeze({ kind: 'text' });
export const BOOLEAN: ColumnType = Object.freeze({ kind: 'boolean' });
export const INTEGER: ColumnType = Object.freeze({ kind: 'integer' });
export const DATE: ColumnType = Object.freeze({ kind: 'date' });

/** decimal(precision, scale): up to 38 digits, `scale` of them after the point. */
export function decimal(precision: number, scale: number): ColumnType {
  if (!(precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision)) {
    throw new RangeError(`decimal(${precision},${scale}): precision is 1 to 38 and scale 0 to precision`);
  }
  return Object.freeze({ kind: 'decimal', precision, scale });
}

export function sameType(a: ColumnType, b: ColumnType): boolean {
  if (a.kind === 'decimal' && b.kind === 'decimal') return a.precision === b.precision && a.scale === b.scale;
  return a.kind === b.kind;
}

/** As users write it: `decimal(18,4)`, `text`. */
export function typeName(type: ColumnType): string {
  return type.kind === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.kind;
}

/** Reads what `typeName` writes; undefined when it is no type. */
export function parseTypeName(text: string): ColumnType | undefined {
  const simple = { text: TEXT, boolean: BOOLEAN, integer: INTEGER, date: DATE }[text];
  if (simple !== undefined) return simple;
  const match = /^decimal\((\d{1,2}),\s*(\d{1,2})\)$/.exec(text);
  if (match === null) return undefined;
  const [precision, scale] = [Number(match[1]), Number(match[2])];
  return precision >= 1 && precision <= 38 && scale <= precision ? decimal(precision, scale) : undefined;
}
