/**
 * What was done to a log that is not what was written: findings that name line, act and kind.
 *
 * 1. Lines are tied together again by their hashes, wherever they stand now: a line belongs behind the one whose hash it calls
 *    `previous`. Where two lines claim one place, the one with the longer continuation is the log's and the other was *inserted*.
 * 2. A line on this thread whose text is not what was hashed was *changed*; one that was hashed anew after the change is found because the
 *    line behind it still names the old hash.
 * 3. Acts that no line holds were *removed*; lines on the thread that stand out of order were *reordered*.
 * 4. Against heads that somebody knows: a thread that ends before them was *truncated*, one that passes by them was rewritten (*changed*).
 *
 * One kind of damage is named as what it is; of several at once each is found, and one may be called by another's name. Whoever can
 * write the file can also write it anew with right hashes from some line on: only step 4 finds that.
 */

import { EMPTY_HEAD, type Head, type LineReading, type Link } from './chain.ts';

export type FindingKind = 'changed' | 'removed' | 'inserted' | 'reordered' | 'truncated' | 'act' | 'snapshot';

export interface Finding {
  readonly kind: FindingKind;
  /** In the file, from 1: the line itself; for removed acts, the line before which they stood. Null: behind the last line. */
  readonly line: number | null;
  /** A sentence that names line and act. */
  readonly text: string;
}

interface Node extends Link {
  readonly line: number;
  readonly sound: boolean;
}

/** The findings in the order of the file; empty when the lines are one whole chain that holds `known`. */
export function diagnose(
  readings: readonly Pick<LineReading, 'link' | 'sound'>[],
  known: readonly Head[] = [],
): readonly Finding[] {
  const nodes = readings.flatMap(({ link, sound }, index): readonly Node[] =>
    link === undefined ? [] : [{ ...link, sound, line: index + 1 }],
  );
  const illegible = readings.flatMap(({ link }, index) => (link === undefined ? [index + 1] : []));
  const { thread, breaks } = longestThread(nodes);
  const gaps = explainBreaks(breaks, illegible);
  const onThread = new Set(thread);
  const findings = [
    ...thread.filter((node) => !node.sound).map(changedLine),
    ...illegible.map((line) => illegibleLine(line, gaps.filled.has(line))),
    ...gaps.findings,
    ...nodes.filter((node) => !onThread.has(node)).map(insertedLine),
    ...outOfOrder(thread).map(reorderedLine),
  ];
  const all = [...findings, ...againstKnown(thread, known, new Set(findings.map(({ line }) => line)))];
  return all.sort((a, b) => (a.line ?? Number.POSITIVE_INFINITY) - (b.line ?? Number.POSITIVE_INFINITY));
}

/** A place on the thread where hash and `previous` don't meet. */
interface Break {
  readonly before: Node | undefined;
  readonly after: Node;
}

interface Thread {
  readonly thread: readonly Node[];
  readonly breaks: readonly Break[];
}

/** Follows the hashes from the beginning; at a break, goes on with the first line of a later number that nothing else leads to. */
function longestThread(nodes: readonly Node[]): Thread {
  const followers = new Map<string, Node[]>();
  for (const node of nodes) {
    const others = followers.get(node.previous);
    if (others === undefined) followers.set(node.previous, [node]);
    else others.push(node);
  }
  const behind = (head: Head): readonly Node[] =>
    (followers.get(head.hash) ?? []).filter(({ seq }) => seq === head.seq + 1);
  const lengths = continuations(nodes, behind);
  const hashAt = new Map(nodes.map(({ line, hash }) => [line, hash]));
  const inPlace = new Set(
    nodes.filter(({ line, previous }) => previous === (hashAt.get(line - 1) ?? EMPTY_HEAD.hash)),
  );
  // Of copies of one line, the one that stands behind its predecessor is the log's.
  const better = (a: Node, b: Node): number =>
    (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0) ||
    firstThose(a.sound, b.sound) ||
    firstThose(inPlace.has(a), inPlace.has(b)) ||
    a.line - b.line;
  const led = new Set([EMPTY_HEAD, ...nodes].flatMap(behind));
  const starts = nodes
    .filter((node) => !led.has(node) && Number.isSafeInteger(node.seq))
    .sort((a, b) => a.seq - b.seq || better(a, b));

  const thread: Node[] = [];
  const breaks: Break[] = [];
  let start = 0;
  for (;;) {
    const before = thread.at(-1);
    const head = before ?? EMPTY_HEAD;
    const next = [...behind(head)].sort(better)[0];
    while ((starts[start]?.seq ?? Number.POSITIVE_INFINITY) <= head.seq) start++;
    const after = next ?? starts[start];
    if (after === undefined) return { thread, breaks };
    if (next === undefined) breaks.push({ before, after });
    thread.push(after);
  }
}

const firstThose = (a: boolean, b: boolean): number => (a === b ? 0 : a ? -1 : 1);

