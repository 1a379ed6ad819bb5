/** Appending to real files: heads, refusals, ends that a crash left, and snapshots on the way. */

import { appendFile, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  added,
  approved,
  chainOf,
  digest,
  documentOf,
  manyActs,
  recorded,
  writeLog,
} from '../../test/e2e/control-acts.ts';
import { append } from './append.ts';
import { EMPTY_HEAD, type Head, nextLine } from './chain.ts';
import type { ControlLog } from './control-log.ts';
import { foldLog } from './fold-log.ts';
import { openLog } from './open-log.ts';
import { readAct, readDocument, readLog } from './read-log.ts';
import { approvedRules } from './state.ts';
import { verifyLog } from './verify-log.ts';

let root: string;
let folder: string;
let log: ControlLog;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-control-'));
  folder = join(root, '.plimsoll/control');
  log = await openLog(folder);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const logText = (): Promise<string> => readFile(join(folder, 'acts.jsonl'), 'utf8');
const evidence = (): Promise<readonly string[]> => readdir(join(folder, 'evidence'));
const actsRead = async (): Promise<readonly unknown[]> => {
  const acts: unknown[] = [];
  for await (const { act } of readLog(log)) acts.push(act);
  return acts;
};

describe('an append', () => {
  it('gives the head of the log, which reads back as what was appended', async () => {
    const acts = [added('R'), approved('R'), recorded('x')];
    let head = EMPTY_HEAD;
    for (const act of acts) head = await append(log, act, { expectedHead: head });
    const { lines, heads } = chainOf(acts);
    expect(head).toEqual(heads[3]);
    expect(await logText()).toBe(lines.map((line) => `${line}\n`).join(''));
    expect(await actsRead()).toEqual(acts);
    expect((await foldLog(await openLog(folder))).head).toEqual(head);
    expect(await verifyLog(log, heads)).toEqual({ isSound: true, head, findings: [] });
  });

  it('records nothing when the log has moved, and says who moved it', async () => {
    const head = await append(log, added('R'), { expectedHead: EMPTY_HEAD });
    const before = await logText();
    await expect(append(log, added('Q'), { expectedHead: EMPTY_HEAD })).rejects.toMatchObject({
      code: 'control.head_moved',
      exit: 1,
      message: expect.stringMatching(
        /ended with act 0 .* ends with act 1 now \(rule_added by anna at 2024-01-14T10:00:00Z\)/,
      ),
    });
    const other = { ...head, hash: digest('other') };
    await expect(append(log, added('Q'), { expectedHead: other })).rejects.toMatchObject({
      code: 'control.head_moved',
    });
    expect(await logText()).toBe(before);
  });

  it('records nothing that can not be', async () => {
    const head = await append(log, added('R'), { expectedHead: EMPTY_HEAD });
    const before = await logText();
    await expect(append(log, approved('Q'), { expectedHead: head })).rejects.toMatchObject({
      code: 'control.unknown_rule',
    });
    await expect(append(log, { ...added('Q'), user: '' }, { expectedHead: head })).rejects.toMatchObject({
      code: 'control.act',
    });
    expect(await logText()).toBe(before);
  });

  it('by many at once, each of whom looks again when the log has moved, loses none', async () => {
    const appendOne = async (text: string): Promise<void> => {
      for (;;) {
        const { head } = await foldLog(log);
        try {
          await append(log, recorded(text), { expectedHead: head });
          return;
        } catch (error) {
          expect(error).toMatchObject({ code: 'control.head_moved' });
        }
      }
    };
    const texts = Array.from({ length: 12 }, (_, i) => `run ${i}`);
    await Promise.all(texts.map(appendOne));
    const metrics = (await actsRead()).map((act) => (act as { metrics: string }).metrics);
    expect([...metrics].sort()).toEqual(texts.map((text) => digest(`${text} metrics`)).sort());
  });

  it.runIf(process.platform === 'linux')('that the disk does not take says so', async () => {
    await symlink('/dev/full', join(folder, 'acts.jsonl'));
    await expect(append(log, added('R'), { expectedHead: EMPTY_HEAD })).rejects.toMatchObject({
      code: 'control.not_written',
      exit: 3,
      message: expect.stringContaining('ENOSPC'),
    });
  });
});

