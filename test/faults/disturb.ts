/**
 * Commands that are killed (SIGKILL) or interrupted (Ctrl-C, SIGINT) at random moments and then run to their end: what is left must be what an undisturbed
 * project has, row by row and file by file.
 *
 * Half of the moments are spread over the time that the command takes; the others are those in which files appear, are renamed or removed below
 * `.plimsoll`, counted as the system tells of them.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { foldLog } from '../../src/control/fold-log.ts';
import { openLog } from '../../src/control/open-log.ts';
import { approvedRules } from '../../src/control/state.ts';
import { verifyLog } from '../../src/control/verify-log.ts';
import type { Draw } from '../oracle/draw.ts';
import type { Act } from './acts.ts';
import { type Ended, newPlace, type Place, plimsoll, start } from './fault-bank.ts';
import { type Snapshot, snapshotDifferences, snapshotOf, withoutThose } from './snapshot.ts';

/** An act, and what an undisturbed command leaves. */
export interface Reference {
  readonly act: Act;
  readonly durationMs: number;
  /** Changes below `.plimsoll` that the system tells of. */
  readonly changes: number;
  readonly snapshot: Snapshot;
}

export interface Disturbed {
  /** What was done, for people: the act and the moment. */
  readonly what: string;
  /** Did the signal come before the command had ended? */
  readonly isHit: boolean;
  readonly differing: readonly string[];
  readonly left: readonly string[];
  /** What else is wrong. */
  readonly problems: readonly string[];
}

export async function referenceOf(act: Act): Promise<Reference> {
  const place = newPlace(act.before.project);
  try {
    const counter = { changes: 0 };
    const stop = watching(place, () => {
      counter.changes += 1;
    });
    const startMs = performance.now();
    const ended = await plimsoll(place, ...act.args);
    const durationMs = performance.now() - startMs;
    stop();
    if (ended.exit !== 0) throw new Error(`${act.name} ended with ${ended.exit}: ${ended.err}`);
    for (const args of act.then) await plimsoll(place, ...args);
    return {
      act,
      durationMs,
      changes: counter.changes,
      snapshot: await snapshotOf(place.project, place.temporary),
    };
  } finally {
    place.remove();
  }
}

/** Calls `onChange` at each change below the project's `.plimsoll`. */
function watching({ project }: Place, onChange: () => void): () => void {
  const folder = join(project, '.plimsoll');
  mkdirSync(folder, { recursive: true });
  const watcher = watch(folder, { recursive: true }, onChange);
  // Folders come and go while they are watched.
  watcher.on('error', () => undefined);
  return () => watcher.close();
}

interface Moment {
  readonly signal: 'SIGKILL' | 'SIGINT';
  readonly afterMs: number | null;
  readonly afterChanges: number | null;
  readonly text: string;
}

function drawMoment(draw: Draw, { act, durationMs, changes }: Reference): Moment {
  const signal = draw.chance(60) ? 'SIGKILL' : 'SIGINT';
  if (changes > 0 && draw.chance(50)) {
    const afterChanges = draw.between(1, changes);
    return {
      signal,
      afterMs: null,
      afterChanges,
      text: `${act.name}: ${signal} at change ${afterChanges} of ${changes}`,
    };
  }
  const afterMs = (durationMs * draw.between(0, 1050)) / 1000;
  return {
    signal,
    afterMs,
    afterChanges: null,
    text: `${act.name}: ${signal} after ${afterMs.toFixed(0)} of ${durationMs.toFixed(0)} ms`,
  };
}

/** One disturbance, and everything after it. */
export async function disturb(draw: Draw, reference: Reference): Promise<Disturbed> {
  const { act, snapshot } = reference;
  const moment = drawMoment(draw, reference);
  const place = newPlace(act.before.project);
  try {
    const first = await disturbed(place, act, moment);
    const problems = [...(await stateProblems(place, act, first))];
    const logged = actsOf(place);
    const again = await plimsoll(place, ...act.args);
    const isDone = /its last version is approved/.test(again.err);
    if (again.exit !== 0 && !isDone)
      problems.push(
        `the same command again ended with ${again.exit ?? again.signal}: ${again.err.slice(-400)}`,
      );
    for (const args of act.then) {
      const ended = await plimsoll(place, ...args);
      if (ended.exit !== 0)
        problems.push(`${args.join(' ')} afterwards ended with ${ended.exit}: ${ended.err.slice(-400)}`);
    }
    if (!actsOf(place).startsWith(logged)) problems.push('acts of the control log are gone');
    const temporary = readdirSync(place.temporary).map((name) => `temporary: ${name}`);
    const found = await snapshotOf(place.project, place.temporary);
    const left = [...withoutThose(found.files, snapshot.files), ...temporary];
    const missing = withoutThose(snapshot.files, found.files).map((name) => `missing: ${name}`);
    return {
      what: moment.text,
      isHit: first.exit === null,
      differing: [...snapshotDifferences(found, snapshot), ...missing],
      left,
      problems,
    };
  } finally {
    place.remove();
  }
}

async function disturbed(place: Place, act: Act, moment: Moment): Promise<Ended> {
  let changes = 0;
  const { afterMs, afterChanges, signal } = moment;
  const stop =
    afterChanges === null
      ? () => undefined
      : watching(place, () => {
          changes += 1;
          if (changes === afterChanges) running.kill(signal);
        });
  const running = start(place, ...act.args);
  const timer = afterMs === null ? undefined : setTimeout(() => running.kill(signal), afterMs);
  const ended = await running.ended;
  clearTimeout(timer);
  stop();
  return ended;
}

const actsOf = ({ project }: Place): string => {
  const path = join(project, '.plimsoll/control/acts.jsonl');
  if (!existsSync(path)) return '';
  // A line that was being appended when the kill came is none.
  const text = readFileSync(path, 'utf8');
  return text.slice(0, text.lastIndexOf('\n') + 1);
};

/** Right after the kill: results are whole, the log verifies, and what the command told is in it. */
async function stateProblems({ project }: Place, act: Act, ended: Ended): Promise<readonly string[]> {
  const problems: string[] = [];
  const results = join(project, '.plimsoll/results');
  for (const name of existsSync(results) ? readdirSync(results) : [])
    if (!existsSync(join(results, name, 'manifest.json')))
      problems.push(`the result ${name} is half written`);
  const control = join(project, '.plimsoll/control');
  if (!existsSync(control)) return problems;
  const log = await openLog(control);
  const { isSound, findings } = await verifyLog(log);
  if (!isSound) problems.push(...findings.map(({ text }) => `control log: ${text}`));
  const isApproved = approvedRules((await foldLog(log)).state).length > 0;
  if (act.told !== null && ended.out.includes(act.told) && !isApproved)
    problems.push('an act that was told is lost');
  return problems;
}
