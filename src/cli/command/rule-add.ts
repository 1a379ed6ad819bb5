/** `plimsoll rule add FILE`: the rules of a file are checked and kept in the control log as drafts. */

import { append } from '../../control/append.ts';
import { startFold } from '../../control/fold.ts';
import { PlimsollError } from '../../errors/error.ts';
import { canonicalRule, ruleHash } from '../../rules/canonical.ts';
import type { RuleDocument } from '../../rules/rule.ts';
import { withSession } from '../../run/open-session.ts';
import type { Session } from '../../run/session.ts';
import { matchedRows } from '../../scenario/matched-rows.ts';
import { checkedInForce } from '../../scenario/open-scenario.ts';
import { withRules } from '../../scenario/scenario-meaning.ts';
import { type StrangeText, strangeEntries } from '../../scenario/strange-entries.ts';
import type { CommandContext, Options } from '../context.ts';
import { type Control, deedOf, openControl } from '../control.ts';
import type { Output } from '../output.ts';
import { reportedMeaning, runOrNone } from '../rule-effects.ts';
import { rulesOfFile, warnClaims } from '../rule-file.ts';
import { whatItDoes } from '../view/rules.ts';
import { warnStrange } from '../view/strange-entries.ts';

export async function command(
  { output, folder }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const deed = deedOf(options);
  await withSession(folder, async (session) => {
    const documents = await rulesOfFile(session, args[0] ?? '');
    const control = await openControl(session.store.root);
    const acts = documents.map((document) => ({
      kind: 'rule_added' as const,
      ...deed,
      rule: document.ruleId,
      version: (control.state.rules.get(document.ruleId)?.versions.length ?? 0) + 1,
      hash: ruleHash(document),
      document: canonicalRule(document),
    }));
    // All are tried before the first is recorded: a file with one rule that can't be added adds none.
    const trial = startFold(control.state);
    for (const [index, act] of acts.entries()) trial.add({ seq: control.head.seq + 1 + index, act });
    let head = control.head;
    const added: Added[] = [];
    for (const [index, act] of acts.entries()) {
      head = await append(control.log, act, { expectedHead: head });
      const document = documents[index];
      if (document !== undefined) added.push({ document, version: act.version, act: head.seq });
    }
    const matched = await matchesOf(session, control, documents);
    output.result({ rules: added.map((each) => addedJson(each, matched)) });
    for (const each of added) printAdded(each, matched, output);
    warnStrange(matched?.strange ?? [], output);
    warnClaims(documents, output);
  });
}

interface Added {
  readonly document: RuleDocument;
  readonly version: number;
  readonly act: number;
}

interface Matches {
  readonly date: string;
  /** Rows by rule; a rule that is not in force on the date, or has entries alone, is not in it. */
  readonly rows: ReadonlyMap<string, number>;
  readonly strange: readonly StrangeText[];
}

const addedJson = ({ document, version, act }: Added, matched: Matches | null) => ({
  rule_id: document.ruleId,
  version,
  hash: ruleHash(document),
  stage: document.stage,
  status: 'draft',
  act,
  matched: matched?.rows.get(document.ruleId) ?? null,
  claim: document.approvalClaim,
});

function printAdded({ document, version, act }: Added, matched: Matches | null, output: Output): void {
  const { ruleId, stage } = document;
  output.line(
    `Added ${ruleId}, version ${version}, as a draft (act ${act}): ${whatItDoes(document)} at ${stage}.`,
  );
  const rows = matched?.rows.get(ruleId);
  if (matched === null || rows === undefined) return;
  if (rows > 0)
    output.line(
      `  It matches ${rows} rows on ${matched.date}. \`plimsoll rule preview ${ruleId}\` shows what it moves.`,
    );
  else output.warn(`${ruleId} matches nothing on ${matched.date}: no row of ${stage} meets its conditions.`);
}

/** On the data of the last run; null where there is none that can be read. */
async function matchesOf(
  session: Session,
  control: Control,
  documents: readonly RuleDocument[],
): Promise<Matches | null> {
  const run = await runOrNone(session, null);
  if (run === null) return null;
  try {
    const reported = await reportedMeaning(control);
    const rules = checkedInForce(session, run, withRules(reported.documents, documents));
    const rows = new Map<string, number>();
    for (const document of documents) {
      const rule = rules.find(({ id }) => id === document.ruleId);
      const count = rule === undefined ? null : await matchedRows(session, run, rules, rule);
      if (count !== null) rows.set(document.ruleId, count);
    }
    const added = rules.filter(({ id }) => documents.some(({ ruleId }) => ruleId === id));
    return { date: run.date, rows, strange: await strangeEntries(session, run, added) };
  } catch (error) {
    // The rule is added; what can't be counted is told by the preview.
    if (error instanceof PlimsollError) return null;
    throw error;
  }
}