describe('the end that a crash left', () => {
  const { lines, heads } = chainOf([added('R'), approved('R'), recorded('x')]);
  const two = heads[2] as Head;
  const third = lines[2] ?? '';
  beforeEach(() => writeLog(folder, lines.slice(0, 2)));

  it.each([
    ['a part of an act', third.slice(0, 50)],
    ['one character', '{'],
    ['all but the last character', third.slice(0, -1)],
    ['zeros', '\0'.repeat(third.length)],
    ['zeros with a line end behind', `${'\0'.repeat(80)}${third.slice(80)}\n`],
  ])('is passed over by readers and cut away by the next append, which keeps it: %s', async (_, torn) => {
    await appendFile(join(folder, 'acts.jsonl'), torn);
    expect((await foldLog(log)).head).toEqual(two);
    expect((await verifyLog(log, [two])).isSound).toBe(true);
    expect(await logText()).toContain(torn);

    expect(await append(log, recorded('x'), { expectedHead: two })).toEqual(heads[3]);
    expect(await logText()).toBe(lines.map((line) => `${line}\n`).join(''));
    const [name = ''] = await evidence();
    expect(await readFile(join(folder, 'evidence', name), 'utf8')).toBe(torn);
  });

  it('counts when all but the line end is there', async () => {
    await appendFile(join(folder, 'acts.jsonl'), third);
    await expect(append(log, recorded('y'), { expectedHead: two })).rejects.toMatchObject({
      code: 'control.head_moved',
    });
    expect((await foldLog(log)).head).toEqual(heads[3]);
    await append(log, recorded('y'), { expectedHead: heads[3] as Head });
    expect((await verifyLog(log, heads)).head.seq).toBe(4);
    expect(await evidence()).toEqual([]);
  });
});

describe('a log that was tampered with', () => {
  it('is refused by readers and by appends, and stays as it is', async () => {
    const { lines, heads } = chainOf(manyActs(20));
    const touched = lines.map((line, i) => (i === 6 ? line.replace('anna', 'eve') : line));
    await writeLog(folder, touched);
    const before = await logText();
    const refusal = {
      code: 'control.damaged',
      exit: 3,
      message: expect.stringContaining('line 7 (act 7) was changed'),
    };
    await expect(foldLog(log)).rejects.toMatchObject(refusal);
    await expect(actsRead()).rejects.toMatchObject(refusal);
    await expect(append(log, recorded('y'), { expectedHead: heads[20] as Head })).rejects.toMatchObject(
      refusal,
    );
    expect(await logText()).toBe(before);
    expect(await evidence()).toEqual([]);
  });

  it('is refused when an act was replaced by one with hashes that are right for its place', async () => {
    const { lines, heads } = chainOf(manyActs(20));
    await writeLog(folder, lines.with(9, nextLine(heads[9] as Head, recorded('other')).line));
    await expect(foldLog(log)).rejects.toThrow(/line 10 \(act 10\) was changed and hashed anew/);
  });

  it('is refused when an act stands there that could not be, although the hashes are right', async () => {
    const head = await append(log, added('R'), { expectedHead: EMPTY_HEAD });
    await appendFile(join(folder, 'acts.jsonl'), `${nextLine(head, approved('Q')).line}\n`);
    await expect(foldLog(log)).rejects.toThrow(/^act 2: The control log has no rule `Q`/);
  });
});

