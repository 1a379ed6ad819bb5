/** Rules in words: what one does in a line, and where its versions stand. */

import type { RuleState, RuleVersion } from '../../control/state.ts';
import type { RuleAdjustment, RuleDocument, RuleLiteral } from '../../rules/rule.ts';

/** `liquidity_factor multiply 0.95, haircut add 0.05`. */
export function whatItDoes({ adjustments, entries }: RuleDocument): string {
  const count = entries.length === 1 ? 'adds 1 entry' : `adds ${entries.length} entries`;
  return [...adjustments.map(operationText), ...(entries.length === 0 ? [] : [count])].join(', ');
}

function operationText(each: RuleAdjustment): string {
  if (each.operation === 'exclude') return 'excludes the rows';
  if (each.operation === 'replace') return `${each.field} becomes ${each.expression}`;
  if (each.operation === 'scale_to_total') {
    const by = each.by.length === 0 ? '' : ` by ${each.by.join(', ')}`;
    return `${each.field} scaled to ${each.total}${by}`;
  }
  const { operand } = each;
  return `${each.field} ${each.operation} ${operand.kind === 'value' ? literalText(operand.value) : operand.text}`;
}

const literalText = (value: RuleLiteral): string =>
  value !== null && typeof value === 'object' ? value.number : String(value);

export const datesText = ({ effectiveDate, expiryDate }: RuleDocument): string =>
  `${effectiveDate} to ${expiryDate ?? 'no end'}`;

/** The version that counts: the approved one, else the last. */
export function currentVersion({ versions, rule }: RuleState): RuleVersion {
  const found = versions.find(({ status }) => status === 'approved') ?? versions.at(-1);
  if (found === undefined) throw new Error(`Invariant broken: rule ${rule} has a version`);
  return found;
}

/** `approved`, and `approved, 1 later draft` where a version waits behind it. */
export function statusText(state: RuleState): string {
  const current = currentVersion(state);
  const drafts = state.versions.filter(
    ({ status, version }) => status === 'draft' && version > current.version,
  ).length;
  if (drafts === 0) return current.status;
  return `${current.status}, ${drafts} later ${drafts === 1 ? 'draft' : 'drafts'}`;
}
