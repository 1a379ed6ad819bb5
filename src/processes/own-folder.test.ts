/** Whose a folder is, and whether it still counts: of this process, of ended ones, of other containers and machines, and of earlier versions. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeOwnFolder, userOf } from './own-folder.ts';
import { makerIn, nameBy, ownName, placeInName } from './own-name.ts';
import { ownMark, type ProcessMark } from './process-life.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-own-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const MINUTE = 60;
const DAY = 86_400;
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

/** A folder that was last touched so many seconds ago. */
function folder(name: string, seconds = 0): string {
  const path = join(root, name);
  mkdirSync(path);
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
  return path;
}
/** Of a process that has just ended. */
const ended = (): number => spawnSync(process.execPath, ['--version']).pid;
const made = async (change: Partial<ProcessMark>, seconds = 0): Promise<string> =>
  folder(nameBy('result', { ...(await ownMark()), ...change }), seconds);

it('a name tells its process and where that runs, and no two are the same', async () => {
  const mark = await ownMark();
  const names = [await ownName('spill'), await ownName('spill')];
  expect(new Set(names).size).toBe(2);
  for (const name of names)
    expect(makerIn(name)).toEqual({ pid: process.pid, mark: { ...mark, ...placeInName(mark) } });
  const bare: ProcessMark = { pid: 7, host: 'a.b-c', started: null, boot: null, pidSpace: null };
  expect(makerIn(nameBy('spill', bare))).toEqual({ pid: 7, mark: { ...bare, ...placeInName(bare) } });
  expect(makerIn(`result-12-${ID}`)).toEqual({ pid: 12, mark: null });
  expect(['results', 'result-x-1', `.result-12-${ID}`].map(makerIn)).toEqual(Array(3).fill(undefined));
});

describe('a folder', () => {
  it('of this process counts, however old it is, and is gone when it is removed', async () => {
    const own = await makeOwnFolder(join(root, 'work'), 'result');
    utimesSync(own.path, 0, 0);
    expect(await userOf(own.path)).toEqual({ pid: process.pid, isKnown: true });
    await own.remove();
    expect(existsSync(own.path)).toBe(false);
    expect(existsSync(join(root, 'work'))).toBe(true);
  });

  it('of a process that has ended counts no longer, were it a moment old', async () => {
    expect(await userOf(await made({ pid: ended() }))).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')(
    'of a process whose number another one has now counts no longer',
    async () => {
      expect(await userOf(await made({ started: '1' }))).toBeUndefined();
      expect(await userOf(await made({ boot: 'another' }))).toBeUndefined();
    },
  );

  it.runIf(process.platform === 'linux').each([
    ['another container', { pid: 1, pidSpace: 'pid:[1]' }],
    ['another container with this number', { pidSpace: 'pid:[1]' }],
    ['another machine', { pid: 1, boot: 'another', host: 'other' }],
  ] as readonly (readonly [string, Partial<ProcessMark>])[])(
    'of %s counts as long as its process touches it',
    async (_, change) => {
      const pid = change.pid ?? process.pid;
      expect(await userOf(await made(change, 9 * MINUTE))).toEqual({ pid, isKnown: false });
      expect(await userOf(await made(change, 11 * MINUTE))).toBeUndefined();
    },
  );

  it('without a mark, of an earlier version, counts for a day, and as long as another process has the number', async () => {
    const other = process.ppid;
    expect(await userOf(folder(`result-${other}-${ID}`, 2 * DAY))).toEqual({ pid: other, isKnown: true });
    const gone = ended();
    expect(await userOf(folder(`cleaning-${gone}-${ID}`, DAY / 2))).toEqual({ pid: gone, isKnown: false });
    expect(await userOf(folder(`spill-${gone}-AbCdEf`, 2 * DAY))).toBeUndefined();
    // In a container every command may have the same number, and this one has made no such name.
    expect(await userOf(folder(`result-${process.pid}-${ID}`, DAY / 2))).toMatchObject({ isKnown: false });
    expect(await userOf(folder(`spill-${process.pid}-AbCdEf`, 2 * DAY))).toBeUndefined();
  });

  it('that is gone, or has another name, is of nobody', async () => {
    expect(await userOf(join(root, `result-${ended()}-${ID}`))).toBeUndefined();
    expect(await userOf(folder('results'))).toBeUndefined();
  });
});

it('a process touches its folders while it works, and no others after it has renamed one', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const own = await makeOwnFolder(root, 'result');
    utimesSync(own.path, 0, 0);
    vi.advanceTimersByTime(MINUTE * 1000);
    await vi.waitFor(() => expect(statSync(own.path).mtimeMs).toBeGreaterThan(Date.now() - 60_000));
    const place = join(root, 'place');
    renameSync(own.path, place);
    utimesSync(place, 0, 0);
    vi.advanceTimersByTime(MINUTE * 1000);
    await own.remove();
    expect(statSync(place).mtimeMs).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
