/** Dates at once: which begin when, in what order they are handed over, and what happens to errors. */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inLanes } from './lanes.ts';
import { withSession } from './open-session.ts';

const DATES = ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-05'];
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-lanes-'));
  await writeFile(join(folder, 'plimsoll.yaml'), 'name: lanes\nreporting_currency: EUR\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Computations that a test ends by hand; `log` has what began and ended. */
function byHand(log: string[]) {
  const open = new Map<string, { readonly input: () => void; readonly end: (error?: Error) => void }>();
  const compute = (_: unknown, date: string, onInput: () => void): Promise<string> => {
    log.push(`begin ${date}`);
    return new Promise((resolve, reject) => {
      const end = (error?: Error): void => {
        log.push(`end ${date}`);
        if (error === undefined) resolve(`result of ${date}`);
        else reject(error);
      };
      open.set(date, { input: onInput, end });
    });
  };
  const at = (index: number) => {
    const found = open.get(DATES[index] ?? '');
    if (found === undefined) throw new Error(`${DATES[index]} has not begun`);
    return found;
  };
  return { compute, at };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

it('others begin when the first has its input, as many as there are lanes; results come in the order of the dates', async () => {
  const log: string[] = [];
  const { compute, at } = byHand(log);
  const found = await withSession(folder, (session) =>
    inLanes(session, { lanes: 2, dates: DATES }, compute, async (computed) => {
      await soon();
      expect(log).toEqual(['begin 2024-01-31']);
      at(0).input();
      await soon();
      expect(log.at(-1)).toBe('begin 2024-02-01');
      at(1).end();
      await soon();
      expect(log.slice(-2)).toEqual(['end 2024-02-01', 'begin 2024-02-02']);
      const results: string[] = [];
      const told = (async () => {
        for (const date of DATES) results.push(await computed(date));
      })();
      await soon();
      expect(results).toEqual([]);
      for (const index of [0, 2]) at(index).end();
      await soon();
      at(3).end();
      await told;
      return results;
    }),
  );
  expect(found).toEqual(DATES.map((date) => `result of ${date}`));
});

it('an error is that of its date alone, whether anybody waits for it or not', async () => {
  const { compute, at } = byHand([]);
  await withSession(folder, (session) =>
    inLanes(session, { lanes: 2, dates: DATES }, compute, async (computed) => {
      await soon();
      at(0).end(new Error('first'));
      await soon();
      at(1).end(new Error('second'));
      await soon();
      for (const index of [2, 3]) at(index).end();
      await expect(computed(DATES[0] ?? '')).rejects.toThrow('first');
      await expect(computed(DATES[2] ?? '')).resolves.toContain('2024-02-02');
    }),
  );
});

it('when the use of results ends with an error no further date begins, and what runs is waited for', async () => {
  const log: string[] = [];
  const { compute, at } = byHand(log);
  const used = withSession(folder, (session) =>
    inLanes(session, { lanes: 1, dates: DATES }, compute, async () => {
      await soon();
      setTimeout(() => at(0).end(), 50);
      throw new Error('nobody reads on');
    }),
  );
  await expect(used).rejects.toThrow('nobody reads on');
  expect(log).toEqual(['begin 2024-01-31', 'end 2024-01-31']);
  expect(await readdir(join(folder, '.plimsoll', 'tmp'))).toEqual([]);
});
