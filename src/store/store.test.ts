/** Results in real folders: several writers of one, writers that fail, and what is done about a damaged one. Processes: test/e2e. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DraftManifest, MANIFEST_FORMAT, type Manifest } from './manifest.ts';
import { listResults, verifyResult } from './results.ts';
import {
  findResult,
  lookAt,
  openStore,
  resultFolder,
  type Store,
  type StoredResult,
  writeResult,
} from './store.ts';

const PRINT = 'a1b2';

let root: string;
let store: Store;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-store-'));
});
beforeEach(async () => {
  store = await openStore(await mkdtemp(join(root, 'store-')));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** What stands for a Parquet file: the store looks at size and end. */
const bytesOf = (text: string): string => `PAR1${text}PAR1`;

const manifestOf = (text: string): DraftManifest => ({
  format: MANIFEST_FORMAT,
  fingerprint: PRINT,
  name: 'liquidity',
  columns: [{ name: 'id', type: 'text', nullable: false }],
  key: ['id'],
  order: ['id'],
  rows: 1,
  files: [{ path: 'data/part-1.parquet', partition: null, rows: 1, bytes: Buffer.byteLength(bytesOf(text)) }],
  details: null,
});

/** The same as it is kept. */
const hashedOf = (text: string): Manifest => {
  const { files, ...rest } = manifestOf(text);
  const sha256 = createHash('sha256').update(bytesOf(text)).digest('hex');
  return { ...rest, files: files.map((file) => ({ ...file, sha256 })), others: [] };
};

/** Writes one file with `text`; `beforeEnd` runs when it is there and the manifest is not. */
const write = (text: string, beforeEnd: () => Promise<void> = async () => {}): Promise<StoredResult> =>
  writeResult(store, async (folder) => {
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data/part-1.parquet'), bytesOf(text));
    await beforeEnd();
    return manifestOf(text);
  });

/** Resolves for everybody when `count` have come. */
function barrier(count: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    come++;
    if (come === count) open();
    await opened;
  };
}

const storedText = async (): Promise<string> =>
  (await readFile(join(resultFolder(store, PRINT), 'data/part-1.parquet'), 'utf8')).slice(4, -4);
const left = async (): Promise<readonly string[]> => readdir(join(store.root, 'work'));

describe('several writers of one result', () => {
  it('the second one finds what the first has put in place, and leaves it alone', async () => {
    const first = await write('first');
    const { ino } = await stat(first.folder);
    const second = await write('second');
    expect(second).toEqual(first);
    expect(await storedText()).toBe('first');
    expect((await stat(first.folder)).ino).toBe(ino);
    expect(await left()).toEqual([]);
  });

  it('that end at the same moment all get the one result that is there', async () => {
    for (let round = 0; round < 20; round++) {
      await rm(resultFolder(store, PRINT), { recursive: true, force: true });
      const together = barrier(6);
      const texts = Array.from({ length: 6 }, (_, i) => `writer ${'x'.repeat(i)}`);
      const results = await Promise.all(texts.map((text) => write(text, together)));
      const found = await findResult(store, PRINT);
      expect(found).toBeDefined();
      for (const result of results) expect(result).toEqual(found);
      expect(texts).toContain(await storedText());
      expect(await left()).toEqual([]);
    }
  });

  it('replace a damaged result, and a sound one is there in the end', async () => {
    for (let round = 0; round < 20; round++) {
      const { folder } = await write('whole');
      await writeFile(join(folder, 'data/part-1.parquet'), 'cut');
      expect(await findResult(store, PRINT)).toBeUndefined();
      const together = barrier(6);
      const results = await Promise.all(
        Array.from({ length: 6 }, (_, i) => write(`writer ${'x'.repeat(i)}`, together)),
      );
      const found = await findResult(store, PRINT);
      expect(found).toBeDefined();
      expect(results.map(({ manifest }) => manifest.files[0]?.bytes)).toContain(
        found?.manifest.files[0]?.bytes,
      );
      expect(await left()).toEqual([]);
      await rm(folder, { recursive: true });
    }
  });
});

describe('a writer that fails', () => {
  it('leaves neither a result nor a folder', async () => {
    const failing = write('half', () => Promise.reject(new Error('no space left')));
    await expect(failing).rejects.toThrow('no space left');
    expect(await findResult(store, PRINT)).toBeUndefined();
    expect(await readdir(join(store.root, 'results'))).toEqual([]);
    expect(await left()).toEqual([]);
  });

  it('does not disturb the result of another one', async () => {
    const first = await write('first');
    await expect(write('half', () => Promise.reject(new Error('no space left')))).rejects.toThrow();
    expect(await findResult(store, PRINT)).toEqual(first);
  });

  it('ends where the store is taken away under it', async () => {
    const gone = write('text', () => rm(store.root, { recursive: true }));
    await expect(gone).rejects.toThrow(/ENOENT/);
  });
});

