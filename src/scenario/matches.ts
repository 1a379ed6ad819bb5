/** Tables of rows that changed rules match, with how many each rule matches. */

import { matchProbe } from '../delta/chain.ts';
import { adjustedRows } from '../delta/overlay.ts';
import { baseName, type Patch } from '../delta/patch.ts';
import { quote } from '../delta/text.ts';
import { flagName } from '../rules/rewrite-match.ts';
import type { CheckedRule } from '../rules/rule.ts';
import type { Column } from '../schema/table.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { type Side, sideBindings } from './side.ts';
import { type MadeTable, makeTouched, type Work } from './work.ts';

/** Changed rules of one stage, asked of the base rows of a kept stage above it. */
export interface MatchQuestion {
  readonly side: Side;
  /** The user's stage that the rules act on. */
  readonly stage: string;
  readonly rules: readonly CheckedRule[];
  readonly patch: Patch;
}

/** The base rows that any of the rules matches: a table with these columns of the kept stage. */
export function matchTable(
  work: Work,
  name: string,
  { side, stage, rules, patch }: MatchQuestion,
  columns: readonly Column[],
): Promise<MadeTable> {
  const probe = matchProbe(patch.pipeline, patch.branch, stage, rules);
  const base = work.context.base.stored.get(name);
  if (base === undefined) throw new Error(`Invariant broken: ${name} is kept in base`);
  const rows = sliceQuery(probe.pipeline, probe.stage, [probe.branch], sideBindings(side), {
    [probe.branch.root]: adjustedRows(base),
  });
  const items = columns.map((column) => `v.${quote(baseName(column.name))} AS ${quote(column.name)}`);
  const flags = rules.map((rule) => `v.${quote(flagName(rule))}`);
  const query = `SELECT ${[...items, ...flags].join(', ')} FROM (\n${rows}\n) AS v WHERE ${probe.condition}`;
  return countedTable(work, { what: `matches ${stage}`, query, rules, from: 'base rows' });
}

export interface CountedTable {
  readonly what: string;
  readonly query: string;
  readonly rules: readonly CheckedRule[];
  /** Where the rows come from: rows of a rule that were counted from there are not counted again. */
  readonly from: string;
}

/** Makes the table and notes how many rows each rule matches in it. Errors: TooManyTouched. */
export async function countedTable(work: Work, asked: CountedTable): Promise<MadeTable> {
  work.direct.add(work.current);
  const table = await makeTouched(work, asked.what, asked.query);
  await countMatches(work, table, asked);
  return table;
}

async function countMatches(
  work: Work,
  { name, rows }: MadeTable,
  { rules, from }: CountedTable,
): Promise<void> {
  const [only] = rules;
  // Every row of the table is there because a rule matches it.
  if (only !== undefined && rules.length === 1) return work.count(only.id, from, rows);
  const counts = rules.map((rule, index) => `count(*) FILTER (${quote(flagName(rule))}) AS "rule ${index}"`);
  const [row] = await work.context.engine.rows(`SELECT ${counts.join(', ')} FROM ${quote(name)}`);
  for (const [index, rule] of rules.entries())
    work.count(rule.id, from, Number(row?.[`rule ${index}`] ?? 0n));
}
