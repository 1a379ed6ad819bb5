import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nameBy, ownName } from '../processes/own-name.ts';
import { ownMark, type ProcessMark } from '../processes/process-life.ts';
import { isReplacing, replaceFile } from '../store/replace-file.ts';
import { openStore } from '../store/store.ts';
import { clearHalfWritten, clearLeftovers, refuseWhileCleaning, whileNobodyWorks } from './files-in-use.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-in-use-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
/** Of a process that has just ended. */
const ended = (): number => spawnSync(process.execPath, ['--version']).pid;
const nameOf = async (kind: string, change: Partial<ProcessMark>): Promise<string> =>
  nameBy(kind, { ...(await ownMark()), ...change });
/** As the first process of a container that is not this one has made it, so many minutes ago. */
async function byContainer(parent: 'work' | 'tmp', kind: string, minutes: number): Promise<string> {
  const path = join(root, parent, await nameOf(kind, { pid: 1, pidSpace: 'pid:[1]' }));
  mkdirSync(path, { recursive: true });
  const then = Date.now() / 1000 - minutes * 60;
  utimesSync(path, then, then);
  return path;
}

it('texts that ended processes have half written are removed, and nothing else', async () => {
  await openStore(root);
  const half = `${await nameOf('replace', { pid: ended() })}.tmp`;
  const own = `${await ownName('replace')}.tmp`;
  // A scenario may have a name that looks like one.
  const folders = ['.', 'runs', `scenarios/replace-${ended()}-x`, 'matches'];
  for (const folder of folders) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const name of [half, own, '2024-01-31.json']) writeFileSync(join(root, folder, name), '{}');
  }
  mkdirSync(join(root, 'results/f'), { recursive: true });
  writeFileSync(join(root, 'results/f', half), '');
  await clearHalfWritten(root);
  for (const folder of folders) {
    expect(readdirSync(join(root, folder))).not.toContain(half);
    expect(readdirSync(join(root, folder))).toEqual(expect.arrayContaining([own, '2024-01-31.json']));
  }
  expect(existsSync(join(root, 'results/f', half))).toBe(true);
});

it('a replaced file leaves no other name, and a temporary name tells its process', async () => {
  await replaceFile(join(root, 'a.json'), '{}');
  expect(readdirSync(root)).toEqual(['a.json']);
  const own = await ownName('replace');
  const names = [`replace-12-${ID}.tmp`, `${own}.tmp`];
  const others = ['replace-12.tmp', `x-replace-12-${ID}.tmp`, `replace-12-${ID}.json`, own, `x-${own}.tmp`];
  expect(names.filter(isReplacing)).toEqual(names);
  expect(others.filter(isReplacing)).toEqual([]);
});

it.runIf(process.platform === 'linux')(
  'folders of another container stay while its process touches them, and no longer',
  async () => {
    await openStore(root);
    const [live, left] = [await byContainer('work', 'result', 1), await byContainer('work', 'result', 60)];
    const own = join(root, 'work', await ownName('result'));
    mkdirSync(own);
    await clearLeftovers(join(root, 'work'));
    expect([live, left, own].map(existsSync)).toEqual([true, false, true]);
  },
);

it.runIf(process.platform === 'linux')(
  'a clean-up that was killed in a container keeps nobody out for ever, though each command there has its number',
  async () => {
    const store = await openStore(root);
    const cleaning = await byContainer('work', 'cleaning', 1);
    await expect(refuseWhileCleaning(store)).rejects.toMatchObject({
      code: 'store.cleaning',
      message: expect.stringMatching(
        /^Process 1 is removing .*can't be seen from here.*counts for ten minutes/,
      ),
    });
    const then = Date.now() / 1000 - 3600;
    utimesSync(cleaning, then, then);
    await refuseWhileCleaning(store);
  },
);

it.runIf(process.platform === 'linux').each(['work', 'tmp'] as const)(
  'nothing is cleaned while a process of another container works: %s',
  async (parent) => {
    const store = await openStore(root);
    const live = await byContainer(parent, 'spill', 1);
    const clean = () => whileNobodyWorks(store, async () => 'cleaned');
    await expect(clean()).rejects.toMatchObject({ code: 'store.in_use', params: { folder: live, pid: 1 } });
    rmSync(live, { recursive: true });
    expect(await clean()).toBe('cleaned');
    expect(readdirSync(join(root, 'work'))).toEqual([]);
  },
);
