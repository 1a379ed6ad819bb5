/**
 * The values of a column as cells: whole numbers as bigint, decimals and dates as text, never a floating-point number. Types without such a form are refused by
 * name.
 *
 * Texts are decoded here: the library's own decoder drops a byte order mark at the beginning of a value, and puts a replacement sign where bytes are no UTF-8.
 */

import { type Batch, type DataType, type Field, Type } from '@uwdata/flechette';
import { fail } from '../../../errors/error.ts';
import { assert } from '../../../std/assert.ts';
import { formatDate } from '../../../values/date.ts';
import { formatDecimal } from '../../../values/decimal.ts';
import type { Cell } from '../../engine.ts';

type Part = Batch<unknown>;
type Reader = (index: number) => Cell;

/** Per Arrow type how a value that is not null is read. */
const READERS: ReadonlyMap<number, (column: string, part: Part) => Reader> = new Map<
  number,
  (column: string, part: Part) => Reader
>([
  [Type.Null, () => () => null],
  [Type.Bool, (_, part) => (index) => part.value(index) === true],
  [Type.Int, (_, part) => (index) => wholeNumber(part.value(index))],
  [Type.Decimal, (_, part) => decimals(part)],
  [Type.Date, (_, part) => (index) => formatDate(dayOf(part.values[index]))],
  [Type.Utf8, (column, part) => texts(column, part)],
  [Type.LargeUtf8, (column, part) => texts(column, part)],
]);

/** What Spark calls the types that it sends and that are not read. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [Type.Float, 'a floating-point number (FLOAT, DOUBLE)'],
  [Type.Binary, 'BINARY'],
  [Type.LargeBinary, 'BINARY'],
  [Type.Timestamp, 'TIMESTAMP'],
  [Type.Time, 'TIME'],
  [Type.Duration, 'INTERVAL'],
  [Type.Interval, 'INTERVAL'],
  [Type.List, 'ARRAY'],
  [Type.LargeList, 'ARRAY'],
  [Type.Struct, 'STRUCT, or a type that is sent as one (VARIANT)'],
  [Type.Map, 'MAP'],
]);

/** Errors: spark.column. */
export function refuseOthers({ name, type }: Field): void {
  if (READERS.has(type.typeId) && !isMilliseconds(type)) return;
  const problem = `it is ${OTHERS.get(type.typeId) ?? `of a type without a name here (Arrow ${type.typeId})`}`;
  fail('spark.column', { column: name, problem });
}

/** Dates in milliseconds are Arrow's, and none of Spark's. */
const isMilliseconds = (type: DataType): boolean => type.typeId === Type.Date && type.unit !== 0;

/** Adds the values of a part to those before it. Errors: spark.column where a text is not UTF-8. */
export function addValues(column: string, part: Part, values: Cell[]): void {
  const read = READERS.get(part.type.typeId)?.(column, part);
  assert(read !== undefined, 'columns of other types were refused');
  const hasNulls = part.nullCount > 0 && part.type.typeId !== Type.Null;
  for (let index = 0; index < part.length; index++)
    values.push(hasNulls && !part.isValid(index) ? null : read(index));
}

function wholeNumber(value: unknown): bigint {
  assert(typeof value === 'bigint' || typeof value === 'number', 'whole numbers are numbers');
  return BigInt(value);
}

function decimals(part: Part): Reader {
  const { type } = part;
  assert(type.typeId === Type.Decimal, 'decimals have a scale');
  return (index) => formatDecimal(wholeNumber(part.value(index)), type.scale);
}

function dayOf(value: bigint | number | undefined): number {
  assert(typeof value === 'number', 'dates are days since 1970');
  return value;
}

function texts(column: string, part: Part): Reader {
  const { offsets, values } = part;
  assert(values instanceof Uint8Array, 'texts are bytes');
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (index) => {
    const [from, to] = [position(offsets[index]), position(offsets[index + 1])];
    try {
      return decoder.decode(values.subarray(from, to));
    } catch {
      return fail('spark.column', { column, problem: 'a text in it is not UTF-8' });
    }
  };
}

/** 64 bits are for columns of more than 2 GB, which no message holds. */
const position = (offset: bigint | number | undefined): number =>
  typeof offset === 'number' ? offset : Number.parseInt(String(offset), 10);
