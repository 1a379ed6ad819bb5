/** Which rules differ between two sides. */

import type { CheckedRule } from '../rules/rule.ts';

export interface RuleChanges {
  readonly came: readonly CheckedRule[];
  readonly went: readonly CheckedRule[];
}

/** Rules are the same where their content is. */
export function ruleChanges(before: readonly CheckedRule[], after: readonly CheckedRule[]): RuleChanges {
  const name = (rule: CheckedRule): string => `${rule.id} ${rule.hash}`;
  const [old, now] = [new Set(before.map(name)), new Set(after.map(name))];
  return {
    came: after.filter((rule) => !old.has(name(rule))),
    went: before.filter((rule) => !now.has(name(rule))),
  };
}
