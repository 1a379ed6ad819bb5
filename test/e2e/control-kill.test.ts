/** Processes that are killed while they append: what was acknowledged is there, and the next one goes on. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { append } from '../../src/control/append.ts';
import type { Head } from '../../src/control/chain.ts';
import type { ControlLog } from '../../src/control/control-log.ts';
import { foldLog } from '../../src/control/fold-log.ts';
import { openLog } from '../../src/control/open-log.ts';
import { verifyLog } from '../../src/control/verify-log.ts';
import { chainOf, recorded, writeLog } from './control-acts.ts';
import { headOf, kill, start } from './control-program.ts';

let folder: string;
let log: ControlLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-kill-'));
  log = await openLog(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Appends without end, and says each head when it is acknowledged. Snapshots are frequent, so kills meet them too. */
const APPENDING = `
  let { head } = await foldLog(log);
  say('began at ' + head.seq);
  for (let i = 0; ; i++) {
    head = await append(log, act('run ' + i), { expectedHead: head, snapshotActs: 5 });
    say(head.seq + ' ' + head.hash);
  }
`;

describe('kill -9', () => {
  it('at 100 random moments loses no act that was acknowledged, and leaves a log that verifies', async () => {
    const acknowledged: Head[] = [];
    let unheard = 0;
    for (let round = 0; round < 100; round++) {
      const running = start(folder, APPENDING);
      // Some acknowledged appends first, so that a slow machine is not killed in the first one every time.
      while (running.said().length < 1 + (round % 4)) await running.nextWord();
      const delayMs = Math.random() * 20;
      await pause(delayMs);
      await kill(running);
      const [began = '', ...heads] = running.said();
      const context = `round ${round}, killed ${delayMs} ms after word ${1 + (round % 4)}`;
      expect(began, context).toMatch(/^began at \d+$/);
      acknowledged.push(...heads.map(headOf));
      const { findings, head } = await verifyLog(log, acknowledged);
      expect(findings, context).toEqual([]);
      // At most one append was under way.
      const last = Math.max(headOf(began.slice('began at '.length)).seq, acknowledged.at(-1)?.seq ?? 0);
      expect([last, last + 1], context).toContain(head.seq);
      unheard += head.seq - last;
      expect((await foldLog(log)).head, context).toEqual(head);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(150);
    // Otherwise no kill met an append under way, and the test shows nothing.
    expect(unheard).toBeGreaterThan(0);
  });

  it('of a process that has the lock frees it at once', async () => {
    const holding = `await log.exclusively({ since: '2024-01-14T10:00:00Z', waitMs: 0 }, () => { say('mine'); return new Promise(() => { setInterval(() => {}, 1e6); }); });`;
    for (let round = 0; round < 5; round++) {
      const running = start(folder, holding);
      await running.nextWord();
      expect(running.said()).toEqual(['mine']);
      const { head } = await foldLog(log);
      const appending = { expectedHead: head, waitMs: 0 };
      await expect(append(log, recorded('x'), appending)).rejects.toMatchObject({
        code: 'control.locked',
        message: expect.stringMatching(
          new RegExp(`process ${running.child.pid} on .* since 2024-01-14T10:00:00Z`),
        ),
      });
      await kill(running);
      expect((await append(log, recorded('x'), appending)).seq).toBe(round + 1);
    }
  });
});

it('an append that ended at some byte is passed over, and the next one goes on', async () => {
  const { lines, heads } = chainOf([recorded('a'), recorded('b')]);
  const file = join(folder, 'acts.jsonl');
  const [first = '', second = ''] = lines;
  const ends = [...second]
    .map((_, bytes) => bytes)
    .filter((at) => at % 7 === 1 || at < 7 || at > second.length - 7);
  for (const bytes of ends) {
    await writeFile(file, `${first}\n${second.slice(0, bytes)}`);
    const { head } = await foldLog(log);
    expect(head).toEqual(heads[1]);
    expect(await append(log, recorded('b'), { expectedHead: head })).toEqual(heads[2]);
    expect(await readFile(file, 'utf8')).toBe(`${first}\n${second}\n`);
  }
  expect(await readdir(join(folder, 'evidence'))).toHaveLength(ends.length - 1);
  await writeLog(folder, lines);
  expect((await verifyLog(log, heads)).isSound).toBe(true);
});
