/** What a run did, as people and programs read it: records per input table, times, rejects. */

import type { ImportResult } from '../../input/result.ts';
import type { BaseEngine } from '../../run/base-engine.ts';
import type { StoredTable } from '../../run/inputs.ts';
import { rejectedText } from '../../run/rejects.ts';
import type { RunResult } from '../../run/run.ts';
import type { RunBefore } from '../former-run.ts';
import type { Output } from '../output.ts';
import { grouped } from '../table.ts';
import { seconds } from './seconds.ts';

export function inputJson(stored: StoredTable): unknown {
  const { rows, rejects, rejectedAmounts, sources, amountColumn, unusedColumns, absentColumns, emptyFiles } =
    stored.summary;
  return {
    table: stored.table.name,
    fingerprint: stored.fingerprint,
    state: stored.state,
    rows,
    rejected: rejects?.rows ?? 0,
    corrected: rejects?.corrected ?? 0,
    rejected_amounts: rejectedAmounts.map(({ unknownRows, ...each }) => ({
      ...each,
      unknown_rows: unknownRows,
    })),
    amount_column: amountColumn,
    empty_files: emptyFiles,
    sources: sources.map(({ files, ...source }) => ({
      ...source,
      unused_columns: unusedColumns.find((each) => each.source === source.source)?.columns ?? [],
      absent_columns: absentColumns.find((each) => each.source === source.source)?.columns ?? [],
      files: files.map(({ setAside, ...file }) => ({ ...file, set_aside: setAside })),
    })),
  };
}

export function printRun(result: RunResult, output: Output, base: BaseEngine | undefined): void {
  const given = result.tables.filter((stored) => stored.summary.sources.length > 0);
  const hasCorrected = given.some((stored) => (stored.summary.rejects?.corrected ?? 0) > 0);
  const counts = ['read', 'accepted', 'rejected', ...(hasCorrected ? ['corrected'] : [])];
  output.table(
    [
      { title: 'input', align: 'left' },
      ...[...counts, 'filtered', 'set aside'].map((title) => ({ title, align: 'right' }) as const),
      { title: '', align: 'left' },
    ],
    given.map((stored) => [
      ...recordCounts(stored, hasCorrected),
      stored.state === 'stored' ? 'unchanged' : 'imported',
    ]),
  );
  output.line();
  const computed = result.steps.filter((step) => step.state !== 'stored');
  if (computed.length === 0 && given.every((stored) => stored.state === 'stored')) {
    output.line(
      `Nothing has changed since an earlier run for this date, so nothing was computed (${seconds(result.importMs + result.calculateMs)}).`,
    );
  } else {
    const stages = computed.map(stepText).join(', ');
    output.line(
      `Read in ${seconds(result.importMs)}, calculated in ${seconds(result.calculateMs)}${stages === '' ? '' : `: ${stages}`}.`,
    );
    if (base !== undefined && computed.length > 0) output.line(sparkText(computed, base));
  }
  output.line();
}

/** Which stages the server computed, as it may have been asked for more than it was given. */
function sparkText(computed: RunResult['steps'], { smallRows }: BaseEngine): string {
  const there = computed.filter(({ engines }) => engines.includes('spark')).map(({ stage }) => stage);
  const small = `up to ${grouped(String(smallRows))} rows (\`spark.small_rows\`)`;
  return there.length === 0
    ? `Spark computed none of them: what reads ${small} this process does itself.`
    : `Spark computed ${there.join(', ')}; what reads ${small} this process does itself.`;
}

function stepText({ stage, state, changed, durationMs }: RunResult['steps'][number]): string {
  const rows = `${grouped(String(changed ?? 0))} ${changed === 1 ? 'row differs' : 'rows differ'} from the run before`;
  return `${stage} ${seconds(durationMs)}${state === 'changed' ? ` (${rows})` : ''}`;
}

function recordCounts(stored: StoredTable, hasCorrected: boolean): readonly (string | number)[] {
  const files = stored.summary.sources.flatMap((source) => source.files);
  const sum = (count: (file: (typeof files)[number]) => number): number =>
    files.reduce((total, file) => total + count(file), 0);
  return [
    stored.table.name,
    sum((file) => file.read.rows),
    sum((file) => file.accepted.rows),
    sum((file) => file.rejected.rows),
    ...(hasCorrected ? [sum((file) => file.corrected.rows)] : []),
    sum((file) => file.filtered.rows),
    sum((file) => Object.values(file.setAside).reduce((total, each) => total + each.rows, 0)),
  ];
}

