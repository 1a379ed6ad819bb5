/**
 * Faults of files as a whole, in which every record can be read: what was delivered is empty, there
 * twice, or perhaps cut off. They stop the import.
 */

import { open, stat } from 'node:fs/promises';
import { fail } from '../errors/error.ts';
import { hashFile } from '../store/hash-file.ts';
import { fileBytes, isPacked } from './file-bytes.ts';
import type { FileTotals, SourceTotals } from './result.ts';
import type { ResolvedSource, SourceFile, SourceSpec } from './source.ts';

/** A file as it was given, and what was read of it. */
interface Delivered {
  readonly file: SourceFile;
  readonly records: number;
}

/** `totals` are those of `sources`, in their order. Errors: input.empty_source, input.file_twice, input.last_record. */
export async function checkDelivered(
  sources: readonly ResolvedSource[],
  totals: readonly SourceTotals[],
): Promise<void> {
  for (const { source, files } of totals) {
    const given = sources[source - 1];
    if (given === undefined) throw new Error('Invariant broken: totals are of a source that was given');
    const delivered = recordsOf(given.files, files);
    refuseEmpty(given.spec, delivered);
    const filled = delivered.filter(({ records }) => records > 0);
    await refuseTwice(given.spec, filled);
    for (const each of filled) await refuseOpenEnd(given.spec, each);
  }
}

/** Files of which no record was read beside others of their source that have some, as the project names them. */
export const emptyFiles = (
  sources: readonly ResolvedSource[],
  totals: readonly SourceTotals[],
): readonly string[] =>
  totals.flatMap(({ source, files }) => {
    const delivered = recordsOf(sources[source - 1]?.files ?? [], files);
    const empty = delivered.filter(({ records }) => records === 0);
    return empty.length === delivered.length ? [] : empty.map(({ file }) => file.shown);
  });

/** Rejects are records, and so are those that a condition filters. */
const recordsOf = (given: readonly SourceFile[], totals: readonly FileTotals[]): readonly Delivered[] =>
  given.map((file) => {
    const own = totals.filter((each) => !each.corrects && each.file === file.shown);
    return { file, records: own.reduce((sum, each) => sum + each.read.rows, 0) };
  });

function refuseEmpty({ table, place, mayBeEmpty }: SourceSpec, delivered: readonly Delivered[]): void {
  if (mayBeEmpty || delivered.some(({ records }) => records > 0)) return;
  fail('input.empty_source', { table, files: delivered.map(({ file }) => file.shown) }, place);
}

/** Only files of one size can have one content, so that few are hashed. */
async function refuseTwice({ place }: SourceSpec, delivered: readonly Delivered[]): Promise<void> {
  if (delivered.length < 2) return;
  const sizes = await Promise.all(delivered.map(async ({ file }) => (await stat(file.path)).size));
  const seen = new Map<string, string>();
  for (const [i, { file }] of delivered.entries()) {
    if (sizes.indexOf(sizes[i] ?? 0) === sizes.lastIndexOf(sizes[i] ?? 0)) continue;
    const hash = await hashFile(file.path);
    const first = seen.get(hash);
    if (first !== undefined) fail('input.file_twice', { first, second: file.shown }, place);
    seen.set(hash, file.shown);
  }
}

/** A cut in the middle of the last field leaves a record that can be read; of a packed file what is in it counts, which may have been cut before it was packed. */
async function refuseOpenEnd(
  { format, csv, place }: SourceSpec,
  { file, records }: Delivered,
): Promise<void> {
  if (format !== 'csv' || csv.lastLineEnd === 'optional') return;
  const signBytes = csv.encoding === 'utf-16' ? 2 : 1;
  const last = await (isPacked(file) ? lastUnpacked(file, signBytes) : lastBytes(file, signBytes));
  if (LINE_ENDS.includes(signBytes === 2 ? last.readUInt16LE() : last.readUInt8())) return;
  fail('input.last_record', { file: file.shown, row: records }, place);
}

async function lastBytes({ path }: SourceFile, count: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(count);
    await handle.read(last, 0, count, size - count);
    return last;
  } finally {
    await handle.close();
  }
}

async function lastUnpacked(file: SourceFile, count: number): Promise<Buffer> {
  let last = Buffer.alloc(0);
  for await (const block of fileBytes(file))
    last = Buffer.concat([last, block.subarray(-count)]).subarray(-count);
  return last;
}

const LINE_ENDS: readonly number[] = [0x0a, 0x0d];
