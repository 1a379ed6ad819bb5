/**
 * Rejected records with the texts that they have in their files, for a person who is to correct them. The files are read anew; what is read must be what was
 * rejected, to the text.
 */

import type { Engine, ResultRow } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';
import { broughtOver } from './bring-over.ts';
import { unsplitRecords } from './broken-records.ts';
import { CORRECTION_COLUMNS } from './corrections-file.ts';
import { gatherErrors } from './csv-errors.ts';
import { fileRuns } from './file-runs.ts';
import { asText, type RawColumn } from './native.ts';
import { importParameters, type ParameterValues } from './parameters.ts';
import { type FileRun, type NumberedFile, numbered } from './query.ts';
import { rawName } from './raw-reader.ts';
import { SHOWN_MAX, WHOLE_BYTES_MAX } from './record-text.ts';
import type { ResolvedSource } from './source.ts';
import { countOf } from './write.ts';

export interface RecordsAsk {
  readonly table: TableSchema;
  /** All sources of the table, with the files that they had when the rejects were kept. */
  readonly sources: readonly ResolvedSource[];
  /** Which of them, from 1. */
  readonly source: number;
  readonly parameters: ParameterValues;
  /** Engine text of the kept rejects of the table (import-table.ts). */
  readonly rejects: string;
  /** A folder of its own, for files that must be written again to be read. */
  readonly workFolder: string;
}

export interface RejectedRecord {
  /** As the project names it. */
  readonly file: string;
  readonly row: bigint;
  /** Every problem: raw column, code, sentence. */
  readonly reason: string;
  /** The text of a record that could not be split into fields; null: it could. */
  readonly record: string | null;
  /** The texts in the order of the columns; null: the file has no such column, or nothing there. */
  readonly cells: readonly (string | null)[];
}

export interface RejectedRecords {
  /** The raw columns of all files that have such records; a name may be there twice. */
  readonly columns: readonly string[];
  /** By file and row. */
  readonly batches: AsyncIterable<readonly RejectedRecord[]>;
}

const { quoteName, textLiteral } = DUCKDB;
const BATCH = 5000;

/** Hands the rejected records that stand uncorrected to `use`. */
export async function withRejectedRecords(
  engine: Engine,
  ask: RecordsAsk,
  use: (records: RejectedRecords) => Promise<void>,
): Promise<void> {
  const sources = await broughtOver(engine, ask.sources, ask.table, ask.workFolder);
  const runs = await fileRuns(engine, sources, ask.table, importParameters(ask.parameters));
  try {
    await engine.execute(openSql(ask));
    const rows = await engine.rows('SELECT DISTINCT file FROM "~open"');
    const bad = new Set(rows.map((row) => row['file']));
    const ofSource = runs.filter((run) => run.source === ask.source - 1);
    const known = new Set(ofSource.flatMap((run) => run.files.map((file) => file.shown)));
    assert(
      [...bad].every((name) => typeof name === 'string' && known.has(name)),
      'every file with rejected records is one of their source',
    );
    const own = ofSource
      .map((run) => ({ ...run, files: run.files.filter((file) => bad.has(file.shown)) }))
      .filter((run) => run.files.length > 0);
    const union = unionOf(own);
    await use({ columns: union.map(({ name }) => name), batches: batchesOf(engine, ask, own, union) });
  } finally {
    for (const name of ['~open', '~export'])
      await engine.execute(`DROP TABLE IF EXISTS ${quoteName(name)}`).catch(() => undefined);
  }
}

/** The rejected records that nobody has corrected, with all that is wrong with each. */
function openSql({ rejects, source }: RecordsAsk): string {
  const where = `coalesce(source_column, "column")`;
  return `CREATE OR REPLACE TEMP TABLE "~open" AS
SELECT file, "row" AS "~row", bool_or(${UNSPLIT}) AS unsplit,
  string_agg(CASE WHEN ${where} IS NULL THEN '' ELSE ${where} || ': ' END || reason || ' (' || "text" || ')', '; ' ORDER BY "column", reason) AS why
FROM ${rejects} WHERE source = ${source} AND correction_file IS NULL GROUP BY 1, 2`;
}

/** The reject is of a record that could not be split into fields. */
const UNSPLIT = `reason IN ('structure', 'encoding')`;

/** A column of the written file: its name, and which of those of that name it is. */
interface Place {
  readonly name: string;
  readonly nth: number;
}

function unionOf(runs: readonly FileRun[]): readonly Place[] {
  const places = new Map<string, Place>();
  for (const run of runs) for (const { place } of placed(run)) places.set(JSON.stringify(place), place);
  return [...places.values()];
}

/** The raw columns of the files of a run, without those that say what a correction corrects. */
function placed(run: FileRun): readonly { readonly raw: RawColumn; readonly place: Place }[] {
  const own: readonly string[] = run.corrects ? Object.values(CORRECTION_COLUMNS) : [];
  const seen = new Map<string, number>();
  return run.columns
    .filter((raw) => !own.includes(raw.name))
    .map((raw) => {
      const nth = seen.get(raw.name) ?? 0;
      seen.set(raw.name, nth + 1);
      return { raw, place: { name: raw.name, nth } };
    });
}

