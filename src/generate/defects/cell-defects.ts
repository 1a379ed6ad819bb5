/**
 * What can be wrong with one cell, by the type and the demands of its column: as SQL of what stands in the file and of what a reader of
 * the file must tell about it.
 */

import type { RejectReason } from '../../input/reasons.ts';
import { RESERVED_KEY_PREFIX } from '../../input/reasons.ts';
import { namesEntity } from '../../input/stage.ts';
import type { Column, TableSchema } from '../../schema/table.ts';
import type { ColumnType } from '../../schema/types.ts';
import { quoted } from '../sql-text.ts';

export interface CellDefect {
  /** Defects of one kind share one chance to be drawn, however many columns and texts there are. */
  readonly kind: string;
  /** What was done, in words. */
  readonly words: string;
  readonly column: string;
  readonly reason: RejectReason;
  /** SQL of the text that the cell has; NULL: it is empty. */
  readonly value: string;
  /** SQL of the text as it stands in a CSV file where quoting as usual would not do. */
  readonly stands?: string;
  /** Can a column of the dictionary's own type hold it, so that a Parquet file can? */
  readonly typed: boolean;
}

type Made = Omit<CellDefect, 'column'>;

/** All defects of a column's cells. */
export function cellDefects(column: Column, table: TableSchema): readonly CellDefect[] {
  const made = [
    ...missing(column),
    ...reserved(column, table),
    ...unknownEntity(column, table),
    ...ofType(column),
  ];
  return made.map((one) => ({ ...one, column: column.name }));
}

/** SQL of the cell's own text; a column that may be empty has `otherwise` where it is. */
export const ownText = ({ name }: Column, otherwise: string): string =>
  `coalesce(CAST(${name} AS VARCHAR), ${quoted(otherwise)})`;

function missing({ nullable }: Column): readonly Made[] {
  if (nullable) return [];
  const empty = { kind: 'missing', reason: 'missing', value: 'NULL' } as const;
  return [
    { ...empty, words: 'no value', stands: `''`, typed: true },
    { ...empty, words: 'no value between quotes', stands: `'""'`, typed: false },
  ];
}

function reserved(column: Column, table: TableSchema): readonly Made[] {
  if (!table.key.includes(column.name) || column.type.kind !== 'text') return [];
  const value = `${quoted(RESERVED_KEY_PREFIX)} || ${ownText(column, 'X')}`;
  return [{ kind: 'reserved', words: 'a key that is reserved', reason: 'reserved_key', value, typed: true }];
}

function unknownEntity(column: Column, table: TableSchema): readonly Made[] {
  if (column.name !== 'entity_id' || !namesEntity(table)) return [];
  const unknown = { kind: 'entity', reason: 'unknown_entity', typed: true } as const;
  const own = ownText(column, 'X');
  return [
    { ...unknown, words: 'an entity that there is not', value: `'HB-XX'` },
    { ...unknown, words: 'an entity in small letters', value: `lower(${own})` },
    { ...unknown, words: 'an entity with a space behind it', value: `${own} || ' '` },
  ];
}

function ofType(column: Column): readonly Made[] {
  switch (column.type.kind) {
    case 'text':
      return column.domain?.kind === 'values' ? codes(column, column.domain.values) : [];
    case 'boolean':
      return ['2', 'unknown', 'ja'].map((text) => ({
        kind: 'flag',
        words: 'a flag that is neither true nor false',
        reason: 'not_a_flag',
        value: quoted(text),
        typed: false,
      }));
    case 'date':
      return dates(column);
    case 'integer':
      return numbers(column, 18, 0);
    case 'decimal':
      return numbers(column, column.type.precision, column.type.scale);
  }
}

function codes(column: Column, values: readonly string[]): readonly Made[] {
  const own = ownText(column, values[0] ?? 'X');
  const texts = [
    ['a code in capital letters', `upper(${own})`],
    ['a code that there is not', `${own} || '_old'`],
    ['a code with a space before it', `' ' || ${own}`],
  ] as const;
  return texts.map(([words, value]) => ({ kind: 'code', words, reason: 'not_allowed', value, typed: true }));
}

function dates({ name }: Column): readonly Made[] {
  const own = `coalesce(${name}, DATE '2024-01-31')`;
  const no = { reason: 'not_a_date', typed: false } as const;
  return [
    { ...no, kind: 'day', words: 'a day that does not exist', value: `strftime(${own}, '%Y-02-30')` },
    { ...no, kind: 'day', words: 'a thirteenth month', value: `strftime(${own}, '%Y-13-%d')` },
    { ...no, kind: 'date form', words: 'a date in another form', value: `strftime(${own}, '%d.%m.%Y')` },
    { ...no, kind: 'date form', words: 'a date in another form', value: `strftime(${own}, '%Y%m%d')` },
    { ...no, kind: 'date form', words: 'a date with a time', value: `strftime(${own}, '%Y-%m-%d 00:00:00')` },
    { ...no, kind: 'century', words: 'a day before 1900', value: `'1899-12-31'`, typed: true },
  ];
}

/** Of a column of so many digits, `scale` of them after the point. */
function numbers(column: Column, precision: number, scale: number): readonly Made[] {
  const own = ownText(column, scale === 0 ? '1' : `1.${'0'.repeat(scale)}`);
  const whole = (digits: number): string => quoted('9'.repeat(digits));
  const no = { kind: 'number', reason: 'not_a_number', typed: false } as const;
  const least = column.domain?.kind === 'range' ? column.domain.min : undefined;
  const below = {
    kind: 'below',
    words: 'a number below zero',
    reason: 'out_of_range',
    value: `'-1'`,
  } as const;
  return [
    { ...no, words: 'text in the place of a number', value: `'n/a'` },
    { ...no, words: 'text in the place of a number', value: `'see note'` },
    { ...no, words: 'a number with its currency', value: `'EUR ' || ${own}` },
    { ...no, words: 'a number in groups of digits', value: `'1,250.00'` },
    { ...no, kind: 'exponent', words: 'a number in scientific notation', value: `${own} || 'E+00'` },
    { ...no, kind: 'exponent', words: 'a number in scientific notation', value: `'1.5E+06'` },
    {
      kind: 'digits',
      words: 'a number with too many digits after the point',
      reason: 'scale',
      value: `${own} || ${scale === 0 ? `'.5'` : `'7'`}`,
      typed: false,
    },
    {
      kind: 'large',
      words: 'a number that is too large',
      reason: 'out_of_range',
      value: whole(precision - scale),
      typed: true,
    },
    {
      kind: 'large',
      words: 'a number that is far too large',
      reason: 'out_of_range',
      value: whole(precision - scale + 9),
      typed: false,
    },
    ...(least === undefined || least.startsWith('-') ? [] : [{ ...below, typed: true }]),
  ];
}

/** Has a text column no list of codes, so that it holds names and numbers of the bank's own? */
export const isFreeText = ({
  type,
  domain,
}: {
  readonly type: ColumnType;
  readonly domain?: unknown;
}): boolean => type.kind === 'text' && domain === undefined;
