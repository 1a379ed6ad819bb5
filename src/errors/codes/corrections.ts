/** Errors of corrected rejects: of writing them to a file, and of loading that file again. */

import { hint, spec } from '../define.ts';

/** What to do about a corrections file that no longer fits. */
const AGAIN =
  'Take these records out of it, or the file away; after a run `plimsoll rejects export` writes what is rejected then';

export const CORRECTIONS_CODES = {
  'corrections.columns': spec<{ file: string; missing: readonly string[]; known: readonly string[] }>(
    2,
    (p) =>
      `${p.file} is named under \`corrections\` and has no column ${p.missing.map((name) => `\`${name}\``).join(', ')}.${hint(undefined, p.known)} Keep the columns that \`plimsoll rejects export\` writes, and save it as CSV with comma, semicolon or tab.`,
  ),
  'corrections.encoding': spec<{ file: string }>(
    2,
    (p) =>
      `${p.file} is named under \`corrections\` and is not written in UTF-8. Save it as CSV in UTF-8, whatever the encoding of the file that it corrects.`,
  ),
  'corrections.record': spec<{ file: string; record: string; problem: string }>(
    2,
    (p) =>
      `Record ${p.record} of ${p.file} ${p.problem}. A correction names the record that it stands for, as \`plimsoll rejects export\` wrote it; take out records that correct nothing.`,
  ),
  'corrections.unsplit': spec<{ file: string; record: string }>(
    2,
    (p) =>
      `Record ${p.record} of ${p.file} can't be split into the fields of its header. Put a text that holds the separator, a quote or a line break between quotes, and double each quote in it; leave no separator out, and add none.`,
  ),
  'corrections.order': spec<{ file: string; record: string; of: string }>(
    2,
    (p) =>
      `Record ${p.record} of ${p.file} corrects a record of ${p.of}, which stands behind it in the order of the files: by pattern, and by name within one. Give ${p.file} a later name.`,
  ),
  'corrections.types': spec<{
    file: string;
    column: string;
    first: string;
    firstType: string;
    second: string;
    secondType: string;
  }>(
    2,
    (p) =>
      `${p.file} has texts for the column \`${p.column}\`, and the files of its source do not agree on what these mean: it is ${p.firstType} in ${p.first} and ${p.secondType} in ${p.second}. Give the column one type in all of them, or each kind of file a source with \`corrections\` of its own.`,
  ),
  'corrections.delivered': spec<{ file: string }>(
    2,
    (p) =>
      `${p.file} is named under \`files\` and has the columns of a file of corrections. Name it under \`corrections\` of the source that it corrects, and let no pattern of \`files\` find it.`,
  ),
  'corrections.unknown_file': spec<{
    file: string;
    record: string;
    of: string;
    nearest: string | undefined;
    known: readonly string[];
  }>(
    2,
    (p) =>
      `Record ${p.record} of ${p.file} corrects a record of \`${p.of}\`, and its source has no such file.${hint(p.nearest, p.known)} Corrections of dated files need {date} in their own path as well.`,
  ),
  'corrections.other_content': spec<{ file: string; record: string; of: string; found: string; now: string }>(
    2,
    (p) =>
      `Record ${p.record} of ${p.file} corrects ${p.of} as it was (SHA-256 ${p.found}), and the file has another content now (${p.now}), in which that row may be another record. ${AGAIN}.`,
  ),
  'corrections.twice': spec<{
    of: string;
    row: string;
    file: string;
    record: string;
    otherFile: string;
    otherRecord: string;
  }>(
    2,
    (p) =>
      `Row ${p.row} of ${p.of} has two corrections: record ${p.record} of ${p.file} and record ${p.otherRecord} of ${p.otherFile}. Keep one of them.`,
  ),
  'corrections.not_rejected': spec<{ file: string; record: string; of: string; row: string }>(
    2,
    (p) =>
      `Record ${p.record} of ${p.file} corrects row ${p.row} of ${p.of}, which is no rejected record: it is accepted, filtered or set aside, or there is no such row. A correction never changes a record that can be used; an adjustment rule does. ${AGAIN}.`,
  ),
  'corrections.is_source': spec<{ file: string }>(
    2,
    (p) =>
      `${p.file} is named under \`files\` and under \`corrections\` of one source. Put corrections into a folder of their own.`,
  ),
  'corrections.not_read': spec<{ table: string; date: string }>(
    2,
    (p) =>
      `The last run for ${p.date} ended before it had read the table \`${p.table}\`, so its rejects are not known. Correct what the run complains of, and run again.`,
  ),
  'corrections.changed': spec<{ table: string; date: string }>(
    2,
    (p) =>
      `The files of the table \`${p.table}\`, their corrections, or what is configured for them have changed since the run of ${p.date}, so its rejects are those of another content. Nothing was written. Type \`plimsoll run --date ${p.date}\` first.`,
  ),
  'corrections.sources': spec<{
    table: string;
    found: string | null;
    sources: string;
    /** Of each source with rejects the option that names it, its files and how many records. */
    rejected: readonly string[];
  }>(2, (p) => {
    const asked =
      p.found === null
        ? `Several sources of the table \`${p.table}\` have rejects, and each has corrections of its own`
        : `The table \`${p.table}\` has no source ${p.found}: it has ${p.sources}`;
    const list =
      p.rejected.length === 0 ? 'None of them has rejects' : `Name one of them: ${p.rejected.join('; ')}`;
    return `${asked}. ${list}.`;
  }),
  'corrections.server': spec<{ table: string; rows: string; date: string }>(
    2,
    (p) =>
      `The rejected records of \`${p.table}\` are rows of ${p.rows}, and those of a server have no corrections. Mend them on the server, and type \`plimsoll run --date ${p.date}\` again; \`plimsoll show rejects --date ${p.date}\` says what is wrong.`,
  ),
  'corrections.file_exists': spec<{ path: string }>(
    2,
    (p) => `There is a file ${p.path} already, and it was not touched. Name another one under --to.`,
  ),
} as const;
