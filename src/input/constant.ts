/** Values that the configuration gives as text (constants, targets of codes): read by the column's type and domain, written as SQL. */

import type { Column, Domain } from '../schema/table.ts';
import { type ColumnType, typeName } from '../schema/types.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { formatDate, parseDate } from '../values/date.ts';
import {
  compareDecimals,
  fitsPrecision,
  formatDecimal,
  parseDecimal,
  rescaleExact,
} from '../values/decimal.ts';
import { flagOf } from './cell.ts';
import { RESERVED_KEY_PREFIX } from './reasons.ts';

/** SQL of the constant, or what is wrong with it ("is no number"). `null` is "no value". */
export type Constant = { readonly sql: string } | { readonly problem: string };

export function constantFor(value: string | null, column: Column): Constant {
  if (value === null) {
    if (!column.nullable) return { problem: 'must have a value' };
    return { sql: `CAST(NULL AS ${DUCKDB.typeName(column.type)})` };
  }
  const read = typedConstant(value, column.type);
  if ('problem' in read) return read;
  const outside = column.domain === undefined ? undefined : outsideDomain(value, column.type, column.domain);
  return outside === undefined ? read : { problem: outside };
}

/** SQL of a bound or listed value of a domain, in the column's type. */
export function domainLiteral(value: string, type: ColumnType): string {
  const read = typedConstant(value, type);
  if ('problem' in read) throw new Error(`Invariant broken: the domain value ${value} ${read.problem}`);
  return read.sql;
}

function typedConstant(value: string, type: ColumnType): Constant {
  switch (type.kind) {
    case 'text':
      if (value.startsWith(RESERVED_KEY_PREFIX))
        return { problem: `starts with the reserved ${RESERVED_KEY_PREFIX}` };
      return { sql: DUCKDB.textLiteral(value) };
    case 'boolean': {
      const flag = flagOf(value);
      return flag === undefined ? { problem: 'is neither true nor false' } : { sql: flag ? 'true' : 'false' };
    }
    case 'date': {
      const days = parseDate(value);
      if (days === undefined) return { problem: 'is no date in the form 2024-01-31' };
      return { sql: DUCKDB.dateLiteral(formatDate(days)) };
    }
    case 'integer':
    case 'decimal': {
      const { precision, scale } = type.kind === 'decimal' ? type : { precision: 18, scale: 0 };
      const parsed = parseDecimal(value);
      if (parsed === undefined) return { problem: 'is no number in the form 1234.56' };
      const units = rescaleExact(parsed.units, parsed.scale, scale);
      if (units === undefined || !fitsPrecision(units, precision))
        return { problem: `does not fit ${typeName(type)}` };
      return { sql: `CAST('${formatDecimal(units, scale)}' AS ${DUCKDB.typeName(type)})` };
    }
  }
}

function outsideDomain(value: string, type: ColumnType, domain: Domain): string | undefined {
  if (domain.kind === 'values') {
    return domain.values.includes(value) ? undefined : `is not one of ${domain.values.join(', ')}`;
  }
  const below = domain.min !== undefined && before(value, domain.min, type);
  const above = domain.max !== undefined && before(domain.max, value, type);
  return below || above ? `is not ${rangeText(domain)}` : undefined;
}

export function rangeText(domain: Extract<Domain, { kind: 'range' }>): string {
  if (domain.max === undefined) return `at least ${domain.min}`;
  return domain.min === undefined ? `at most ${domain.max}` : `from ${domain.min} to ${domain.max}`;
}

/** Is a < b, both readable as `type`? Texts of dates in ISO form sort as dates. */
function before(a: string, b: string, type: ColumnType): boolean {
  const [x, y] = [parseDecimal(a), parseDecimal(b)];
  if (type.kind === 'date' || x === undefined || y === undefined) return a < b;
  return compareDecimals(x, y) < 0;
}
