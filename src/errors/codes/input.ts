/** Errors of reading the bank's files. Single bad records are rejects, not errors; these stop the import. */

import { hint, spec } from '../define.ts';

/** What a decoder puts where bytes are no text. */
const UNREADABLE = '\uFFFD';

const LISTED_MAX = 20;

/** Names of columns as the file has them, the first of many. */
function listed(names: readonly string[]): string {
  const more = names.length - LISTED_MAX;
  return `${names.slice(0, LISTED_MAX).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** Two records of one key of a dated table; the earlier one is `before`. */
export interface Periods {
  readonly table: string;
  readonly key: string;
  /** Names of the columns of the first and the last day. */
  readonly columns: readonly [string, string];
  readonly before: PeriodRow;
  readonly after: PeriodRow;
}

export interface PeriodRow {
  readonly file: string;
  readonly row: number;
  readonly from: string;
  readonly to: string | null;
}

const shownPeriod = ({ file, row, from, to }: PeriodRow): string =>
  `row ${row} of ${file} (${from} to ${to ?? 'open end'})`;

const twoPeriods = ({ before, after }: Periods): string => `${shownPeriod(before)} and ${shownPeriod(after)}`;

/** What to do about bytes that are no text in the encoding that a source says. */
export function encodingAdvice(encoding: 'utf-8' | 'utf-16' | 'latin-1' | 'windows-1252'): string {
  if (encoding === 'latin-1')
    return 'Latin-1 has no signs from 80 to 9F. Most files called Latin-1 are Windows-1252: say `csv: { encoding: windows-1252 }` in its source, or `utf-8` if the file is that';
  if (encoding === 'windows-1252')
    return 'Windows-1252 has no signs at 81, 8D, 8F, 90 and 9D. Say `csv: { encoding: utf-8 }` in its source if the file is that';
  return 'If it was written in Latin-1, say `csv: { encoding: latin-1 }` in its source, or `windows-1252` if it comes from Windows';
}

/** The engine's words, and what may help. */
function unreadableText(text: string): string {
  const told = text.replace(/\.+$/, '');
  if (told.includes('state machine'))
    return 'its lines seem to end in more than one way (LF, CR LF, CR), or a quote stands where none may. Write all line ends alike, and look at the quotes.';
  if (/Permission denied|Cannot open|No such file/.test(told)) return `${told}.`;
  if (/gzip|[Pp]arquet|footer|its data are damaged/.test(told))
    return `${told}. It was cut off or damaged, or is something else; ask for it again.`;
  return `${told}. Check separator, quote and encoding, and whether line ends of two kinds are mixed.`;
}

export const INPUT_CODES = {
  'input.unknown_table': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no input table \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'input.unknown_column': spec<{
    name: string;
    table: string;
    nearest: string | undefined;
    known: readonly string[];
  }>(2, (p) => `The table \`${p.table}\` has no column \`${p.name}\`.${hint(p.nearest, p.known)}`),
  'input.column_twice': spec<{ name: string }>(
    2,
    (p) => `The column \`${p.name}\` is mapped twice. Keep one of the two.`,
  ),
  'input.missing_columns': spec<{
    table: string;
    columns: readonly string[];
    file?: string;
    known?: readonly string[];
  }>(2, (p) => {
    const wanted = p.columns.map((name) => `\`${name}\``).join(', ');
    return `The table \`${p.table}\` needs ${wanted}, and ${p.file ?? 'the source'} does not give ${p.columns.length === 1 ? 'it' : 'them'}.${hint(undefined, p.known ?? [])} Map a column, or write a constant.`;
  }),
  'input.wrong_kind': spec<{ column: string; found: string; type: string }>(
    2,
    (p) => `The column \`${p.column}\` is of type ${p.type} and can't be ${p.found}.`,
  ),
  'input.constant': spec<{ column: string; value: string | null; problem: string }>(
    2,
    (p) => `The value ${p.value === null ? 'null' : `\`${p.value}\``} for \`${p.column}\` ${p.problem}.`,
  ),
  'input.date_format': spec<{ format: string; problem: string }>(
    2,
    (p) =>
      `Dates can't be read in the form \`${p.format}\`: ${p.problem}. A form has a year (%Y, %y), a month (%m, %-m, %b, %B) and a day (%d, %-d), or a year and a day of the year (%j).`,
  ),
  'input.no_files': spec<{ pattern: string; folder: string }>(
    2,
    (p) =>
      `No file matches \`${p.pattern}\` (looked for in ${p.folder}). Check the path, or remove the source.`,
  ),
  'input.empty_source': spec<{ table: string; files: readonly string[] }>(
    2,
    (p) =>
      `There is no record in ${listed(p.files)}, so that the table \`${p.table}\` gets nothing from this source. Look whether the file is whole and has come through. Where it is right that it can have no records, write \`may_be_empty: true\` in its source.`,
  ),
  'input.file_twice': spec<{ first: string; second: string }>(
    2,
    (p) =>
      `${p.first} and ${p.second} of one source have the same content, to the byte, so that every record would count twice. Take one of the two away, or make the pattern narrower; if both are right, give each a source of its own.`,
  ),
  'input.last_record': spec<{ file: string; row: number }>(
    2,
    (p) =>
      `${p.file} ends without a line end behind row ${p.row}, so that this record may be cut off, in the middle of an amount too. Look whether the file is whole. Where files of this source always end so, write \`csv: { last_line_end: optional }\` in it.`,
  ),
  'input.no_header': spec<{ file: string; quote: string | null }>(
    2,
    (p) =>
      `${p.file} has no line with column names: it is empty, or a quote in its first line does not close (the quote is ${p.quote ?? 'none'}). A file without rows still needs its header; a file without header needs \`csv: { header: false, names: […] }\`.`,
  ),
  'input.field_count': spec<{ file: string; found: number; names: number }>(
    2,
    (p) => `The first record of ${p.file} has ${p.found} fields, and \`names\` lists ${p.names}.`,
  ),
  'input.unknown_raw_column': spec<{
    name: string;
    file: string;
    nearest: string | undefined;
    known: readonly string[];
    /** Of a CSV file with a header, the encoding that the source says. */
    encoding?: Parameters<typeof encodingAdvice>[0];
  }>(
    2,
    (p) =>
      `${p.file} has no column \`${p.name}\`.${hint(p.nearest, p.known)}${p.nearest === undefined ? '' : ` It has: ${listed(p.known)}.`}${p.known.length === 1 && p.encoding !== undefined ? ' With one column only, the separator may be another.' : ''}${p.known.join().includes(UNREADABLE) ? ` A name in the header is no text in the encoding of the file. ${encodingAdvice(p.encoding ?? 'utf-8')}.` : ''}`,
  ),
  'input.files_differ': spec<{
    column: string;
    file: string;
    other: string;
    nearest: string | undefined;
    known: readonly string[];
  }>(
    2,
    (p) =>
      `${p.file} has no column \`${p.column}\`, and ${p.other} of the same source has one.${hint(p.nearest, p.known)} The files of a source give the same columns of the table: add it there (it may be empty), or give the file a source of its own.`,
  ),
  'input.renamed_column': spec<{ file: string; found: string; column: string; table: string }>(
    2,
    (p) =>
      `${p.file} has a column \`${p.found}\`, which the table \`${p.table}\` does not have, and lacks \`${p.column}\`, which would be empty in every record. If they are the same, write the columns of the source under \`columns\`, with \`${p.column}: ${p.found}\`; if they are not, write \`ignore: [${p.found}]\` in the source.`,
  ),
  'input.ambiguous_raw_column': spec<{ name: string; file: string }>(
    2,
    (p) =>
      `${p.file} has several columns named \`${p.name}\`. Give names of your own with \`csv: { header: true, names: […] }\`, or in a query of a database with AS.`,
  ),
  'input.float_column': spec<{ column: string; file: string; found: string; wanted: string }>(
    2,
    (p) =>
      `The column \`${p.column}\` of ${p.file} holds floating-point numbers (${p.found}), which can't be taken as ${p.wanted}: their last digits are not what the bank booked. Write the column as a decimal, an integer or text; in a query of a database, cast it to such a type (\`::numeric(18,2)\`).`,
  ),
  'input.column_type': spec<{ column: string; file: string; found: string }>(
    2,
    (p) =>
      `The column \`${p.column}\` of ${p.file} has the type ${p.found}. Text, integers, decimals, dates, times and booleans can be read.`,
  ),
  'input.engine_column': spec<{ column: string; file: string }>(
    2,
    (p) =>
      `${p.file} has a column \`${p.column}\`. Under this name the reader of Parquet files gives numbers of rows and files of its own, and rejects would name wrong rows. Write the file with another name for the column; in a query of a database, with AS.`,
  ),
  'input.row_number_files': spec<{ files: number }>(
    2,
    (p) =>
      `A row number starts at 1 in each of the ${p.files} files, so keys would repeat. Put the file's name in front: \`prefix: "{file}-"\`.`,
  ),
  'input.overlapping_periods': spec<Periods>(
    2,
    (p) =>
      `Two records of the table ${p.table} hold on the same day for ${p.key}: ${twoPeriods(p)}. Which of them counts nobody can tell. Let the earlier end (${p.columns[1]}) on a day before the later begins (${p.columns[0]}), or remove one.`,
  ),
  'input.missing_period': spec<Periods>(
    2,
    (p) =>
      `No record of the table ${p.table} holds for ${p.key} on the days between ${twoPeriods(p)}. Correct ${p.columns[1]} of the earlier or ${p.columns[0]} of the later, or add a record with the value that holds on those days; one that is there and has another mistake counts as none.`,
  ),
  'input.no_entities': spec<{ table: string }>(
    2,
    (p) =>
      `The table \`${p.table}\` names reporting entities, and no source gives the table \`entity\`. Add one.`,
  ),
  'input.file_changed': spec<{ files: readonly string[] }>(
    2,
    (p) =>
      `${p.files.join(', ')} changed while it was read, or was removed, and nothing of it was kept. Run again when the file is complete.`,
  ),
  'input.other_encoding': spec<{ file: string; found: string; encoding: string }>(2, (p) => {
    const remedy =
      p.found === 'utf-8' || p.found === 'utf-16'
        ? `Say \`csv: { encoding: ${p.found} }\` in its source`
        : 'Write it as UTF-8';
    return `${p.file} is written in ${p.found}, as its first bytes show, and would be read as ${p.encoding}. ${remedy}.`;
  }),
  'input.json': spec<{ file: string; text: string }>(
    2,
    (p) =>
      `${p.file} can't be read as JSON: ${p.text}. Nothing of it was kept. A file with one object per line needs \`format: jsonl\`; where the records are not the document's own list, \`records\` names the way to them.`,
  ),
  'input.json_value': spec<{ file: string; row: number; name: string }>(
    2,
    (p) =>
      `In record ${p.row} of ${p.file} the field \`${p.name}\` holds an object or a list. Name a field inside it: \`${p.name}.FIELD\`, or \`${p.name}.0\` for the first of a list.`,
  ),
  'input.database': spec<{ file: string; text: string }>(
    2,
    (p) =>
      `${p.file} can't be read: ${p.text}. Check \`from\` or \`query\` in its source, and that nobody writes to the file.`,
  ),
  'input.database_query': spec<{ file: string; found: string; problem: string }>(
    2,
    (p) =>
      `What is read of ${p.file} uses \`${p.found}\`, ${p.problem}. The same file must always give the same rows, a view's and a macro's too. Write \`{date}\` in the query for the calculation date; give other files a source of their own, or load them into this one.`,
  ),
  'input.too_many_broken': spec<{ file: string; records: number; most: number; row: number; text: string }>(
    2,
    (p) =>
      `${p.file}: ${p.records} records can't be split into fields, more than the ${p.most} that are kept as rejects; the first, row ${p.row}, ${p.text}. So many mean that the file is not written as the configuration says: compare what its source says (separator, quote, header, names, encoding) with the file. Nothing was read from it.`,
  ),
  'input.zero_byte': spec<{ file: string; row: number | null }>(
    2,
    (p) =>
      `${p.file} has a zero byte${p.row === null ? '' : ` in row ${p.row} or the line end before it`}, and no text has one: the file was damaged on its way, or is in another encoding than its source says. Nothing was read from it. Get it again, or take the byte out.`,
  ),
  'input.open_quote': spec<{ file: string; row: number; lines: number }>(
    2,
    (p) =>
      `${p.file}: row ${p.row} begins a field with a quote that does not close ${p.lines === 0 ? 'before the file ends' : `where it should, so that it takes the lines behind it, at least ${Math.max(p.lines - 1, 1)}, into one record`}. Nothing was read from the file. Close the quote or take it out; if quotes are no quotes in this file, say \`csv: { quote: null }\`.`,
  ),
  'input.unreadable_file': spec<{ files: readonly string[]; text: string }>(
    2,
    (p) =>
      `${p.files.length === 1 ? `${p.files[0]} can't be read` : `One of ${p.files.slice(0, 5).join(', ')}${p.files.length > 5 ? ', …' : ''} can't be read`}: ${unreadableText(p.text)}`,
  ),
} as const;