/** How many lines follow each line by hash, itself included. Numbers rise along the way, so there is no circle. */
function continuations(
  nodes: readonly Node[],
  behind: (head: Head) => readonly Node[],
): ReadonlyMap<Node, number> {
  const lengths = new Map<Node, number>();
  for (const node of [...nodes].sort((a, b) => b.seq - a.seq)) {
    const longest = behind(node).reduce((most, next) => Math.max(most, lengths.get(next) ?? 0), 0);
    lengths.set(node, longest + 1);
  }
  return lengths;
}

interface Gaps {
  readonly findings: readonly Finding[];
  /** Illegible lines that stand where acts are missing: they were these acts. */
  readonly filled: ReadonlySet<number>;
}

function explainBreaks(breaks: readonly Break[], illegible: readonly number[]): Gaps {
  const filled = new Set<number>();
  const findings = breaks.flatMap(({ before, after }): readonly Finding[] => {
    const from = before?.line ?? 0;
    const missing = after.seq - (before?.seq ?? 0) - 1;
    const there = illegible.filter((line) => line > from && line < after.line).slice(0, missing);
    for (const line of there) filled.add(line);
    if (missing > there.length) return [removedActs(after, missing - there.length, there.length > 0)];
    // Nothing is missing, and the two don't meet: an unsound line explains it, and so does an illegible one.
    if (missing > 0 || before?.sound === false || !after.sound) return [];
    // A first line of another log meets neither its beginning nor the second line, and is named once.
    if (before === undefined) return [ofAnotherLog(after)];
    return before === breaks[0]?.after && breaks[0].before === undefined ? [] : [hashedAnew(before)];
  });
  return { findings, filled };
}

const changedLine = ({ line, seq }: Node): Finding => ({
  kind: 'changed',
  line,
  text: `line ${line} (act ${seq}) was changed: its text is not the one that was hashed`,
});

const illegibleLine = (line: number, isAct: boolean): Finding =>
  isAct
    ? { kind: 'changed', line, text: `line ${line} was changed: it can't be read as an act any more` }
    : {
        kind: 'inserted',
        line,
        text: `line ${line} was inserted: it is no act, and no act is missing there`,
      };

const hashedAnew = ({ line, seq }: Node): Finding => ({
  kind: 'changed',
  line,
  text: `line ${line} (act ${seq}) was changed and hashed anew: the next act names another hash`,
});

const ofAnotherLog = ({ line, seq }: Node): Finding => ({
  kind: 'changed',
  line,
  text: `line ${line} (act ${seq}) was changed, or is of another log: it does not begin a log of this format`,
});

function removedActs(after: Node, count: number, isVague: boolean): Finding {
  const first = after.seq - count;
  const acts = count === 1 ? `act ${first} was` : `acts ${first} to ${after.seq - 1} were`;
  const which = isVague ? `${count} of the acts before act ${after.seq} were` : acts;
  return { kind: 'removed', line: after.line, text: `${which} removed before line ${after.line}` };
}

const insertedLine = ({ line, seq }: Node): Finding => ({
  kind: 'inserted',
  line,
  text: `line ${line} was inserted: it calls itself act ${seq}, and the acts behind do not follow from it`,
});

const reorderedLine = ({ line, seq }: Node): Finding => ({
  kind: 'reordered',
  line,
  text: `line ${line} was moved: it holds act ${seq} and does not stand behind act ${seq - 1}`,
});

/** The fewest lines of the thread whose removal leaves the others in the order of the file. */
function outOfOrder(thread: readonly Node[]): readonly Node[] {
  // Longest rising sequence of line numbers: ends[k] is the node with the lowest line that ends one of length k + 1.
  const ends: Node[] = [];
  const before = new Map<Node, Node | undefined>();
  for (const node of thread) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.line ?? 0) < node.line) low = middle + 1;
      else high = middle;
    }
    before.set(node, ends[low - 1]);
    ends[low] = node;
  }
  const inOrder = new Set<Node>();
  for (let node = ends.at(-1); node !== undefined; node = before.get(node)) inOrder.add(node);
  return thread.filter((node) => !inOrder.has(node));
}

function againstKnown(
  thread: readonly Node[],
  known: readonly Head[],
  named: ReadonlySet<number | null>,
): readonly Finding[] {
  const last = thread.at(-1)?.seq ?? 0;
  const bySeq = new Map(thread.map((node) => [node.seq, node]));
  return known.flatMap(({ seq, hash }): readonly Finding[] => {
    if (seq > last) {
      const text = `the log was truncated: it ends with act ${last}, and act ${seq} is known to have been there`;
      return [{ kind: 'truncated', line: null, text }];
    }
    const there = bySeq.get(seq);
    // A removed or illegible act is named already.
    if (there === undefined || there.hash === hash || named.has(there.line)) return [];
    const text = `line ${there.line} (act ${seq}) was changed and hashed anew: another act ${seq} is known to have been there`;
    return [{ kind: 'changed', line: there.line, text }];
  });
}
