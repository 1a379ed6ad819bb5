/** `plimsoll rule preview ID|FILE`: what `reported` would be with the rule, in four phases. Nothing is recorded. */

import { existsSync } from 'node:fs';
import type { RuleDocument } from '../../rules/rule.ts';
import { withSession } from '../../run/open-session.ts';
import { findRecord } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { withBase } from '../../run/with-base.ts';
import { ruleEffect } from '../../scenario/rule-effect.ts';
import { withRules } from '../../scenario/scenario-meaning.ts';
import type { CommandContext, Options } from '../context.ts';
import { type Control, openControl } from '../control.ts';
import { givenDate } from '../date.ts';
import { engineOf, modeOf } from '../mode.ts';
import type { Output } from '../output.ts';
import { documentOf, reportedMeaning, ruleNamed } from '../rule-effects.ts';
import { rulesOfFile, warnClaims } from '../rule-file.ts';
import { effectJson, printEffect } from '../view/adjustment.ts';
import { warnRefused } from '../view/refused.ts';

export async function command(
  { output, folder }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  await withSession(folder, async (session) => {
    const control = await openControl(session.store.root);
    const documents = await previewed(session, control, args[0] ?? '');
    const run = await findRecord(session.store, givenDate(options));
    const before = await reportedMeaning(control);
    const effect = await withBase(session, engineOf(options), (server) =>
      ruleEffect(session, run, {
        before,
        documents: withRules(before.documents, documents),
        mode: modeOf(options),
        metricsAlone: options['metricsAlone'] === true,
        keep: false,
        nowMs: () => performance.now(),
        ...(server === undefined ? {} : { server }),
      }),
    );
    output.result(effectJson(effect));
    const names = documents.map(({ ruleId }) => ruleId).join(', ');
    output.line(`Preview of reported with ${names} on ${run.date}. Nothing is recorded.`);
    output.line();
    printEffect(effect, run.reportingCurrency, output);
    warnRefused(run, output);
    warnClaims(documents, output);
    warnWithoutEffect(documents, effect, run.date, output);
  });
}

/** A rule of the log (its last draft, else its last version), or the rules of a file. */
async function previewed(session: Session, control: Control, name: string): Promise<readonly RuleDocument[]> {
  if (!control.state.rules.has(name) && (existsSync(name) || /[/\\]|\.(json|ya?ml)$/.test(name)))
    return rulesOfFile(session, name);
  const { rule, versions } = ruleNamed(control.state, name);
  const version = versions.findLast(({ status }) => status === 'draft') ?? versions.at(-1);
  if (version === undefined) throw new Error(`Invariant broken: rule ${rule} has a version`);
  return [await documentOf(control, rule, version)];
}

function warnWithoutEffect(
  documents: readonly RuleDocument[],
  { adjustment, impact }: Awaited<ReturnType<typeof ruleEffect>>,
  date: string,
  output: Output,
): void {
  for (const { ruleId, stage } of documents) {
    if (!adjustment.inForce.some(({ rule }) => rule === ruleId))
      output.warn(`${ruleId} is not in force on ${date}; --date previews another date that has a run.`);
    else if (
      impact.some(({ rule, change, matched }) => rule === ruleId && change === 'came' && matched === 0)
    )
      output.warn(`${ruleId} matches nothing on ${date}: no row of ${stage} meets its conditions.`);
  }
}
