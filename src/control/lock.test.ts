/** The lock: what a waiting process is told, and whose lock counts no longer. Killed holders are in test/e2e. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameBy } from '../processes/own-name.ts';
import { lifeOf, ownMark, type ProcessMark } from '../processes/process-life.ts';
import { withLock } from './lock.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'plimsoll-lock-')), 'lock');
  await mkdir(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const since = '2024-01-14T10:00:00Z';
const now = { since, waitMs: 0 };
const hold = (mark: Partial<ProcessMark>, own: ProcessMark, number = 1): Promise<void> =>
  writeFile(join(folder, `lock-${number}.json`), JSON.stringify({ ...own, ...mark, since }));
const take = (waitMs = 0): Promise<string> => withLock(folder, { since, waitMs }, async () => 'taken');

describe('one at a time', () => {
  it('whoever asks, and nobody is left out', async () => {
    let inside = 0;
    let total = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withLock(folder, { since, waitMs: 60_000 }, async () => {
          inside++;
          expect(inside).toBe(1);
          await new Promise((resolve) => setTimeout(resolve, 1));
          inside--;
          total++;
        }),
      ),
    );
    expect(total).toBe(20);
  });

  it('after a failure as well, and few files are left', async () => {
    for (let i = 0; i < 30; i++) {
      await expect(withLock(folder, now, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
    expect(await take()).toBe('taken');
    expect((await readdir(folder)).length).toBeLessThan(12);
  });

  it('and the one who waits too long hears who holds it and since when', async () => {
    await withLock(folder, now, async () => {
      await expect(take(30)).rejects.toThrow(
        new RegExp(`process ${process.pid} on ${hostname()} has been writing .* since 2024-01-14T10:00:00Z`),
      );
    });
  });
});

describe('a lock that was not released', () => {
  it('counts while its holder runs', async () => {
    await hold({}, await ownMark());
    await expect(take()).rejects.toMatchObject({ code: 'control.locked', exit: 1 });
  });

  it.runIf(process.platform === 'linux')(
    'counts no longer when the process number is of another process now',
    async () => {
      await hold({ started: '1' }, await ownMark());
      expect(await take()).toBe('taken');
    },
  );

  it('counts no longer when no process has the number', async () => {
    // The highest number that Linux gives is 4194304.
    await hold({ pid: 99_999_999 }, await ownMark());
    expect(await take()).toBe('taken');
  });

  it.runIf(process.platform === 'linux')('counts no longer after a restart of the machine', async () => {
    await hold({ boot: 'another' }, await ownMark());
    expect(await take()).toBe('taken');
  });

  it.runIf(process.platform === 'linux').each([
    ['another machine', { boot: 'another', host: 'other' }],
    ['another container', { pidSpace: 'pid:[1]' }],
  ])('of %s counts, and the message says which file to delete', async (_, mark) => {
    await hold({ pid: 99_999_999, ...mark }, await ownMark(), 7);
    await expect(take()).rejects.toThrow(/can't be seen from here.*delete .*lock-7\.json/);
  });

  it.each(['', '\0\0\0', '{"pid":', '[]', 'null'])(
    'counts no longer when its file was emptied by a crash: %j',
    async (text) => {
      await writeFile(join(folder, 'lock-3.json'), text);
      expect(await take()).toBe('taken');
      expect(await readFile(join(folder, 'lock-4.json'), 'utf8')).toBe('');
    },
  );

  it('is taken over by one of many', async () => {
    for (let round = 0; round < 10; round++) {
      await rm(folder, { recursive: true });
      await mkdir(folder);
      await hold({ pid: 99_999_999 }, await ownMark());
      let inside = 0;
      let most = 0;
      await Promise.all(
        Array.from({ length: 8 }, () =>
          withLock(folder, { since, waitMs: 60_000 }, async () => {
            inside++;
            most = Math.max(most, inside);
            await new Promise((resolve) => setTimeout(resolve, 1));
            inside--;
          }),
        ),
      );
      expect(most).toBe(1);
    }
  });
});

it('a file that a killed process was about to put in place is removed, were it empty; one of a living process stays', async () => {
  const mark = await ownMark();
  const [left, own] = [nameBy('taking', { ...mark, pid: 99_999_999 }), nameBy('taking', mark)];
  for (const name of [left, own]) await writeFile(join(folder, `${name}.tmp`), '');
  await take();
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([`${own}.tmp`]);
});

describe('life', () => {
  it('is seen without start times, where the system does not tell them', async () => {
    const own = await ownMark();
    expect(await lifeOf({ ...own, started: null })).toBe('alive');
    expect(await lifeOf({ ...own, started: null, pid: 99_999_999 })).toBe('ended');
  });

  it('of the first process of the machine, which belongs to somebody else, is seen', async () => {
    expect(await lifeOf({ ...(await ownMark()), pid: 1, started: null })).toBe('alive');
  });
});
