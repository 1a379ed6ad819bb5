/** Several processes that append to one control log at once. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { append } from '../../src/control/append.ts';
import { EMPTY_HEAD, type Head } from '../../src/control/chain.ts';
import { openLog } from '../../src/control/open-log.ts';
import { readLog } from '../../src/control/read-log.ts';
import { verifyLog } from '../../src/control/verify-log.ts';
import { recorded } from './control-acts.ts';
import { headOf, kill, start } from './control-program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-writers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Appends `count` acts, looking again where the log has moved; says each head, and each time that it came too late. */
const appending = (name: string, count: number): string => `
  for (let done = 0; done < ${count}; ) {
    const { head } = await foldLog(log);
    try {
      const next = await append(log, act('${name} ' + done), { expectedHead: head, waitMs: 60000, snapshotActs: 10 });
      say(next.seq + ' ' + next.hash);
      done++;
    } catch (error) {
      if (error.code !== 'control.head_moved') throw error;
      say('moved');
    }
  }
`;

const usersIn = async (): Promise<readonly string[]> => {
  const users: string[] = [];
  for await (const { act } of readLog(await openLog(folder))) users.push(act.user);
  return users;
};

it('lose no act, and each hears when another one came first', async () => {
  const names = ['anna', 'boris', 'clara', 'dora'];
  const running = names.map((name) => start(folder, appending(name, 25)));
  expect(await Promise.all(running.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
  const words = running.flatMap(({ said }) => said());
  const heads = words.filter((word) => word !== 'moved').map(headOf);
  const { findings, head } = await verifyLog(await openLog(folder), heads);
  expect(findings).toEqual([]);
  expect(head.seq).toBe(100);
  const expected = names.flatMap((name) => Array.from({ length: 25 }, (_, i) => `${name} ${i}`));
  expect([...(await usersIn())].sort()).toEqual(expected.sort());
  expect(words).toContain('moved');
});

it('go on when one of them is killed, and all that it was told of is there', async () => {
  const names = ['anna', 'boris', 'clara'];
  const heads: Head[] = [];
  for (let round = 0; round < 8; round++) {
    const running = names.map((name) => start(folder, appending(`${name} ${round}`, 8)));
    const [victim, ...others] = running;
    await victim?.nextWord();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    if (victim !== undefined) await kill(victim);
    expect(await Promise.all(others.map(({ ended }) => ended))).toEqual([0, 0]);
    heads.push(
      ...running
        .flatMap(({ said }) => said())
        .filter((word) => word !== 'moved')
        .map(headOf),
    );
    expect((await verifyLog(await openLog(folder), heads)).findings).toEqual([]);
  }
  // The survivors' acts, each once.
  const users = await usersIn();
  expect(new Set(users).size).toBe(users.length);
  for (const name of ['boris', 'clara'])
    expect(users.filter((user) => user.startsWith(name))).toHaveLength(64);
});

it('of two who decided on the same head, one is told to look again', async () => {
  const program = (name: string): string => `
    try {
      const head = ${JSON.stringify(EMPTY_HEAD)};
      await append(log, act('${name}'), { expectedHead: head });
      say('recorded');
    } catch (error) { say(error.code); }
  `;
  const running = ['anna', 'boris'].map((name) => start(folder, program(name)));
  await Promise.all(running.map(({ ended }) => ended));
  expect(running.flatMap(({ said }) => said()).sort()).toEqual(['control.head_moved', 'recorded']);
  expect(await usersIn()).toHaveLength(1);
  const log = await openLog(folder);
  await expect(append(log, recorded('x'), { expectedHead: EMPTY_HEAD })).rejects.toThrow(
    /ends with act 1 now/,
  );
});
