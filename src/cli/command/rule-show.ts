/** `plimsoll rule show ID`: the document of the version that counts, and who did what with every version. */

import type { Deed, RuleVersion } from '../../control/state.ts';
import { canonicalRule } from '../../rules/canonical.ts';
import { ruleJson } from '../../rules/rule-json.ts';
import type { CommandContext } from '../context.ts';
import { projectControl } from '../control.ts';
import { documentOf, ruleNamed } from '../rule-effects.ts';
import { currentVersion, statusText } from '../view/rules.ts';

export async function command({ output, folder }: CommandContext, args: readonly string[]): Promise<void> {
  const control = await projectControl(folder);
  const state = ruleNamed(control.state, args[0] ?? '');
  const version = currentVersion(state);
  const document = await documentOf(control, state.rule, version);
  output.result({
    rule_id: state.rule,
    status: version.status,
    version: version.version,
    hash: version.hash,
    document: JSON.parse(canonicalRule(document)),
    versions: state.versions,
  });
  output.line(`${state.rule}: ${statusText(state)}. Version ${version.version}:`);
  output.line();
  output.line(ruleJson(document).trimEnd());
  output.line();
  output.table(
    [
      { title: 'version', align: 'right' },
      { title: 'what', align: 'left' },
      { title: 'by', align: 'left' },
      { title: 'at', align: 'left' },
      { title: 'act', align: 'right' },
      { title: 'reason', align: 'left' },
      { title: 'hash', align: 'left' },
    ],
    state.versions.flatMap((each) =>
      deedsOf(each).map(([what, deed]) => [
        each.version,
        what,
        deed.user,
        deed.at,
        deed.seq,
        deed.reason,
        each.hash,
      ]),
    ),
  );
}

const deedsOf = ({ added, approved, revoked }: RuleVersion): readonly (readonly [string, Deed])[] => [
  ['added', added],
  ...(approved === null ? [] : [['approved', approved] as const]),
  ...(revoked === null ? [] : [['revoked', revoked] as const]),
];
