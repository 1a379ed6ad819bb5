/**
 * Appending an act to a control log.
 *
 * An append names the head that its author saw. If the log has moved since, nothing is recorded and the author looks again: a decision
 * holds for what it was made on. The act is tried on the state first, so the log never holds one that can't follow. All of it happens
 * while no other process appends, and a snapshot is kept now and then on the way, so that reading stays quick.
 */

import { fail } from '../errors/error.ts';
import { type Act, checkAct } from './act.ts';
import { type Head, nextLine } from './chain.ts';
import type { ControlLog } from './control-log.ts';
import { startFold } from './fold.ts';
import { foldLog } from './fold-log.ts';
import { readAct } from './read-log.ts';
import { snapshotText } from './snapshot.ts';

export interface AppendOptions {
  /** The head of what the act was decided on, from foldLog or from the append before. */
  readonly expectedHead: Head;
  /** How long to wait for another process that is appending; 10 seconds when not given. */
  readonly waitMs?: number;
  /** A snapshot is kept when so many acts would be read without one; 200 when not given. */
  readonly snapshotActs?: number;
}

/**
 * Gives the new head, once the act outlives a crash of the machine. Errors: control.act, control.head_moved, control.locked,
 * control.not_written, control.damaged, control.acts_gone, and those of fold.ts for what the act can't do.
 */
export async function append(log: ControlLog, act: Act, options: AppendOptions): Promise<Head> {
  const { expectedHead, waitMs = 10_000, snapshotActs = 200 } = options;
  const checked = checkAct(act);
  return log.exclusively({ since: checked.at, waitMs }, async (writer) => {
    const { head, state, actsRead, snapshot } = await foldLog(log);
    if (head.seq !== expectedHead.seq || head.hash !== expectedHead.hash) {
      return fail('control.head_moved', {
        expected: expectedHead,
        found: head,
        last: await lastAct(log, head),
      });
    }
    const fold = startFold(state);
    fold.add({ seq: head.seq + 1, act: checked });
    const next = nextLine(head, checked);
    await writer.addLine(next.line);
    if (snapshot.kind === 'unreadable') await writer.setSnapshotAside();
    if (actsRead + 1 >= snapshotActs)
      await writer.keepSnapshot(snapshotText({ head: next.head, state: fold.state() }));
    return next.head;
  });
}

async function lastAct(log: ControlLog, { seq }: Head): Promise<string> {
  if (seq === 0) return 'it is empty';
  const { kind, user, at } = (await readAct(log, seq)).act;
  return `${kind} by ${user} at ${at}`;
}