describe('a snapshot', () => {
  const acts = manyActs(50);
  const { lines, heads } = chainOf(acts);
  const headOf = (seq: number): Head => heads[seq] as Head;
  /** A log of 30 acts with a snapshot at act 30. */
  beforeEach(async () => {
    await writeLog(folder, lines.slice(0, 29));
    await append(log, acts[29] as (typeof acts)[number], { expectedHead: headOf(29), snapshotActs: 30 });
  });
  const snapshotFile = (): string => join(folder, 'snapshot.json');

  it('is used, and the acts behind it are read', async () => {
    expect(await foldLog(log)).toMatchObject({
      actsRead: 0,
      head: headOf(30),
      snapshot: { kind: 'used', seq: 30 },
    });
    await writeLog(folder, lines);
    const quick = await foldLog(log);
    expect(quick).toMatchObject({ actsRead: 20, head: headOf(50) });
    const full = await foldLog(log, { useSnapshot: false });
    expect(full.actsRead).toBe(50);
    expect(quick.state).toEqual(full.state);
  });

  it('is kept again after as many acts as it takes', async () => {
    await writeLog(folder, lines.slice(0, 49));
    await append(log, acts[49] as (typeof acts)[number], { expectedHead: headOf(49), snapshotActs: 20 });
    expect((await foldLog(log)).snapshot).toEqual({ kind: 'used', seq: 50 });
  });

  it.each<readonly [string, () => Promise<void>]>([
    ['cut', async () => writeFile(snapshotFile(), (await readFile(snapshotFile(), 'utf8')).slice(0, 100))],
    ['emptied', () => writeFile(snapshotFile(), '')],
  ])('is not used when it is %s, and the next append sets it aside', async (_, damage) => {
    await damage();
    const text = await readFile(snapshotFile(), 'utf8');
    const folded = await foldLog(log);
    expect(folded.snapshot).toEqual({ kind: 'unreadable' });
    expect(folded.state).toEqual((await foldLog(log, { useSnapshot: false })).state);
    await append(log, recorded('y'), { expectedHead: folded.head });
    const [name = ''] = await evidence();
    expect(await readFile(join(folder, 'evidence', name), 'utf8')).toBe(text);
    expect((await foldLog(log)).snapshot).toEqual({ kind: 'none' });
  });

  it.each<readonly [string, () => readonly string[]]>([
    ['acts that the log no longer has', () => lines.slice(0, 25)],
    [
      'acts in whose place others stand',
      () => chainOf([...manyActs(29), recorded('other'), ...manyActs(50).slice(30)]).lines,
    ],
  ])('gives away %s: nothing is read or added, and it stays', async (_, left) => {
    await writeLog(folder, left());
    const text = await readFile(snapshotFile(), 'utf8');
    const gone = { code: 'control.acts_gone', params: { seq: 30 } };
    await expect(foldLog(log)).rejects.toMatchObject(gone);
    const { head } = await foldLog(log, { useSnapshot: false });
    await expect(append(log, recorded('y'), { expectedHead: head })).rejects.toMatchObject(gone);
    expect(await readFile(snapshotFile(), 'utf8')).toBe(text);
    expect((await foldLog(log, { useSnapshot: false })).head).toEqual(head);
  });

  it('does not hide tampering behind it, or in the act that it ends with', async () => {
    await writeLog(
      folder,
      lines.map((line, i) => (i === 40 ? line.replace('anna', 'eve') : line)),
    );
    await expect(foldLog(log)).rejects.toMatchObject({ code: 'control.damaged' });
    await writeLog(
      folder,
      lines.map((line, i) => (i === 29 ? line.replace('anna', 'eve') : line)),
    );
    await expect(foldLog(log)).rejects.toMatchObject({ code: 'control.damaged' });
  });
});

describe('single acts and documents', () => {
  it('are found by number and checked', async () => {
    const acts = [...manyActs(300), added('LAST', 1, '0.125')];
    const { lines } = chainOf(acts);
    await writeLog(folder, lines);
    expect((await readAct(log, 1)).act).toEqual(acts[0]);
    expect((await readAct(log, 301)).act).toEqual(acts[300]);
    await expect(readAct(log, 302)).rejects.toMatchObject({ code: 'control.no_act' });
    await expect(readAct(log, 0)).rejects.toMatchObject({ code: 'control.no_act' });
    const place = { rule: 'LAST', hash: digest(documentOf('LAST', '0.125')), seq: 301 };
    expect(await readDocument(log, place)).toBe(documentOf('LAST', '0.125'));
    await expect(readDocument(log, { ...place, seq: 1 })).rejects.toMatchObject({ code: 'control.document' });
    const { state } = await foldLog(log);
    for (const rule of approvedRules(state)) expect(digest(await readDocument(log, rule))).toBe(rule.hash);
    expect(approvedRules(state)).toHaveLength(4);
  });

  it('that were touched are refused', async () => {
    const { lines } = chainOf([added('R')]);
    await writeLog(
      folder,
      lines.map((line) => line.replace('0.95', '0.05')),
    );
    await expect(readAct(log, 1)).rejects.toMatchObject({ code: 'control.no_act' });
  });
});
