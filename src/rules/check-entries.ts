/**
 * Entries: top-side rows with a value for every column.
 *
 * On a row stage Plimsoll fills the first key column, so that no entry can meet a row of the data or of another rule. On a
 * group-by stage the key is the group, to which sums and counts are added; the smallest, the largest and the number of different values
 * can't be added to, so a stage that has them takes no entries.
 */

import { fail } from '../errors/error.ts';
import type { Column } from '../schema/table.ts';
import { TEXT, type Value } from '../schema/types.ts';
import { nearest } from '../std/nearest.ts';
import { checkDomain, columnValue, type RuleContext, within } from './check-context.ts';
import type { RuleDocument, RuleLiteral } from './rule.ts';

type Entry = RuleDocument['entries'][number];

/** Values in the order of the schema's columns. Errors: rules.*, values.*. */
export function checkEntries(
  ruleId: string,
  entries: readonly Entry[],
  context: RuleContext,
): readonly (readonly Value[])[] {
  if (entries.length === 0) return [];
  const filled = within(context, ['entries'], 'entries', () => filledColumn(context));
  const rows = entries.map((entry, index) =>
    within(context, ['entries', index], `entry ${index + 1}`, () => {
      checkNames(entry, filled, context);
      return context.columns.map((column) =>
        column === filled ? `entry:${ruleId}:${index + 1}` : entryValue(column, entry, index, context),
      );
    }),
  );
  checkGroups(rows, context);
  return rows;
}

/** The column that Plimsoll fills; null on a group-by stage. */
function filledColumn({ stage, columns }: RuleContext): Column | null {
  const refuse = (problem: string): never => fail('rules.entries_refused', { stage: stage.name, problem });
  if (stage.kind === 'aggregate') {
    const measure = stage.measures.find(({ fn }) => fn !== 'sum' && fn !== 'count');
    if (measure !== undefined) {
      refuse(`its measure \`${measure.name}\` is a ${measure.fn}, to which a row can't be added`);
    }
    return null;
  }
  const [first] = stage.schema.key;
  const column = columns.find((each) => each.name === first);
  if (column === undefined) return refuse('it has exactly one row');
  if (column.type.kind === TEXT.kind) return column;
  return refuse(
    `its first key column \`${column.name}\` is ${column.type.kind}, and the name of an entry is a text`,
  );
}

function checkNames(entry: Entry, filled: Column | null, { stage, columns }: RuleContext): void {
  const known = columns.filter((column) => column !== filled).map((column) => column.name);
  for (const name of Object.keys(entry)) {
    if (known.includes(name)) continue;
    if (name === filled?.name) {
      fail('rules.entry', {
        problem: `\`${name}\` is filled by Plimsoll with the name of the entry. Take it out.`,
      });
    }
    fail('rules.unknown_field', { stage: stage.name, name, nearest: nearest(name, known), known });
  }
  const missing = known.filter((name) => !Object.hasOwn(entry, name));
  if (missing.length === 0) return;
  const all = missing.map((name) => `\`${name}\``).join(', ');
  fail('rules.entry', {
    problem: `The entry gives no value for ${all}. An entry gives every column; null where there is no value.`,
  });
}

function entryValue(column: Column, entry: Entry, index: number, context: RuleContext): Value {
  const literal: RuleLiteral = entry[column.name] ?? null;
  return within(context, ['entries', index, column.name], null, () => {
    if (literal === null) {
      if (!column.nullable)
        fail('rules.entry', { problem: `\`${column.name}\` is never NULL. Give it a value.` });
      return null;
    }
    const value = columnValue(column, literal);
    checkDomain(column, value, literal);
    return value;
  });
}

/** Two entries of one group in one rule are a slip; their sum is one entry. */
function checkGroups(rows: readonly (readonly Value[])[], context: RuleContext): void {
  const { stage, columns } = context;
  if (stage.kind !== 'aggregate') return;
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const group = row.filter((_, at) => stage.groupBy.includes(columns[at]?.name ?? ''));
    const text = JSON.stringify(group.map((value) => (typeof value === 'bigint' ? `${value}` : value)));
    const before = seen.get(text);
    if (before !== undefined) {
      within(context, ['entries', index], `entry ${index + 1}`, () =>
        fail('rules.entry', {
          problem: `Entry ${before} is of the same group (${stage.groupBy.join(', ')}). Write their sum as one entry.`,
        }),
      );
    }
    seen.set(text, index + 1);
  }
}
