/** What a value of a column must be: there where the column requires one, and in the column's domain. */

import { fail } from '../../src/errors/error.ts';
import type { Column, Domain } from '../../src/schema/table.ts';
import type { ColumnType, Value } from '../../src/schema/types.ts';
import { compareValues, parseValue, valueText } from './row.ts';

/** The value, or an error that begins with `at`, the place of the cell. */
export function checkedValue(column: Column, required: boolean, value: Value, at: string): Value {
  const { type, domain } = column;
  if (value === null) {
    if (required) fail('engine.row', { text: `${at}: the value is NULL, and the column is required.` });
    return null;
  }
  if (domain !== undefined && !inDomain(value, type, domain)) {
    fail('engine.row', {
      text: `${at}: the value ${valueText(value, type)} is outside of the column's domain.`,
    });
  }
  return value;
}

function inDomain(value: NonNullable<Value>, type: ColumnType, domain: Domain): boolean {
  if (domain.kind === 'values') return domain.values.some((allowed) => parseValue(allowed, type) === value);
  const [min, max] = [parseBound(domain.min, type), parseBound(domain.max, type)];
  return (min === null || compareValues(value, min) >= 0) && (max === null || compareValues(value, max) <= 0);
}

function parseBound(text: string | undefined, type: ColumnType): Value {
  return parseValue(text ?? null, type);
}
