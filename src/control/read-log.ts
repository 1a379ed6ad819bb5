/**
 * Reading a control log: its acts in order, each checked against the chain, and single acts and documents by number.
 *
 * Reading stops at the first line that does not follow from the one before. Then the whole file is looked at, so that the error says
 * what was done to it and where, and not only where reading stopped.
 */

import { fail, withPlace } from '../errors/error.ts';
import { parseAct } from './act.ts';
import { EMPTY_HEAD, type Entry, follows, type Head, type LineReading, readLine, sha256 } from './chain.ts';
import type { ControlLog } from './control-log.ts';
import { diagnose, type Finding } from './diagnose.ts';
import type { DocumentPlace } from './state.ts';

/** Every act in order, each checked against the chain. Errors: control.damaged, control.newer_act. */
export async function* readLog(log: ControlLog): AsyncGenerator<Entry> {
  yield* readBehind(log, EMPTY_HEAD);
}

/**
 * The acts behind `head`, which the log must hold: its line is read once more, and the chain is checked from there to the end. Errors:
 * as readLog.
 */
export async function* readBehind(log: ControlLog, head: Head): AsyncGenerator<Entry> {
  let before = head.seq === 0 ? head : undefined;
  for await (const text of log.lines(head.seq === 0 ? 1 : head.seq)) {
    const reading = readLine(text);
    const isNext = before === undefined ? makes(reading, head) : follows(before, reading);
    if (!isNext || reading.link === undefined) return failDamaged(log, await findDamage(log, [head]));
    const { seq, hash } = reading.link;
    if (before !== undefined) {
      yield { seq, hash, act: withPlace({ at: `act ${seq}` }, () => parseAct(reading.act)) };
    }
    before = { seq, hash };
  }
  if (before === undefined) failDamaged(log, await findDamage(log, [head]));
}

/** Is it the line of this head? */
const makes = ({ link, sound }: LineReading, { seq, hash }: Head): boolean =>
  sound && link?.seq === seq && link.hash === hash;

/** Does the log hold the act that makes this head? */
export async function holds(log: ControlLog, head: Head): Promise<boolean> {
  return makes(readLine((await lineOf(log, head.seq)) ?? ''), head);
}

async function lineOf(log: ControlLog, seq: number): Promise<string | undefined> {
  if (seq < 1) return undefined;
  for await (const text of log.lines(seq)) return text;
  return undefined;
}

/** What is wrong with the chain of the whole log. */
export async function findDamage(log: ControlLog, known: readonly Head[]): Promise<readonly Finding[]> {
  const readings: Pick<LineReading, 'link' | 'sound'>[] = [];
  for await (const text of log.lines(1)) {
    const { link, sound } = readLine(text);
    readings.push({ link, sound });
  }
  return diagnose(readings, known);
}

function failDamaged(log: ControlLog, findings: readonly Finding[]): never {
  return fail('control.damaged', { place: log.place, findings: findings.map(({ text }) => text) });
}

/** One act by its number; its text is what was hashed, its place in the chain is not looked at. Errors: control.no_act. */
export async function readAct(log: ControlLog, seq: number): Promise<Entry> {
  const line = await lineOf(log, seq);
  const { link, act, sound } = readLine(line ?? '');
  if (!sound || link?.seq !== seq) return fail('control.no_act', { seq, place: log.place });
  return { seq, hash: link.hash, act: parseAct(act) };
}

/** The canonical text of a rule document, which has the hash that the state names. Errors: control.no_act, control.document. */
export async function readDocument(log: ControlLog, { rule, hash, seq }: DocumentPlace): Promise<string> {
  const { act } = await readAct(log, seq);
  const documents = act.kind === 'rule_added' ? [act] : act.kind === 'scenario_created' ? act.rules : [];
  const found = documents.find((each) => each.rule === rule && each.hash === hash)?.document ?? '';
  return sha256(found) === hash ? found : fail('control.document', { rule, hash });
}
