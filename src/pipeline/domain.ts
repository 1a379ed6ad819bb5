/** Is a value in a column's domain? NULL is a matter of nullability, not of the domain. */

import type { Domain } from '../schema/table.ts';
import type { ColumnType, Value } from '../schema/types.ts';
import { parseDate } from '../values/date.ts';
import { compareDecimals, parseDecimal } from '../values/decimal.ts';

export function inDomain(value: Exclude<Value, null>, type: ColumnType, domain: Domain): boolean {
  if (domain.kind === 'values') return domain.values.includes(String(value));
  const above = domain.min === undefined || compareTo(value, type, domain.min) >= 0;
  const below = domain.max === undefined || compareTo(value, type, domain.max) <= 0;
  return above && below;
}

function compareTo(value: Exclude<Value, null>, type: ColumnType, bound: string): number {
  if (typeof value === 'bigint') {
    const limit = parseDecimal(bound);
    if (limit === undefined) throw new Error(`Invariant broken: the domain bound ${bound} is a number`);
    return compareDecimals({ units: value, scale: type.kind === 'decimal' ? type.scale : 0 }, limit);
  }
  const limit = type.kind === 'date' ? parseDate(bound) : bound;
  if (limit === undefined) throw new Error(`Invariant broken: the domain bound ${bound} is a ${type.kind}`);
  return value < limit ? -1 : value > limit ? 1 : 0;
}