async function* batchesOf(
  engine: Engine,
  ask: RecordsAsk,
  runs: readonly FileRun[],
  union: readonly Place[],
): AsyncGenerator<readonly RejectedRecord[]> {
  for (const run of runs) {
    const columns = placed(run);
    const at = union.map((one) =>
      columns.findIndex(({ place }) => place.name === one.name && place.nth === one.nth),
    );
    for (const file of run.files) {
      await findRecords(engine, ask, run, file);
      let last = 0n;
      for (;;) {
        const rows = await engine.rows(
          `SELECT e.*, o.why FROM "~export" AS e JOIN "~open" AS o ON o.file = ${textLiteral(file.shown)} AND o."~row" = e."~row"
WHERE e."~row" > ${last} ORDER BY e."~row" LIMIT ${BATCH}`,
        );
        if (rows.length === 0) break;
        yield rows.map((row) => recordOf(row, file, at));
        last = BigInt(String(rows.at(-1)?.['~row']));
      }
    }
  }
}

function recordOf(row: ResultRow, file: NumberedFile, at: readonly number[]): RejectedRecord {
  const text = (name: string): string | null => (typeof row[name] === 'string' ? row[name] : null);
  return {
    file: file.shown,
    row: BigInt(String(row['~row'])),
    reason: text('why') ?? '',
    record: text('~record'),
    cells: at.map((position) => (position === -1 ? null : text(`~t${position}`))),
  };
}

/** Makes `~export` of the open rejects of one file: `~row`, `~record`, and `~t0` and so on, the texts of its columns. */
async function findRecords(
  engine: Engine,
  { rejects, source }: RecordsAsk,
  run: FileRun,
  file: NumberedFile,
): Promise<void> {
  const kept = `${rejects} WHERE source = ${source} AND file = ${textLiteral(file.shown)}`;
  const rows = await engine.rows(`SELECT DISTINCT "row" AS "row" FROM ${kept} AND ${UNSPLIT} ORDER BY 1`);
  const unsplit = rows.map((row) => countOf(row['row']));
  const columns = placed(run);
  const bare: FileRun = {
    ...run,
    // Texts stay as they are, those that stand for "no value" too.
    spec: { ...run.spec, values: { ...run.spec.values, nulls: [] } },
    compiled: { ...run.compiled, raws: run.columns, usesRowNumber: false },
  };
  const texts = columns.map(({ raw }, i) => `${asText(rawName(raw), raw)} AS "~t${i}"`);
  await engine.execute(`CREATE OR REPLACE TEMP TABLE "~export" AS
SELECT ${['"~row"', 'CAST(NULL AS VARCHAR) AS "~record"', ...texts].join(', ')}
FROM (${numbered(bare, file, new Map([[file.index, unsplit]]))})
WHERE "~row" IN (SELECT "~row" FROM "~open" WHERE file = ${textLiteral(file.shown)} AND NOT unsplit)`);
  if (unsplit.length > 0) await addUnsplit(engine, run, file, columns.length);
  const [count] = await engine.rows(
    `SELECT count(*) AS n FROM "~open" ANTI JOIN "~export" USING ("~row") WHERE file = ${textLiteral(file.shown)}`,
  );
  assert(countOf(count?.['n']) === 0, `every rejected record of ${file.shown} is found in it again`);
  const shown = columns.map(({ raw }, i) => `WHEN ${textLiteral(raw.name)} THEN e."~t${i}"`);
  if (shown.length === 0) return;
  const [other] =
    await engine.rows(`SELECT count(*) AS n FROM "~export" AS e JOIN (SELECT * FROM ${kept}) AS r ON r."row" = e."~row"
WHERE r.source_column IS NOT NULL AND r."value" IS NOT NULL
  AND r."value" IS DISTINCT FROM substring(CASE r.source_column ${shown.join(' ')} END, 1, ${SHOWN_MAX})`);
  assert(
    countOf(other?.['n']) === 0,
    `the rejected records of ${file.shown} have the texts that were rejected`,
  );
}

/** The file was read by now, so the engine has its complaints about such records. */
async function addUnsplit(engine: Engine, run: FileRun, file: NumberedFile, columns: number): Promise<void> {
  await gatherErrors(engine);
  const records = await unsplitRecords(engine, run, file, WHOLE_BYTES_MAX);
  const none = ', NULL'.repeat(columns);
  const values = records.map(
    ({ ordinal, line }) => `(${ordinal}, ${line === null ? "''" : textLiteral(line)}${none})`,
  );
  for (let at = 0; at < values.length; at += BATCH)
    await engine.execute(`INSERT INTO "~export" VALUES ${values.slice(at, at + BATCH).join(',\n')}`);
}
