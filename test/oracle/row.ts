/** Rows of the reference interpreter: plain records of values, with keys and values as canonical text. */

import type { TableSchema } from '../../src/schema/table.ts';
import type { ColumnType, Value } from '../../src/schema/types.ts';

export type Row = Readonly<Record<string, Value>>;

/** The value of a column that the schema promises; a missing one is a fault of the interpreter or of its caller. */
export function cell(row: Row, column: string): Value {
  const value = row[column];
  if (value === undefined) {
    throw new Error(
      `Invariant broken: the row has no column \`${column}\`, only ${Object.keys(row).join(', ')}`,
    );
  }
  return value;
}

export function typeIn(schema: TableSchema, column: string): ColumnType {
  const found = schema.columns.find((candidate) => candidate.name === column);
  if (found === undefined) throw new Error(`Invariant broken: ${schema.name} has no column \`${column}\``);
  return found.type;
}

/** Text that is equal for equal values and different for different ones, NULL included. */
export function identity(values: readonly Value[]): string {
  return JSON.stringify(values.map((value) => (typeof value === 'bigint' ? `${value}n` : value)));
}

/** Values of a row's key columns as an identity; equal texts mean the same key. */
export function keyOf(row: Row, key: readonly string[]): string {
  return identity(key.map((column) => cell(row, column)));
}

/** A key as people read it: `id = a, seq = 2`. */
export function keyText(row: Row, schema: TableSchema): string {
  return schema.key
    .map((name) => `${name} = ${valueText(cell(row, name), typeIn(schema, name)) ?? 'NULL'}`)
    .join(', ');
}

/**
 * A value as lossless text, the same that engines give for small results: decimals with all digits of their
 * scale (`-0.50`), dates as `2024-01-31`, booleans as `true`; NULL stays null.
 */
export function valueText(value: Value, type: ColumnType): string | null {
  if (value === null) return null;
  switch (type.kind) {
    case 'text':
    case 'boolean':
    case 'integer':
      return String(value);
    case 'date':
      return dateText(Number(value));
    case 'decimal':
      return unitsText(BigInt(value), type.scale);
  }
}

/** Reads what `valueText` writes. The text must be exactly of the type: no rounding happens here. */
export function parseValue(text: string | null, type: ColumnType): Value {
  if (text === null) return null;
  switch (type.kind) {
    case 'text':
      return text;
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      break;
    case 'integer':
      if (/^-?\d+$/.test(text)) return BigInt(text);
      break;
    case 'date':
      if (/^\d{4}-\d{2}-\d{2}$/.test(text) && dateText(Date.parse(text) / MS_PER_DAY) === text) {
        return Date.parse(text) / MS_PER_DAY;
      }
      break;
    case 'decimal': {
      const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
      const fraction = match?.[3] ?? '';
      if (match === null || fraction.length > type.scale) break;
      const units = BigInt((match[2] ?? '') + fraction.padEnd(type.scale, '0'));
      if (units >= 10n ** BigInt(type.precision)) break;
      return match[1] === '-' ? -units : units;
    }
  }
  throw new Error(`\`${text}\` is no ${type.kind} value of its column`);
}

const MS_PER_DAY = 86_400_000;

function dateText(days: number): string {
  return new Date(days * MS_PER_DAY).toISOString().slice(0, 10);
}

function unitsText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}

/** Order of two non-null values of one type; text by Unicode code points, which is the order of its UTF-8 bytes. */
export function compareValues(a: NonNullable<Value>, b: NonNullable<Value>): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of two rows by their key columns, one after the other; NULL comes first. */
export function compareKeys(a: Row, b: Row, key: readonly string[]): number {
  for (const name of key) {
    const [left, right] = [cell(a, name), cell(b, name)];
    if (left === right) continue;
    if (left === null) return -1;
    if (right === null) return 1;
    return compareValues(left, right);
  }
  return 0;
}
