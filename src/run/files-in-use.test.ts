import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore, replaceFile, replacingProcess } from '../store/store.ts';
import { clearHalfWritten } from './files-in-use.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-in-use-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
/** Of a process that has just ended. */
const ended = (): number => spawnSync(process.execPath, ['--version']).pid;

it('texts that ended processes have half written are removed, and nothing else', async () => {
  await openStore(root);
  const half = `replace-${ended()}-${ID}.tmp`;
  const own = `replace-${process.pid}-${ID}.tmp`;
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
  expect(replacingProcess(`replace-12-${ID}.tmp`)).toBe(12);
  expect(['replace-12.tmp', `x-replace-12-${ID}.tmp`, `replace-12-${ID}.json`].map(replacingProcess)).toEqual(
    Array(3).fill(undefined),
  );
});
