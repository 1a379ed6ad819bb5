/**
 * Full verification of a control log: every line, from the first, without the help of a snapshot.
 *
 * 1. The chain: each line is what was hashed and follows from the one before. If not, diagnose.ts names what was done.
 * 2. Heads that are known from elsewhere (an earlier verification, a signed checkpoint): the log must hold them. Without one, acts
 *    taken away from the end can't be noticed by anybody.
 * 3. The acts: each could be appended on the state that was there.
 * 4. The snapshot, if there is one: it says what the acts say.
 */

import { PlimsollError } from '../errors/error.ts';
import { parseAct } from './act.ts';
import { EMPTY_HEAD, follows, type Head, readLine } from './chain.ts';
import type { ControlLog } from './control-log.ts';
import type { Finding } from './diagnose.ts';
import { startFold } from './fold.ts';
import { findDamage } from './read-log.ts';
import { parseSnapshot, snapshotText } from './snapshot.ts';
import { EMPTY_STATE } from './state.ts';

export interface Verdict {
  readonly isSound: boolean;
  /** The head up to which the chain is whole; its `seq` is the number of acts. */
  readonly head: Head;
  /** In the order of the file. */
  readonly findings: readonly Finding[];
}

/** Nothing is raised for a log that is damaged: the verdict says what is wrong. */
export async function verifyLog(log: ControlLog, knownHeads: readonly Head[] = []): Promise<Verdict> {
  const snapshot = await log.readSnapshot();
  const walked = await walk(log, knownHeads, snapshot);
  const damage = walked.isWhole ? [] : await findDamage(log, knownHeads);
  const findings = [...damage, ...walked.findings];
  return { isSound: findings.length === 0, head: walked.head, findings };
}

interface Walked {
  readonly head: Head;
  /** The chain is whole to the end, and passes every known head. */
  readonly isWhole: boolean;
  readonly findings: readonly Finding[];
}

async function walk(log: ControlLog, known: readonly Head[], snapshot: string | undefined): Promise<Walked> {
  const missing = new Map(
    known.filter(({ seq }) => seq > 0).map((head) => [`${head.seq} ${head.hash}`, head]),
  );
  const shortcut = snapshot === undefined ? undefined : parseSnapshot(snapshot);
  const findings: Finding[] = [];
  const fold = startFold(EMPTY_STATE);
  let isSnapshotSeen = shortcut === undefined;
  let head = EMPTY_HEAD;
  for await (const text of log.lines(1)) {
    const reading = readLine(text);
    if (!follows(head, reading) || reading.link === undefined) return { head, isWhole: false, findings };
    head = { seq: reading.link.seq, hash: reading.link.hash };
    missing.delete(`${head.seq} ${head.hash}`);
    // The state behind an act that can't be is nobody's; one such finding is enough.
    const problem =
      findings.length > 0
        ? undefined
        : problemOf(() => fold.add({ seq: head.seq, act: parseAct(reading.act) }));
    if (problem !== undefined) findings.push(actFinding(head.seq, problem));
    if (head.seq !== shortcut?.head.seq) continue;
    isSnapshotSeen = true;
    const isSame = findings.length > 0 || snapshotText({ head, state: fold.state() }) === snapshot;
    if (!isSame) findings.push(snapshotFinding(head.seq));
  }
  if (!isSnapshotSeen) findings.push(beyondFinding(shortcut?.head.seq ?? 0, head.seq));
  return { head, isWhole: missing.size === 0, findings };
}

function problemOf(add: () => void): string | undefined {
  try {
    add();
    return undefined;
  } catch (error) {
    if (error instanceof PlimsollError) return error.message;
    throw error;
  }
}

const actFinding = (seq: number, problem: string): Finding => ({
  kind: 'act',
  line: seq,
  text: `line ${seq} (act ${seq}) could not have been appended: ${problem}`,
});

const snapshotFinding = (seq: number): Finding => ({
  kind: 'snapshot',
  line: seq,
  text: `the snapshot at act ${seq} does not say what the acts up to there say; delete it, and find out who wrote it`,
});

const beyondFinding = (seq: number, last: number): Finding => ({
  kind: 'snapshot',
  line: null,
  text: `the snapshot is of act ${seq}, and the log ends with act ${last}: acts were taken away from its end, or the snapshot is of another log`,
});
