/** `plimsoll rule revoke ID`: every version of a rule goes out of force, on all dates; computed, recorded and kept as an approval is. */

import { append } from '../../control/append.ts';
import { startFold } from '../../control/fold.ts';
import { withSession } from '../../run/open-session.ts';
import type { CommandContext, Options } from '../context.ts';
import { deedOf, openControl } from '../control.ts';
import { givenDate } from '../date.ts';
import { engineOf, modeOf } from '../mode.ts';
import {
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
    const { rule } = ruleNamed(control.state, args[0] ?? '');
    const act = { kind: 'rule_revoked', ...deed, rule } as const;
    startFold(control.state).add({ seq: control.head.seq + 1, act });
    const before = await reportedMeaning(control);
    const documents = before.documents.filter(({ ruleId }) => ruleId !== rule);
    const run = await runOrNone(session, givenDate(options));
    const request = {
      before,
      documents,
      mode: modeOf(options),
      engine: engineOf(options),
      isRevocation: true,
    };
    const recalculation = await recalculate(session, run, request, output);
    const head = await append(control.log, act, { expectedHead: control.head });
    await keepRecalculated(session, recalculation);
    output.result({
      rule_id: rule,
      user: deed.user,
      act: head.seq,
      recalculated: recalculationJson(recalculation),
    });
    output.line(`Revoked ${rule} by ${deed.user} (act ${head.seq}); it is in force on no date any more.`);
    output.line();
    printRecalculation(recalculation, output);
  });
}
