/** What the system refuses: a full disk, a limit on the size of files, a folder that may not be written. Told clearly, nothing half written, and no digit lost. */

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/tree.ts';
import { done, fullBank, newPlace, type Place } from './fault-bank.ts';
import { type Snapshot, snapshotDifferences, snapshotOf } from './snapshot.ts';

let bank: Place;
let wanted: Snapshot;
beforeAll(async () => {
  bank = await fullBank(1000);
  const undisturbed = newPlace(bank.project);
  await done(undisturbed, 'run');
  wanted = await snapshotOf(undisturbed.project, undisturbed.temporary);
  undisturbed.remove();
});
afterAll(() => bank.remove());

const PROGRAM = [process.execPath, join(ROOT, 'bin/plimsoll.js')];

interface Told {
  readonly exit: number | null;
  readonly code: string | undefined;
  readonly message: string;
}

/** A run through a shell that sets a limit first. */
function run(project: string, limit = 'true', identity: { uid?: number; gid?: number } = {}): Told {
  const command = `${limit} && exec "$@"`;
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', command, 'sh', ...PROGRAM, '--project', project, '--json', 'run'],
    {
      encoding: 'utf8',
      ...identity,
    },
  );
  const { error } = JSON.parse(stdout === '' ? '{}' : stdout) as {
    error?: { code: string; message: string };
  };
  return { exit: status, code: error?.code, message: error?.message ?? stderr };
}

/** Nothing that is half written. */
function wholeOnly(project: string): void {
  const root = join(project, '.plimsoll');
  if (!existsSync(join(root, 'results'))) return;
  for (const name of readdirSync(join(root, 'results')))
    expect(existsSync(join(root, 'results', name, 'manifest.json')), name).toBe(true);
  expect(['work', 'tmp'].flatMap((name) => readdirSync(join(root, name)))).toEqual([]);
  const temporary = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tmp'),
  );
  expect(temporary).toEqual([]);
}

/** The same project, run where there is room, is the one that never lacked it. */
async function endsAsUndisturbed(place: Place): Promise<void> {
  await done(place, 'run');
  expect(snapshotDifferences(await snapshotOf(place.project, place.temporary), wanted)).toEqual([]);
}

describe('no room', () => {
  // Blocks of 512 or 1024 bytes, by the shell: manifests fit, the larger results do not, each at another place.
  it.each([8, 24])('for a file of more than %i blocks', async (blocks) => {
    const place = newPlace(bank.project);
    try {
      const told = run(place.project, `ulimit -f ${blocks}`);
      expect(told).toMatchObject({
        exit: 2,
        code: expect.stringMatching(/^(engine[.]no_room|cli[.]file_access)$/),
      });
      wholeOnly(place.project);
      await endsAsUndisturbed(place);
    } finally {
      place.remove();
    }
  });

  it('on a small file system', async (context) => {
    const mount = mkdtempSync(join(tmpdir(), 'plimsoll-small-'));
    const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', mount]).status === 0;
    try {
      context.skip(!isMounted, 'a file system can be mounted by root only, and not in every container');
      const place: Place = {
        project: join(mount, 'project'),
        temporary: join(mount, 'temporary'),
        remove: () => {},
      };
      cpSync(bank.project, place.project, { recursive: true });
      mkdirSync(place.temporary);
      // Room for a part of the results.
      const [, used = ''] = /(\d+)/.exec(spawnSync('du', ['-sk', mount], { encoding: 'utf8' }).stdout) ?? [];
      const size = `remount,size=${Number.parseInt(used, 10) + 200}k`;
      expect(spawnSync('mount', ['-o', size, mount]).status).toBe(0);
      const told = run(place.project);
      expect(told).toMatchObject({
        exit: 2,
        code: expect.stringMatching(/^(engine[.]no_room|cli[.]file_access)$/),
      });
      wholeOnly(place.project);
      expect(spawnSync('mount', ['-o', 'remount,size=100m', mount]).status).toBe(0);
      await endsAsUndisturbed(place);
    } finally {
      // What else looks through file systems may still be in it; the mount goes when it leaves.
      if (isMounted) spawnSync('umount', ['-l', mount]);
      rmSync(mount, { recursive: true, force: true });
    }
  });
});

describe('a project that may not be written', () => {
  /** Permissions do not bind root, so root takes the identity of somebody else. */
  const isRoot = process.getuid?.() === 0;
  const somebody = isRoot ? { uid: 65534, gid: 65534 } : {};

  const allow = (path: string, mode: string): void => {
    expect(spawnSync('chmod', ['-R', mode, path]).status).toBe(0);
  };

  it.each([true, false])('is told, with results from before: %s', async (hasResults) => {
    const place = newPlace(bank.project);
    try {
      if (hasResults) await done(place, 'run');
      allow(place.project, 'a-w,a+rX');
      chmodSync(join(place.project, '..'), 0o755);
      const told = run(place.project, 'true', somebody);
      expect(told).toMatchObject({
        exit: 2,
        code: 'cli.file_access',
        message: expect.stringContaining('permission denied'),
      });
      allow(place.project, 'u+w');
      await endsAsUndisturbed(place);
    } finally {
      allow(place.project, 'u+w');
      place.remove();
    }
  });

  it('on a file system that is read-only', async (context) => {
    const place = newPlace(bank.project);
    const bound = spawnSync('mount', ['--bind', place.project, place.project]).status === 0;
    const isReadOnly = bound && spawnSync('mount', ['-o', 'remount,ro,bind', place.project]).status === 0;
    try {
      context.skip(!isReadOnly, 'a folder can be mounted read-only by root only, and not in every container');
      expect(run(place.project)).toMatchObject({
        exit: 2,
        code: 'cli.file_access',
        message: expect.stringContaining('read-only'),
      });
    } finally {
      if (bound) spawnSync('umount', ['-l', place.project]);
      place.remove();
    }
  });
});
