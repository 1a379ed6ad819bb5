/**
 * Classification as data: ordered rules, each a predicate over the columns of a tranche and the line it leads to.
 *
 * The first rule that matches wins; a tranche that none matches has no line and is shown as unclassified, with its
 * amount. `lineExpression` renders the rules to one CASE in two levels: first by source, so that a deposit is never asked
 * the questions of a repo, then by condition in the written order.
 */

import { assert } from '../../std/assert.ts';
import { lineById } from './lines.ts';

/** Where a tranche comes from: the tag of its branch in the stage `deals`. */
export type Source =
  | 'account'
  | 'loan'
  | 'loan_cash_flow'
  | 'facility'
  | 'holding'
  | 'security_financing'
  | 'sft_collateral'
  | 'other_flow'
  | 'capital'
  | 'own_issue'
  | 'contingent'
  | 'derivative'
  | 'derivative_netting'
  | 'margin_posted'
  | 'margin'
  | 'netting_agreement'
  | 'collateral_flow'
  | 'liquidity_option';

export interface Rule {
  /** A line id, or the column that holds one (the line of the security). */
  readonly line: string | { readonly column: 'security_line' };
  readonly paragraph: string;
  readonly sources: readonly Source[];
  /** Condition over the columns of a tranche; undefined: whatever is left. */
  readonly when?: string;
}

/** Rules for `sources`, written as a table: line, paragraph, condition. */
export function rules(
  sources: readonly Source[],
  rows: readonly (readonly [line: Rule['line'], paragraph: string, when?: string])[],
): readonly Rule[] {
  return rows.map(([line, paragraph, when]) => {
    if (typeof line === 'string') assert(lineById(line) !== undefined, `the rule's line ${line} is a line`);
    return { line, paragraph, sources, ...(when === undefined ? {} : { when }) };
  });
}

/** The CASE expression that gives the line of a tranche, NULL where no rule matches. */
export function lineExpression(ordered: readonly Rule[]): string {
  const sources = [...new Set(ordered.flatMap((rule) => rule.sources))];
  const branches = sources.map((source) => {
    const own = ordered.filter((rule) => rule.sources.includes(source));
    return `when source = '${source}' then ${cascade(own)}`;
  });
  return `case ${branches.join(' ')} end`;
}

function cascade(own: readonly Rule[]): string {
  const last = own.findIndex((rule) => rule.when === undefined);
  assert(last === -1 || last === own.length - 1, 'a rule without condition is the last of its source');
  const tests = own.filter((rule) => rule.when !== undefined);
  const otherwise = last === -1 ? '' : ` else ${target(own[last])}`;
  if (tests.length === 0) return target(own[last]);
  const whens = tests.map((rule) => `when ${rule.when} then ${target(rule)}`);
  return `case ${whens.join(' ')}${otherwise} end`;
}

function target(rule: Rule | undefined): string {
  assert(rule !== undefined, 'a branch of the classification has a rule');
  return typeof rule.line === 'string' ? `'${rule.line}'` : rule.line.column;
}
