/**
 * Entries of the reference interpreter: top-side rows that join after adjustment and before the filter. On a row stage each is a row
 * of its own; on an aggregate it adds to its group's sums and counts, or makes the group.
 */

import { fail, PlimsollError } from '../../src/errors/error.ts';
import type { CheckedRule } from '../../src/rules/rule.ts';
import type { Value } from '../../src/schema/types.ts';
import type { Adjustment } from './adjust.ts';
import { type Failures, markFailing, setCell } from './failing-cell.ts';
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
  { stage, failures }: Adjustment,
  rule: CheckedRule,
  entry: Row,
  rows: readonly Row[],
): readonly Row[] {
  const { key } = stage.schema;
  const at = `stage ${stage.name}, entry of rule ${rule.id}, ${keyText(entry, stage.schema)}`;
  const same = rows.findIndex((row) => groupOf(row, key, failures) === keyOf(entry, key));
  if (same < 0) return [...rows, entry];
  if (stage.kind !== 'aggregate')
    return fail('engine.row', { text: `${at}: there is a row with this key already.` });
  return rows.map((row, i) => (i === same ? added(row, entry, { key, at, failures }) : row));
}

/** Carried along, a row whose group can't be told is none that an entry could join. */
function groupOf(row: Row, key: readonly string[], failures: Failures): string | null {
  try {
    return keyOf(row, key);
  } catch (error) {
    if (failures === 'carry' && error instanceof PlimsollError) return null;
    throw error;
  }
}

interface Adding {
  readonly key: readonly string[];
  readonly at: string;
  readonly failures: Failures;
}

/** Both rows' sums and counts. NULL, a sum of nothing, adds nothing; what failed before fails still, once somebody reads it. */
function added(group: Row, entry: Row, { key, at, failures }: Adding): Row {
  const row: Record<string, Value> = {};
  for (const name of Object.keys(group)) {
    const value = (): Value =>
      key.includes(name)
        ? cell(group, name)
        : sum(cell(group, name), cell(entry, name), `${at}, column ${name}`);
    setCell(row, name, value, failures);
  }
  return markFailing(row, [group]);
}

function sum(a: Value, b: Value, at: string): Value {
  if (a === null || b === null) return a ?? b;
  const total = BigInt(a) + BigInt(b);
  if (total <= -(10n ** 38n) || total >= 10n ** 38n) {
    fail('engine.overflow', { text: `${at}: the sum needs more than 38 digits.`, sql: '' });
  }
  return total;
}
