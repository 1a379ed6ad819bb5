/** What one file shows: how it is laid out, the names of its columns, and a bounded number of its rows as texts. */

import { basename } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { type CsvFormat, DEFAULT_CSV } from '../input/source.ts';
import { decoded, encodingOf } from './encoding.ts';
import type { FileLook } from './file-look.ts';
import { layoutOf, totalField } from './layout.ts';
import { lookAtParquet } from './parquet.ts';
import { recordsOf, type TextRecord, wholeLines } from './records.ts';
import { sampleOf, type TextSample } from './sample.ts';
import { isColumnName } from './synonyms.ts';

/** Lines at the end of a file among which a total is looked for. */
const END_LINES = 3;

/** Looks at the file. `engine` is asked for when the file is Parquet. Errors: propose.… */
export async function lookAt(path: string, engine: () => Promise<Engine>): Promise<FileLook> {
  if (/\.(json|jsonl|ndjson)(\.gz)?$/.test(path))
    return fail('propose.no_text', {
      file: basename(path),
      found: 'called as JSON, which is not looked at here',
    });
  if (/\.(parquet|pq)$/.test(path)) return lookAtParquet(path, await engine());
  const sample = await sampleOf(path);
  const found = encodingOf(sample);
  if ('binary' in found) return fail('propose.no_text', { file: basename(path), found: found.binary });
  const head = decoded(sample.head, found.encoding);
  const text = sample.whole ? head : head.slice(0, head.lastIndexOf('\n') + 1);
  if (text.trim() === '') return fail('propose.no_text', { file: basename(path), found: 'empty' });
  const layout = layoutOf(text, isColumnName);
  const { separator, quote, skip, header, names, namesMadeUp } = layout;
  if (!layout.agrees)
    return fail('propose.no_text', {
      file: basename(path),
      found: 'text whose lines do not have the same number of fields',
    });
  const split = (part: string) => recordsOf(part, separator, quote);
  const records = [
    ...split(text).filter((record) => (header ? record.line > skip : record.line >= skip)),
    ...furtherIn(sample, found.encoding).flatMap(split),
  ];
  const totals = sample.hasEnd ? totalsAtEnd(records) : [];
  const body = records.filter((record) => !totals.includes(record));
  const rows = body.filter((record) => record.fields.length === names.length);
  const endsOpen = hasOpenEnd(path, sample, found.encoding, records.at(-1), names);
  return {
    path,
    format: 'csv',
    csv: {
      ...DEFAULT_CSV,
      separator,
      quote,
      skip,
      header,
      names: namesMadeUp ? names : null,
      encoding: found.encoding,
      lastLineEnd: endsOpen ? 'optional' : DEFAULT_CSV.lastLineEnd,
    },
    csvReasons: {
      encoding: found.reason,
      ...layout.reasons,
      last_line_end:
        'the last record has all its fields and no line end: look whether it is whole, and take this line out if it is not always so',
    },
    ascii: found.ascii,
    names,
    types: null,
    rows: rows.map((record) => record.fields),
    whole: sample.whole,
    where: conditionOf(totals, names),
    warnings: [
      ...totals.map((record) => totalWarning(record, names, separator)),
      ...oddWarning(body.length - rows.length, names.length, sample.whole),
    ],
  };
}

/** The last record has all its fields and no line end. */
function hasOpenEnd(
  path: string,
  sample: TextSample,
  encoding: CsvFormat['encoding'],
  last: TextRecord | undefined,
  names: readonly string[],
): boolean {
  if (!sample.hasEnd || path.endsWith('.gz') || last?.fields.length !== names.length) return false;
  return !/[\r\n]$/.test(endOf(sample, encoding));
}

function furtherIn({ places }: TextSample, encoding: CsvFormat['encoding']): readonly string[] {
  return places.map((place, index) => wholeLines(decoded(place, encoding), index === places.length - 1));
}

/** The last signs of a file whose end was looked at. */
const endOf = ({ head, places }: TextSample, encoding: CsvFormat['encoding']): string =>
  decoded((places.at(-1) ?? head).subarray(-2), encoding);

/** From the first line on, among the last ones, that says it is a total. */
function totalsAtEnd(records: readonly TextRecord[]): readonly TextRecord[] {
  const last = records.slice(-END_LINES);
  const first = last.findIndex((record) => totalField(record) >= 0);
  return first === -1 ? [] : last.slice(first);
}

function totalWarning(record: TextRecord, names: readonly string[], separator: string): string {
  const text = shortened(record.fields.join(separator), 40);
  return record.fields.length === names.length
    ? `a line at the end is a total (${text}): it becomes a reject, unless a condition filters it`
    : `a line at the end is no record (${text}): it becomes a reject, which keeps it out of every figure`;
}

/** What filters the first line of totals that can be filtered; rows without a value there stay. */
function conditionOf(totals: readonly TextRecord[], names: readonly string[]): string | null {
  const total = totals.find((record) => record.fields.length === names.length);
  const at = total === undefined ? -1 : totalField(total);
  const name = names[at];
  if (total === undefined || name === undefined) return null;
  const column = sqlName(name);
  return `${column} is null or ${column} != '${(total.fields[at] ?? '').replaceAll("'", "''")}'`;
}

/** A raw column as expressions name it. */
export const sqlName = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

function oddWarning(count: number, width: number, whole: boolean): readonly string[] {
  if (count === 0) return [];
  const seen = whole ? '' : ' that were looked at';
  return [`${count} records${seen} do not have ${width} fields; they become rejects`];
}

/** One line of at most `most` signs. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
  const signs = [...line];
  return signs.length <= most ? line : `${signs.slice(0, most - 1).join('')}…`;
}
