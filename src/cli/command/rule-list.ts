/** `plimsoll rule list`: every rule of the control log with its status, stage, dates, and what it does in a line. */

import type { RuleState, RuleVersion } from '../../control/state.ts';
import type { RuleDocument } from '../../rules/rule.ts';
import type { CommandContext } from '../context.ts';
import { projectControl } from '../control.ts';
import { documentOf } from '../rule-effects.ts';
import { currentVersion, datesText, statusText, whatItDoes } from '../view/rules.ts';

interface Listed {
  readonly state: RuleState;
  readonly version: RuleVersion;
  readonly document: RuleDocument;
}

export async function command({ output, folder }: CommandContext): Promise<void> {
  const control = await projectControl(folder);
  const listed: Listed[] = [];
  for (const state of [...control.state.rules.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1))) {
    const version = currentVersion(state);
    listed.push({ state, version, document: await documentOf(control, state.rule, version) });
  }
  output.result({ rules: listed.map(listedJson) });
  if (listed.length === 0) {
    output.line('There is no rule yet. `plimsoll rule add FILE` adds one.');
    return;
  }
  output.table(
    [
      { title: 'rule', align: 'left' },
      { title: 'status', align: 'left' },
      { title: 'version', align: 'right' },
      { title: 'stage', align: 'left' },
      { title: 'in force', align: 'left' },
      { title: 'priority', align: 'right' },
      { title: 'what it does', align: 'left' },
    ],
    listed.map(({ state, version, document }) => [
      state.rule,
      statusText(state),
      version.version,
      document.stage,
      datesText(document),
      document.priority,
      whatItDoes(document),
    ]),
  );
}

const listedJson = ({ state, version, document }: Listed) => ({
  rule_id: state.rule,
  status: version.status,
  version: version.version,
  versions: state.versions.length,
  hash: version.hash,
  stage: document.stage,
  effective_date: document.effectiveDate,
  expiry_date: document.expiryDate,
  priority: document.priority,
  does: whatItDoes(document),
});
