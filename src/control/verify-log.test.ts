/** Full verification of real files: damage with its name, known heads, acts that could not be, and snapshots that say something else. */

import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approved, chainOf, manyActs, recorded, writeLog } from '../../test/e2e/control-acts.ts';
import { append } from './append.ts';
import type { Head } from './chain.ts';
import { nextLine } from './chain.ts';
import type { ControlLog } from './control-log.ts';
import { foldLog } from './fold-log.ts';
import { openLog } from './open-log.ts';
import { parseSnapshot, snapshotText } from './snapshot.ts';
import { verifyLog } from './verify-log.ts';

const acts = manyActs(60);
const { lines, heads } = chainOf(acts);
const LAST = heads[60] as Head;

let folder: string;
let log: ControlLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-verify-'));
  log = await openLog(folder);
  await writeLog(folder, lines);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const kinds = async (known: readonly Head[] = []): Promise<readonly (readonly [string, number | null])[]> => {
  const { isSound, findings } = await verifyLog(log, known);
  expect(isSound).toBe(findings.length === 0);
  return findings.map(({ kind, line }) => [kind, line]);
};

describe('damage of the file', () => {
  it.each<readonly [string, readonly string[], readonly (readonly [string, number | null])[]]>([
    ['nothing', lines, []],
    [
      'a digit changed',
      lines.map((line, i) => (i === 30 ? line.replace('10:00', '10:01') : line)),
      [['changed', 31]],
    ],
    [
      'an act replaced, with hashes that are right for its place',
      lines.with(30, nextLine(heads[30] as Head, recorded('new')).line),
      [['changed', 31]],
    ],
    ['a line removed', lines.filter((_, i) => i !== 30), [['removed', 31]]],
    ['a line inserted', lines.toSpliced(30, 0, 'x'), [['inserted', 31]]],
    ['two lines swapped', lines.toSpliced(30, 2, lines[31] ?? '', lines[30] ?? ''), [['reordered', 31]]],
    ['the end cut off', lines.slice(0, 30), [['truncated', null]]],
    ['all removed', [], [['truncated', null]]],
    [
      'an act replaced, all hashed anew',
      chainOf(acts.toSpliced(30, 1, recorded('new'))).lines,
      [['changed', 60]],
    ],
  ])('%s', async (_, texts, expected) => {
    await writeLog(folder, texts);
    const found = await kinds([LAST]);
    // Of two lines that changed places either one may be called the moved one.
    expect(found.map(([kind]) => kind)).toEqual(expected.map(([kind]) => kind));
    if (found[0]?.[0] !== 'reordered') expect(found).toEqual(expected);
  });

  it('the file is gone', async () => {
    await rm(join(folder, 'acts.jsonl'));
    expect(await kinds()).toEqual([]);
    expect(await kinds([LAST])).toEqual([['truncated', null]]);
  });

  it('says up to where the chain is whole', async () => {
    await writeLog(
      folder,
      lines.filter((_, i) => i !== 30),
    );
    expect((await verifyLog(log)).head).toEqual(heads[30]);
  });
});

it('an act that could not be appended is named, although the hashes are right', async () => {
  await appendFile(join(folder, 'acts.jsonl'), `${nextLine(LAST, approved('NO_RULE')).line}\n`);
  expect(await kinds()).toEqual([['act', 61]]);
});

describe('the snapshot', () => {
  beforeEach(async () => {
    await append(log, recorded('x'), { expectedHead: LAST, snapshotActs: 1 });
  });
  const file = (): string => join(folder, 'snapshot.json');

  it('is found out when it says what no act says, although readers believe it', async () => {
    expect(await kinds()).toEqual([]);
    const snapshot = parseSnapshot(await readFile(file(), 'utf8'));
    const rules = new Map(snapshot?.state.rules);
    rules.delete('ADJ_1');
    const forged = { head: snapshot?.head as Head, state: { rules, scenarios: new Map() } };
    await writeFile(file(), snapshotText(forged));
    expect((await foldLog(log)).state.rules.size).toBe(1);
    expect(await kinds()).toEqual([['snapshot', 61]]);
  });

  it('gives away acts that were taken from the end', async () => {
    await writeLog(folder, lines.slice(0, 40));
    expect(await kinds()).toEqual([['snapshot', null]]);
  });

  it('that is cut is no finding: nobody uses it', async () => {
    await writeFile(file(), '{"body":');
    expect(await kinds()).toEqual([]);
  });
});