describe('a file that has another time than was written', () => {
  const path = (): string => join(resultFolder(store, PRINT), 'data/part-1.parquet');
  const memory = (): string => join(store.root, `checked/${PRINT}.json`);
  const damaged = { damage: 'data/part-1.parquet has other content than was written' };

  it('is read: with one byte changed it is no result, untouched it is one and is not read again', async () => {
    const { manifest } = await write('whole');
    expect(existsSync(memory())).toBe(false);
    await utimes(path(), 1, 1);
    expect(await findResult(store, PRINT)).toEqual({ folder: resultFolder(store, PRINT), manifest });
    const { ino } = await stat(memory());
    expect(await findResult(store, PRINT)).toBeDefined();
    expect((await stat(memory())).ino).toBe(ino);

    await writeFile(path(), bytesOf('whale'));
    expect(await lookAt(store, PRINT)).toMatchObject(damaged);
    expect(await findResult(store, PRINT)).toBeUndefined();
    await write('again');
    expect(await storedText()).toBe('again');
    expect(await lookAt(store, PRINT)).not.toHaveProperty('damage');
  });

  it('as it was remembered counts as unchanged, which verifying alone sees through', async () => {
    await write('whole');
    await utimes(path(), 1, 1);
    expect(await findResult(store, PRINT)).toBeDefined();
    await writeFile(path(), bytesOf('whale'));
    await utimes(path(), 1, 1);
    expect(await findResult(store, PRINT)).toBeDefined();
    const [listed] = await listResults(store);
    expect(listed && (await verifyResult(store, listed))).toMatchObject({ problem: damaged.damage });
  });

  it('is read also where another file of the result is gone, as somebody may have computed from it before', async () => {
    const { folder } = await writeResult(store, async (work) => {
      for (const name of ['data', 'rejects']) {
        await mkdir(join(work, name));
        await writeFile(join(work, name, 'part-1.parquet'), bytesOf('whole'));
      }
      return manifestOf('whole');
    });
    await rm(join(folder, 'rejects/part-1.parquet'));
    expect(await lookAt(store, PRINT)).not.toHaveProperty('isReadable');
    await writeFile(path(), bytesOf('whale'));
    expect(await lookAt(store, PRINT)).toMatchObject({ ...damaged, isReadable: true });
  });

  it('is read where an earlier version has kept no time', async () => {
    const { folder, manifest } = await write('whole');
    const files = manifest.files.map(({ modified: _, ...file }) => file);
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files }));
    expect(await findResult(store, PRINT)).toBeDefined();
    await writeFile(path(), bytesOf('whale'));
    expect(await lookAt(store, PRINT)).toMatchObject(damaged);
  });
});

describe('a format of another version', () => {
  const formatTo = async (format: number): Promise<void> => {
    const path = join(resultFolder(store, PRINT), 'manifest.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/"format": \d+/, `"format": ${format}`));
  };
  const newer = { code: 'store.newer', exit: 2 };

  it('of a result, a later one: neither used nor replaced', async () => {
    await write('whole');
    await formatTo(MANIFEST_FORMAT + 1);
    await expect(findResult(store, PRINT)).rejects.toMatchObject(newer);
    await expect(write('again')).rejects.toMatchObject(newer);
    expect(await storedText()).toBe('whole');
    expect(await left()).toEqual([]);
  });

  it('of a result, an earlier one: told, and replaced', async () => {
    await write('whole');
    await formatTo(MANIFEST_FORMAT - 1);
    expect(await lookAt(store, PRINT)).toMatchObject({ older: expect.stringContaining('earlier version') });
    expect(await findResult(store, PRINT)).toBeUndefined();
    await write('again');
    expect(await storedText()).toBe('again');
  });

  it('of a store, a later one or one that says nothing: refused before anything is written', async () => {
    for (const text of ['{"format": 2}', '{"format": "x"}', '{']) {
      const folder = await mkdtemp(join(root, 'store-'));
      await writeFile(join(folder, 'format.json'), text);
      await expect(openStore(folder)).rejects.toMatchObject(newer);
      expect(await readdir(folder)).toEqual(['format.json']);
    }
  });

  it('of a store without one: marked when it is opened, and opened again', async () => {
    await rm(join(store.root, 'format.json'));
    await openStore(store.root);
    await openStore(store.root);
    expect(JSON.parse(await readFile(join(store.root, 'format.json'), 'utf8'))).toEqual({ format: 1 });
  });
});

describe('what is in the place of a result', () => {
  const damage: readonly (readonly [string, (folder: string) => Promise<void>])[] = [
    ['a file is missing', (folder) => rm(join(folder, 'data/part-1.parquet'))],
    ['a file was cut', (folder) => writeFile(join(folder, 'data/part-1.parquet'), 'c')],
    [
      'a file has its size and holds zeros',
      (folder) =>
        writeFile(join(folder, 'data/part-1.parquet'), Buffer.alloc(Buffer.byteLength(bytesOf('whole')))),
    ],
    ['the manifest is missing', (folder) => rm(join(folder, 'manifest.json'))],
    ['the manifest was cut', (folder) => writeFile(join(folder, 'manifest.json'), '{"format": 1')],
    [
      'the manifest is of another result',
      (folder) =>
        writeFile(
          join(folder, 'manifest.json'),
          JSON.stringify({ ...manifestOf('whole'), fingerprint: 'c3d4' }),
        ),
    ],
    [
      'it is an empty folder',
      async (folder) => {
        await rm(folder, { recursive: true });
        await mkdir(folder);
      },
    ],
    [
      'it is a file',
      async (folder) => {
        await rm(folder, { recursive: true });
        await writeFile(folder, 'x');
      },
    ],
  ];

  it.each(damage)('is no result and is replaced by the next one: %s', async (_, act) => {
    const { folder } = await write('whole');
    await act(folder);
    expect(await findResult(store, PRINT)).toBeUndefined();
    await write('again');
    expect(await storedText()).toBe('again');
    expect((await findResult(store, PRINT))?.manifest).toMatchObject(hashedOf('again'));
    expect(await left()).toEqual([]);
  });
});
