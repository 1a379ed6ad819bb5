/**
 * Entries of the reference interpreter: top-side rows that join after adjustment and before the filter. On a row stage each is a row
 * of its own; on an aggregate it adds to its group's sums and counts, or makes the group.
 */

import { fail } from '../../src/errors/error.ts';
import type { CheckedRule } from '../../src/rules/rule.ts';
import type { Value } from '../../src/schema/types.ts';
import type { Adjustment } from './adjust.ts';
import { cell, keyOf, keyText, type Row } from './row.ts';

export function withEntries(adjustment: Adjustment, rows: readonly Row[]): readonly Row[] {
  let result = rows;
  for (const rule of adjustment.rules) {
    for (const values of rule.entries) {
      const { columns } = adjustment.stage.schema;
      const entry = Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null]));
      result = withEntry(adjustment, rule, entry, result);
    }
  }
  return result;
}

function withEntry(
  { stage }: Adjustment,
  rule: CheckedRule,
  entry: Row,
  rows: readonly Row[],
): readonly Row[] {
  const { key } = stage.schema;
  const at = `stage ${stage.name}, entry of rule ${rule.id}, ${keyText(entry, stage.schema)}`;
  const same = rows.findIndex((row) => keyOf(row, key) === keyOf(entry, key));
  if (same < 0) return [...rows, entry];
  if (stage.kind !== 'aggregate')
    return fail('engine.row', { text: `${at}: there is a row with this key already.` });
  return rows.map((row, i) => (i === same ? added(row, entry, key, at) : row));
}

/** Both rows' sums and counts. NULL, a sum of nothing, adds nothing. */
function added(group: Row, entry: Row, key: readonly string[], at: string): Row {
  const columns = Object.keys(group).map((name): [string, Value] => {
    if (key.includes(name)) return [name, cell(group, name)];
    return [name, sum(cell(group, name), cell(entry, name), `${at}, column ${name}`)];
  });
  return Object.fromEntries(columns);
}

function sum(a: Value, b: Value, at: string): Value {
  if (a === null || b === null) return a ?? b;
  const total = BigInt(a) + BigInt(b);
  if (total <= -(10n ** 38n) || total >= 10n ** 38n) {
    fail('engine.overflow', { text: `${at}: the sum needs more than 38 digits.`, sql: '' });
  }
  return total;
}
