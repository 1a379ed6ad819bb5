/** Short ways to declare the dictionary's columns; each carries unit and meaning. */

import type { Column, TableSchema } from '../schema/table.ts';
import { BOOLEAN, DATE, decimal, INTEGER, TEXT } from '../schema/types.ts';

/**
 * Money as given: decimal(18,2), absolute value below 10^14. The limit keeps every later product within 64 bits
 * or a checked way; a larger amount is a reject, never a wrapped number.
 */
export const MONEY = decimal(18, 2);
const MONEY_LIMIT = '99999999999999.99';

type Options = { readonly optional?: true };
const nullable = (options: Options | undefined): boolean => options?.optional === true;

export const text = (name: string, doc: string, options?: Options): Column => ({
  name,
  type: TEXT,
  nullable: nullable(options),
  doc,
});

/** A text column with a closed list of codes. */
export const code = (name: string, values: readonly string[], doc: string, options?: Options): Column => ({
  ...text(name, doc, options),
  domain: { kind: 'values', values },
});

export const flag = (name: string, doc: string, options?: Options): Column => ({
  name,
  type: BOOLEAN,
  nullable: nullable(options),
  doc,
});

export const date = (name: string, doc: string, options?: Options): Column => ({
  name,
  type: DATE,
  nullable: nullable(options),
  doc,
});

/** The last day of a period that `valid_from` begins; empty while it lasts. */
export const validTo = (doc: string): Column => ({
  ...date('valid_to', doc, { optional: true }),
  notBefore: 'valid_from',
});

export const days = (name: string, doc: string, options?: Options): Column => ({
  name,
  type: INTEGER,
  nullable: nullable(options),
  domain: { kind: 'range', min: '0', max: '36500' },
  unit: 'days',
  doc,
});

/** A signed amount in the row's currency. */
export const money = (name: string, doc: string, options?: Options): Column => ({
  name,
  type: MONEY,
  nullable: nullable(options),
  domain: { kind: 'range', min: `-${MONEY_LIMIT}`, max: MONEY_LIMIT },
  unit: 'money',
  doc,
});

/** An amount that is never negative. */
export const amount = (name: string, doc: string, options?: Options): Column => ({
  ...money(name, doc, options),
  domain: { kind: 'range', min: '0', max: MONEY_LIMIT },
});

/** A fraction with six digits after the point, from 0 to `max`. */
export const rate = (name: string, doc: string, options?: Options & { readonly max?: string }): Column => ({
  name,
  type: decimal(7, 6),
  nullable: nullable(options),
  domain: { kind: 'range', min: '0', max: options?.max ?? '1' },
  unit: 'rate',
  doc,
});

export const table = (
  name: string,
  doc: string,
  key: readonly string[],
  columns: readonly Column[],
): TableSchema => ({ name, doc, key, columns });
