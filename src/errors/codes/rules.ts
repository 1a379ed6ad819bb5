/** Errors of adjustment rules: what a rule file may say, and what a rule may do to a stage. */

import { hint, spec } from '../define.ts';
import type { Name } from './pipeline.ts';

export interface UnknownKey extends Name {
  /** `a rule`, `a condition` … */
  readonly where: string;
}

export const RULES_CODES = {
  'rules.syntax': spec<{ problem: string }>(
    2,
    (p) => `This is neither JSON nor YAML that a rule can be read from: ${p.problem}.`,
  ),
  'rules.shape': spec<{ what: string; found: string; allowed: string }>(
    2,
    (p) => `${p.what} must be ${p.allowed}, and ${p.found} was found.`,
  ),
  'rules.unknown_key': spec<UnknownKey>(
    2,
    (p) => `${p.where} has no key \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'rules.missing_key': spec<{ where: string; key: string; allowed: string }>(
    2,
    (p) => `${p.where} needs the key \`${p.key}\`: ${p.allowed}.`,
  ),
  'rules.duplicate_id': spec<{ id: string }>(
    2,
    (p) => `Two rules of this file have the rule_id \`${p.id}\`. Rename one.`,
  ),
  'rules.number': spec<{ found: string; problem: string }>(
    2,
    (p) => `The number ${p.found} ${p.problem}. Numbers have up to 38 digits.`,
  ),
  'rules.text': spec<{ what: string; problem: string }>(2, (p) => `${p.what} ${p.problem}. Take it out.`),
  'rules.unknown_operator': spec<Name>(
    2,
    (p) => `There is no operator \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'rules.unknown_operation': spec<Name>(
    2,
    (p) => `There is no operation \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'rules.unknown_stage': spec<Name>(
    2,
    (p) => `The pipeline has no stage \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'rules.unknown_field': spec<Name & { readonly stage: string }>(
    2,
    (p) => `The stage \`${p.stage}\` has no column \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'rules.key_field': spec<{ field: string; key: readonly string[] }>(
    2,
    (p) =>
      `\`${p.field}\` is part of the key (${p.key.join(', ')}), and keys are never adjusted. Move an amount to another row by two entries, one of them negative.`,
  ),
  'rules.not_adjustable': spec<{ field: string; stage: string; adjustable: readonly string[] }>(2, (p) => {
    const allowed =
      p.adjustable.length === 0 ? 'none of its columns is' : `adjustable are: ${p.adjustable.join(', ')}`;
    return `\`${p.field}\` is not declared adjustable at the stage \`${p.stage}\`; ${allowed}.`;
  }),
  'rules.type': spec<{ what: string; field: string; type: string; allowed: string }>(
    2,
    (p) => `${p.what} has no meaning for \`${p.field}\`, which is ${p.type}: allowed is ${p.allowed}.`,
  ),
  'rules.literal': spec<{ field: string; type: string; found: string; allowed: string }>(
    2,
    (p) => `\`${p.field}\` is ${p.type}: found ${p.found}, allowed is ${p.allowed}.`,
  ),
  'rules.domain': spec<{ field: string; found: string; domain: string; nearest: string | undefined }>(
    2,
    (p) =>
      `\`${p.field}\` can't be ${p.found}: its values are ${p.domain}.${p.nearest === undefined ? '' : ` Did you mean \`${p.nearest}\`?`}`,
  ),
  'rules.looks_ahead': spec<{ field: string; column: string; known: readonly string[] }>(
    2,
    (p) =>
      `\`${p.field}\` is adjusted before \`${p.column}\` is formed, so it can't be calculated from it. It may use itself and the columns before it: ${p.known.join(', ')}.`,
  ),
  'rules.may_be_null': spec<{ field: string; text: string }>(
    2,
    (p) =>
      `\`${p.field}\` is never NULL, and \`${p.text}\` may be. Give it a value for that case: coalesce(…, 0).`,
  ),
  'rules.null_value': spec<{ what: string }>(
    2,
    (p) =>
      `${p.what} with null: no value is equal to NULL, and nothing is calculated from it. Use is_null or not_null in a condition, set in an adjustment.`,
  ),
  'rules.dates': spec<{ from: string; to: string }>(
    2,
    (p) =>
      `The rule would end (${p.to}) before it begins (${p.from}). Both days are included, so expiry_date is effective_date or later.`,
  ),
  'rules.contradiction': spec<{ problem: string }>(
    2,
    (p) => `No row can meet these conditions together: ${p.problem}. Use an any group for alternatives.`,
  ),
  'rules.does_nothing': spec<{ id: string }>(
    2,
    (p) => `The rule \`${p.id}\` does nothing: it has neither adjustments nor entries. Give it one of them.`,
  ),
  'rules.exclude_alone': spec<Record<string, never>>(
    2,
    () =>
      'A row that is excluded takes part in nothing further, so exclude stands alone. Write the other operations as a rule of their own.',
  ),
  'rules.unused_conditions': spec<Record<string, never>>(
    2,
    () =>
      'Conditions choose the rows that adjustments act on, and this rule has entries only. Take the conditions out.',
  ),
  'rules.scale': spec<{ field: string; problem: string }>(
    2,
    (p) => `scale_to_total of \`${p.field}\`: ${p.problem}.`,
  ),
  'rules.entries_refused': spec<{ stage: string; problem: string }>(
    2,
    (p) => `The stage \`${p.stage}\` takes no entries: ${p.problem}.`,
  ),
  'rules.entry': spec<{ problem: string }>(2, (p) => p.problem),
} as const;
