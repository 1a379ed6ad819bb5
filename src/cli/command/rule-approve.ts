/**
 * `plimsoll rule approve ID`: the last draft of a rule comes into `reported`.
 *
 * `reported` is computed first, so a rule that can't be calculated is never approved; then the act is recorded, and then what was
 * computed becomes the record of the date. A process that ends in between leaves the state before the act, or after it.
 */

import { append } from '../../control/append.ts';
import type { RuleVersion } from '../../control/state.ts';
import { fail } from '../../errors/error.ts';
import { checkRule } from '../../rules/check.ts';
import { withSession } from '../../run/open-session.ts';
import { withRules } from '../../scenario/scenario-meaning.ts';
import type { CommandContext, Options } from '../context.ts';
import { type Control, deedOf, openControl } from '../control.ts';
import { givenDate } from '../date.ts';
import { engineOf, modeOf } from '../mode.ts';
import {
  documentOf,
  keepRecalculated,
  printRecalculation,
  recalculate,
  recalculationJson,
  reportedMeaning,
  ruleNamed,
  runOrNone,
} from '../rule-effects.ts';

export async function command(
  { output, folder }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const deed = deedOf(options);
  await withSession(folder, async (session) => {
    const control = await openControl(session.store.root);
    const rule = args[0] ?? '';
    const { version, hash, added } = draftOf(control, rule, options);
    const document = await documentOf(control, rule, { hash, added });
    checkRule(document, session.pipeline);
    const before = await reportedMeaning(control);
    const documents = withRules(before.documents, [document]);
    const run = await runOrNone(session, givenDate(options));
    const request = {
      before,
      documents,
      mode: modeOf(options),
      engine: engineOf(options),
      isRevocation: false,
    };
    const recalculation = await recalculate(session, run, request, output);
    const act = { kind: 'rule_approved', ...deed, rule, version, hash } as const;
    const head = await append(control.log, act, { expectedHead: control.head });
    await keepRecalculated(session, recalculation);
    output.result({
      rule_id: rule,
      version,
      hash,
      user: deed.user,
      act: head.seq,
      recalculated: recalculationJson(recalculation),
    });
    output.line(`Approved ${rule}, version ${version}, by ${deed.user} (act ${head.seq}).`);
    output.line(`Content ${hash}. In force ${document.effectiveDate} to ${document.expiryDate ?? 'no end'}.`);
    output.line();
    printRecalculation(recalculation, output);
  });
}

/** The last draft. Errors: control.unknown_rule, cli.no_draft, control.not_the_version. */
function draftOf(control: Control, rule: string, options: Options): RuleVersion {
  const { versions } = ruleNamed(control.state, rule);
  const draft = versions.findLast(({ status }) => status === 'draft');
  if (draft === undefined) return fail('cli.no_draft', { rule, status: versions.at(-1)?.status ?? 'none' });
  const { hash: asked } = options;
  if (typeof asked === 'string' && asked !== draft.hash)
    fail('control.not_the_version', { rule, version: draft.version, asked, found: draft.hash });
  return draft;
}
