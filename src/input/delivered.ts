/** Faults of files as a whole, in which every record can be read: what was delivered is empty. They stop the import. */

import { fail } from '../errors/error.ts';
import type { FileTotals, SourceTotals } from './result.ts';
import type { ResolvedSource, SourceFile, SourceSpec } from './source.ts';

/** A file as it was given, and what was read of it. */
interface Delivered {
  readonly file: SourceFile;
  readonly records: number;
}

/** `totals` are those of `sources`, in their order. Errors: input.empty_source. */
export function checkDelivered(sources: readonly ResolvedSource[], totals: readonly SourceTotals[]): void {
  for (const { source, files } of totals) {
    const given = sources[source - 1];
    if (given === undefined) throw new Error('Invariant broken: totals are of a source that was given');
    const delivered = recordsOf(given.files, files);
    refuseEmpty(given.spec, delivered);
  }
}

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