/** Beside the ratio, because what was rejected is not in it. */
export function warnRejects(result: RunResult, output: Output): void {
  const hit = result.tables.filter((stored) => (stored.summary.rejects?.rows ?? 0) > 0);
  if (hit.length === 0) return;
  const parts = rejectedText(
    hit.map((stored) => stored.summary),
    grouped,
  );
  output.warn(
    `REJECTED, and not in these figures: ${parts}. \`plimsoll show rejects --date ${result.record.date}\` says why.`,
  );
  const files = hit.flatMap((stored) => stored.summary.sources.flatMap((source) => source.files));
  const unreadable = files.filter((file) => (file.reasons.encoding ?? 0) > 0).map((file) => file.file);
  if (unreadable.length === 0) return;
  output.warn(
    `Bytes that are no text in the encoding of the file: ${unreadable.join(', ')}. Their rejects say which encoding it may be.`,
  );
}

/** What the files have and no figure is made of, once per source. */
export function warnUnused(result: RunResult, output: Output): void {
  for (const { table, summary } of result.tables)
    for (const { source, columns: all } of summary.unusedColumns) {
      // A separator at the end of each line makes a column without name, in which nothing is lost.
      const columns = all.filter((name) => name.trim() !== '');
      if (columns.length === 0) continue;
      const { files = [] } = summary.sources.find((each) => each.source === source) ?? {};
      const names = files.filter((file) => !file.corrects).map((file) => file.file);
      output.warn(
        `NOT USED: ${some(columns)} of ${some(names)}; the table ${table.name} has no such ${columns.length === 1 ? 'column' : 'columns'}. \`ignore: [${columns.map(quoted).join(', ')}]\` in the source says that this is right.`,
      );
    }
}

/** A delivery that lacks what the one before had: a column that may be empty is then empty in every record. */
export function warnGone(result: RunResult, before: RunBefore | null, output: Output): void {
  for (const { table, summary } of result.tables) {
    if (summary.emptyFiles.length > 0)
      output.warn(
        `WITHOUT RECORDS: ${some(summary.emptyFiles)}. Other files of the source have some, so that the run goes on.`,
      );
    const earlier = before?.inputs.find((each) => each.table === table.name);
    const gone = earlier === undefined ? [] : goneColumns(earlier, summary);
    if (before === null || gone.length === 0) continue;
    output.warn(
      `GONE: ${some(gone)} of ${table.name}, which the run for ${before.date} had. ${gone.length === 1 ? 'It is' : 'They are'} empty now in every record of the files that lack ${gone.length === 1 ? 'it' : 'them'}; ask for the files again unless this is meant.`,
    );
  }
}

/** By source where there are as many as before, else over all: what some source had and none has now. */
function goneColumns(earlier: RunBefore['inputs'][number], now: ImportResult): readonly string[] {
  const numbers = now.sources.map(({ source }) => source);
  const lacks = (of: ImportResult, source: number, name: string): boolean =>
    of.absentColumns.some((each) => each.source === source && each.columns.includes(name));
  const hasNone = (of: ImportResult, name: string): boolean =>
    of.sources.every(({ source }) => lacks(of, source, name));
  const isGone = (name: string): boolean =>
    earlier.sources.length === numbers.length
      ? numbers.some((source) => lacks(now, source, name) && !lacks(earlier, source, name))
      : hasNone(now, name) && !hasNone(earlier, name);
  const absent = new Set(now.absentColumns.flatMap(({ columns }) => columns));
  return earlier.sources.length === 0
    ? []
    : [...absent].filter((name) => earlier.columns.includes(name) && isGone(name));
}

/** As YAML has it in a list. */
const quoted = (name: string): string => (/^\w[\w.-]*$/.test(name) ? name : JSON.stringify(name));

const SHOWN_MAX = 5;

const some = (names: readonly string[]): string =>
  `${names.slice(0, SHOWN_MAX).join(', ')}${names.length > SHOWN_MAX ? ` and ${names.length - SHOWN_MAX} more` : ''}`;
