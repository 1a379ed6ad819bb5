/** The records that the engine could not split into fields: which they are, per file, and what is kept of them. */

import type { Engine, ResultRow } from '../engine/engine.ts';
import { encodingAdvice } from '../errors/codes/input.ts';
import { fail } from '../errors/error.ts';
import { assert } from '../std/assert.ts';
import { gatherErrors } from './csv-errors.ts';
import {
  BROKEN_FILES_SQL,
  type BrokenRecord,
  brokenCountSql,
  brokenRecordsSql,
  brokenRejectsSql,
} from './details.ts';
import { emptyLinesBefore } from './empty-lines.ts';
import type { FileRun, NumberedFile } from './query.ts';
import { BYTES_MAX, recordTexts, shownText } from './record-text.ts';
import { countOf } from './write.ts';

/** Records per statement that keeps them. */
const BATCH = 1000;

/** So many of one file are kept one by one. More are no slips of single records: the file is not what the configuration says. */
const BROKEN_MAX = 100_000;

/** The ordinals of such records by file, data records from 1; each becomes a row of `~rejects`. Errors: input.too_many_broken. */
export async function brokenRecords(
  engine: Engine,
  runs: readonly FileRun[],
): Promise<Map<number, readonly number[]>> {
  const broken = new Map<number, readonly number[]>();
  const csvRuns = runs.filter((run) => run.spec.format === 'csv');
  if (csvRuns.length === 0) return broken;
  await gatherErrors(engine);
  const found = await engine.rows(BROKEN_FILES_SQL);
  for (const run of csvRuns) {
    // Two sources may read one file in different ways, so a complaint is of a scan as well.
    const scans = new Set(run.files.map(({ index }) => index));
    const own = found.filter((row) => scans.has(countOf(row['scan']))).map((row) => row['path']);
    assert(
      own.every((path) => run.files.some((file) => file.path === path)),
      'the engine complains of files that it was given',
    );
    for (const file of run.files.filter((one) => own.includes(one.path))) {
      await refuseTooMany(engine, run, file);
      const records = await unsplitRecords(engine, run, file, BYTES_MAX);
      broken.set(
        file.index,
        records.map((record) => record.ordinal),
      );
      for (let at = 0; at < records.length; at += BATCH)
        await engine.execute(brokenRejectsSql(file, records.slice(at, at + BATCH)));
    }
  }
  return broken;
}

async function refuseTooMany(engine: Engine, run: FileRun, file: NumberedFile): Promise<void> {
  const [row] = await engine.rows(brokenCountSql(run, file));
  const records = countOf(row?.['records']);
  if (records <= BROKEN_MAX) return;
  fail('input.too_many_broken', {
    file: file.shown,
    records,
    most: BROKEN_MAX,
    row: countOf(row?.['ordinal']),
    text:
      row?.['unreadable'] === true
        ? unreadableText(run)
        : run.spec.records === null
          ? structureText(row ?? {})
          : JSON_TEXT,
  });
}

/** Those of one file that was read, with up to `bytesMax` of the bytes of each. */
export async function unsplitRecords(
  engine: Engine,
  run: FileRun,
  file: NumberedFile,
  bytesMax: number,
): Promise<readonly BrokenRecord[]> {
  const { csv } = run.spec;
  const rows = await engine.rows(brokenRecordsSql(run, file, bytesMax));
  const unreadable = startsOf(rows.filter((row) => row['reason'] === 'encoding'));
  const texts = unreadable.length === 0 ? NO_TEXTS : await recordTexts(file, unreadable, csv, bytesMax);
  // In a file of one column an empty line is a record.
  const empty = run.columns.length === 1 ? NO_EMPTY_LINES : await emptyLinesBefore(file, startsOf(rows), csv);
  const ordinals = ordinalsOf(rows, empty);
  const isJson = run.spec.records !== null;
  return rows.map((row, i): BrokenRecord => {
    const copy = row['line'] === null ? null : shownText(Buffer.from(String(row['line']), 'hex'), bytesMax);
    const ordinal = ordinals[i] ?? countOf(row['ordinal']);
    if (row['reason'] !== 'encoding')
      return isJson
        ? {
            ordinal,
            reason: 'structure',
            line: jsonLine(copy, csv.names),
            text: JSON_TEXT,
          }
        : { ordinal, reason: 'structure', line: copy, text: structureText(row) };
    const text = texts.get(countOf(row['start']));
    // A text without such a byte would be another record.
    const line = text?.includes('\\x') === true ? text : copy;
    return {
      ordinal,
      reason: 'encoding',
      line: isJson ? jsonLine(line, csv.names) : line,
      text: isJson ? 'has bytes that are no UTF-8, in which JSON is written' : unreadableText(run),
    };
  });
}

const JSON_TEXT = 'is no JSON object, has a name twice, half of a sign or a zero byte, or is too long';

const unreadableText = ({ spec }: FileRun): string =>
  `has bytes that are no text in the encoding of the file. ${encodingAdvice(spec.csv.encoding)}`;

/** Without the empty lines. Where quotes left the count in doubt the engine's own numbers stand: each record has a number of its own either way. */
function ordinalsOf(rows: readonly ResultRow[], empty: ReadonlyMap<number, number>): readonly number[] {
  const counted = rows.map((row) => countOf(row['ordinal']));
  const without = rows.map((row, i) => (counted[i] ?? 0) - (empty.get(countOf(row['start'])) ?? 0));
  return without.every((ordinal, i) => ordinal > (without[i - 1] ?? 0)) ? without : counted;
}

const NO_TEXTS: ReadonlyMap<number, string> = new Map();
const NO_EMPTY_LINES: ReadonlyMap<number, number> = new Map();

/** Where the records begin, each once, in order. */
const startsOf = (rows: readonly ResultRow[]): readonly number[] =>
  [...new Set(rows.map((row) => countOf(row['start'])))].sort((a, b) => a - b);

/** The engine's complaint in our words. */
function structureText(row: ResultRow): string {
  const counts = /Columns: (\d+) Found: (\d+)/.exec(String(row['message']));
  return counts === null
    ? 'has a quote that does not close or stands where none may, or is too long'
    : `has ${counts[2]} fields, and ${counts[1]} are expected`;
}

/** The line as it stood in the file, from the record that json.ts made of it; one of another kind as it is. */
function jsonLine(copy: string | null, names: readonly string[] | null): string | null {
  const end = `"${',x'.repeat(names?.length ?? 0)}`;
  if (copy?.endsWith(end) !== true) return copy;
  return copy.slice(0, -end.length).replace(/^"/, '').replaceAll('""', '"');
}
