/** `plimsoll scenario create NAME`: a what-if is recorded; it is computed when somebody looks at it. */

import { append } from '../../control/append.ts';
import { startFold } from '../../control/fold.ts';
import { canonicalRule, ruleHash } from '../../rules/canonical.ts';
import { withSession } from '../../run/open-session.ts';
import type { CommandContext, Options } from '../context.ts';
import { deedOf, openControl } from '../control.ts';
import { rulesOfFile, warnClaims } from '../rule-file.ts';
import { replacedTables } from '../table-file.ts';

export async function command(
  { output, folder }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const deed = deedOf(options);
  await withSession(folder, async (session) => {
    const name = args[0] ?? '';
    const base = String(options['on']);
    const documents =
      typeof options['rules'] === 'string' ? await rulesOfFile(session, options['rules']) : [];
    const tables = await replacedTables(session, options);
    const control = await openControl(session.store.root);
    const act = {
      kind: 'scenario_created',
      ...deed,
      name,
      base,
      rules: documents.map((document) => ({
        rule: document.ruleId,
        hash: ruleHash(document),
        document: canonicalRule(document),
      })),
      tables: Object.entries(tables).map(([table, hash]) => ({ table, hash })),
    } as const;
    startFold(control.state).add({ seq: control.head.seq + 1, act });
    const head = await append(control.log, act, { expectedHead: control.head });
    output.result({
      scenario: name,
      base,
      rules: act.rules.map(({ rule, hash }) => ({ rule_id: rule, hash })),
      tables: act.tables,
      user: deed.user,
      act: head.seq,
    });
    const parts = [
      ...documents.map(({ ruleId }) => `rule ${ruleId}`),
      ...act.tables.map(({ table }) => `table ${table}`),
    ];
    const what = parts.length === 0 ? 'nothing of its own yet' : parts.join(', ');
    output.line(`Created ${name} on ${base} (act ${head.seq}): ${what}.`);
    output.line(`\`plimsoll scenario diff ${base} ${name}\` shows what it moves.`);
    warnClaims(documents, output);
  });
}
