/**
 * What a raw column is before it is mapped: text in a CSV file, a type of its own in Parquet, and how the latter is taken
 * without a detour where that loses nothing. Everything else is written as text and read like a cell. Floating point is refused.
 */

import { fail } from '../errors/error.ts';
import { type ColumnType, DATE, decimal, INTEGER, sameType, TEXT } from '../schema/types.ts';
import { type Cell, readCell } from './cell.ts';
import { ISO_DATE } from './date-format.ts';
import type { ValueFormat } from './source.ts';

export type NativeKind =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'timestamp'
  | 'boolean'
  | 'float'
  | 'other';

export interface RawColumn {
  readonly name: string;
  /** Position in the file, from 1. */
  readonly position: number;
  readonly kind: NativeKind;
  /** The engine's name of the type, or the one where the column comes from, as messages show it. */
  readonly sqlType: string;
  /** In a file of corrections: the column of the source's own files whose values stand here as texts. */
  readonly of?: RawColumn;
}

const KINDS: readonly (readonly [RegExp, NativeKind])[] = [
  [/^(VARCHAR|UUID|ENUM\(.*\))$/, 'text'],
  [/^(U?TINYINT|U?SMALLINT|U?INTEGER|U?BIGINT|U?HUGEINT)$/, 'integer'],
  [/^DECIMAL\(\d+,\d+\)$/, 'decimal'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP( WITH TIME ZONE|_S|_MS|_NS)?$/, 'timestamp'],
  [/^BOOLEAN$/, 'boolean'],
  [/^(FLOAT|DOUBLE)$/, 'float'],
];

export function rawColumn(name: string, position: number, sqlType: string): RawColumn {
  const kind = KINDS.find(([pattern]) => pattern.test(sqlType))?.[1] ?? 'other';
  return { name, position, kind, sqlType };
}

/** A column of a CSV file; `float` is the type that it has where its texts come from, if that is one of floating point. */
export const csvColumn = (name: string, position: number, float?: string): RawColumn =>
  float === undefined
    ? rawColumn(name, position, 'VARCHAR')
    : { name, position, kind: 'float', sqlType: float };

/** The column type as which an expression sees the column when the source does not say. */
export function ownType(column: RawColumn): ColumnType {
  const raw = column.of ?? column;
  if (raw.kind === 'integer') return INTEGER;
  if (raw.kind === 'date' || raw.kind === 'timestamp') return DATE;
  if (raw.kind === 'boolean') return { kind: 'boolean' };
  return raw.kind === 'decimal' ? decimalOf(raw) : TEXT;
}

/** Stops at a column whose values can't be read without loss. */
export function refuseLossy(raw: RawColumn, file: string, wanted: string): void {
  if (raw.kind === 'float')
    fail('input.float_column', { column: raw.name, file, found: raw.sqlType, wanted });
  if (raw.kind === 'other') fail('input.column_type', { column: raw.name, file, found: raw.sqlType });
}

/** SQL of the raw column as text. */
export function asText(sql: string, raw: RawColumn): string {
  return raw.kind === 'text' && raw.sqlType === 'VARCHAR' ? sql : `CAST(${sql} AS VARCHAR)`;
}

/** The raw column `sql` read as `type`. */
export function readRaw(sql: string, raw: RawColumn, type: ColumnType, format: ValueFormat): Cell {
  const text = asText(sql, raw);
  if (raw.of !== undefined && raw.of.kind !== 'text')
    return readCell(writtenText(text, raw.of, type), type, ownFormat(raw.of, format));
  if (raw.kind === 'text') return readCell(text, type, format);
  if (type.kind === 'date' && raw.kind === 'date') return readDate(sql, `${sql} <= DATE '9999-12-31'`);
  if (type.kind === 'date' && raw.sqlType === 'TIMESTAMP_NS') return readNanoseconds(sql);
  if (type.kind === 'date' && raw.kind === 'timestamp')
    return readDate(sql, `${sql} < TIMESTAMP '10000-01-01' AND ${sql} = date_trunc('day', ${sql})`);
  if (type.kind === 'boolean' && raw.kind === 'boolean') return { value: sql, reasons: [] };
  if (type.kind === 'integer' && raw.kind === 'integer') return readInteger(sql);
  if (raw.kind === 'decimal' && type.kind === 'decimal') {
    const own = decimalOf(raw);
    if (sameType(own, type)) return { value: sql, reasons: [] };
    if (own.scale <= type.scale && own.precision - own.scale <= type.precision - type.scale) {
      return { value: `CAST(${sql} AS DECIMAL(${type.precision},${type.scale}))`, reasons: [] };
    }
  }
  return readCell(text, type, ownFormat(raw, format));
}

/** As the engine writes its own values, whatever signs the texts of this source have. */
const ownFormat = (raw: RawColumn, format: ValueFormat): ValueFormat => ({
  ...format,
  decimal: '.',
  thousands: null,
  date: raw.kind === 'integer' ? format.date : ISO_DATE,
});

/** A moment at midnight, as the engine writes it, is a date. */
const writtenText = (text: string, of: RawColumn, type: ColumnType): string =>
  of.kind === 'timestamp' && type.kind === 'date'
    ? `regexp_replace(${text}, '^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00([+]00)?$', '\\1')`
    : text;

const readDate = (sql: string, condition: string): Cell => ({
  value: `CASE WHEN ${sql} >= DATE '1900-01-01' AND ${condition} THEN CAST(${sql} AS DATE) END`,
  reasons: [{ reason: 'not_a_date', when: null, text: 'is no day from 1900 to 9999 without a time of day' }],
});

const NANOSECONDS_IN_DAY = 86_400_000_000_000n;

/**
 * Nanoseconds end in 1677 and in 2262, and a constant beyond fails in a comparison with them. The day, which drops the time, is held against the calendar
 * instead; infinity is beyond every day, and is out before it is counted.
 */
function readNanoseconds(sql: string): Cell {
  const day = `CAST(${sql} AS DATE)`;
  const atMidnight = `CASE WHEN epoch_ns(${sql}) % ${NANOSECONDS_IN_DAY} = 0 THEN ${day} END`;
  const { reasons } = readDate(sql, 'true');
  return {
    value: `CASE WHEN ${day} >= DATE '1900-01-01' AND ${day} <= DATE '9999-12-31' THEN ${atMidnight} END`,
    reasons,
  };
}

function readInteger(sql: string): Cell {
  return {
    value: `TRY_CAST(${sql} AS BIGINT)`,
    reasons: [{ reason: 'out_of_range', when: null, text: 'is too large for bigint' }],
  };
}

function decimalOf(raw: RawColumn): Extract<ColumnType, { kind: 'decimal' }> {
  const [precision = 38, scale = 0] = (raw.sqlType.match(/\d+/g) ?? []).map((digits) =>
    Number.parseInt(digits, 10),
  );
  const type = decimal(precision, scale);
  if (type.kind !== 'decimal') throw new Error('Invariant broken: decimal() makes a decimal type');
  return type;
}
