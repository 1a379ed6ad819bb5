/** Sources with files of corrections, for imports in tests: texts become files, and corrections know the hashes of the files before them. */

import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedSource, SourceSpec } from '../../src/input/source.ts';
import { type ImportHarness, NAMES, sourceSpec } from './import-harness.ts';

type Bytes = string | Buffer;

export interface Delivery {
  /** Content by name. */
  readonly files: Readonly<Record<string, Bytes>>;
  /** Content by name, made from the hashes of all files before. */
  readonly corrections?: Readonly<Record<string, (hash: (name: string) => string) => Bytes>>;
  readonly spec?: Partial<SourceSpec>;
}

/** A source with files and corrections in a folder of its own. */
export async function correctedSource(
  harness: ImportHarness,
  { files, corrections = {}, spec = {} }: Delivery,
): Promise<ResolvedSource> {
  const folder = await mkdtemp(join(harness.folder, 'in-'));
  const hashes = new Map<string, string>();
  const put = async (shown: string, content: Bytes) => {
    const path = join(folder, shown);
    await writeFile(path, content);
    hashes.set(shown, createHash('sha256').update(content).digest('hex'));
    return { path, shown };
  };
  const own = [];
  for (const [shown, content] of Object.entries(files)) own.push(await put(shown, content));
  const correcting = [];
  for (const [shown, content] of Object.entries(corrections))
    correcting.push(
      await put(
        shown,
        content((name) => hashes.get(name) ?? 'unknown'),
      ),
    );
  return { spec: sourceSpec(spec), files: own, corrections: correcting };
}

/** The columns that say what is corrected. */
export const HEADER = 'plimsoll_file,plimsoll_sha256,plimsoll_row,plimsoll_reason';

/** File, row, fields. */
export type Line = readonly [string, number | string, string];

/** A file of corrections with the columns of POSITION: per record the file, the row and the fields. */
export const corrections =
  (...records: readonly Line[]) =>
  (hash: (name: string) => string): string =>
    `${HEADER},${NAMES.join(',')}\n${records.map(([file, row, fields]) => `${file},${hash(file)},${row},why,${fields}\n`).join('')}`;
